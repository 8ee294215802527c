public import BatteryJobs
import BatteryNumbers
public import BatteryStatistics
import BatteryTables

/// `correlate`: how closely each two columns go together.
public struct CorrelateQuestion: StatsQuestion {
  /// A coefficient.
  public enum Method: String, Codable, Hashable, Sendable, CaseIterable {
    /// Of the numbers: how near they are to a line.
    case pearson
    /// Of their ranks.
    case spearman
    /// Of the pairs in the same and in the opposite order: tau-b.
    case kendall
  }

  /// The columns; `nil` for all that are numbers.
  public var columns: [String]?
  /// The coefficient.
  public var method: Method

  /// Asks for correlations.
  public init(columns: [String]? = nil, method: Method = .pearson) {
    self.columns = columns
    self.method = method
  }

  private enum Key: String, CodingKey {
    case columns, method
  }

  /// Reads the options; a single column needs no list.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      columns: try OneOrMany.strings(container, .columns),
      method: try container.decodeIfPresent(Method.self, forKey: .method) ?? .pearson
    )
  }

  /// The columns of numbers that are needed.
  public var numberColumns: [String]? { columns }

  /// No texts are needed.
  public var labelColumns: [String] { [] }

  /// Checks the number of columns.
  public func validate() throws(StatisticsError) {
    guard let columns, columns.count < 2 else { return }
    throw StatisticsError(
      .invalidArgument,
      "A correlation is of two columns or more. Name another one."
    )
  }

  private static let mostDrawn = 3

  /// Answers with a matrix of coefficients and one of probabilities.
  public func answer(_ table: StatsTable, _ settings: StatsSettings) throws -> StatsAnswer {
    let names = table.order
    guard names.count > 1 else {
      throw StatisticsError(
        .invalidArgument,
        "There is one column of numbers only, \(names.joined()). A correlation is of two or more."
      )
    }
    guard table.rows > 1 else {
      throw StatisticsError(
        .tooFewValues,
        "The correlation of \(table.rows) \(table.rows == 1 ? "row" : "rows") is not defined."
          + " Give 2 or more."
      )
    }
    if settings.weights != nil, method != .pearson {
      throw StatisticsError(
        .invalidArgument,
        "Weights go with Pearson's coefficient alone. Leave --weights out, or take --method pearson."
      )
    }
    let weights = try settings.weights.map { try Self.weights(try table.column($0)) }
    let columns = try names.map { CorrelatedColumn(try table.column($0), method) }
    var cells: [[Double?]] = names.map { _ in names.map { _ in nil } }
    var chances = cells
    for row in names.indices {
      for column in 0...row {
        let (r, p) = try coefficient(columns[row], columns[column], weights, isSame: row == column)
        (cells[row][column], cells[column][row]) = (r, r)
        (chances[row][column], chances[column][row]) = (p, p)
      }
    }
    return report(table, cells, chances, settings)
  }

  private func coefficient(
    _ one: CorrelatedColumn,
    _ other: CorrelatedColumn,
    _ weights: [BigInteger]?,
    isSame: Bool
  ) throws(StatisticsError) -> (r: Double?, p: Double?) {
    if one.isConstant || other.isConstant { return (nil, nil) }
    if isSame { return (1, nil) }
    let isTested = one.integers.count > 2
    switch method {
    case .spearman where isTested:
      let result = try CorrelationTest.spearman(one.ranks, other.ranks)
      return (result.estimate, result.p)
    case .kendall:
      let result = try CorrelationTest.kendall(one.ranks, other.ranks)
      return (result.estimate, isTested ? result.p : nil)
    case .pearson, .spearman:
      guard let sums = PairedSums(one, other, weights) else { return (nil, nil) }
      guard weights == nil, isTested else { return (sums.correlation, nil) }
      let freedom = one.integers.count - 2
      let t = sums.statistic(freedom: freedom)
      if t.isInfinite { return (sums.correlation, 0) }
      let student = try StudentDistribution(degreesOfFreedom: Double(freedom))
      return (sums.correlation, student.twoSided(t))
    }
  }

  /// The weights as integers, of which only the ratios matter.
  private static func weights(_ column: NumberColumn) throws(StatisticsError) -> [BigInteger] {
    let integers = CorrelatedColumn.integers(column)
    if let place = integers.firstIndex(where: \.isNegative) {
      throw StatisticsError(
        .invalidArgument,
        "The weight \(Figure.text(column.doubles[place])) in the column \(column.name) is negative."
          + " Give weights of 0 or more.",
        columns: [column.name]
      )
    }
    guard integers.contains(where: { !$0.isZero }) else {
      throw StatisticsError(
        .invalidArgument,
        "All weights in the column \(column.name) are 0. Give some above it.",
        columns: [column.name]
      )
    }
    return integers
  }

  private func report(
    _ table: StatsTable,
    _ cells: [[Double?]],
    _ chances: [[Double?]],
    _ settings: StatsSettings
  ) -> StatsAnswer {
    let names = table.order
    func matrix(_ cells: [[Double?]]) -> JSONValue {
      .array(cells.map { row in .array(row.map { Figure.json($0) }) })
    }
    func section(_ title: String, _ cells: [[Double?]]) -> StatsAnswer.Section {
      let head = [ReportTable.Column("column")] + names.map { .init($0, .trailing) }
      let rows = zip(names, cells).map { name, row in [name] + row.map { Figure.text($0) } }
      return .init(title: title, table: ReportTable(columns: head, rows: rows))
    }
    var answer = StatsAnswer(
      json: [
        "method": .string(method.rawValue), "count": .integer(Int64(table.rows)),
        "missing": .integer(Int64(table.missing)), "columns": .array(names.map { .string($0) }),
        "coefficients": matrix(cells), "p": matrix(chances),
        "lane": .string(settings.lane.rawValue),
      ],
      sections: [section(title, cells), section("Probability without any correlation", chances)]
    )
    answer.notes = ["\(table.rows) rows."]
    if table.missing > 0 {
      answer.notes.append("\(table.missing) rows left out, which lack a value.")
    }
    for (name, row) in zip(names, cells) where row.allSatisfy({ $0 == nil }) {
      answer.notes.append("\(name) is constant: its correlations are not defined.")
    }
    if settings.weights != nil {
      answer.notes.append("Of weighted coefficients no probabilities are given.")
    }
    guard names.count <= Self.mostDrawn else { return answer }
    for second in names.indices.dropFirst() {
      for first in 0..<second {
        guard let x = table.numbers[names[first]], let y = table.numbers[names[second]] else {
          continue
        }
        answer.drawings.append(
          .scatter(
            title: "\(y.name) over \(x.name)",
            x: .init(name: x.name, values: x.doubles),
            y: .init(name: y.name, values: y.doubles),
            curve: []
          )
        )
      }
    }
    return answer
  }

  private var title: String {
    switch method {
    case .pearson: "Pearson's r"
    case .spearman: "Spearman's rho"
    case .kendall: "Kendall's tau-b"
    }
  }
}

extension CorrelateQuestion: ConfiguredQuestion {
  /// The key.
  public static var name: String { "correlate" }
  /// What it tells.
  public static var summary: String { "How closely each two columns go together." }
  /// The fields.
  public static var fields: [JobSchema.Field] {
    [
      .numberColumns,
      .init(
        "method",
        .choice(Method.allCases.map(\.rawValue)),
        "Which coefficient.",
        defaultValue: "pearson"
      ),
    ]
  }
}
