import BatteryJobs
import BatteryNumbers
public import BatteryStatistics
import BatteryTables
import Foundation

/// `histogram`: how many numbers of each column lie in each of some parts of its range.
public struct HistogramQuestion: StreamedQuestion {
  /// The columns; `nil` for all that are numbers.
  public var columns: [String]?
  /// How many parts; `nil` for the rule of Freedman and Diaconis.
  public var bins: Int?

  /// The most parts.
  public static let mostBins = 10_000
  private static let mostFound = 200

  /// Asks for histograms.
  public init(columns: [String]? = nil, bins: Int? = nil) {
    self.columns = columns
    self.bins = bins
  }

  private enum Key: String, CodingKey {
    case columns, bins
  }

  /// Reads the options; a single column needs no list.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      columns: try OneOrMany.strings(container, .columns),
      bins: try container.decodeIfPresent(Int.self, forKey: .bins)
    )
  }

  /// The columns of numbers that are needed.
  public var numberColumns: [String]? { columns }

  /// Checks the number of parts.
  public func validate() throws(StatisticsError) {
    guard bins.map({ (1...Self.mostBins).contains($0) }) ?? true else {
      throw StatisticsError(
        .invalidArgument,
        "A histogram has from 1 to \(Self.mostBins) bins, not \(bins ?? 0). Write such a number."
      )
    }
  }

  var wanted: NumberState.Wanted { NumberState.Wanted(numbers: true) }

  func answer(_ columns: [NamedNumbers], _ settings: StatsSettings) throws -> StatsAnswer {
    let found = try columns.map { column in
      let (edges, rule) = try edges(column, settings)
      return Column(
        name: column.name,
        count: column.state.count,
        missing: column.state.missing + column.state.notFinite,
        edges: edges,
        rule: rule,
        counts: try edges.map { try column.counts($0, settings) } ?? []
      )
    }
    return answer(found, settings.lane)
  }

  func answer(_ columns: [WeightedNumbers], _ settings: StatsSettings) throws -> StatsAnswer {
    let shares: [Fraction] = [0, Fraction(1, 4), Fraction(3, 4), 1]
    let found = try columns.map { column -> Column in
      let sample = column.sample
      var found = Column(
        name: column.name,
        count: sample.count,
        missing: column.missing + column.notFinite,
        weight: ExactValue(sample.total)
      )
      let order = try column.quantiles(shares).map(\.fraction)
      guard let count = sample.effectiveCount, order.count == 4 else { return found }
      let (edges, rule) = Self.edges(order, count: count.value, bins: bins)
      let (counts, weights) = try column.histogram(edges)
      found.edges = edges
      found.rule = rule
      found.counts = counts
      found.weights = weights.map { ExactValue($0) }
      let width = (edges.upper - edges.lower) / Fraction(edges.bins)
      found.densities = weights.map { ExactValue(sample.density(of: $0, width: width)) }
      return found
    }
    return answer(found, settings.lane)
  }

  /// The histogram of a column.
  private struct Column {
    var name: String
    var count: Int
    var missing: Int
    /// The sum of the weights, where there are any.
    var weight: ExactValue?
    var edges: HistogramEdges?
    var rule = "no numbers"
    var counts: [Int] = []
    var weights: [ExactValue] = []
    var densities: [ExactValue] = []

    /// What bars show; `nil` of weights that are no integers.
    var bars: [Int]? {
      guard weight != nil else { return counts }
      let whole = weights.map {
        $0.fraction.flatMap { $0.denominator == 1 ? $0.numerator.asInt : nil }
      }
      return whole.contains(nil) ? nil : whole.compactMap { $0 }
    }
  }

  private func answer(_ columns: [Column], _ lane: Lane) -> StatsAnswer {
    var answer = StatsAnswer(json: .null)
    var members: [JSONObject.Member] = []
    for column in columns {
      let ends = column.edges.map { Self.ends($0, lane) } ?? []
      members.append(.init(column.name, .object(JSONObject(Self.members(column, ends, lane)))))
      guard !column.counts.isEmpty else {
        answer.notes.append("\(column.name): no numbers, so there is no histogram.")
        continue
      }
      answer.notes.append(
        "\(column.name): \(Counted.text(column.counts.count, "bin")), \(column.rule)."
      )
      let without = column.count - column.counts.reduce(0, +)
      if column.weight != nil, without > 0 {
        answer.notes.append(
          "\(column.name): \(without) of \(Counted.text(column.count, "number"))"
            + " \(Counted.word(without, "has", "have")) a weight of 0 and \(Counted.word(without, "is", "are"))"
            + " in no bin."
        )
      }
      if ends.contains(where: \.isBeyondDouble) {
        answer.notes.append("\(column.name): \(ExactValue.beyondDouble)")
      }
      let places = ends.map(\.double)
      if places.allSatisfy(\.isFinite), let bars = column.bars {
        answer.drawings.append(.histogram(title: column.name, edges: places, counts: bars))
      }
      answer.sections.append(Self.section(column, ends))
    }
    answer.json = .object(JSONObject([.init("columns", .object(JSONObject(members)))]))
    return answer
  }

  private static func members(
    _ column: Column,
    _ ends: [ExactValue],
    _ lane: Lane
  ) -> [JSONObject.Member] {
    var json: [JSONObject.Member] = [
      .init("count", .integer(Int64(column.count))),
      .init("missing", .integer(Int64(column.missing))),
    ]
    if let weight = column.weight { json.append(.init("weight", weight.json)) }
    json.append(.init("edges", .array(ends.map(\.json))))
    json.append(.init("counts", .array(column.counts.map { .integer(Int64($0)) })))
    if column.weight != nil {
      json.append(.init("weights", .array(column.weights.map(\.json))))
      json.append(.init("densities", .array(column.densities.map(\.json))))
    }
    json.append(.init("rule", .string(column.rule)))
    json.append(.init("lane", .string(lane.rawValue)))
    return json
  }

  private static func section(_ column: Column, _ ends: [ExactValue]) -> StatsAnswer.Section {
    var names = ["from", "below", "count"]
    let bins = column.counts.count
    let width = (ends[bins].double / 2 - ends[0].double / 2) / Double(bins) * 2
    let texts = ends.map { $0.text(spread: width) }
    var rows = (0..<bins).map { [texts[$0], texts[$0 + 1], "\(column.counts[$0])"] }
    if column.weight != nil {
      names += ["weight", "density"]
      for row in rows.indices {
        rows[row] += [column.weights[row].text(), column.densities[row].text()]
      }
    }
    let columns = names.map { ReportTable.Column($0, .trailing) }
    return .init(title: column.name, table: ReportTable(columns: columns, rows: rows))
  }

  /// The ends of the parts: exact where these are short decimal numbers, doubles in the fast lane.
  private static func ends(_ edges: HistogramEdges, _ lane: Lane) -> [ExactValue] {
    (0...edges.bins).map { bin in
      lane == .exact ? ExactValue(edges[bin]) : .rounded(ExactRatio(edges[bin]).value)
    }
  }

  /// The parts, the first from the minimum and the last up to the maximum.
  private func edges(
    _ column: NamedNumbers,
    _ settings: StatsSettings
  ) throws -> (edges: HistogramEdges?, rule: String) {
    let order = try QuantilePlaces([0, 0.25, 0.75, 1], .inclusive).values(column, settings)
      .compactMap(\.fraction)
    guard order.count == 4 else { return (nil, "no numbers") }
    return Self.edges(order, count: Double(column.state.count), bins: bins)
  }

  /// The parts between the first and the last of the extremes and quartiles.
  static func edges(
    _ order: [Fraction],
    count: Double,
    bins: Int?
  ) -> (edges: HistogramEdges, rule: String) {
    let (least, largest) = (order[0], order[3])
    guard least < largest else {
      // All numbers are the same: one part around them.
      let half = max(least.magnitude / 1024, Fraction(1, 2))
      return (HistogramEdges(from: least - half, to: least + half, bins: 1), "one value")
    }
    var number = bins ?? 0
    var rule = "as asked for"
    if bins == nil {
      let middle = order[2] - order[1]
      if middle.isZero {
        number = Int(log2(count).rounded(.up)) + 1
        rule = "Sturges, since the quartiles are the same"
      } else {
        // The range in widths of 2 · (q3 - q1) / ∛n.
        let widths = ExactRatio((largest - least) / middle).value * cbrt(count) / 2
        number = Int(min(max(widths.rounded(.up), 1), Double(mostFound)))
        rule = "Freedman–Diaconis"
        if widths > Double(mostFound) { rule += ", no more than \(mostFound)" }
      }
    }
    return (HistogramEdges(from: least, to: largest, bins: max(number, 1)), rule)
  }
}
