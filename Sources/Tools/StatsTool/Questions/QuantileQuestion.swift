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
  /// How a value between two is computed: a number from 1 to 9, `inclusive` or `exclusive`.
  public var method: String
  /// Whether a sketch of a few kilobytes answers, whose error is stated.
  public var sketch: Bool

  /// Asks for quantiles.
  public init(
    columns: [String]? = nil,
    q: [String] = ["0", "0.25", "0.5", "0.75", "1"],
    method: String = "7",
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
      method: try OneOrMany.numbers(container, .method)?.first ?? usual.method,
      sketch: try container.decodeIfPresent(Bool.self, forKey: .sketch) ?? false
    )
  }

  /// The columns of numbers that are needed.
  public var numberColumns: [String]? { columns }

  /// Checks the shares and the method.
  public func validate() throws(StatisticsError) {
    _ = try probabilities()
    _ = try quantileMethod()
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
    switch method.lowercased() {
    case "inclusive": return .inclusive
    case "exclusive": return .exclusive
    default:
      if let number = Int(method), let known = QuantileMethod(rawValue: number) { return known }
      throw StatisticsError(
        .invalidArgument,
        "There is no quantile method \(method). Write a number from 1 to 9, inclusive (7) or exclusive"
          + " (6)."
      )
    }
  }

  var wanted: NumberState.Wanted {
    sketch ? NumberState.Wanted(sketch: true) : NumberState.Wanted(numbers: true)
  }

  func lane(_ settings: StatsSettings) -> Lane { sketch ? .fast : settings.lane }

  func answer(_ columns: [NamedNumbers], _ settings: StatsSettings) throws -> StatsAnswer {
    let shares = try probabilities()
    let method = try quantileMethod()
    var members: [JSONObject.Member] = []
    var table = ReportTable(
      columns: [.init("probability", .trailing)],
      rows: q.map { [$0] }
    )
    var notes = sketch ? [] : ["Method \(method.rawValue) of Hyndman and Fan."]
    for column in columns {
      let (values, lane, error) =
        sketch
        ? try sketched(column)
        : (try QuantilePlaces(shares, method).values(column, settings), settings.lane, 0)
      let missing = column.state.missing + column.state.notFinite
      if values.isEmpty { notes.append("\(column.name): no numbers, so no quantile is defined.") }
      let quantiles = q.indices.map { index in
        JSONValue.object(
          JSONObject([
            .init("probability", JSONNumber(q[index]).map { .number($0) } ?? .string(q[index])),
            .init("value", values.isEmpty ? .null : values[index].json),
          ])
        )
      }
      var json: [JSONObject.Member] = [
        .init("count", .integer(Int64(column.state.count))),
        .init("missing", .integer(Int64(missing))), .init("quantiles", .array(quantiles)),
      ]
      if sketch {
        json.append(.init("rankError", Figure.json(error)))
        let share = Figure.text((error * 100_000).rounded() / 1000)
        notes.append(
          lane == .exact
            ? "\(column.name): all values were kept, so the quantiles are values of the data."
            : "\(column.name): approximate: each rank is within \(share) % of the count (99 % certain)."
        )
      } else {
        json.append(.init("method", .integer(Int64(method.rawValue))))
      }
      json.append(.init("lane", .string(lane.rawValue)))
      members.append(.init(column.name, .object(JSONObject(json))))
      table.columns.append(.init(column.name, .trailing))
      for row in table.rows.indices {
        table.rows[row].append(values.isEmpty ? Figure.text(nil) : values[row].text)
      }
    }
    return StatsAnswer(
      json: .object(JSONObject([.init("columns", .object(JSONObject(members)))])),
      sections: [.init(title: sketch ? "Approximate quantiles" : "Quantiles", table: table)],
      notes: notes
    )
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
    if let number = try? container.decode(Double.self, forKey: key) { return [Figure.text(number)] }
    return try container.decode([Double].self, forKey: key).map { Figure.text($0) }
  }
}
