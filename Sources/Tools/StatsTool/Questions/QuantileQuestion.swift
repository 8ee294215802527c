import BatteryJobs
import BatteryNumbers
public import BatteryStatistics
import BatteryTables

/// `quantile`: the values below which shares of each column lie.
public struct QuantileQuestion: StreamedQuestion {
  /// The columns; `nil` for all that are numbers.
  public var columns: [String]?
  /// The shares, each from 0 to 1, as they are written.
  public var q: [String]
  /// How a value between two is computed: a number from 1 to 9, `inclusive` or `exclusive`; `nil` for
  /// 7.
  public var method: String?
  /// Whether a sketch of a few kilobytes answers, whose error is stated.
  public var sketch: Bool

  /// Asks for quantiles.
  public init(
    columns: [String]? = nil,
    q: [String] = ["0", "0.25", "0.5", "0.75", "1"],
    method: String? = nil,
    sketch: Bool = false
  ) {
    self.columns = columns
    self.q = q
    self.method = method
    self.sketch = sketch
  }

  private enum Key: String, CodingKey {
    case columns, q, method, sketch
  }

  /// Reads the options; single texts and numbers need no list.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let usual = QuantileQuestion()
    self.init(
      columns: try OneOrMany.strings(container, .columns),
      q: try OneOrMany.numbers(container, .q) ?? usual.q,
      method: try OneOrMany.numbers(container, .method)?.first,
      sketch: try container.decodeIfPresent(Bool.self, forKey: .sketch) ?? false
    )
  }

  /// The columns of numbers that are needed.
  public var numberColumns: [String]? { columns }

  /// Checks the shares and the method.
  public func validate() throws(StatisticsError) {
    _ = try probabilities()
    _ = try quantileMethod()
    guard !sketch || method == nil else {
      throw StatisticsError(
        .invalidArgument,
        "A sketch has no quantile method: its values are near ones. Leave one of both out."
      )
    }
  }

  private func probabilities() throws(StatisticsError) -> [Fraction] {
    var shares: [Fraction] = []
    for text in q {
      // A few signs can ask for a number of millions of digits.
      guard Self.isShort(text) else {
        throw StatisticsError(
          .invalidArgument,
          "The probability \(text.prefix(30)) of a quantile has more than"
            + " \(ScaledNumber.largestScale) digits. Write one such as 0.95."
        )
      }
      guard let share = Fraction(text), share >= 0, share <= 1 else {
        throw StatisticsError(
          .invalidArgument,
          "The probability \(text) of a quantile is not from 0 to 1. Write one such as 0.95."
        )
      }
      shares.append(share)
    }
    guard !shares.isEmpty else {
      throw StatisticsError(
        .invalidArgument,
        "No quantile is asked for. Write some, such as 0.5,0.9."
      )
    }
    return shares
  }

  /// Whether a text has no more digits than numbers may have, with the zeros of its exponent.
  private static func isShort(_ text: String) -> Bool {
    guard text.utf8.count <= ScaledNumber.largestScale else { return false }
    guard let mark = text.lastIndex(where: { $0 == "e" || $0 == "E" }) else { return true }
    let digits = text[text.index(after: mark)...].filter(\.isNumber).drop { $0 == "0" }
    // Digits of other scripts are read, too.
    let exponent = digits.reduce(0) { min(10 * $0 + ($1.wholeNumberValue ?? 9), 1_000_000) }
    return exponent <= ScaledNumber.largestScale
  }

  private func quantileMethod() throws(StatisticsError) -> QuantileMethod {
    try method.map { text throws(StatisticsError) in try QuantileMethod(parsing: text) }
      ?? .inclusive
  }

  /// A sketch keeps numbers without their rows, and one method alone counts weights.
  public var weightsRefusal: WeightsRefusal? {
    if sketch {
      return WeightsRefusal("A sketch takes no weights", "Leave one of both out.")
    }
    return method.flatMap { try? QuantileMethod(parsing: $0) }?.weightsRefusal
  }

  var wanted: NumberState.Wanted {
    sketch ? NumberState.Wanted(sketch: true) : NumberState.Wanted(numbers: true)
  }

  func lane(_ settings: StatsSettings) -> Lane { sketch ? .fast : settings.lane }

  func answer(_ columns: [NamedNumbers], _ settings: StatsSettings) throws -> StatsAnswer {
    let shares = try probabilities()
    let method = try quantileMethod()
    let found = try columns.map { column in
      let (values, lane, error) =
        sketch
        ? try sketched(column)
        : (try QuantilePlaces(shares, method).values(column, settings), settings.lane, 0)
      return Column(
        name: column.name,
        count: column.state.count,
        missing: column.state.missing + column.state.notFinite,
        values: values,
        lane: lane,
        rankError: error
      )
    }
    let notes = sketch ? [] : ["Method \(method.rawValue) of Hyndman and Fan."]
    return answer(found, method, notes)
  }

  func answer(_ columns: [WeightedNumbers], _ settings: StatsSettings) throws -> StatsAnswer {
    let shares = try probabilities()
    try settings.check(weightsOf: self)
    let found = try columns.map { column in
      Column(
        name: column.name,
        count: column.sample.count,
        missing: column.missing + column.notFinite,
        weight: ExactValue(column.sample.total),
        values: try column.quantiles(shares).map { .number($0) },
        lane: settings.lane
      )
    }
    let note =
      "Method 1 of Hyndman and Fan, weighted: the least number that a share of the weights reaches."
    return answer(found, .inverse, [note])
  }

  /// The quantiles of a column.
  private struct Column {
    var name: String
    var count: Int
    var missing: Int
    /// The sum of the weights, where there are any.
    var weight: ExactValue?
    /// A value for each share; none without numbers.
    var values: [ExactValue]
    var lane: Lane
    var rankError = 0.0
  }

  private func answer(
    _ columns: [Column],
    _ method: QuantileMethod,
    _ notes: [String]
  ) -> StatsAnswer {
    var members: [JSONObject.Member] = []
    var table = ReportTable(columns: [.init("probability", .trailing)], rows: q.map { [$0] })
    var notes = notes
    for column in columns {
      let (name, values) = (column.name, column.values)
      if values.isEmpty { notes.append("\(name): no numbers, so no quantile is defined.") }
      if values.contains(where: \.isBeyondDouble) {
        notes.append("\(name): \(ExactValue.beyondDouble)")
      }
      let quantiles = q.indices.map { index in
        JSONValue.object(
          JSONObject([
            .init("probability", JSONNumber(q[index]).map { .number($0) } ?? .string(q[index])),
            .init("value", values.isEmpty ? .null : values[index].json),
          ])
        )
      }
      var json: [JSONObject.Member] = [
        .init("count", .integer(Int64(column.count))),
        .init("missing", .integer(Int64(column.missing))),
      ]
      if let weight = column.weight { json.append(.init("weight", weight.json)) }
      json.append(.init("quantiles", .array(quantiles)))
      if sketch {
        json.append(.init("rankError", Figure.json(column.rankError)))
        notes.append("\(name): \(Self.error(column))")
      } else {
        json.append(.init("method", .integer(Int64(method.rawValue))))
      }
      json.append(.init("lane", .string(column.lane.rawValue)))
      members.append(.init(name, .object(JSONObject(json))))
      table.columns.append(.init(name, .trailing))
      let (low, high) = (values.map(\.double).min() ?? 0, values.map(\.double).max() ?? 0)
      for row in table.rows.indices {
        table.rows[row].append(
          values.isEmpty ? Figure.text(nil) : values[row].text(spread: high - low)
        )
      }
    }
    return StatsAnswer(
      json: .object(JSONObject([.init("columns", .object(JSONObject(members)))])),
      sections: [.init(title: sketch ? "Approximate quantiles" : "Quantiles", table: table)],
      notes: notes
    )
  }

  /// How far off the quantiles of a sketch may be.
  private static func error(_ column: Column) -> String {
    let share = Figure.text((column.rankError * 100_000).rounded() / 1000)
    return column.lane == .exact
      ? "all values were kept, so the quantiles are values of the data."
      : "approximate: each rank is within \(share) % of the count (99 % certain)."
  }

  private func sketched(_ column: NamedNumbers) throws -> ([ExactValue], Lane, Double) {
    let sketch = try column.state.sketch()
    guard sketch.count > 0 else { return ([], .approximate, 0) }
    let shares = try probabilities().map { Double($0) }
    return (try sketch.quantiles(shares).map { .rounded($0) }, sketch.lane, sketch.rankError)
  }
}

extension OneOrMany {
  /// Numbers, as texts or as numbers, one or a list.
  static func numbers<Key: CodingKey>(
    _ container: KeyedDecodingContainer<Key>,
    _ key: Key
  ) throws -> [String]? {
    guard container.contains(key) else { return nil }
    if let texts = try? strings(container, key) { return texts }
    if let number = try? container.decode(Double.self, forKey: key) { return [Figure.echo(number)] }
    return try container.decode([Double].self, forKey: key).map { Figure.echo($0) }
  }
}
