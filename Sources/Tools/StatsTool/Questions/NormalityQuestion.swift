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

  /// The tests weigh every value alike.
  public var weightsRefusal: WeightsRefusal? {
    WeightsRefusal("The tests of normality take no weights")
  }

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
  ///
  /// - Throws: ``StatisticsError`` when none of them can be made of any column.
  public func answer(_ table: StatsTable, _ settings: StatsSettings) throws -> StatsAnswer {
    try settings.check(weightsOf: self)
    var answer = StatsAnswer(json: .null)
    var members: [JSONObject.Member] = []
    var (without, answered) = (NoAnswers(), 0)
    for name in columns ?? table.order {
      let column = try table.column(name)
      do throws(StatisticsError) {
        _ = try column.finiteDoubles(for: "tests of normality are")
      } catch {
        members.append(.init(name, .null))
        without.add(name, error)
        continue
      }
      members.append(.init(name, self.column(column, &answer, &without, &answered)))
    }
    try without.check(answered: answered)
    answer.notes += without.notes + settings.notes(ofDoubles: "Tests of normality are")
    answer.json = [
      "columns": .object(JSONObject(members)), "missing": .integer(Int64(table.missing)),
      "lane": .string(Lane.fast.rawValue),
    ]
    if table.missing > 0 { answer.notes.append(TestQuestion.missing(table.missing)) }
    return answer
  }

  private func column(
    _ column: NumberColumn,
    _ answer: inout StatsAnswer,
    _ without: inout NoAnswers,
    _ answered: inout Int
  ) -> JSONValue {
    var members: [JSONObject.Member] = [
      .init("count", .integer(Int64(column.count)))
    ]
    var rows: [[String]] = []
    var failures: [(test: String, error: StatisticsError)] = []
    for test in Self.tests {
      do throws(StatisticsError) {
        let result = try test.run(column.doubles)
        members.append(
          .init(
            test.key,
            [
              "statistic": FigureWriter.json(result.statistic), "p": FigureWriter.json(result.p),
              "probability": .string(result.probability.rawValue),
            ]
          )
        )
        rows.append([
          test.name, FigureWriter.text(result.statistic), FigureWriter.probability(result.p),
          result.probability.rawValue,
        ])
        answered += 1
      } catch {
        members.append(.init(test.key, .null))
        rows.append([test.name, "–", "–", ""])
        failures.append((test.name, error))
      }
    }
    for error in Self.joined(failures) { without.add(column.name, error) }
    answer.sections.append(
      .init(
        title: "Normality of \(column.name), \(Counted.text(column.count, "value"))",
        table: ReportTable(
          columns: [
            .init("test"), .init("statistic", .trailing), .init("p", .trailing),
            .init("probability"),
          ],
          rows: rows
        )
      )
    )
    if let drawing = Self.drawing(column) { answer.drawings.append(drawing) }
    return .object(JSONObject(members))
  }

  /// Each reason once, with the tests that it keeps from an answer; a constant column's alone.
  private static func joined(
    _ failures: [(test: String, error: StatisticsError)]
  ) -> [StatisticsError] {
    if let constant = failures.first(where: { $0.error.code == .constant }) {
      return [constant.error]
    }
    var reasons: [StatisticsError] = []
    for (_, error) in failures where !reasons.contains(error) { reasons.append(error) }
    return reasons.map { reason in
      let tests = failures.filter { $0.error == reason }.map(\.test)
      var reason = reason
      reason.message = "\(tests.joined(separator: ", ")): \(reason.message)"
      return reason
    }
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
