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

  /// Doubles in the order of the numbers of two samples: the numbers themselves, or their places where
  /// doubles do not tell some of them apart.
  static func ordered(_ first: TestSample, _ second: TestSample) -> ([Double], [Double]) {
    guard let fractions = first.fractions.map({ $0 + (second.fractions ?? []) }) else {
      return (first.doubles, second.doubles)
    }
    let doubles = first.doubles + second.doubles
    var order = doubles.indices.sorted { doubles[$0] < doubles[$1] }
    var places = [Double](repeating: 0, count: doubles.count)
    var (start, place, areApart) = (0, 0.0, true)
    while start < order.count {
      var end = start + 1
      while end < order.count, doubles[order[end]] == doubles[order[start]] { end += 1 }
      let run = order[start..<end]
      if run.contains(where: { fractions[$0] != fractions[order[start]] }) {
        areApart = false
        order.replaceSubrange(start..<end, with: run.sorted { fractions[$0] < fractions[$1] })
      }
      for index in start..<end {
        if index > 0, fractions[order[index]] != fractions[order[index - 1]] { place += 1 }
        places[order[index]] = place
      }
      start = end
    }
    guard !areApart else { return (first.doubles, second.doubles) }
    return (Array(places[..<first.doubles.count]), Array(places[first.doubles.count...]))
  }

  /// The count, the mean and the standard deviation, the latter two rounded once.
  var summary: Summary {
    let mean =
      fractions.map { try? Double(Statistics.mean($0)) } ?? (try? Statistics.mean(doubles))
    let deviation = fractions.map { try? Statistics.stdev($0) } ?? (try? Statistics.stdev(doubles))
    return Summary(
      name: name,
      count: doubles.count,
      mean: mean ?? .nan,
      deviation: deviation ?? .nan
    )
  }

  /// What is said of a sample beside the test.
  struct Summary {
    var name: String
    var count: Int
    var mean: Double
    /// NaN for a single value.
    var deviation: Double

    func json(_ writer: inout FigureWriter) -> JSONValue {
      [
        "name": .string(name), "count": .integer(Int64(count)),
        "mean": writer.json(mean, "mean of \(name)"),
        "standardDeviation": writer.json(deviation, "standardDeviation of \(name)"),
      ]
    }

    var cells: [String] {
      [name, "\(count)", Figure.text(mean, spread: deviation), FigureWriter.text(deviation)]
    }
  }
}
