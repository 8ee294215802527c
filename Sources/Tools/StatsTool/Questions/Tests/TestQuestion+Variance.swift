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
    let analysis =
      isExact
      ? try AnalysisOfVariance(samples.compactMap(\.fractions))
      : try AnalysisOfVariance(samples.map(\.doubles))
    let summaries = samples.map(\.summary)
    var writer = FigureWriter()
    var json = Self.json(analysis, &writer)
    json.append(.init("groups", .array(summaries.map { $0.json(&writer) })))
    json.append(.init("missing", .integer(Int64(table.missing))))
    json.append(.init("lane", .string(settings.lane.rawValue)))
    var notes = writer.notes
    if analysis.withinSquares == 0 {
      notes.append(
        "Nothing varies within the groups: there is nothing to judge their means by, so that F is"
          + " infinite and p 0."
      )
    }
    let single = samples.filter { $0.doubles.count == 1 }.map(\.name)
    if !single.isEmpty {
      notes.append(
        "One value alone says nothing of what varies within its group: \(single.joined(separator: ", "))."
      )
    }
    return StatsAnswer(
      json: .object(json),
      sections: [
        .init(
          title: "Variance of \(values[0]) by \(group ?? "")",
          table: Self.table(of: analysis, settings.lane)
        ),
        .init(title: "Groups", table: Self.table(of: summaries)),
      ],
      notes: notes
    )
  }

  private static func json(
    _ analysis: AnalysisOfVariance,
    _ writer: inout FigureWriter
  ) -> JSONObject {
    [
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
      "betweenMeanSquare": writer.json(analysis.betweenMeanSquare, "betweenMeanSquare"),
      "withinMeanSquare": writer.json(analysis.withinMeanSquare, "withinMeanSquare"),
      "rSquared": writer.json(analysis.rSquared, "rSquared"),
      "probability": .string(ProbabilityKind.computed.rawValue),
    ]
  }

  private static func table(of analysis: AnalysisOfVariance, _ lane: Lane) -> ReportTable {
    ReportTable(
      columns: [
        .init("source"), .init("degrees of freedom", .trailing), .init("squares", .trailing),
        .init("mean square", .trailing), .init("F", .trailing), .init("p", .trailing),
        .init("probability"), .init("lane"),
      ],
      rows: [
        [
          "between groups", "\(analysis.betweenDegreesOfFreedom)",
          FigureWriter.text(analysis.betweenSquares),
          FigureWriter.text(analysis.betweenMeanSquare), FigureWriter.text(analysis.fStatistic),
          FigureWriter.probability(analysis.p), ProbabilityKind.computed.rawValue, lane.rawValue,
        ],
        [
          "within groups", "\(analysis.withinDegreesOfFreedom)",
          FigureWriter.text(analysis.withinSquares), FigureWriter.text(analysis.withinMeanSquare),
          "", "", "", lane.rawValue,
        ],
      ]
    )
  }

  static func table(of samples: [TestSample.Summary]) -> ReportTable {
    ReportTable(
      columns: [
        .init("sample"), .init("count", .trailing), .init("mean", .trailing),
        .init("standard deviation", .trailing),
      ],
      rows: samples.map(\.cells)
    )
  }
}
