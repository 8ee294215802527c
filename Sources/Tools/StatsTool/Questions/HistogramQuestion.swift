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
    var answer = StatsAnswer(json: .null)
    var members: [JSONObject.Member] = []
    for column in columns {
      let missing = column.state.missing + column.state.notFinite
      var json: [JSONObject.Member] = [
        .init("count", .integer(Int64(column.state.count))),
        .init("missing", .integer(Int64(missing))),
      ]
      let (edges, rule) = try edges(column, settings)
      let counts = edges.isEmpty ? [] : try HistogramCount(edges).counts(column, settings)
      json.append(.init("edges", .array(edges.map { Figure.json($0) })))
      json.append(.init("counts", .array(counts.map { .integer(Int64($0)) })))
      json.append(.init("rule", .string(rule)))
      json.append(.init("lane", .string(settings.lane.rawValue)))
      members.append(.init(column.name, .object(JSONObject(json))))
      guard !counts.isEmpty else {
        answer.notes.append("\(column.name): no numbers, so there is no histogram.")
        continue
      }
      answer.notes.append("\(column.name): \(counts.count) bins, \(rule).")
      answer.drawings.append(.histogram(title: column.name, edges: edges, counts: counts))
      answer.sections.append(Self.section(column.name, edges, counts))
    }
    answer.json = .object(JSONObject([.init("columns", .object(JSONObject(members)))]))
    return answer
  }

  private static func section(
    _ name: String,
    _ edges: [Double],
    _ counts: [Int]
  ) -> StatsAnswer.Section {
    let rows = counts.indices.map { index in
      [Figure.text(edges[index]), Figure.text(edges[index + 1]), "\(counts[index])"]
    }
    let columns = ["from", "below", "count"].map { ReportTable.Column($0, .trailing) }
    return .init(title: name, table: ReportTable(columns: columns, rows: rows))
  }

  /// The edges between the parts, the first the minimum and the last the maximum.
  private func edges(
    _ column: NamedNumbers,
    _ settings: StatsSettings
  ) throws -> (edges: [Double], rule: String) {
    let order = try QuantilePlaces([0, 0.25, 0.75, 1], .inclusive).values(column, settings)
      .map(\.double)
    guard order.count == 4 else { return ([], "no numbers") }
    let (least, largest) = (order[0], order[3])
    guard least < largest else {
      // All numbers are the same: one part around them.
      let half = max(least.magnitude * 0x1p-10, 0.5)
      return ([least - half, least + half], "one value")
    }
    var number = bins ?? 0
    var rule = "as asked for"
    if bins == nil {
      let width = 2 * (order[2] - order[1]) / cbrt(Double(column.state.count))
      let found = width > 0 ? ((largest - least) / width).rounded(.up) : 0
      rule = "Freedman–Diaconis"
      if found < 1 || !found.isFinite {
        number = Int(log2(Double(column.state.count)).rounded(.up)) + 1
        rule = "Sturges, since the quartiles are the same"
      } else {
        number = Int(min(found, Double(Self.mostFound)))
        if found > Double(Self.mostFound) { rule += ", no more than \(Self.mostFound)" }
      }
    }
    let step = largest / Double(number) - least / Double(number)
    let inner = (1..<max(number, 1)).map { least + Double($0) * step }
    return ([least] + inner + [largest], rule)
  }
}
