import Foundation
import Testing

@testable import LogsTool

/// Compares reports with those of others, row by row.
enum ReportComparison {
  /// A row, as far as others count it too.
  private struct Row: Hashable, Comparable {
    var hits: Int
    var value: [UInt8]
    var visitors: Int
    var bytes: Int

    static func < (left: Row, right: Row) -> Bool {
      if left.hits != right.hits { return left.hits > right.hits }
      if left.value != right.value { return left.value.lexicographicallyPrecedes(right.value) }
      return (left.visitors, left.bytes) < (right.visitors, right.bytes)
    }
  }

  /// The panels that need not know agents.
  static let panels: [LogReport.Name] = [
    .requests, .notFound, .staticFiles, .hosts, .agents, .referrers, .methods, .protocols, .status,
    .vhosts, .hours, .days, .months,
  ]

  /// Expects the same totals, and the same rows in all panels.
  static func expectEqual(
    _ report: LogReport,
    _ oracle: OracleReport,
    top: Int,
    _ name: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var general = report.general
    // The same times may be written in two ways.
    #expect(
      time(general.from) == time(oracle.general.from),
      "\(name)",
      sourceLocation: sourceLocation
    )
    #expect(time(general.to) == time(oracle.general.to), "\(name)", sourceLocation: sourceLocation)
    (general.from, general.to) = (oracle.general.from, oracle.general.to)
    #expect(general == oracle.general, "\(name)", sourceLocation: sourceLocation)
    for panel in panels {
      // Those without a referrer or an agent are in no row here.
      let isOptional = panel == .agents || panel == .referrers
      let others = (oracle.panels[panel.rawValue] ?? [])
        .filter { !(isOptional && ["", "-"].contains($0.value)) }
      let distinct =
        (oracle.distinct[panel.rawValue] ?? 0)
        - (oracle.panels[panel.rawValue] ?? []).count + others.count
      let ours = report.panels.first { $0.name == panel }
      let label: Comment = "\(name) \(panel.rawValue)"
      #expect(ours?.distinct ?? 0 == distinct, label, sourceLocation: sourceLocation)
      let found = rows(ours?.items ?? []).prefix(top)
      let expected = rows(others).prefix(top)
      let isCut = distinct > top && ![.hours, .days, .months].contains(panel)
      // Of several rows with as many hits as the last, either may be the last.
      let least = isCut ? expected.last?.hits ?? 0 : 0
      expectEqual(
        found.filter { $0.hits > least },
        expected.filter { $0.hits > least },
        label,
        sourceLocation
      )
      #expect(found.map(\.hits) == expected.map(\.hits), label, sourceLocation: sourceLocation)
      expectEqualTimes(ours?.items ?? [], others, label, sourceLocation)
    }
    expectClasses(report, oracle, name, sourceLocation)
  }

  /// Shows the first difference, not all rows.
  private static func expectEqual(
    _ found: [Row],
    _ expected: [Row],
    _ label: Comment,
    _ sourceLocation: SourceLocation
  ) {
    guard found != expected else { return }
    let place = zip(found, expected).prefix { $0 == $1 }.count
    func text(_ rows: [Row]) -> String {
      guard place < rows.count else { return "nothing" }
      let row = rows[place]
      return "\(String(decoding: row.value, as: UTF8.self).debugDescription): \(row.hits) hits, "
        + "\(row.visitors) visitors, \(row.bytes) bytes"
    }
    Issue.record(
      "\(label): row \(place) is \(text(found)), not \(text(expected))",
      sourceLocation: sourceLocation
    )
  }

  private static func expectEqualTimes(
    _ found: [LogReport.Item],
    _ expected: [OracleReport.Row],
    _ label: Comment,
    _ sourceLocation: SourceLocation
  ) {
    let times = Dictionary(expected.map { ($0.value, $0.seconds) }) { $1 }
    for item in found {
      guard let expected = times[item.value] else { continue }
      let isEqual =
        switch (item.seconds, expected) {
        case (nil, nil): true
        case (let ours?, let theirs?):
          // What is written with an exponent is rounded to a microsecond.
          abs(ours.p50 - theirs.p50) < 1.5e-6 && abs(ours.p95 - theirs.p95) < 1.5e-6
            && abs(ours.p99 - theirs.p99) < 1.5e-6
        default: false
        }
      #expect(isEqual, "\(label.rawValue) \(item.value)", sourceLocation: sourceLocation)
    }
  }

  /// Expects of the panels of agents' kinds that they are the sums of the oracle's agents.
  private static func expectClasses(
    _ report: LogReport,
    _ oracle: OracleReport,
    _ name: String,
    _ sourceLocation: SourceLocation
  ) {
    guard let agents = oracle.panels["agents"], agents.count == oracle.distinct["agents"] else {
      return
    }
    let classifier = AgentClassifier()
    let kinds: [(LogReport.Name, (AgentClass) -> String?)] = [
      (.browsers, { $0.browser }), (.systems, { $0.system }), (.crawlers, { $0.crawler }),
    ]
    for (panel, kind) in kinds {
      var sums: [String: Row] = [:]
      for agent in agents {
        guard let value = kind(classifier.classify(agent.value.utf8)) else { continue }
        let none = Row(hits: 0, value: Array(value.utf8), visitors: 0, bytes: 0)
        var row = sums[value] ?? none
        row.hits += agent.hits
        row.visitors += agent.visitors
        row.bytes += agent.bytes
        sums[value] = row
      }
      expectEqual(
        rows(report.items(panel)),
        sums.values.sorted(),
        "\(name) \(panel.rawValue)",
        sourceLocation
      )
    }
  }

  private static func rows(_ items: [LogReport.Item]) -> [Row] {
    items.map {
      Row(hits: $0.hits, value: Array($0.value.utf8), visitors: $0.visitors, bytes: $0.bytes)
    }.sorted()
  }

  private static func rows(_ items: [OracleReport.Row]) -> [Row] {
    items.map {
      Row(hits: $0.hits, value: Array($0.value.utf8), visitors: $0.visitors, bytes: $0.bytes)
    }.sorted()
  }

  private static func time(_ text: String?) -> Date? {
    text.flatMap { try? Date($0, strategy: .iso8601) }
  }
}
