/// A job that failed: what happened, to what, and what to do next.
public struct JobError: Error, Sendable, CustomStringConvertible {
  /// The sort of failure; an open set, so that adding one breaks nobody.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The name, as the API and history show it.
    public let name: String

    /// The exit status that the command line ends with.
    public let exitStatus: Int32

    /// Whether trying again later may help.
    public let isRetryable: Bool

    /// Defines a sort of failure.
    public init(_ name: String, exitStatus: Int32, isRetryable: Bool) {
      self.name = name
      self.exitStatus = exitStatus
      self.isRetryable = isRetryable
    }

    /// The name.
    public var description: String { name }

    /// The work was done and its answer is no: a command ended with a status other than 0.
    public static let failed = Code("failed", exitStatus: 1, isRetryable: true)
    /// The data is wrong.
    public static let invalidInput = Code("invalid-input", exitStatus: 65, isRetryable: false)
    /// Something that the job needs does not exist.
    public static let notFound = Code("not-found", exitStatus: 66, isRetryable: false)
    /// A service did not answer, or said that it cannot now.
    public static let unavailable = Code("unavailable", exitStatus: 69, isRetryable: true)
    /// The time limit passed.
    public static let timedOut = Code("timed-out", exitStatus: 124, isRetryable: true)
    /// An input or output failed.
    public static let inputOutput = Code("input-output", exitStatus: 74, isRetryable: true)
    /// The permission is missing.
    public static let denied = Code("denied", exitStatus: 77, isRetryable: false)
    /// The configuration does not fit this machine.
    public static let configuration = Code("configuration", exitStatus: 78, isRetryable: false)
  }

  /// The sort of failure.
  public var code: Code

  /// What happened, to what, and what to do, in one line.
  public var message: String

  /// The status that the run's program ended with, where there was one.
  public var exitStatus: Int32?

  /// Describes a failure.
  public init(_ code: Code, _ message: String, exitStatus: Int32? = nil) {
    self.code = code
    self.message = message
    self.exitStatus = exitStatus
  }

  /// The message.
  public var description: String { message }
}
