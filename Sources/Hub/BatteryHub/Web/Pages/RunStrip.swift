import Foundation

/// The latest runs of a job as a strip of ticks, the newest at the right.
///
/// Each sort of tick is one path, so that a thousand strips stay small. Ticks differ in height as
/// well as in colour: failures stand out, skips lie low.
struct RunStrip: Sendable {
  private static let count = 30
  private static let pitch = 7
  private static let width = 5
  private static let height = 20

  /// The sorts of tick, from the lowest to the tallest.
  private enum Sort: Int, CaseIterable {
    case none, skip, ok, warn, wait, run, fail

    var height: Int {
      switch self {
      case .none: 2
      case .skip: 6
      case .ok, .warn, .wait: 14
      case .run, .fail: 20
      }
    }

    var name: StaticString {
      switch self {
      case .none: "none"
      case .skip: "skip"
      case .ok: "ok"
      case .warn: "warn"
      case .wait: "wait"
      case .run: "run"
      case .fail: "fail"
      }
    }
  }

  /// The runs, newest first.
  var ticks: [JobHistory.Tick]

  /// Writes the strip.
  func write(to html: inout HTMLWriter) {
    var places: [[Int]] = Array(repeating: [], count: Sort.allCases.count)
    for place in 0..<Self.count {
      let age = Self.count - 1 - place
      let sort = age < ticks.count ? Self.sort(ticks[age]) : .none
      places[sort.rawValue].append(place)
    }
    html.raw("<svg class=\"strip\" viewBox=\"0 0 208 20\" role=\"img\" aria-label=\"")
    html.text(label)
    html.raw("\">")
    for sort in Sort.allCases where !places[sort.rawValue].isEmpty {
      html.raw("<path class=\"t-")
      html.raw(sort.name)
      html.raw("\" d=\"")
      for place in places[sort.rawValue] {
        html.raw("M")
        html.number(place * Self.pitch)
        html.raw(" ")
        html.number(Self.height - sort.height)
        html.raw("h5v")
        html.number(sort.height)
        html.raw("h-5z")
      }
      html.raw("\"/>")
    }
    html.raw("</svg>")
  }

  /// The strip in words.
  private var label: String {
    let shown = ticks.prefix(Self.count)
    guard !shown.isEmpty else { return "No runs yet" }
    var counts: [RunState: Int] = [:]
    for tick in shown { counts[tick.state, default: 0] += 1 }
    let parts = RunState.allCases.compactMap { state in
      counts[state].map { "\($0) \(state.rawValue)" }
    }
    return "Latest \(shown.count) runs: \(parts.joined(separator: ", "))"
  }

  private static func sort(_ tick: JobHistory.Tick) -> Sort {
    switch tick.state {
    case .succeeded: tick.hasWarnings ? .warn : .ok
    case .failed, .interrupted: .fail
    case .running: .run
    case .queued: .wait
    case .cancelled, .skipped: .skip
    }
  }
}
