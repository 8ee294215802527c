import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage

/// Runs a tool from its flags: the same value, plan and report as in a configuration.
struct ToolRunner {
  let dryRun: Bool
  let format: TableFormat
  let verbosity: VerbosityOptions
  /// Whether standard output belongs to something else than the report.
  var isResultElsewhere = false
  /// The directory that relative paths are below, as messages name it; the console's unless given.
  var home: FilePath?
  /// Takes the lines that the job logs; they go to standard error unless given.
  var onLines: (@Sendable ([LogLine]) throws -> Void)?

  /// Runs a job and prints its report, or prints its plan.
  ///
  /// Results go to standard output; warnings and, beside a table, the summary to standard error.
  ///
  /// `finish` is called with the directory that the job worked in, before that is removed, and
  /// before the report is printed. `work` does the work, and `planning` makes the plan, in another
  /// way than the job by itself.
  func run<J: Job>(
    _ job: J,
    finish: @Sendable (FilePath) throws -> Void = { _ in },
    work: @escaping @Sendable (J, JobContext) async throws -> J.Report = {
      try await $0.run(in: $1)
    },
    planning: @escaping @Sendable (J, JobContext) async throws -> Plan = {
      try await $0.plan(in: $1)
    }
  ) async throws {
    do {
      try job.validate()
    } catch {
      throw CommandFailure(ExitStatus.usage, error.description)
    }
    let console = Console.current
    let scratch = FilePath(NSTemporaryDirectory()).appending("batteries-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      atPath: scratch.string,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    defer { try? FileManager.default.removeItem(atPath: scratch.string) }
    let printer = LogPrinter(console, isFiltered: true)
    let isTalkative = !verbosity.quiet
    let context = JobContext(
      job: J.kind.rawValue,
      directory: scratch,
      home: home ?? console.directory,
      environment: console.environment,
      clock: console.clock,
      secrets: EnvironmentSecrets(environment: console.environment)
    ) { event in
      guard case .log(let lines) = event else { return }
      let told = isTalkative ? lines : lines.filter { $0.source != .system }
      if let onLines { try? onLines(told) } else { try? printer.print(told) }
    }
    if dryRun {
      let plan = try await Interruption.cancels { try await planning(job, context) }
      return try PlanPrinter.print(plan, title: job.title, format: format)
    }
    let report = try await Interruption.cancels { try await work(job, context) }
    try finish(scratch)
    for warning in report.warnings {
      console.note(console.styled("warning: \(warning)", .yellow, on: .error))
    }
    try print(report, console)
  }

  private func print(_ report: some JobReport, _ console: Console) throws {
    if isResultElsewhere { return verbosity.note(report.summary) }
    if format == .json { return try console.print(JSONText.encode(report)) }
    if let table = report.table {
      try console.print(table, format: format)
      verbosity.note(report.summary)
    } else if format == .text {
      try console.print(report.summary)
    } else {
      let table = ReportTable(columns: [.init("result")], rows: [[report.summary]])
      try console.print(table, format: format)
    }
  }
}

/// Finds the secrets of a tool's command in environment variables, since everybody on the machine
/// can read the arguments of a program.
private struct EnvironmentSecrets: SecretSource {
  let environment: [String: String]

  func secret(named name: String) async throws(JobError) -> Secret {
    guard let value = environment[name], !value.isEmpty else {
      throw JobError(.denied, "The environment has no variable \(name). Set it to the secret.")
    }
    return Secret(value.utf8)
  }
}
