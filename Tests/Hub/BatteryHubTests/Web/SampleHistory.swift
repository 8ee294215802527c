import BatteryHub
import BatteryJobs
import Foundation

/// Fills a store with runs, as if the jobs had run for a while.
struct SampleHistory: Sendable {
  let store: any JobStore
  let now: Date

  /// Adds one finished run.
  @discardableResult
  func add(
    _ job: String,
    ago: Double,
    seconds: Double,
    state: RunState = .succeeded,
    reason: String? = nil,
    summary: String? = nil,
    warnings: Int = 0,
    trigger: RunTrigger = .schedule,
    lines: [LogLine] = []
  ) async throws -> RunRecord {
    let start = now.addingTimeInterval(-ago)
    var request = RunRequest(
      job: job,
      trigger: trigger,
      cause: trigger == .manual ? "browser" : nil,
      slot: trigger == .schedule ? start : nil,
      readyAt: start,
      createdAt: start
    )
    if state == .skipped { request.skipReason = reason ?? "The job is paused." }
    let run = try await store.enqueue(request)
    guard state != .skipped else { return run }
    let claim = try await store.claim(
      limit: 1,
      only: run.id,
      owner: "sample",
      now: start,
      lease: .days(400)
    )
    guard let claimed = claim.runs.first, state != .running else { return run }
    if !lines.isEmpty {
      try await store.append([LogBatch(run: run.id, attempt: 1, first: 1, lines: lines)])
    }
    let ends = try await store.finish([
      RunEnd(
        run: claimed.id,
        fence: claimed.fence,
        attempt: claimed.attempt,
        state: state,
        finishedAt: start.addingTimeInterval(seconds),
        exitStatus: state == .succeeded ? 0 : 1,
        reason: state == .succeeded ? nil : reason,
        summary: summary,
        warnings: warnings
      )
    ])
    return ends.first ?? run
  }
}
