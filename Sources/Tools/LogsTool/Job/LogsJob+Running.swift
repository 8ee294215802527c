import BatteryFiles
public import BatteryJobs
import BatteryTables
import SystemPackage

extension LogsJob {
  /// Shows the report of a run to somebody who looks on, besides its outputs.
  public struct Display: Sendable {
    let format: TableFormat
    let rows: Int?
    let show: @Sendable (LogReport) throws -> Void

    /// Describes how.
    ///
    /// - Parameters:
    ///   - format: How it is going to be written.
    ///   - rows: How many rows a panel has unless the job says it; as usual for the format without.
    ///   - show: Shows it.
    public init(
      _ format: TableFormat,
      rows: Int? = nil,
      show: @escaping @Sendable (LogReport) throws -> Void
    ) {
      self.format = format
      self.rows = rows
      self.show = show
    }
  }

  /// Returns which logs are read, and what is written.
  ///
  /// - Throws: ``JobError`` when a pattern matches nothing.
  public func plan(in context: JobContext) async throws -> Plan {
    let work = try await work(context)
    var steps = work.files.paths.map { Plan.Step(verb: "read", subject: $0.string) }
    func add(_ verb: String, _ subject: String?) {
      if let subject { steps.append(Plan.Step(verb: verb, subject: subject)) }
    }
    add("since", since)
    add("until", until)
    for condition in conditions { add("filter", condition) }
    if ignoreCrawlers { add("leave out", "crawlers") }
    if !excludeHosts.isEmpty { add("leave out", excludeHosts.joined(separator: ", ")) }
    for target in work.targets.map(\.path) + [work.rejects].compactMap(\.self) {
      let isThere = FileIdentity(target) != nil
      steps.append(
        Plan.Step(
          verb: isThere ? "replace" : "write",
          subject: target.string,
          isDestructive: isThere
        )
      )
    }
    add("remember", state.map { context.resolve($0).string })
    for alert in alerts { add("watch", alert) }
    return Plan(steps: steps)
  }

  /// Reads the logs, and writes the report.
  ///
  /// - Throws: ``JobError`` when a file cannot be read or written, and when an alert was raised or
  ///   too many lines are no records; what is written is there then.
  public func run(in context: JobContext) async throws -> LogsJobReport {
    try await run(in: context, display: nil)
  }

  /// Reads the logs, writes the report, and shows it.
  ///
  /// - Parameters:
  ///   - context: What the job runs with.
  ///   - display: How the report is shown; `nil` when nobody looks on.
  ///   - cache: Where logs are kept in columns between runs.
  /// - Returns: The report of the run.
  /// - Throws: As ``run(in:)``, and what showing it throws.
  public func run(
    in context: JobContext,
    display: Display?,
    cache: LogCache? = nil
  ) async throws -> LogsJobReport {
    let work = try await work(context, cache: cache)
    let report = try await Self.blocking { cancellation in
      let analysis = try work.read()
      try cancellation.check()
      let answer = try work.publish(analysis, display)
      return work.summary(of: answer, analysis, isShown: display != nil)
    }
    for note in report.formats + report.notes { await context.log(note) }
    for (name, path) in work.artifacts {
      await context.report(.artifact(name: name, path: path.string))
    }
    try judge(report)
    return report
  }

  /// Fails when the logs are not as they should be.
  private func judge(_ report: LogsJobReport) throws(JobError) {
    guard report.alerts.isEmpty else {
      throw JobError(.raised, report.alerts.map(\.description).joined(separator: "; "))
    }
    guard let maxRejects, report.rejected > maxRejects else { return }
    let first = report.rejects.first.map { ", the first at \($0)" } ?? ""
    throw JobError(
      .raised,
      "\(report.rejected) of \(report.general.lines) lines are no records, more than \(maxRejects)"
        + "\(first). Check the logs, or allow more with maxRejects."
    )
  }

  /// What the job does, with its paths in place.
  func work(
    _ context: JobContext,
    cache: LogCache? = nil,
    isFollowing: Bool = false
  ) async throws -> LogsWork {
    try await Self.blocking { _ in
      try LogsWork(self, context, cache: cache, isFollowing: isFollowing)
    }
  }

  static func blocking<Result: Sendable>(
    _ body: @escaping @Sendable (BlockingWork.Cancellation) throws -> Result
  ) async throws -> Result {
    do {
      return try await BlockingWork.run(body)
    } catch let error as TableError {
      throw JobError(error)
    }
  }
}

extension JobError {
  /// The same problem, as jobs tell of it.
  fileprivate init(_ error: TableError) {
    let code: Code =
      switch error.code {
      case .notFound: .notFound
      case .denied: .denied
      case .inputOutput: .inputOutput
      case .cannotCreate: .cannotCreate
      case .unavailable: .unavailable
      case .unknownColumn, .invalidExpression: .configuration
      default: .invalidInput
      }
    self.init(code, error.message)
  }
}

extension JobError.Code {
  /// The logs are not as they should be.
  ///
  /// Trying again does not help, and with a state would hide it: the next attempt reads nothing new.
  fileprivate static let raised = JobError.Code("failed", exitStatus: 1, isRetryable: false)

  /// A file cannot be made.
  fileprivate static let cannotCreate = JobError.Code(
    "cannot-create",
    exitStatus: 73,
    isRetryable: true
  )
}
