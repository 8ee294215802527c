/// The format that the first lines of a log were found to be in.
public struct LogFormatGuess: Hashable, Sendable {
  /// A line that is not in the format.
  public struct Failure: Hashable, Sendable {
    /// Its number, from 1.
    public var line: Int
    /// Its first 120 bytes; control characters are shown by pictures or names.
    public var text: String
    /// What is wrong with it.
    public var reason: String
  }

  /// The format; `nil` when no line is in any that is known.
  public var format: LogFormat?
  /// The share of the lines that are in the format, from 0 to 1.
  public var confidence: Double
  /// How that was found, in one sentence.
  public var reason: String
  /// Up to three lines that are not in the format, when it has fewer than half of them.
  public var failures: [Failure]
}
