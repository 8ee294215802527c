internal import BatteryJobs
internal import BatteryStatistics
internal import BatteryTables

extension TestQuestion {
  /// The analysis of variance.
  func anova(_ table: StatsTable, _ settings: StatsSettings) throws(StatisticsError) -> StatsAnswer
  {
    let isExact = settings.lane == .exact
    let samples = TestSample.groups(
      try table.column(values[0]),
      by: try table.labels(of: group ?? ""),
      isExact: isExact
    )
    let exact = samples.compactMap(\.fractions)
    let analysis =
      isExact
      ? try AnalysisOfVariance(exact: exact) : try AnalysisOfVariance(samples.map(\.doubles))
    let between = analysis.betweenSquares / Double(analysis.betweenDegreesOfFreedom)
    let within = analysis.withinSquares / Double(analysis.withinDegreesOfFreedom)
    var writer = FigureWriter()
    let json: JSONValue = [
      "fStatistic": writer.json(analysis.fStatistic, "fStatistic"),
      "p": writer.json(analysis.p, "p"),
      "betweenDegreesOfFreedom": .integer(Int64(analysis.betweenDegreesOfFreedom)),
      "withinDegreesOfFreedom": .integer(Int64(analysis.withinDegreesOfFreedom)),
      "residualStandardDeviation": writer.json(
        analysis.residualStandardDeviation,
        "residualStandardDeviation"
      ),
      "betweenSumOfSquares": writer.json(analysis.betweenSquares, "betweenSumOfSquares"),
      "withinSumOfSquares": writer.json(analysis.withinSquares, "withinSumOfSquares"),
      "betweenMeanSquare": writer.json(between, "betweenMeanSquare"),
      "withinMeanSquare": writer.json(within, "withinMeanSquare"),
      "rSquared": writer.json(analysis.rSquared, "rSquared"),
      "groups": .array(samples.map { $0.json(&writer) }),
      "missing": .integer(Int64(table.missing)),
      "lane": .string(settings.lane.rawValue),
    ]
    var notes = writer.notes
    let single = samples.filter { $0.doubles.count == 1 }.map(\.name)
    if !single.isEmpty {
      notes.append(
        "One value alone says nothing of what varies within its group: \(single.joined(separator: ", "))."
      )
    }
    let figures = ReportTable(
      columns: [
        .init("source"), .init("degrees of freedom", .trailing), .init("squares", .trailing),
        .init("mean square", .trailing), .init("F", .trailing), .init("p", .trailing),
      ],
      rows: [
        [
          "between groups", "\(analysis.betweenDegreesOfFreedom)",
          FigureWriter.text(analysis.betweenSquares), FigureWriter.text(between),
          FigureWriter.text(analysis.fStatistic), FigureWriter.probability(analysis.p),
        ],
        [
          "within groups", "\(analysis.withinDegreesOfFreedom)",
          FigureWriter.text(analysis.withinSquares), FigureWriter.text(within), "", "",
        ],
      ]
    )
    return StatsAnswer(
      json: json,
      sections: [
        .init(title: "Variance of \(values[0]) by \(group ?? "")", table: figures),
        .init(title: "Groups", table: Self.table(of: samples)),
      ],
      notes: notes
    )
  }

  static func table(of samples: [TestSample]) -> ReportTable {
    ReportTable(
      columns: [
        .init("sample"), .init("count", .trailing), .init("mean", .trailing),
        .init("standard deviation", .trailing),
      ],
      rows: samples.map(\.cells)
    )
  }
}
