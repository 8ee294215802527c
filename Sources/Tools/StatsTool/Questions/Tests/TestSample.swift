internal import BatteryNumbers
internal import BatteryStatistics
internal import BatteryTables

/// The numbers of one sample, with its name.
struct TestSample {
  var name: String
  var doubles: [Double]
  /// The numbers without any rounding, in the exact lane.
  var fractions: [Fraction]?

  init(_ column: NumberColumn, isExact: Bool) {
    name = column.name
    doubles = column.doubles
    fractions = isExact ? column.fractions : nil
  }

  private init(name: String, doubles: [Double], fractions: [Fraction]?) {
    (self.name, self.doubles, self.fractions) = (name, doubles, fractions)
  }

  /// One sample for each group, in the order of ``GroupOrder``.
  static func groups(_ column: NumberColumn, by labels: [String], isExact: Bool) -> [TestSample] {
    let all = TestSample(column, isExact: isExact)
    let rows = Dictionary(grouping: labels.indices) { labels[$0] }
    return rows.keys.sorted(by: GroupOrder.isBefore).map { name in
      let places = rows[name] ?? []
      return TestSample(
        name: name,
        doubles: places.map { all.doubles[$0] },
        fractions: all.fractions.map { values in places.map { values[$0] } }
      )
    }
  }

  /// The differences of pairs, or of values from one number, each rounded once.
  func less(_ other: TestSample?, _ number: Decimal?) -> [Double] {
    if let fractions {
      let shift = number.flatMap { Fraction(exactly: $0) } ?? 0
      let right = other?.fractions
      return fractions.indices.map { row in
        Double(fractions[row] - (right?[row] ?? 0) - shift)
      }
    }
    let shift = number.map { Double($0) } ?? 0
    return doubles.indices.map { doubles[$0] - (other?.doubles[$0] ?? 0) - shift }
  }

  /// The mean and the standard deviation; the latter is NaN for a single value.
  var moments: (mean: Double, deviation: Double) {
    guard !doubles.isEmpty else { return (.nan, .nan) }
    let values = fractions ?? doubles.compactMap { Fraction(exactly: $0) }
    let (count, sum) = (Fraction(values.count), values.sum())
    let squares = values.map { $0 * $0 }.sum() - sum * sum / count
    guard values.count > 1 else { return (Double(sum), .nan) }
    return (Double(sum / count), Double(squares / (count - 1)).squareRoot())
  }

  func json(_ writer: inout FigureWriter) -> JSONValue {
    let (mean, deviation) = moments
    return [
      "name": .string(name), "count": .integer(Int64(doubles.count)),
      "mean": writer.json(mean, "mean of \(name)"),
      "standardDeviation": writer.json(deviation, "standardDeviation of \(name)"),
    ]
  }

  var cells: [String] {
    let (mean, deviation) = moments
    return [name, "\(doubles.count)", FigureWriter.text(mean), FigureWriter.text(deviation)]
  }
}
