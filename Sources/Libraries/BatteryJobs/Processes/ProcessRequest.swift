public import SystemPackage

/// A program to run: what, where, with which environment and input, and within which limits.
public struct ProcessRequest: Sendable {
  /// What is run.
  public enum Command: Hashable, Sendable {
    /// A text for `/bin/sh -c`.
    case shell(String)

    /// A program and its arguments; a name without `/` is looked for in the environment's `PATH`.
    case arguments([String])
  }

  /// What is run.
  public var command: Command

  /// The whole environment: nothing is inherited.
  public var environment: [String: String]

  /// The directory in which the program starts.
  public var directory: FilePath

  /// What the program reads from its standard input; `nil` is the same as `/dev/null`.
  public var input: [UInt8]?

  /// How long the processes may take to end after they were asked to.
  public var grace: TimeSpan

  /// How many bytes of output are kept; `nil` keeps all of it.
  public var outputLimit: ByteCount?

  /// A text that is unique to the run, put into the environment as
  /// ``JobContext/processMarkVariable``; empty for none.
  public var mark: String

  /// Knows the secrets that must not be cut in two where a long line is; the caller redacts lines.
  var redactor: Redactor?

  /// Describes a program to run.
  public init(
    _ command: Command,
    environment: [String: String],
    directory: FilePath,
    input: [UInt8]? = nil,
    grace: TimeSpan = .seconds(10),
    outputLimit: ByteCount? = nil,
    mark: String = ""
  ) {
    self.command = command
    self.environment = environment
    self.directory = directory
    self.input = input
    self.grace = grace
    self.outputLimit = outputLimit
    self.mark = mark
  }

  /// Describes a program with what a job was given to run with: its directory, environment, mark,
  /// grace and limit.
  public init(_ command: Command, in context: JobContext) {
    self.init(
      command,
      environment: context.environment,
      directory: context.directory,
      grace: context.grace,
      outputLimit: context.outputLimit,
      mark: context.processMark
    )
    redactor = context.redactor
  }
}
