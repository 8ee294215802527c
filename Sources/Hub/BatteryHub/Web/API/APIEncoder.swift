import BatteryJobs
import Foundation

/// Turns the hub's records into the API's JSON, with times in each job's zone.
struct APIEncoder: Sendable {
  private let zones: [String: TimeZoneRules]
  private let fallback: TimeZoneRules

  /// Knows the zones of the configuration's jobs; a job that is gone is shown in the hub's own.
  init(_ configuration: HubConfiguration) {
    zones = Dictionary(configuration.jobs.map { ($0.name, $0.triggers.timezone) }) { first, _ in
      first
    }
    fallback = configuration.settings.timezone
  }

  /// The zone of a job.
  func zone(of job: String) -> TimeZoneRules { zones[job] ?? fallback }

  /// A run as lists show it.
  func run(_ run: RunRecord) -> JSON {
    .object(RunJSON(run, zone: zone(of: run.job)).members)
  }

  /// A list of runs.
  func runs(_ runs: [RunRecord]) -> JSON { ["runs": .array(runs.map(run))] }

  /// A run with all that is known of it.
  func detail(
    _ run: RunRecord,
    attempts: [AttemptRecord],
    steps: [StepRecord],
    artifacts: [ArtifactRecord],
    progress: RunProgress?
  ) -> JSON {
    let zone = zone(of: run.job)
    return .object(
      RunJSON(run, zone: zone).members + [
        ("createdAt", time(run.createdAt, zone)),
        ("scheduledUntil", time(run.scheduledUntil, zone)),
        ("cause", .optional(run.cause)), ("summary", .optional(run.summary)),
        ("warnings", .int(Int64(run.warnings))), ("progress", progress.map(self.progress) ?? .null),
        ("attempts", .array(attempts.map { attempt($0, zone) })),
        ("steps", .array(steps.map { step($0, zone) })),
        ("artifacts", .array(artifacts.map(artifact))),
      ]
    )
  }

  /// A job and how it stands.
  func job(_ status: JobStatus, ticks: [JobHistory.Tick]) -> JSON {
    let facts = JobFacts(status.definition)
    let statistics = JobStatistics(ticks)
    return .object([
      ("name", .string(facts.name)), ("description", .optional(facts.description)),
      ("schedule", .optional(facts.schedule)), ("timezone", .string(facts.zone.identifier)),
      ("triggers", .array(facts.triggers.map(JSON.string))),
      (
        "steps",
        .array(facts.steps.map { ["kind": .string($0.kind), "title": .string($0.title)] })
      ),
      ("isPaused", .bool(status.isPaused)), ("isEnabled", .bool(facts.isEnabled)),
      ("nextFire", time(status.nextFire, facts.zone)),
      ("lastRun", statistics.last.map { tick($0, facts.zone) } ?? .null),
      ("usualSeconds", statistics.usualSeconds.map(JSON.double) ?? .null),
    ])
  }

  /// Why a job did or did not run.
  func explanation(_ explanation: JobExplanation, job: String) -> JSON {
    [
      "job": .string(job), "answer": .string(explanation.answer),
      "facts": .array(explanation.facts.map(JSON.string)),
      "slots": .array(explanation.slots.map(run)),
      "upcoming": .array(explanation.upcoming.map { time($0, zone(of: job)) }),
    ]
  }

  /// A line of a log.
  func line(_ line: StoredLine, job: String) -> JSON {
    [
      "number": .int(line.number), "attempt": .int(Int64(line.attempt)),
      "source": .string(Self.name(line.line.source)), "time": time(line.line.time, zone(of: job)),
      "text": .string(line.line.text),
    ]
  }

  /// How far a run is.
  func progress(_ progress: RunProgress) -> JSON {
    [
      "done": .int(Int64(progress.done)), "total": .optional(progress.total),
      "label": .string(progress.label),
    ]
  }

  /// A time in a zone.
  func time(_ date: Date?, _ zone: TimeZoneRules) -> JSON {
    .optional(date.map { ISO8601.format($0, in: zone) })
  }

  /// The name of the place that a line came from.
  static func name(_ source: LogLine.Source) -> String {
    switch source {
    case .system: "system"
    case .output: "output"
    case .error: "error"
    }
  }

  private func tick(_ tick: JobHistory.Tick, _ zone: TimeZoneRules) -> JSON {
    [
      "id": .int(tick.run), "state": .string(tick.state.rawValue),
      "startedAt": time(tick.started, zone), "finishedAt": time(tick.finished, zone),
    ]
  }

  private func attempt(_ attempt: AttemptRecord, _ zone: TimeZoneRules) -> JSON {
    [
      "number": .int(Int64(attempt.number)), "state": .string(attempt.state.rawValue),
      "startedAt": time(attempt.startedAt, zone), "finishedAt": time(attempt.finishedAt, zone),
      "exitStatus": .optional(attempt.exitStatus), "reason": .optional(attempt.reason),
    ]
  }

  private func step(_ step: StepRecord, _ zone: TimeZoneRules) -> JSON {
    [
      "attempt": .int(Int64(step.attempt)), "index": .int(Int64(step.index)),
      "kind": .string(step.kind), "title": .string(step.title),
      "state": .string(step.state.rawValue), "startedAt": time(step.startedAt, zone),
      "finishedAt": time(step.finishedAt, zone), "exitStatus": .optional(step.exitStatus),
      "summary": .optional(step.summary), "warnings": .array(step.warnings.map(JSON.string)),
      "table": step.table.map(table) ?? .null,
    ]
  }

  private func table(_ table: ReportTable) -> JSON {
    [
      "columns": .array(
        table.columns.map {
          ["name": .string($0.name), "alignment": .string($0.alignment.rawValue)]
        }
      ),
      "rows": .array(table.rows.map { .array($0.map(JSON.string)) }),
    ]
  }

  private func artifact(_ artifact: ArtifactRecord) -> JSON {
    let path: LocalPath = "/api/v1/runs/\(artifact.run)/artifacts/\(artifact.id)"
    return [
      "id": .int(artifact.id), "name": .string(artifact.name), "size": .int(artifact.size),
      "url": .string(path.description),
    ]
  }
}
