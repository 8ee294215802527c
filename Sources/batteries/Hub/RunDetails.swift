import BatteryHub
import BatteryJobs
import Foundation

/// Prints what there is to say of a run besides its log.
struct RunDetails {
  let console: Console
  let store: SQLiteStore
  let zone: TimeZoneRules

  /// Prints the facts and, for a run that is over, its attempts, steps and files.
  func print(_ run: RunRecord, withEnd: Bool) async throws {
    let now = console.clock.now
    var facts: [(String, String)] = [("run", "\(run.id) of \(run.job)")]
    let state = console.styled(run.state.rawValue, RunStatus.style(of: run.state))
    facts.append(("state", run.reason.map { "\(state): \($0)" } ?? state))
    facts.append(("by", run.trigger.rawValue + (run.cause.map { ", \($0)" } ?? "")))
    if let slot = run.scheduledFor { facts.append(("due", full(slot, now))) }
    if let started = run.startedAt { facts.append(("started", full(started, now))) }
    if withEnd {
      if let finished = run.finishedAt { facts.append(("ended", full(finished, now))) }
      if let seconds = run.duration(now: now) {
        facts.append(("took", SpokenTime.elapsed(seconds)))
      }
      if let status = run.exitStatus { facts.append(("status", "\(status)")) }
      if let summary = run.summary { facts.append(("result", summary)) }
    }
    for artifact in try await store.artifacts(run: run.id) {
      facts.append(("file", "\(artifact.path) (\(ByteCount(bytes: artifact.size)))"))
    }
    let width = facts.map(\.0.count).max() ?? 0
    let lines = facts.map { name, value in
      let padding = String(repeating: " ", count: width - name.count)
      return "\(console.styled(name, .dim))\(padding)  \(value)"
    }
    try console.print(lines.joined(separator: "\n"))
    if withEnd {
      try await printAttempts(of: run, now)
      try await printSteps(of: run, now)
    }
    try console.print("\n")
  }

  /// Returns the line that ends the log of a run that was followed.
  func end(of run: RunRecord) -> String {
    let took = run.duration(now: console.clock.now).map { " after \(SpokenTime.elapsed($0))" } ?? ""
    let head = console.styled(
      "Run \(run.id) of \(run.job) \(run.state.rawValue)",
      RunStatus.style(of: run.state),
      on: .error
    )
    let result = run.reason ?? run.summary ?? ""
    return result.isEmpty ? "\(head)\(took)" : "\(head)\(took): \(result)"
  }

  private func full(_ date: Date, _ now: Date) -> String {
    "\(ISO8601.format(date, in: zone)) (\(SpokenTime.relative(date, to: now)))"
  }

  private func printAttempts(of run: RunRecord, _ now: Date) async throws {
    let attempts = try await store.attempts(run: run.id)
    guard attempts.count > 1 else { return }
    try printTable(
      ReportTable(
        columns: [.init("try", .trailing), .init("state"), .init("started"), .init("reason")],
        rows: attempts.map { attempt in
          [
            "\(attempt.number)", attempt.state.rawValue,
            ShortTime.format(attempt.startedAt, in: zone, now: now), attempt.reason ?? "",
          ]
        }
      )
    )
  }

  private func printSteps(of run: RunRecord, _ now: Date) async throws {
    let steps = try await store.steps(run: run.id).filter { $0.attempt == run.attempt }
    if steps.count > 1 {
      try printTable(
        ReportTable(
          columns: [
            .init("step"), .init("kind"), .init("state"), .init("took", .trailing),
            .init("result"),
          ],
          rows: steps.map { step in
            let took = step.startedAt.flatMap { start in
              step.finishedAt.map { SpokenTime.elapsed($0.timeIntervalSince(start)) }
            }
            return [step.title, step.kind, step.state.rawValue, took ?? "", step.summary ?? ""]
          }
        )
      )
    }
    for step in steps {
      for warning in step.warnings {
        try console.print(console.styled("warning: \(warning)", .yellow))
      }
      if let table = step.table { try printTable(table) }
    }
  }

  /// Prints what the steps of a run found, and to standard error what they warn of.
  func printTables(of run: RunRecord) async throws {
    for step in try await store.steps(run: run.id) where step.attempt == run.attempt {
      for warning in step.warnings {
        console.note(console.styled("warning: \(warning)", .yellow, on: .error))
      }
      if let table = step.table { try console.print(table) }
    }
  }

  private func printTable(_ table: ReportTable) throws {
    try console.print("\n")
    try console.print(table, styler: RunStatus.styler)
  }
}
