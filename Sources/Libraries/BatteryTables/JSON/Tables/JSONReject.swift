/// A record that could not be read.
public struct JSONReject: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, as messages call it.
  public let source: String
  /// The line on which the record begins, from 1.
  public let line: Int
  /// How many bytes of the file are before the record.
  public let offset: Int
  /// What is wrong, and what to do.
  public let reason: String

  /// One line: where, what, and what to do.
  public var description: String { "\(source):\(line): \(reason)" }
}
