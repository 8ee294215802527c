public import BatteryJobs

/// A line of a run's log, with its place in it.
public struct StoredLine: Hashable, Sendable {
  /// The number of the line in the run, from 1, over all attempts.
  public var number: Int64
  /// The attempt that printed it.
  public var attempt: Int
  /// The line.
  public var line: LogLine

  /// Describes a stored line.
  public init(number: Int64, attempt: Int, line: LogLine) {
    self.number = number
    self.attempt = attempt
    self.line = line
  }
}
