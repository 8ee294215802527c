import Foundation

/// What a job's latest runs say of the next.
struct JobStatistics: Hashable, Sendable {
  /// The usual length of a run in seconds: the median of the successful ones.
  var usualSeconds: Double?
  /// How many of the latest finished runs failed in a row.
  var failuresInARow: Int
  /// The latest run that ran, or runs.
  var last: JobHistory.Tick?

  /// Looks at runs, newest first.
  init(_ ticks: [JobHistory.Tick]) {
    let lengths = ticks.filter { $0.state == .succeeded }.compactMap(\.seconds).sorted()
    if lengths.isEmpty {
      usualSeconds = nil
    } else if lengths.count.isMultiple(of: 2) {
      usualSeconds = (lengths[lengths.count / 2 - 1] + lengths[lengths.count / 2]) / 2
    } else {
      usualSeconds = lengths[lengths.count / 2]
    }
    let ended = ticks.filter { $0.state.isFinal && $0.state != .skipped }
    failuresInARow = ended.prefix { $0.state == .failed || $0.state == .interrupted }.count
    last = ticks.first { $0.startedAt > 0 && $0.state != .queued }
  }
}

extension JobHistory.Tick {
  /// When the latest attempt started.
  var started: Date? { Self.date(startedAt) }

  /// When the run ended.
  var finished: Date? { Self.date(finishedAt) }

  private static func date(_ milliseconds: Int64) -> Date? {
    milliseconds > 0 ? Date(timeIntervalSince1970: Double(milliseconds) / 1000) : nil
  }
}
