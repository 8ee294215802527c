internal import BatteryJobs
public import BatteryStatistics
internal import BatteryTables
internal import Foundation

/// Whether columns of numbers may come from normal distributions: four tests of each.
public struct NormalityQuestion: StatsQuestion {
  /// The columns; `nil` for all columns of numbers.
  public var columns: [String]?

  /// Asks for the tests.
  public init(columns: [String]? = nil) { self.columns = columns }

  private enum CodingKeys: String, CodingKey { case columns }

  /// Reads the question from a configuration; a single column needs no list.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(columns: try OneOrMany.strings(container, .columns))
  }

  /// The columns.
  public var numberColumns: [String]? { columns }

  /// None.
  public var labelColumns: [String] { [] }

  /// Accepts every option.
  public func validate() throws(StatisticsError) {}

  private struct Test: Sendable {
    var key: String
    var name: String
    var run: @Sendable ([Double]) throws(StatisticsError) -> TestResult
  }

  private static let tests: [Test] = [
    Test(key: "shapiroWilk", name: "Shapiro-Wilk", run: NormalityTest.shapiroWilk),
    Test(key: "andersonDarling", name: "Anderson-Darling", run: NormalityTest.andersonDarling),
    Test(key: "jarqueBera", name: "Jarque-Bera", run: NormalityTest.jarqueBera),
    Test(key: "dAgostino", name: "D'Agostino-Pearson", run: NormalityTest.dAgostino),
  ]

  /// Makes the tests of each column; one that cannot be made is `null`, with a note that says why.
  public func answer(_ table: StatsTable, _ settings: StatsSettings) throws -> StatsAnswer {
    if let weights = settings.weights {
      throw StatisticsError(
        .invalidArgument,
        "The tests of normality take no weights and \(weights) was given. Leave the weights out."
      )
    }
    var answer = StatsAnswer(json: .null)
    var members: [JSONObject.Member] = []
    for name in columns ?? table.order {
      let column = try table.column(name)
      members.append(.init(name, self.column(column, &answer)))
    }
    answer.json = [
      "columns": .object(JSONObject(members)), "missing": .integer(Int64(table.missing)),
      "lane": .string(Lane.fast.rawValue),
    ]
    if table.missing > 0 { answer.notes.append(TestQuestion.missing(table.missing)) }
    return answer
  }

  private func column(_ column: NumberColumn, _ answer: inout StatsAnswer) -> JSONValue {
    var members: [JSONObject.Member] = [
      .init("count", .integer(Int64(column.count)))
    ]
    var rows: [[String]] = []
    for test in Self.tests {
      do {
        let result = try test.run(column.doubles)
        members.append(
          .init(
            test.key,
            [
              "statistic": FigureWriter.json(result.statistic), "p": FigureWriter.json(result.p),
            ]
          )
        )
        rows.append([
          test.name, FigureWriter.text(result.statistic), FigureWriter.probability(result.p),
        ])
      } catch {
        members.append(.init(test.key, .null))
        rows.append([test.name, "–", "–"])
        answer.notes.append("\(column.name): \(test.name): \(error.message)")
      }
    }
    answer.sections.append(
      .init(
        title: "Normality of \(column.name), \(column.count) values",
        table: ReportTable(
          columns: [.init("test"), .init("statistic", .trailing), .init("p", .trailing)],
          rows: rows
        )
      )
    )
    if let drawing = Self.drawing(column) { answer.drawings.append(drawing) }
    return .object(JSONObject(members))
  }

  /// The values in their order against those that a normal distribution would have there.
  private static func drawing(_ column: NumberColumn) -> StatsDrawing? {
    let sorted = column.doubles.sorted()
    guard let low = sorted.first, let high = sorted.last, low < high, sorted.count > 2 else {
      return nil
    }
    let rows = RegressionDrawing.rows(of: sorted.count)
    let normal = NormalDistribution()
    let scores = rows.map { normal.quantile((Double($0) + 0.5) / Double(sorted.count)) }
    guard let moments = try? (Statistics.mean(sorted), Statistics.stdev(sorted)),
      let first = scores.first, let last = scores.last
    else { return nil }
    return .scatter(
      title: RegressionDrawing.title("Normal quantiles of \(column.name)", rows),
      x: .init(name: "normal", values: scores),
      y: .init(name: column.name, values: rows.map { sorted[$0] }),
      curve: [first, last].map { .init(x: $0, y: moments.0 + moments.1 * $0) }
    )
  }
}
