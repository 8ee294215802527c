/// The largest parts of a panel as bars that lie beside each other, all versions of a thing together.
struct ShareList: Sendable {
  private let heading: StaticString
  private let parts: [(name: String, count: Int)]
  private let total: Int
  private let countsVisitors: Bool

  private static let mostParts = 6

  /// Counts by visitors, or by hits where no visitors are known; `nil` without any.
  init?(_ heading: StaticString, _ items: [LogReport.Item], _ general: LogReport.General) {
    self.heading = heading
    countsVisitors = items.contains { $0.visitors > 0 }
    var counts: [String: Int] = [:]
    for item in items {
      counts[Self.family(item.value), default: 0] += countsVisitors ? item.visitors : item.hits
    }
    let sum = counts.values.reduce(0, +)
    guard sum > 0 else { return nil }
    total = max(sum, countsVisitors ? general.visitors : general.parsed)
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var parts = sorted.prefix(Self.mostParts).map { (name: $0.key, count: $0.value) }
    let rest = total - parts.reduce(0) { $0 + $1.count }
    if rest > 0 { parts.append(("Others", rest)) }
    self.parts = parts
  }

  func write(_ html: inout Markup) {
    html.raw("<section class=\"card\">\n<div class=\"over\"><h2>")
    html.raw(heading)
    html.raw("</h2><p class=\"key\">by ")
    html.raw(countsVisitors ? "visitors" : "hits")
    html.raw("</p></div>\n<ul class=\"shares\">\n")
    let most = parts.lazy.map(\.count).max() ?? 0
    for part in parts {
      html.raw("<li><span class=\"name\">")
      html.text(part.name.isEmpty ? "–" : part.name, limit: 32)
      html.raw("</span><svg aria-hidden=\"true\"><rect width=\"")
      html.percent(part.count, of: most)
      html.raw("\" height=\"100%\" rx=\"2\"/></svg><b>")
      html.text(Figures.percent(Figures.share(part.count, of: total)))
      html.raw("</b></li>\n")
    }
    html.raw("</ul>\n</section>\n")
  }

  /// The name without a version at its end: `Firefox 121` is `Firefox`.
  private static func family(_ name: String) -> String {
    let words = name.split(separator: " ", maxSplits: 16)
    guard words.count > 1, let last = words.last, last.utf8.first.map(isDigit) == true,
      last.utf8.allSatisfy({ isDigit($0) || $0 == 0x2E || $0 == 0x5F || $0 == 0x2B })
    else { return name }
    return words.dropLast().joined(separator: " ")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
