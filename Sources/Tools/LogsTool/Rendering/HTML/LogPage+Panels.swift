import BatteryTables

extension LogPage {
  /// Writes the box to filter with, the way to each panel, and the panels.
  func writePanels(_ html: inout Markup, to sink: inout some ByteSink) throws {
    let panels = report.orderedPanels.filter { !$0.items.isEmpty }
    guard !panels.isEmpty else { return }
    html.raw("<div class=\"tools\" id=\"tables\">\n")
    html.raw("<form class=\"filter\" id=\"search\" role=\"search\" hidden>")
    html.raw("<label class=\"sr\" for=\"filter\">Filter all tables</label>")
    html.raw("<input id=\"filter\" type=\"search\" placeholder=\"Filter all tables\"")
    html.raw(" autocomplete=\"off\" spellcheck=\"false\"><kbd>/</kbd>")
    html.raw("<output id=\"found\" for=\"filter\"></output></form>\n")
    html.raw("<nav aria-label=\"Tables\">")
    for panel in panels {
      html.raw("<a href=\"#")
      html.text(panel.name.rawValue)
      html.raw("\">")
      html.text(panel.name.heading)
      html.raw("</a>")
    }
    html.raw("</nav>\n</div>\n<div class=\"panels\">\n")
    let limit = valueLimit(panels)
    for panel in panels { try write(panel, limit: limit, &html, to: &sink) }
    html.raw("</div>\n")
  }

  private func write(
    _ panel: LogReport.Panel,
    limit: Int,
    _ html: inout Markup,
    to sink: inout some ByteSink
  ) throws {
    let most = panel.items.lazy.map(\.hits).max() ?? 0
    let hasSeconds = panel.hasSeconds
    writeStart(panel, hasSeconds: hasSeconds, &html)
    // The end tags of cells may be left out, and are a fifth of a long table.
    for item in panel.items {
      html.raw("<tr><td class=\"b")
      html.number(Int((Figures.share(item.hits, of: most) * 100).rounded()))
      html.raw("\">")
      html.value(item.value, limit: limit)
      cell(Figures.count(item.hits), &html)
      cell(Figures.percent(item.share), &html)
      cell(Figures.count(item.visitors), &html)
      cell(report.bytes(item.bytes), &html)
      if hasSeconds {
        cell(item.seconds.map { Figures.duration($0.p50) } ?? "–", &html)
        cell(item.seconds.map { Figures.duration($0.p95) } ?? "–", &html)
        cell(item.seconds.map { Figures.duration($0.p99) } ?? "–", &html)
      }
      html.raw("</tr>\n")
      try html.drain(to: &sink)
    }
    html.raw("</tbody>\n</table>\n</section>\n")
  }

  private func writeStart(
    _ panel: LogReport.Panel,
    hasSeconds: Bool,
    _ html: inout Markup
  ) {
    html.raw("<section class=\"card panel")
    html.raw(panel.name.isWide ? " wide" : "")
    html.raw(panel.name.hasWords ? " words" : "")
    html.raw(hasSeconds ? " timed" : "")
    html.raw("\" id=\"")
    html.text(panel.name.rawValue)
    html.raw("\">\n<table>\n<caption><h2>")
    html.text(panel.name.heading)
    html.raw("</h2> <span class=\"chip\">")
    html.text(panel.extent)
    html.raw("</span></caption>\n<thead><tr><th scope=\"col\">")
    html.text(panel.name.column)
    html.raw("</th><th scope=\"col\">Hits</th><th scope=\"col\">Share</th>")
    html.raw("<th scope=\"col\">Visitors</th><th scope=\"col\">Bytes</th>")
    if hasSeconds {
      html.raw("<th scope=\"col\">p50</th><th scope=\"col\">p95</th><th scope=\"col\">p99</th>")
    }
    html.raw("</tr></thead>\n<tbody>\n")
  }

  private func cell(_ text: String, _ html: inout Markup) {
    html.raw("<td>")
    html.text(text)
  }

  /// How many bytes of each value the page shows, so that it stays small enough to be mailed.
  private func valueLimit(_ panels: [LogReport.Panel]) -> Int {
    let figures = panels.reduce(0) { $0 + $1.items.count * ($1.hasSeconds ? 118 : 85) }
    let room = max(Self.room - figures, 0)
    return Self.limits.first { limit in
      let size = panels.reduce(0) { sum, panel in
        sum + panel.items.reduce(0) { $0 + Markup.size(of: $1.value, limit: limit) }
      }
      return size <= room
    } ?? Self.shortest
  }

  /// What rows may take of the 3 MB that a page may have.
  private static let room = 2_850_000
  private static let limits = [400, 300, 200, 150, 120, 100, 80, 60]
  private static let shortest = 40
}

extension LogReport.Name {
  /// Whether the panel's values are long, so that it takes the whole width.
  fileprivate var isWide: Bool {
    switch self {
    case .requests, .notFound, .staticFiles, .agents, .referrers: true
    default: false
    }
  }

  /// Whether the panel's values are words of this program rather than of the log.
  fileprivate var hasWords: Bool {
    switch self {
    case .browsers, .systems, .crawlers, .hours, .days, .months: true
    default: false
    }
  }
}
