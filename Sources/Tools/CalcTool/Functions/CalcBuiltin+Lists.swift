import BatteryNumbers

/// Functions of any number of numbers.
extension CalcBuiltin {
  static let lists: [String: CalcBuiltin] = [
    "min": list { arithmetic, values, column in try arithmetic.sorted(values, column)[0] },
    "max": list { arithmetic, values, column in
      try arithmetic.sorted(values, column)[values.count - 1]
    },
    "sum": list { try $0.sum($1, $2) },
    "mean": list { arithmetic, values, column in
      try arithmetic.divide(
        arithmetic.sum(values, column),
        .exact(Fraction(values.count)),
        column
      )
    },
    "median": list { arithmetic, values, column in
      let sorted = try arithmetic.sorted(values, column)
      let middle = sorted.count / 2
      if !sorted.count.isMultiple(of: 2) { return sorted[middle] }
      let both = try arithmetic.add(sorted[middle - 1], sorted[middle], column)
      return try arithmetic.divide(both, .exact(2), column)
    },
  ]

  private static func list(_ body: @escaping Body) -> CalcBuiltin {
    CalcBuiltin("x, ...", 1...Int.max, body)
  }
}

extension CalcArithmetic {
  fileprivate func sum(_ values: [CalcValue], _ column: Int) throws(CalcError) -> CalcValue {
    var sum = CalcValue.exact(0)
    for value in values { sum = try add(sum, value, column) }
    return sum
  }

  fileprivate func sorted(_ values: [CalcValue], _ column: Int) throws(CalcError) -> [CalcValue] {
    for case .truth in values { throw Self.noNumber(column) }
    do {
      return try values.sorted { try compare($0, $1, column) < 0 }
    } catch let error as CalcError {
      throw error
    } catch {
      return values
    }
  }
}
