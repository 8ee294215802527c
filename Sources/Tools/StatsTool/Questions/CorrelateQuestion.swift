public import BatteryJobs
import BatteryNumbers
public import BatteryStatistics
import BatteryTables

/// `correlate`: how closely each two columns go together.
public struct CorrelateQuestion: StatsQuestion {
  /// The columns; `nil` for all that are numbers.
  public var columns: [String]?
  /// The coefficient.
  public var method: CorrelationMethod

  /// Asks for correlations.
  public init(columns: [String]? = nil, method: CorrelationMethod = .pearson) {
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
      method: try container.decodeIfPresent(CorrelationMethod.self, forKey: .method) ?? .pearson
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

  /// Ranks have no weights.
  public var weightsRefusal: WeightsRefusal? {
    method == .pearson
      ? nil
      : WeightsRefusal(
        "\(title) takes no weights",
        "Leave the weights out, or take the method pearson."
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
        "The correlation of \(Counted.text(table.rows, "row")) is not defined."
          + " Give 2 or more."
      )
    }
    try settings.check(weightsOf: self)
    try table.checkRows(names + [settings.weights].compactMap(\.self))
    // Only the ratios of weights matter.
    let weights = try settings.weights.map { name in
      let column = try table.column(name)
      try column.checkWeights()
      return try CorrelatedColumn.integers(column)
    }
    let columns = try names.map { try CorrelatedColumn(try table.column($0), method) }
    var cells: [[Cell]] = names.map { _ in names.map { _ in Cell() } }
    // How many orders have which coefficient is counted once for all pairs.
    var ranks = RankCorrelation(count: table.rows)
    for row in names.indices {
      for column in 0...row {
        let isSame = row == column
        let cell = try cell(columns[row], columns[column], weights, &ranks, isSame: isSame)
        (cells[row][column], cells[column][row]) = (cell, cell)
      }
    }
    let isDefined = cells.indices.contains { row in
      cells[row].indices.contains { $0 != row && cells[row][$0].r != nil }
    }
    guard isDefined else {
      let constant = zip(names, columns).filter(\.1.isConstant).map(\.0)
      throw StatisticsError(
        .constant,
        constant.isEmpty
          ? "The columns are constant among the rows that have a weight: they have no correlation."
            + " Give other weights."
          : "No correlation is defined: \(constant.joined(separator: ", "))"
            + " \(constant.count == 1 ? "is" : "are") constant. Give columns that vary.",
        columns: constant
      )
    }
    return report(table, cells, settings)
  }

  /// What is said of two columns; nothing where it is not defined.
  private struct Cell {
    var r: Double?
    var p: Double?
    var probability: ProbabilityKind?
  }

  private func cell(
    _ one: CorrelatedColumn,
    _ other: CorrelatedColumn,
    _ weights: [BigInteger]?,
    _ ranks: inout RankCorrelation,
    isSame: Bool
  ) throws(StatisticsError) -> Cell {
    if one.isConstant || other.isConstant { return Cell() }
    if isSame { return Cell(r: 1) }
    let isTested = one.integers.count > 2
    if let x = one.ranked, let y = other.ranked, isTested || method == .kendall {
      let result =
        method == .kendall ? try ranks.kendall(x, y) : try ranks.spearman(x, y)
      return isTested
        ? Cell(r: result.estimate, p: result.p, probability: result.probability)
        : Cell(r: result.estimate)
    }
    guard let sums = PairedSums(one, other, weights) else { return Cell() }
    guard weights == nil, isTested else { return Cell(r: sums.correlation) }
    let freedom = one.integers.count - 2
    let student = try StudentDistribution(degreesOfFreedom: Double(freedom))
    let p = student.twoSided(sums.statistic(freedom: freedom))
    return Cell(r: sums.correlation, p: p, probability: .computed)
  }

  private func report(
    _ table: StatsTable,
    _ cells: [[Cell]],
    _ settings: StatsSettings
  ) -> StatsAnswer {
    let names = table.order
    func matrix(_ write: (Cell) -> JSONValue) -> JSONValue {
      .array(cells.map { row in .array(row.map(write)) })
    }
    func section(_ title: String, _ text: (Cell) -> String) -> StatsAnswer.Section {
      let head = [ReportTable.Column("column")] + names.map { .init($0, .trailing) }
      let rows = zip(names, cells).map { name, row in [name] + row.map(text) }
      return .init(title: title, table: ReportTable(columns: head, rows: rows))
    }
    let found = Set(cells.joined().compactMap(\.probability))
    let kinds = ProbabilityKind.allCases.filter(found.contains).map(\.rawValue)
    let chances = "Probability without any correlation"
    var answer = StatsAnswer(
      json: [
        "method": .string(method.rawValue), "count": .integer(Int64(table.rows)),
        "missing": .integer(Int64(table.missing)), "columns": .array(names.map { .string($0) }),
        "coefficients": matrix { Figure.json($0.r) }, "p": matrix { Figure.json($0.p) },
        "probability": matrix { $0.probability.map { .string($0.rawValue) } ?? .null },
        "lane": .string(settings.lane.rawValue),
      ],
      sections: [
        section(title) { Figure.text($0.r) },
        section(kinds.isEmpty ? chances : "\(chances) (\(kinds.joined(separator: " or ")))") {
          FigureWriter.probability($0.p)
        },
      ]
    )
    answer.notes = ["\(Counted.text(table.rows, "row"))."]
    if table.missing > 0 {
      answer.notes.append(TestQuestion.missing(table.missing))
    }
    for (name, row) in zip(names, cells) where row.allSatisfy({ $0.r == nil }) {
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
  /// Weights and drawings.
  public static var options: SharedOptions { [.weights, .plots] }
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
        .choice(CorrelationMethod.allCases.map(\.rawValue)),
        "Which coefficient.",
        defaultValue: "pearson"
      ),
    ]
  }
}
