import BatteryJobs
public import BatteryStatistics
import BatteryTables

/// `describe`: count, mean, spread, quartiles and shape of each column.
public struct DescribeQuestion: StreamedQuestion {
  /// The columns; `nil` for all that are numbers.
  public var columns: [String]?

  /// Asks about columns.
  public init(columns: [String]? = nil) {
    self.columns = columns
  }

  private enum Key: String, CodingKey {
    case columns
  }

  /// Reads the options; a single column needs no list.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(columns: try OneOrMany.strings(container, .columns))
  }

  /// The columns of numbers that are needed.
  public var numberColumns: [String]? { columns }

  /// Nothing can be wrong.
  public func validate() throws(StatisticsError) {}

  var wanted: NumberState.Wanted { NumberState.Wanted(sums: true, numbers: true) }

  func answer(_ columns: [NamedNumbers], _ settings: StatsSettings) throws -> StatsAnswer {
    var members: [JSONObject.Member] = []
    var table = ReportTable(columns: [.init("figure")], rows: Self.names.map { [$0] })
    var notes: [String] = []
    for column in columns {
      let figures = try Self.figures(column, settings)
      members.append(.init(column.name, .object(JSONObject(figures.json))))
      table.columns.append(.init(column.name, .trailing))
      for row in table.rows.indices { table.rows[row].append(figures.texts[row]) }
      notes += figures.notes.map { "\(column.name): \($0)" }
    }
    return StatsAnswer(
      json: .object(
        JSONObject([.init("columns", .object(JSONObject(members)))])
      ),
      sections: [.init(title: "Columns", table: table)],
      notes: notes
    )
  }

  private static let names = [
    "count", "missing", "mean", "standard deviation", "variance",
    "population standard deviation", "minimum", "lower quartile", "median", "upper quartile",
    "maximum", "skewness", "kurtosis", "lag-1 autocorrelation", "lane",
  ]

  private static func figures(
    _ column: NamedNumbers,
    _ settings: StatsSettings
  ) throws -> (json: [JSONObject.Member], texts: [String], notes: [String]) {
    let state = column.state
    let moments = state.figures()
    let order = try QuantilePlaces([0, 0.25, 0.5, 0.75, 1], .inclusive).values(column, settings)
    let missing = state.missing + state.notFinite
    var json: [JSONObject.Member] = [
      .init("count", .integer(Int64(state.count))), .init("missing", .integer(Int64(missing))),
    ]
    var texts = ["\(state.count)", "\(missing)"]
    func add(_ name: String, _ number: Double?) {
      json.append(.init(name, Figure.json(number)))
      texts.append(Figure.text(number))
    }
    func add(_ name: String, _ value: ExactValue?) {
      json.append(.init(name, value?.json ?? .null))
      texts.append(value?.text ?? Figure.text(nil))
    }
    add("mean", moments.mean)
    add("standardDeviation", moments.standardDeviation)
    add("variance", moments.variance)
    add("populationStandardDeviation", moments.populationStandardDeviation)
    for (index, name) in ["minimum", "q1", "median", "q3", "maximum"].enumerated() {
      add(name, order.isEmpty ? nil : order[index])
    }
    add("skewness", moments.skewness)
    add("kurtosis", moments.kurtosis)
    add("lag1Autocorrelation", moments.lag1Autocorrelation)
    json.append(.init("lane", .string(settings.lane.rawValue)))
    texts.append(settings.lane.rawValue)
    // By the numbers: the spread in doubles may be 0 by underflow.
    let isConstant = order.first?.fraction == order.last?.fraction
    return (json, texts, notes(state, moments, isConstant: isConstant, settings.lane))
  }

  private static func notes(
    _ state: NumberState,
    _ moments: MomentFigures,
    isConstant: Bool,
    _ lane: Lane
  ) -> [String] {
    var notes: [String] = []
    if state.notFinite > 0 {
      notes.append("\(state.notFinite) NaN or infinite, left out and counted as missing.")
    }
    switch state.count {
    case 0: notes.append("no numbers, so nothing is defined.")
    case 1:
      notes.append(
        "one number only: the spread of a sample, skewness, kurtosis and autocorrelation"
          + " are not defined."
      )
    case _ where isConstant:
      notes.append(
        "all numbers are the same: skewness, kurtosis and autocorrelation are not"
          + " defined."
      )
    default:
      guard !moments.areFinite else { break }
      notes.append(
        lane == .fast
          ? "the powers of these numbers overflow or underflow doubles: figures are missing."
            + " Leave --fast out."
          : "figures beyond the largest double are missing."
      )
    }
    return notes
  }
}
