/// A job of any kind, checked and ready to run: what the queue holds.
public struct AnyJob: Sendable {
  /// The kind of the job.
  public let kind: JobKind

  /// A short text for lists.
  public let title: String

  private let planBody: @Sendable (JobContext) async throws -> Plan
  private let runBody: @Sendable (JobContext) async throws -> any JobReport
  private let encodeBody: @Sendable (any Encoder) throws -> Void

  /// Checks a job and wraps it.
  ///
  /// - Throws: ``ConfigurationError`` when the job's own check fails.
  public init<J: Job>(_ job: J) throws(ConfigurationError) {
    try job.validate()
    kind = J.kind
    title = job.title
    planBody = { try await job.plan(in: $0) }
    runBody = { try await job.run(in: $0) }
    encodeBody = { try job.encode(to: $0) }
  }

  /// Returns what a run would do.
  public func plan(in context: JobContext) async throws -> Plan { try await planBody(context) }

  /// Does the work.
  public func run(in context: JobContext) async throws -> any JobReport {
    try await runBody(context)
  }
}

extension AnyJob: Encodable {
  /// Encodes the job's configuration.
  public func encode(to encoder: any Encoder) throws { try encodeBody(encoder) }
}
