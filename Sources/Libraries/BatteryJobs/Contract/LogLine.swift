public import Foundation

/// One line that a run printed, without its line ending, as the bytes that came.
///
/// The bytes need not be UTF-8: what a program prints is kept as it is, and made readable only
/// where it is shown.
public struct LogLine: Hashable, Sendable {
  /// Where a line came from.
  public enum Source: Int, Codable, Hashable, Sendable, CaseIterable {
    /// The hub or the job itself, not a program's output.
    case system = 0
    /// A program's standard output.
    case output = 1
    /// A program's standard error.
    case error = 2
  }

  /// Where the line came from.
  public var source: Source

  /// When the line was read.
  public var time: Date

  /// The line, without its line ending.
  public var bytes: [UInt8]

  /// Describes a line of bytes.
  public init(source: Source, time: Date, bytes: [UInt8]) {
    self.source = source
    self.time = time
    self.bytes = bytes
  }

  /// Describes a line of text.
  public init(source: Source, time: Date, text: String) {
    self.init(source: source, time: time, bytes: Array(text.utf8))
  }

  /// The line as text, with replacement characters where the bytes are not UTF-8.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}
