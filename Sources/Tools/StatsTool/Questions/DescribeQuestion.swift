import BatteryJobs
import BatteryNumbers
public import BatteryStatistics
import BatteryTables

/// `describe`: count, mean, spread, quartiles and shape of each column.
public struct DescribeQuestion: StreamedQuestion {
  /// The columns; `nil` for all that are numbers.
  public var columns: [String]?
  /// How quartiles are taken; `nil` for method 7, and for 1 where rows have weights.
  public var quantileMethod: QuantileMethod?

  /// Asks about columns.
  public init(columns: [String]? = nil, quantileMethod: QuantileMethod? = nil) {
    self.columns = columns
    self.quantileMethod = quantileMethod
  }

  private enum CodingKeys: String, CodingKey {
    case columns, quantileMethod
  }

  /// Reads the options; a single column needs no list.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      columns: try OneOrMany.strings(container, .columns),
      quantileMethod: try container.decodeIfPresent(QuantileMethod.self, forKey: .quantileMethod)
    )
  }

  /// The columns of numbers that are needed.
  public var numberColumns: [String]? { columns }

  /// One method alone counts weights.
  public var weightsRefusal: WeightsRefusal? { quantileMethod?.weightsRefusal }

  /// Nothing can be wrong.
  public func validate() throws(StatisticsError) {}

  var wanted: NumberState.Wanted { NumberState.Wanted(sums: true, numbers: true) }

  func answer(_ columns: [NamedNumbers], _ settings: StatsSettings) throws -> StatsAnswer {
    let method = quantileMethod ?? .inclusive
    var answer = try answer(
      columns.map { column in
        let state = column.state
        return Column(
          name: column.name,
          count: state.count,
          missing: state.missing,
          notFinite: state.notFinite,
          moments: state.figures(),
          order: try QuantilePlaces(Self.quartiles, method).values(column, settings)
        )
      },
      settings.lane
    )
    if let quantileMethod {
      answer.notes.append("Quartiles are by method \(quantileMethod.rawValue).")
    }
    return answer
  }

  func answer(_ columns: [WeightedNumbers], _ settings: StatsSettings) throws -> StatsAnswer {
    try settings.check(weightsOf: self)
    var answer = try answer(
      try columns.map { column in
        let sample = column.sample
        return Column(
          name: column.name,
          count: sample.count,
          missing: column.missing,
          notFinite: column.notFinite,
          weight: ExactValue(sample.total),
          moments: MomentFigures(sample),
          order: try column.quantiles(Self.quartiles).map { .number($0) },
          reason: sample.isEmpty && sample.count > 0
            ? "all weights are 0, so nothing is defined."
            : sample.isSingle && sample.count > 1
              ? "one row has all of the weight: the spread of a sample is not defined." : nil
        )
      },
      settings.lane
    )
    answer.notes.append(
      "Weighted: the variance of a sample is Σw(x − m)² · W / (W² − Σw²) with W = Σw; quartiles are"
        + " by method 1; there is no autocorrelation."
    )
    return answer
  }

  /// What there is to say of a column.
  private struct Column {
    var name: String
    var count: Int
    var missing: Int
    var notFinite: Int
    /// The sum of the weights, where there are any.
    var weight: ExactValue?
    var moments: MomentFigures
    /// The extremes and the quartiles; none without numbers.
    var order: [ExactValue]
    /// Why figures are missing, where the weights are the reason.
    var reason: String?
  }

  private static let quartiles: [Fraction] = [0, Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), 1]

  private func answer(_ columns: [Column], _ lane: Lane) throws -> StatsAnswer {
    var members: [JSONObject.Member] = []
    var table = ReportTable(columns: [.init("figure")])
    var notes: [String] = []
    for column in columns {
      let figures = Self.figures(column, lane)
      members.append(
        .init(column.name, .object(JSONObject(figures.map { .init($0.key, $0.json) })))
      )
      table.columns.append(.init(column.name, .trailing))
      if table.rows.isEmpty { table.rows = figures.map { [$0.name] } }
      for row in table.rows.indices { table.rows[row].append(figures[row].text) }
      notes += Self.notes(column, lane).map { "\(column.name): \($0)" }
    }
    return StatsAnswer(
      json: .object(
        JSONObject([.init("columns", .object(JSONObject(members)))])
      ),
      sections: [.init(title: "Columns", table: table)],
      notes: notes
    )
  }

  /// A figure of a column: its key in JSON, its name for people, and how it is written for both.
  private struct Line {
    var key: String
    var name: String
    var json: JSONValue
    var text: String

    init(_ key: String, count: Int) {
      (self.key, name, json, text) = (key, key, .integer(Int64(count)), "\(count)")
    }

    init(_ key: String, _ name: String? = nil, value: ExactValue?, spread: Double? = nil) {
      self.key = key
      self.name = name ?? key
      json = value?.json ?? .null
      text = value?.text(spread: spread) ?? Figure.text(nil)
    }

    init(_ key: String, text: String) {
      (self.key, name, json, self.text) = (key, key, .string(text), text)
    }
  }

  private static let places = [
    ("minimum", "minimum"), ("q1", "lower quartile"), ("median", "median"),
    ("q3", "upper quartile"), ("maximum", "maximum"),
  ]

  private static func figures(_ column: Column, _ lane: Lane) -> [Line] {
    let (moments, order) = (column.moments, column.order)
    let spread = moments.standardDeviation?.double
    var lines = [
      Line("count", count: column.count), Line("missing", count: column.missing + column.notFinite),
    ]
    if let weight = column.weight { lines.append(Line("weight", "sum of weights", value: weight)) }
    lines += [
      Line("mean", value: moments.mean, spread: spread),
      Line("standardDeviation", "standard deviation", value: moments.standardDeviation),
      Line("variance", value: moments.variance),
      Line(
        "populationStandardDeviation",
        "population standard deviation",
        value: moments.populationStandardDeviation
      ),
    ]
    for (index, place) in places.enumerated() {
      let value = order.isEmpty ? nil : order[index]
      lines.append(Line(place.0, place.1, value: value, spread: spread))
    }
    lines += [
      Line("skewness", value: moments.skewness), Line("kurtosis", value: moments.kurtosis),
      Line("lag1Autocorrelation", "lag-1 autocorrelation", value: moments.lag1Autocorrelation),
      Line("lane", text: lane.rawValue),
    ]
    return lines
  }

  private static func notes(_ column: Column, _ lane: Lane) -> [String] {
    var notes: [String] = []
    if column.notFinite > 0 {
      notes.append("\(column.notFinite) NaN or infinite, left out and counted as missing.")
    }
    // By the numbers: the spread in doubles may be 0 by underflow.
    let isConstant = column.order.first?.fraction == column.order.last?.fraction
    switch column.count {
    case 0: notes.append("no numbers, so nothing is defined.")
    case _ where column.reason != nil: notes.append(column.reason ?? "")
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
      guard lane == .fast, column.weight == nil, !column.moments.areFinite else { break }
      notes.append(
        "the powers of these numbers overflow or underflow doubles: figures are missing."
          + " Leave --fast out."
      )
    }
    if column.moments.areBeyondDoubles || column.order.contains(where: \.isBeyondDouble) {
      notes.append(ExactValue.beyondDouble)
    }
    return notes
  }
}
