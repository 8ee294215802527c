internal import BatteryJobs
internal import BatteryNumbers
internal import BatteryStatistics
internal import BatteryTables

extension TestQuestion {
  /// Pearson's tests: whether classes come as often as expected, or two kinds of them are independent.
  func chiSquare(
    _ table: StatsTable,
    _ settings: StatsSettings
  ) throws(StatisticsError) -> StatsAnswer {
    let rows = try Classes(try table.labels(of: labels[0]), columns: labels[0])
    // A column of weights has the counts of rows that stand for many.
    let weights = try settings.weights.map { name throws(StatisticsError) in
      let column = try table.column(name)
      return settings.lane == .exact
        ? column.fractions : column.doubles.compactMap { Fraction(exactly: $0) }
    }
    guard labels.count > 1 else { return try fit(rows, weights, table, settings.lane) }
    let columns = try Classes(try table.labels(of: labels[1]), columns: labels[1])
    var counts = [[Fraction]](
      repeating: [Fraction](repeating: 0, count: columns.names.count),
      count: rows.names.count
    )
    for (row, place) in rows.places.enumerated() {
      counts[place][columns.places[row]] += weights?[row] ?? 1
    }
    for (classes, name) in [(rows, labels[0]), (columns, labels[1])] where classes.names.count < 2 {
      throw StatisticsError(
        .constant,
        "The column \(name) has one class only: nothing depends on it. Take another column.",
        columns: [name]
      )
    }
    let result = try ChiSquareTest.independence(counts, correction: correction)
    let sums = counts.map { $0.sum() }
    let total = sums.sum()
    let columnSums = columns.names.indices.map { column in counts.map { $0[column] }.sum() }
    let expected = sums.map { sum in columnSums.map { Double(sum * $0 / total) } }
    let observed = counts.map { $0.map { Double($0) } }
    let cells = rows.names.indices.map { row in
      [rows.names[row]] + observed[row].map { FigureWriter.text($0) }
    }
    let section = ReportTable(
      columns: [.init(labels[0])] + columns.names.map { .init($0, .trailing) },
      rows: cells
    )
    return write(
      result,
      [
        "rows": .array(rows.names.map { .string($0) }),
        "columns": .array(columns.names.map { .string($0) }),
        "observed": .array(observed.map { .array($0.map(FigureWriter.json)) }),
        "expected": .array(expected.map { .array($0.map(FigureWriter.json)) }),
      ],
      expected.flatMap { $0 },
      StatsAnswer.Section(title: "\(labels[0]) and \(labels[1])", table: section),
      table,
      settings.lane,
      isCorrected: correction && rows.names.count == 2 && columns.names.count == 2
    )
  }

  private func fit(
    _ classes: Classes,
    _ weights: [Fraction]?,
    _ table: StatsTable,
    _ lane: Lane
  ) throws(StatisticsError) -> StatsAnswer {
    // Classes that are numbers have one name, however they are written.
    let expected = Dictionary(
      expected.map { name, share in
        let number = GroupName.canonical(name)
        return (
          !classes.names.contains(name) && classes.names.contains(number) ? number : name, share
        )
      },
      uniquingKeysWith: +
    )
    // A class that was expected and did not come counts too.
    let names = Set(classes.names).union(expected.keys).sorted(by: GroupOrder.isBefore)
    if !expected.isEmpty, let name = names.first(where: { expected[$0] == nil }) {
      throw StatisticsError(
        .invalidArgument,
        "The column \(labels[0]) has the class \(name), for which no expectation is given. Give one."
      )
    }
    guard names.count > 1 else {
      throw StatisticsError(
        .constant,
        "The column \(labels[0]) has one class only, \(names.joined()): there is nothing to"
          + " compare. Take another column.",
        columns: [labels[0]]
      )
    }
    var counts: [String: Fraction] = [:]
    for (row, place) in classes.places.enumerated() {
      counts[classes.names[place], default: 0] += weights?[row] ?? 1
    }
    let observed = names.map { counts[$0] ?? 0 }
    let shares = names.map {
      expected.isEmpty ? 1 : expected[$0].flatMap { Fraction(exactly: $0) } ?? 0
    }
    let result = try ChiSquareTest.goodnessOfFit(observed, expected: shares)
    let factor = observed.sum() / shares.sum()
    let right = shares.map { Double($0 * factor) }
    let found = observed.map { Double($0) }
    return write(
      result,
      [
        "classes": .array(names.map { .string($0) }),
        "observed": .array(found.map(FigureWriter.json)),
        "expected": .array(right.map(FigureWriter.json)),
      ],
      right,
      StatsAnswer.Section(
        title: "Classes of \(labels[0])",
        table: ReportTable(
          columns: [.init(labels[0]), .init("observed", .trailing), .init("expected", .trailing)],
          rows: names.indices.map {
            [names[$0], FigureWriter.text(found[$0]), FigureWriter.text(right[$0])]
          }
        )
      ),
      table,
      lane,
      isCorrected: false
    )
  }

  private func write(
    _ result: TestResult,
    _ details: JSONObject,
    _ expected: [Double],
    _ section: StatsAnswer.Section,
    _ table: StatsTable,
    _ lane: Lane,
    isCorrected: Bool
  ) -> StatsAnswer {
    var writer = FigureWriter()
    var json: JSONObject = [
      "method": .string(result.method),
      "statistic": writer.json(result.statistic, "statistic"),
      "p": writer.json(result.p, "p"),
      "probability": .string(result.probability.rawValue),
      "degreesOfFreedom": writer.json(result.degreesOfFreedom, "degreesOfFreedom"),
      "corrected": .boolean(isCorrected),
    ]
    for member in details.members { json.append(member) }
    json.append(.init("missing", .integer(Int64(table.missing))))
    json.append(.init("lane", .string(lane.rawValue)))
    let rows = [
      ["chi-square", FigureWriter.text(result.statistic)],
      ["p", FigureWriter.probability(result.p)],
      ["probability", result.probability.rawValue],
      ["degrees of freedom", FigureWriter.text(result.degreesOfFreedom)],
      ["lane", lane.rawValue],
    ]
    var notes = writer.notes
    if isCorrected { notes.append("Corrected for whole counts, as Yates proposed.") }
    let few = expected.count { $0 < 5 }
    if few > 0 {
      notes.append(
        "\(few) of \(expected.count) expected counts \(Counted.word(few, "is", "are")) below 5:"
          + " the probability is a rough one."
      )
    }
    return StatsAnswer(
      json: .object(json),
      sections: [
        .init(
          title: result.method,
          table: ReportTable(columns: [.init("figure"), .init("value", .trailing)], rows: rows)
        ),
        section,
      ],
      notes: notes
    )
  }
}

/// The classes of a column in their order, and the place of each row's.
private struct Classes {
  var names: [String]
  var places: [Int]

  init(_ labels: [String], columns name: String) throws(StatisticsError) {
    guard !labels.isEmpty else {
      throw StatisticsError(
        .tooFewValues,
        "The column \(name) has no row to count. Give some.",
        columns: [name]
      )
    }
    names = Set(labels).sorted(by: GroupOrder.isBefore)
    let order = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    places = labels.compactMap { order[$0] }
  }
}
