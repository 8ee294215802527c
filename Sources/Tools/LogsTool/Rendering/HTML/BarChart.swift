/// Hits as bars, and below them visitors, who are fewer, at a scale of their own.
struct BarChart: Sendable {
  /// A bar.
  struct Bar: Sendable {
    /// What stands below it, if there is room.
    var label: String
    /// What it is, in full.
    var name: String
    var hits: Int
    var visitors: Int
    /// Whether fewer hits are to be expected, as on a Sunday.
    var isQuiet = false

    init(label: String, name: String, hits: Int, visitors: Int, isQuiet: Bool = false) {
      self.label = label
      self.name = name
      self.hits = hits
      self.visitors = visitors
      self.isQuiet = isQuiet
    }
  }

  let heading: StaticString
  let id: StaticString
  let bars: [Bar]

  /// Writes the drawings; their coordinates are parts of a hundred, so that they fit any screen.
  func write(_ html: inout Markup) {
    html.raw("<div class=\"over\"><h2>")
    html.raw(heading)
    html.raw("</h2><p class=\"key\"><span class=\"k hits\">Hits</span>")
    html.raw("<span class=\"k visitors\">Visitors</span>")
    if bars.contains(where: \.isQuiet) { html.raw("<span>paler: weekends</span>") }
    let hasVisitors = bars.contains { $0.visitors > 0 }
    html.raw("</p></div>\n<div class=\"")
    html.raw(hasVisitors ? "plot" : "plot single")
    html.raw("\">\n")
    write(Series(name: "Hits", style: "hits", quiet: "hits quiet", lines: 4, value: \.hits), &html)
    if hasVisitors {
      let visitors = Series(
        name: "Visitors",
        style: "visitors",
        quiet: "visitors quiet",
        lines: 3,
        value: \.visitors
      )
      write(visitors, &html)
    }
    writeLabels(&html)
    html.raw("</div>\n")
  }

  /// What one of the drawings shows.
  private struct Series {
    let name: StaticString
    let style: StaticString
    let quiet: StaticString
    /// How many lines there is room for, besides the lowest.
    let lines: Int
    let value: (Bar) -> Int
  }

  private func write(_ series: Series, _ html: inout Markup) {
    let scale = Scale(most: bars.lazy.map(series.value).max() ?? 0, lines: series.lines)
    html.raw("<div class=\"ys\" aria-hidden=\"true\">")
    for tick in scale.ticks.reversed() {
      html.raw("<span>")
      html.text(Figures.short(tick))
      html.raw("</span>")
    }
    html.raw("</div>\n<svg class=\"bars\" role=\"img\" aria-labelledby=\"")
    html.raw(id)
    html.raw(series.style)
    html.raw("\"><title id=\"")
    html.raw(id)
    html.raw(series.style)
    html.raw("\">")
    writeSummary(series, &html)
    html.raw("</title>\n")
    for tick in scale.ticks {
      html.raw("<line x2=\"100%\" y1=\"")
      html.percent(scale.top - tick, of: scale.top)
      html.raw("\" y2=\"")
      html.percent(scale.top - tick, of: scale.top)
      html.raw("\"/>")
    }
    for index in bars.indices { writeBar(at: index, series, scale, &html) }
    html.raw("</svg>\n")
  }

  private func writeSummary(_ series: Series, _ html: inout Markup) {
    html.raw(series.name)
    guard let most = bars.max(by: { series.value($0) < series.value($1) }) else { return }
    html.text(": at most \(Figures.count(series.value(most))) (\(most.name)).")
    html.raw(" The tables below have all figures.")
  }

  private func writeBar(at index: Int, _ series: Series, _ scale: Scale, _ html: inout Markup) {
    let bar = bars[index]
    html.raw("<g><title>")
    html.text(bar.name)
    html.text(": \(Figures.count(bar.hits)) hits, \(Figures.count(bar.visitors)) visitors")
    html.raw("</title><rect class=\"all\" x=\"")
    html.percent(index, of: bars.count)
    html.raw("\" width=\"")
    html.percent(1, of: bars.count)
    html.raw("\" height=\"100%\"/>")
    let value = series.value(bar)
    if value > 0 {
      // A gap of a sixth on either side, and half a hundredth of height for what is hardly there.
      let height = max(value, scale.top / 200)
      html.raw("<rect class=\"")
      html.raw(bar.isQuiet ? series.quiet : series.style)
      html.raw("\" x=\"")
      html.percent(index * 6 + 1, of: bars.count * 6)
      html.raw("\" width=\"")
      html.percent(4, of: bars.count * 6)
      html.raw("\" y=\"")
      html.percent(scale.top - height, of: scale.top)
      html.raw("\" height=\"")
      html.percent(height, of: scale.top)
      html.raw("\"/>")
    }
    html.raw("</g>\n")
  }

  private func writeLabels(_ html: inout Markup) {
    let step = bars.count == 24 ? 3 : (bars.count + 9) / 10
    html.raw("<svg class=\"xs\" aria-hidden=\"true\">")
    for (position, index) in stride(from: 0, to: bars.count, by: step).enumerated() {
      html.raw(
        position.isMultiple(of: 2) ? "<text y=\"14\" x=\"" : "<text class=\"odd\" y=\"14\" x=\""
      )
      html.percent(index * 2 + 1, of: bars.count * 2)
      html.raw("\">")
      html.text(bars[index].label, limit: 12)
      html.raw("</text>")
    }
    html.raw("</svg>\n")
  }

  /// Lines at round numbers.
  private struct Scale {
    let ticks: [Int]
    var top: Int { ticks.last ?? 1 }

    init(most: Int, lines: Int) {
      var unit = 1
      while unit < Int.max / 100, most > unit * 10 * lines { unit *= 10 }
      let step = [1, 2, 5, 10].map { $0 * unit }.first { most <= $0 * lines } ?? unit * 10
      let count = max(1, most / step + (most % step == 0 ? 0 : 1))
      ticks = (0...count).map { $0 * step }
    }
  }
}
