/// How a program ended, and how much it printed.
public struct ProcessOutcome: Hashable, Sendable {
  /// How a program ended.
  public enum Status: Hashable, Sendable {
    /// It ended by itself with a status from 0 to 255.
    case exited(Int32)

    /// A signal ended it.
    case signalled(Int32)
  }

  /// How the program ended.
  public var status: Status

  /// The lines that it printed, those left out included.
  public var lines: Int

  /// The bytes that it printed, those left out included.
  public var bytes: Int64

  /// The lines that were left out because there were too many.
  public var omittedLines: Int

  /// How many processes it left behind that had to be killed.
  public var killed: Int

  /// Describes an end.
  public init(
    status: Status,
    lines: Int = 0,
    bytes: Int64 = 0,
    omittedLines: Int = 0,
    killed: Int = 0
  ) {
    self.status = status
    self.lines = lines
    self.bytes = bytes
    self.omittedLines = omittedLines
    self.killed = killed
  }

  /// The status as shells count it: 128 and the signal's number when a signal ended the program.
  public var exitStatus: Int32 {
    switch status {
    case .exited(let status): status
    case .signalled(let signal): 128 + signal
    }
  }
}
