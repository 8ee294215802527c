public import Foundation
public import SystemPackage

/// What a job is given to run with.
public struct JobContext: Sendable {
  /// The number of the run in history; 0 for a run without a history.
  public var runID: Int64

  /// The name of the configured job, or of its kind when it was started without a configuration.
  public var job: String

  /// Which attempt of the run this is, from 1.
  public var attempt: Int

  /// The slot that this run fills, for a scheduled run.
  public var scheduledFor: Date?

  /// A directory of this run alone, shared by its steps; relative paths are relative to it.
  public var directory: FilePath

  /// The directory of the configuration file, from which the relative paths of a configuration
  /// are resolved.
  public var home: FilePath

  /// The environment for programs that the job starts; the hub's own is not inherited.
  public var environment: [String: String]

  /// A text that is unique to this run, in the environment of every process that belongs to it
  /// as ``processMarkVariable``, so that all of them can be found again.
  public var processMark: String

  /// How long a program may take to end after it was asked to.
  public var grace: TimeSpan

  /// How many bytes of output are kept of one attempt.
  public var outputLimit: ByteCount

  /// The clock; tests pass a manual one.
  public var clock: any TimeSource

  private let secrets: any SecretSource
  let redactor: Redactor
  private let sink: @Sendable (JobEvent) async -> Void

  /// The environment variable that holds ``processMark``.
  public static let processMarkVariable = "BATTERIES_MARK"

  /// Makes a context.
  ///
  /// `directory` must exist; `home` is the same when none is given. `redactor` learns each secret
  /// that the job asks for. `sink` takes the job's events; it may wait, which slows the job down
  /// rather than letting memory grow.
  public init(
    runID: Int64 = 0,
    job: String,
    attempt: Int = 1,
    scheduledFor: Date? = nil,
    directory: FilePath,
    home: FilePath? = nil,
    environment: [String: String] = [:],
    processMark: String = "",
    grace: TimeSpan = .seconds(10),
    outputLimit: ByteCount = .mebibytes(64),
    clock: any TimeSource = SystemTimeSource(),
    secrets: any SecretSource = NoSecrets(),
    redactor: Redactor = Redactor(),
    sink: @escaping @Sendable (JobEvent) async -> Void = { _ in }
  ) {
    self.runID = runID
    self.job = job
    self.attempt = attempt
    self.scheduledFor = scheduledFor
    self.directory = directory
    self.home = home ?? directory
    self.environment = environment
    self.processMark = processMark
    self.grace = grace
    self.outputLimit = outputLimit
    self.clock = clock
    self.secrets = secrets
    self.redactor = redactor
    self.sink = sink
  }

  /// Hands an event to whoever runs the job; waits while the log is behind.
  public func report(_ event: JobEvent) async {
    guard case .log(let lines) = event else { return await sink(event) }
    await sink(.log(redactor.redact(lines)))
  }

  /// Writes one line to the run's log.
  public func log(_ text: String) async {
    let time = clock.now
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    await report(.log(lines.map { LogLine(source: .system, time: time, text: String($0)) }))
  }

  /// Returns a secret by its name, and has its value redacted from all that the run reports.
  ///
  /// - Throws: ``JobError`` with the code `denied` when there is no such secret or it is not safe.
  public func secret(named name: String) async throws(JobError) -> Secret {
    let secret = try await secrets.secret(named: name)
    if !redactor.add(secret) {
      await log(
        "The secret \"\(name)\" is shorter than \(Redactor.shortestSecret) bytes and is not "
          + "redacted from the log."
      )
    }
    return secret
  }

  /// Returns a text in which every secret that the run has asked for is replaced.
  public func redacted(_ text: String) -> String {
    redactor.redact(text)
  }

  /// Resolves a path of the configuration: `~` is the user's home, and a relative path is below
  /// the directory of the configuration file.
  public func resolve(_ path: String) -> FilePath {
    ConfiguredPath.resolve(path, home: home)
  }
}
