import BatteryJobs
import Foundation

/// How long a job's latest runs took, as bars beside the usual time; the newest at the right.
struct DurationChart: Sendable {
  private static let count = 30
  private static let height = 100.0

  /// The runs, newest first.
  var ticks: [JobHistory.Tick]
  /// The usual length in seconds.
  var usual: Double?

  /// Writes the chart, or nothing when no run has ended.
  func write(to html: inout HTMLWriter) {
    let shown = Array(ticks.prefix(Self.count).filter { $0.seconds != nil }.reversed())
    let lengths = shown.compactMap(\.seconds)
    guard let longest = lengths.max() else { return }
    let top = max(longest, usual ?? 0, 0.001)
    var paths: [String: [(x: Int, height: Int)]] = [:]
    for (index, tick) in shown.enumerated() {
      let share = (tick.seconds ?? 0) / top
      paths[StateBadge.colour(tick.state, hasWarnings: tick.hasWarnings), default: []].append(
        (index * 20 + 3, max(2, Int((share * (Self.height - 4)).rounded())))
      )
    }
    let words =
      usual.map { "The usual is \(SpokenTime.elapsed($0)), the longest " } ?? "The longest is "
    html.element("figure", .class("chart")) { html in
      html.raw("<svg viewBox=\"0 0 ")
      html.number(max(shown.count, 12) * 20)
      html.raw(" 100\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"")
      html.text(
        "Durations of the latest \(shown.count) runs. \(words)\(SpokenTime.elapsed(longest))."
      )
      html.raw("\">")
      for (colour, bars) in paths.sorted(by: { $0.key < $1.key }) {
        html.raw("<path class=\"t-")
        html.text(colour)
        html.raw("\" d=\"")
        for bar in bars {
          html.raw("M")
          html.number(bar.x)
          html.raw(" ")
          html.number(100 - bar.height)
          html.raw("h14v")
          html.number(bar.height)
          html.raw("h-14z")
        }
        html.raw("\"/>")
      }
      if let usual {
        let level = 100 - Int((usual / top * (Self.height - 4)).rounded())
        html.raw("<path class=\"usual\" d=\"M0 ")
        html.number(level)
        html.raw("H")
        html.number(max(shown.count, 12) * 20)
        html.raw("\"/>")
      }
      html.raw("</svg>")
      html.element("figcaption") { html in
        if let usual {
          html.raw("<span class=\"dash\"></span>usual ")
          html.element("b", text: SpokenTime.elapsed(usual))
        }
        html.raw("<span>longest ")
        html.element("b", text: SpokenTime.elapsed(longest))
        html.raw("</span>")
      }
    }
  }
}
