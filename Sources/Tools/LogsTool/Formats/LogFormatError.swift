/// Why a text is no format of logs, and what would be one.
public struct LogFormatError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public let message: String

  /// Makes an error.
  public init(_ message: String) {
    self.message = message
  }

  /// What is wrong.
  public var description: String { message }
}
