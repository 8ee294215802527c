/// Hits as bars, with the visitors among them as darker bars in front.
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

    init(_ name: String, _ item: LogReport.Item) {
      self.init(label: name, name: name, hits: item.hits, visitors: item.visitors)
    }
  }

  let heading: StaticString
  let id: StaticString
  let bars: [Bar]

  /// Writes the drawing; its coordinates are parts of a hundred, so that it fits any screen.
  func write(_ html: inout Markup) {
    let scale = Scale(most: bars.lazy.map { max($0.hits, $0.visitors) }.max() ?? 0)
    html.raw("<div class=\"over\"><h2>")
    html.raw(heading)
    html.raw("</h2><p class=\"key\"><span class=\"k hits\">Hits</span>")
    html.raw("<span class=\"k visitors\">Visitors</span></p></div>\n<div class=\"plot\">\n")
    html.raw("<div class=\"ys\" aria-hidden=\"true\">")
    for tick in scale.ticks.reversed() {
      html.raw("<span>")
      html.text(Figures.short(tick))
      html.raw("</span>")
    }
    html.raw("</div>\n<svg class=\"bars\" role=\"img\" aria-labelledby=\"")
    html.raw(id)
    html.raw("\"><title id=\"")
    html.raw(id)
    html.raw("\">")
    writeSummary(&html)
    html.raw("</title>\n")
    for tick in scale.ticks {
      html.raw("<line x2=\"100%\" y1=\"")
      html.percent(scale.top - tick, of: scale.top)
      html.raw("\" y2=\"")
      html.percent(scale.top - tick, of: scale.top)
      html.raw("\"/>")
    }
    for (index, bar) in bars.enumerated() { write(bar, at: index, scale, &html) }
    html.raw("</svg>\n")
    writeLabels(&html)
    html.raw("</div>\n")
  }

  private func writeSummary(_ html: inout Markup) {
    html.raw(heading)
    guard let most = bars.max(by: { $0.hits < $1.hits }) else { return }
    html.text(": at most \(Figures.count(most.hits)) hits (")
    html.text(most.name, limit: 40)
    html.text("). The tables below have all figures.")
  }

  private func write(_ bar: Bar, at index: Int, _ scale: Scale, _ html: inout Markup) {
    html.raw("<g><title>")
    html.text(bar.name, limit: 40)
    html.text(": \(Figures.count(bar.hits)) hits, \(Figures.count(bar.visitors)) visitors")
    html.raw("</title><rect class=\"all\" x=\"")
    html.percent(index, of: bars.count)
    html.raw("\" width=\"")
    html.percent(1, of: bars.count)
    html.raw("\" height=\"100%\"/>")
    rect(bar.isQuiet ? "hits quiet" : "hits", bar.hits, at: index, scale, &html)
    rect("visitors", bar.visitors, at: index, scale, &html)
    html.raw("</g>\n")
  }

  private func rect(
    _ style: StaticString,
    _ value: Int,
    at index: Int,
    _ scale: Scale,
    _ html: inout Markup
  ) {
    guard value > 0 else { return }
    // A gap of a sixth on either side, and half a hundredth of height for what is hardly there.
    let height = max(value, scale.top / 200)
    html.raw("<rect class=\"")
    html.raw(style)
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

  private func writeLabels(_ html: inout Markup) {
    let step = bars.count == 24 ? 3 : (bars.count + 9) / 10
    html.raw("<svg class=\"xs\" aria-hidden=\"true\">")
    for (position, index) in stride(from: 0, to: bars.count, by: step).enumerated() {
      html.raw(position.isMultiple(of: 2) ? "<text y=\"14\" x=\"" : "<text class=\"odd\" y=\"14\" x=\"")
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

    init(most: Int) {
      var unit = 1
      while unit < Int.max / 100, most > unit * 40 { unit *= 10 }
      let step = [1, 2, 5, 10].map { $0 * unit }.first { most <= $0 * 4 } ?? unit * 10
      let count = max(1, most / step + (most % step == 0 ? 0 : 1))
      ticks = (0...count).map { $0 * step }
    }
  }
}
