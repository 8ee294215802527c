import BatteryJobs
import Foundation
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Runs one attempt of one run: its directory, its steps, its log and its time limit.
struct RunExecutor: Sendable {
  let store: any JobStore
  let data: DataDirectory
  let home: FilePath
  let secrets: ConfiguredSecrets
  let clock: any TimeSource
  let logs: LogWriter
  let onProgress: @Sendable (Int64, RunProgress) async -> Void
  /// Sees every line before it is stored; for the command line, which prints them.
  var onLines: (@Sendable ([LogLine]) async -> Void)?

  /// Does the work of an attempt; returns how it ended.
  func execute(_ run: RunRecord, _ job: JobDefinition, _ control: RunControl) async -> RunOutcome {
    await logs.open(run: run.id, attempt: run.attempt)
    let watchdog = job.timeout.map { limit in
      Task { [clock] in
        try await clock.sleep(for: limit.duration)
        control.stop(.timedOut("It took longer than \(limit)."))
      }
    }
    var outcome = await steps(of: job, run, control)
    watchdog?.cancel()
    outcome.isLogStored = await logs.close(run: run.id)
    return outcome
  }

  private func steps(
    of job: JobDefinition,
    _ run: RunRecord,
    _ control: RunControl
  ) async
    -> RunOutcome
  {
    var records = job.steps.enumerated().map { index, step in
      StepRecord(
        attempt: run.attempt,
        index: index,
        kind: step.job.kind.rawValue,
        title: step.name,
        state: .queued,
        warnings: []
      )
    }
    let redactor = Redactor()
    var summaries: [String] = []
    var warnings = 0
    for (index, step) in job.steps.enumerated() {
      do {
        try Task.checkCancellation()
        records[index].state = .running
        records[index].startedAt = clock.now
        if job.steps.count > 1 { try await save(records, run) }
        let context = try await context(run, job, redactor)
        let report = try await step.job.run(in: context)
        records[index].state = .succeeded
        records[index].finishedAt = clock.now
        records[index].summary = redactor.redact(report.summary)
        records[index].warnings = report.warnings.map(redactor.redact)
        records[index].table = report.table.map { redact($0, redactor) }
        summaries.append(redactor.redact(report.summary))
        warnings += report.warnings.count
      } catch {
        var outcome = RunOutcome(error: error, stop: control.reason)
        outcome.reason = outcome.reason.map(redactor.redact)
        if job.steps.count > 1 {
          outcome.reason = "\(step.name): \(outcome.reason ?? "failed")"
        }
        records[index].state = outcome.state
        records[index].finishedAt = clock.now
        records[index].exitStatus = outcome.exitStatus
        records[index].summary = outcome.reason
        for later in records.indices.dropFirst(index + 1) { records[later].state = .skipped }
        outcome.steps = records
        return outcome
      }
    }
    var outcome = RunOutcome(
      state: .succeeded,
      exitStatus: 0,
      summary: summaries.joined(separator: " · "),
      warnings: warnings
    )
    outcome.steps = records
    return outcome
  }

  /// Saves how far the steps are; while the store cannot be written, as on a full disk, the run
  /// waits rather than fails.
  private func save(_ records: [StepRecord], _ run: RunRecord) async throws {
    while true {
      do {
        return try await store.save(steps: records, run: run.id)
      } catch is StoreError {
        try await clock.sleep(for: .seconds(1))
      }
    }
  }

  private func redact(_ table: ReportTable, _ redactor: Redactor) -> ReportTable {
    var table = table
    table.rows = table.rows.map { $0.map(redactor.redact) }
    return table
  }

  private func context(
    _ run: RunRecord,
    _ job: JobDefinition,
    _ redactor: Redactor
  ) async throws
    -> JobContext
  {
    let directory = data.directory(ofRun: run.id)
    try await makeDirectory(directory, run)
    return JobContext(
      runID: run.id,
      job: job.name,
      attempt: run.attempt,
      scheduledFor: run.scheduledFor,
      directory: directory,
      home: home,
      environment: environment(run, job, directory),
      processMark: ProcessMark.of(run: run.id, store: store.identity),
      grace: job.grace,
      outputLimit: job.outputLimit,
      clock: clock,
      secrets: secrets,
      redactor: redactor,
      sink: { event in await take(event, run, directory) }
    )
  }

  /// Makes a run's directory; a retry finds the one of the attempt before.
  ///
  /// While the disk is full the run waits rather than fails.
  private func makeDirectory(_ directory: FilePath, _ run: RunRecord) async throws {
    func make(_ path: FilePath) -> Errno? {
      path.withPlatformString { mkdir($0, 0o700) == 0 ? nil : Errno(rawValue: errno) }
    }
    var hasTold = false
    while true {
      var problem = make(directory)
      if problem == .noSuchFileOrDirectory {
        problem = make(directory.removingLastComponent())
        if problem == nil || problem == .fileExists { problem = make(directory) }
      }
      guard let problem, problem != .fileExists else { return }
      guard problem == .noSpace || problem == .diskQuotaExceeded else {
        throw JobError(
          .inputOutput,
          "The run's directory \(directory) cannot be made: \(problem)."
        )
      }
      if !hasTold {
        let text =
          "The run's directory \(directory) cannot be made: \(problem). Free space; the run waits."
        await take(.log([LogLine(source: .system, time: clock.now, text: text)]), run, directory)
      }
      hasTold = true
      try await clock.sleep(for: .seconds(1))
    }
  }

  private func take(_ event: JobEvent, _ run: RunRecord, _ directory: FilePath) async {
    switch event {
    case .log(let lines):
      await onLines?(lines)
      await logs.append(lines, run: run.id, attempt: run.attempt)
    case .progress(let done, let total, let label):
      await onProgress(run.id, RunProgress(done: done, total: total, label: label))
    case .process:
      break
    case .artifact(let name, let path):
      do {
        let file = try keep(
          directory.pushing(FilePath(path)).lexicallyNormalized(),
          name,
          directory
        )
        let attributes = try FileManager.default.attributesOfItem(atPath: file.string)
        let size = (attributes[.size] as? NSNumber)?.int64Value ?? 0
        try await store.addArtifact(run: run.id, name: name, path: file.string, size: size)
      } catch {
        let line = LogLine(
          source: .system,
          time: clock.now,
          text: "The artifact \(name) could not be kept: \(error.localizedDescription)"
        )
        await logs.append([line], run: run.id, attempt: run.attempt)
      }
    }
  }

  /// Returns where history keeps a file: where it is, or a copy when it is not the run's own.
  private func keep(_ file: FilePath, _ name: String, _ directory: FilePath) throws -> FilePath {
    guard !file.starts(with: directory) else { return file }
    let parts = FilePath(name).components.filter { $0.kind == .regular }
    let kept = directory.appending("artifacts").appending(parts)
    try FileManager.default.createDirectory(
      atPath: kept.removingLastComponent().string,
      withIntermediateDirectories: true
    )
    try? FileManager.default.removeItem(atPath: kept.string)
    try FileManager.default.copyItem(atPath: file.string, toPath: kept.string)
    return kept
  }

  /// What is handed on of the hub's own environment.
  private static let basicEnvironment: [String: String] = {
    let own = ProcessInfo.processInfo.environment
    var environment = [
      "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      "LANG": "C.UTF-8",
    ]
    for name in ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "TZ", "TMPDIR"] {
      if let value = own[name] { environment[name] = value }
    }
    return environment
  }()

  /// What a program of a run finds in its environment.
  ///
  /// The basics, what the configuration says, and which run it belongs to. Nothing else of the
  /// hub's own environment is handed on.
  private func environment(
    _ run: RunRecord,
    _ job: JobDefinition,
    _ directory: FilePath
  )
    -> [String: String]
  {
    var environment = Self.basicEnvironment
    environment.merge(job.environment) { $1 }
    environment["BATTERIES_JOB"] = job.name
    environment["BATTERIES_RUN"] = "\(run.id)"
    environment["BATTERIES_ATTEMPT"] = "\(run.attempt)"
    environment["BATTERIES_DIRECTORY"] = directory.string
    if let slot = run.scheduledFor {
      environment["BATTERIES_SCHEDULED_FOR"] = ISO8601.format(slot, in: job.triggers.timezone)
    }
    environment[JobContext.processMarkVariable] =
      ProcessMark.of(run: run.id, store: store.identity)
    return environment
  }
}
