extension Compiler {
  /// The functions, for "did you mean".
  private static let functions = [
    "abs", "ceil", "coalesce", "concat", "contains", "date", "date_trunc", "day", "ends_with",
    "floor", "hour", "if", "length", "lower", "max", "min", "minute", "month", "nullif", "replace",
    "round", "second", "starts_with", "substring", "text", "trim", "upper", "weekday", "year",
  ]

  func call(
    _ name: String,
    _ arguments: [Syntax],
    at offset: Int
  ) throws(TableError) -> Term {
    var terms: [Term] = []
    for (place, argument) in arguments.enumerated() {
      terms.append(name == "if" && place == 0 ? try condition(argument) : try term(argument))
    }
    func require(_ counts: ClosedRange<Int>) throws(TableError) {
      guard !counts.contains(terms.count) else { return }
      let wanted =
        counts.count == 1
        ? "\(counts.lowerBound)"
        : counts.upperBound == .max
          ? "at least \(counts.lowerBound)" : "\(counts.lowerBound) or \(counts.upperBound)"
      let noun = wanted == "1" ? "argument" : "arguments"
      throw source.error(at: offset, "\(name) takes \(wanted) \(noun), not \(terms.count).")
    }
    switch name {
    case "lower", "upper", "trim", "ltrim", "rtrim":
      try require(1...1)
      try requireText(terms[0], name)
      return try textFunction(name, terms, at: offset)
    case "length":
      try require(1...1)
      try requireText(terms[0], name)
      return try length(terms[0], at: offset)
    case "substring", "substr":
      try require(2...3)
      return try substring(terms, at: offset)
    case "replace":
      try require(3...3)
      return try textFunction(name, terms, at: offset)
    case "contains", "starts_with", "ends_with":
      try require(2...2)
      return try search(name, terms, at: offset)
    case "concat":
      try require(1...Int.max)
      return try concatenation(terms, at: offset)
    case "abs", "floor", "ceil", "ceiling":
      try require(1...1)
      return try rounding(name, terms[0], digits: 0, at: offset)
    case "round":
      try require(1...2)
      var digits: Int64 = 0
      if terms.count == 2 {
        guard case .integer(let number) = terms[1].constant, (-30...30).contains(number)
        else {
          throw source.error(
            at: terms[1].offset,
            "The digits of round are a whole number up to 30, the same for every row."
          )
        }
        digits = number
      }
      return try rounding(name, terms[0], digits: Int(digits), at: offset)
    case "coalesce", "ifnull":
      try require(1...Int.max)
      return try coalesce(terms, at: offset)
    case "nullif":
      try require(2...2)
      let isEqual = try comparison(.equal, terms[0], terms[1], at: offset)
      return try choice([isEqual], [Term(.null, at: offset), terms[0]], at: offset)
    case "if", "iif":
      try require(2...3)
      let otherwise = terms.count == 3 ? terms[2] : Term(.null, at: offset)
      return try choice([terms[0]], [terms[1], otherwise], at: offset)
    case "min", "max", "least", "greatest":
      try require(2...Int.max)
      return try extreme(terms, isLeast: name == "min" || name == "least", at: offset)
    case "year", "month", "day", "hour", "minute", "second", "weekday":
      try require(1...1)
      return try timePart(name, terms[0], at: offset)
    case "date_trunc":
      try require(2...2)
      return try truncation(terms[0], terms[1], at: offset)
    case "date", "timestamp", "text":
      try require(1...1)
      let type: ColumnType = name == "date" ? .date : name == "text" ? .text : .timestamp
      return try cast(terms[0], to: type, isLenient: false, at: offset)
    default:
      let near = nearestName(to: name, among: Self.functions).map { "Did you mean \($0)?" }
      let all = "The functions are " + Self.functions.joined(separator: ", ") + "."
      throw source.error(at: offset, "There is no function \(name). \(near ?? all)")
    }
  }

  private func coalesce(_ terms: [Term], at offset: Int) throws(TableError) -> Term {
    let conditions = terms.dropLast().map { term in
      Term(.boolean, at: term.offset) { batch throws(TableError) in
        let nulls = try term.evaluate(batch).nulls
        return .boolean(ValueColumn((0..<batch.count).map { !nulls[$0] }))
      }
    }
    let result = try choice(conditions, terms, at: offset)
    return try result.folded(terms)
  }

  /// The least or greatest of several values; those that are not there do not count.
  private func extreme(
    _ terms: [Term],
    isLeast: Bool,
    at offset: Int
  ) throws(TableError) -> Term {
    let type = try commonType(terms)
    var result = try converted(terms[0], to: type)
    for next in terms.dropFirst() {
      let next = try converted(next, to: type)
      let soFar = result
      let wins = try comparison(isLeast ? .less : .greater, next, soFar, at: offset)
      let isFirst = Term(.boolean, at: offset) { batch throws(TableError) in
        let nulls = try soFar.evaluate(batch).nulls
        let truths = try wins.evaluate(batch).truths
        return .boolean(ValueColumn((0..<batch.count).map { nulls[$0] || truths[$0] == true }))
      }
      result = try choice([isFirst], [next, soFar], at: offset).folded([next, soFar])
    }
    return result
  }

  // MARK: - Numbers

  private func rounding(
    _ name: String,
    _ operand: Term,
    digits: Int,
    at offset: Int
  ) throws(TableError) -> Term {
    guard Self.isNumber(operand.type) else {
      throw source.error(
        at: operand.offset,
        "\(name) takes a number, not \(described(operand.type)).",
        code: .typeMismatch
      )
    }
    let source = source
    return try Term(operand.type ?? .integer, at: offset) { batch throws(TableError) in
      switch try operand.evaluate(batch) {
      case .integer(let column):
        guard name == "abs" || digits < 0 else { return .integer(column) }
        var values: [Int64] = []
        values.reserveCapacity(column.count)
        for row in 0..<column.count {
          let value = column.values[row]
          if name != "abs" {
            let rounded = DecimalNumber(Int128(value)).rounded(digits: digits)
            values.append(Int64(exactly: rounded.rescaled(to: 0) ?? 0) ?? value)
          } else if value == .min, !column.nulls[row] {
            throw source.error(at: offset, "abs(\(value)) does not fit an integer of 64 bits.")
          } else {
            values.append(value == .min ? value : abs(value))
          }
        }
        return .integer(ValueColumn(values, nulls: column.nulls))
      case .double(let column):
        let values =
          switch name {
          case "abs": column.values.map { abs($0) }
          case "floor": column.values.map { $0.rounded(.down) }
          case "round": column.values.map { Self.rounded($0, digits) }
          default: column.values.map { $0.rounded(.up) }
          }
        return .double(ValueColumn(values, nulls: column.nulls))
      case let column:
        return .decimal(
          try column.mapText { bytes, result throws(TableError) in
            guard var number = DecimalNumber(bytes) else {
              throw source.error(at: offset, "\(name) takes at most 38 digits.")
            }
            switch name {
            case "abs": number.mantissa = abs(number.mantissa)
            case "floor": number = number.floored(up: false)
            case "round": number = number.rounded(digits: digits)
            default: number = number.floored(up: true)
            }
            result.append(number.text)
          }
        )
      }
    }.folded([operand])
  }

  /// Rounds what a number is written as, so that 2.675 becomes 2.68, not 2.67.
  private static func rounded(_ number: Double, _ digits: Int) -> Double {
    guard digits != 0 else { return number.rounded(.toNearestOrAwayFromZero) }
    guard number.isFinite, let decimal = DecimalNumber("\(number)") else { return number }
    return Double(decimal.rounded(digits: digits).text) ?? number
  }
}
