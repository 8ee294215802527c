import BatteryJobs
import Foundation

/// Figures of a hub in the text exposition format of Prometheus, version 0.0.4.
struct Metrics: Sendable {
  static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  var counts: [RunState: Int]
  var jobs: [JobStatus]
  var ticks: [String: [JobHistory.Tick]]
  var lastEvent: UInt64
  var now: Date
  var version: String

  /// The figures as text.
  var bytes: [UInt8] {
    var text = Text()
    text.metric("batteries_build_info", .gauge, "The version of the hub.")
    text.sample("batteries_build_info", [("version", version)], 1)
    text.metric("batteries_runs", .gauge, "Runs in history by state.")
    for state in RunState.allCases {
      text.sample("batteries_runs", [("state", state.rawValue)], Double(counts[state] ?? 0))
    }
    text.metric("batteries_queue_depth", .gauge, "Runs that wait for their turn.")
    text.sample("batteries_queue_depth", [], Double(counts[.queued] ?? 0))
    text.metric("batteries_running", .gauge, "Runs that are going on.")
    text.sample("batteries_running", [], Double(counts[.running] ?? 0))
    text.metric("batteries_events_total", .counter, "Events since the hub started.")
    text.sample("batteries_events_total", [], Double(lastEvent))
    text.metric(
      "batteries_scheduler_lag_seconds",
      .gauge,
      "How long the most overdue fire time has been waiting to be recorded."
    )
    let lag = jobs.filter { !$0.isPaused }.compactMap(\.nextFire).map(now.timeIntervalSince).max()
    text.sample("batteries_scheduler_lag_seconds", [], max(0, lag ?? 0))
    writeJobs(to: &text)
    return text.bytes
  }

  private func writeJobs(to text: inout Text) {
    let rows = jobs.map { status in
      (status: status, ticks: ticks[status.definition.name] ?? [])
    }
    text.metric("batteries_job_paused", .gauge, "Whether the job is paused.")
    for row in rows {
      text.sample("batteries_job_paused", Self.label(row.status), row.status.isPaused ? 1 : 0)
    }
    text.metric(
      "batteries_job_next_fire_timestamp_seconds",
      .gauge,
      "When the job's schedule fires next."
    )
    for row in rows {
      text.sample(
        "batteries_job_next_fire_timestamp_seconds",
        Self.label(row.status),
        row.status.nextFire?.timeIntervalSince1970
      )
    }
    text.metric(
      "batteries_job_last_success_timestamp_seconds",
      .gauge,
      "When the job last succeeded, among its latest \(Routes.historyDepth) runs."
    )
    for row in rows {
      let success = row.ticks.first { $0.state == .succeeded }
      text.sample(
        "batteries_job_last_success_timestamp_seconds",
        Self.label(row.status),
        success?.finished?.timeIntervalSince1970
      )
    }
    text.metric(
      "batteries_job_last_duration_seconds",
      .gauge,
      "How long the job's latest finished run took."
    )
    for row in rows {
      text.sample(
        "batteries_job_last_duration_seconds",
        Self.label(row.status),
        row.ticks.lazy.compactMap(\.seconds).first
      )
    }
    text.metric(
      "batteries_job_failures_in_a_row",
      .gauge,
      "How many of the latest runs failed in a row."
    )
    for row in rows {
      text.sample(
        "batteries_job_failures_in_a_row",
        Self.label(row.status),
        Double(JobStatistics(row.ticks).failuresInARow)
      )
    }
  }

  private static func label(_ status: JobStatus) -> [(String, String)] {
    [("job", status.definition.name)]
  }

  private struct Text {
    enum Kind: String {
      case gauge
      case counter
    }

    var bytes: [UInt8] = []

    mutating func metric(_ name: String, _ kind: Kind, _ help: String) {
      bytes.append(contentsOf: "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n".utf8)
    }

    mutating func sample(_ name: String, _ labels: [(String, String)], _ value: Double?) {
      guard let value else { return }
      var line = name
      if !labels.isEmpty {
        line += "{"
        line += labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
        line += "}"
      }
      let number = value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
      bytes.append(contentsOf: "\(line) \(number)\n".utf8)
    }

    private static func escaped(_ text: String) -> String {
      text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
  }
}
