/// Reads the lines of a log in one format; each thread has one of its own.
protocol LogLineParser: AnyObject {
  /// Reads a line, which has no line feed at its end.
  ///
  /// At least ``padding`` bytes after the line may be read.
  ///
  /// - Returns: What is wrong with it; `nil` when the record has what it says.
  func parse(_ line: UnsafeBufferPointer<UInt8>, into record: inout LogRecord) -> LogProblem?

  /// Takes in a line that is no record but says how the next ones are written, such as the `#Fields`
  /// of W3C; `false` for all others.
  func takeDirective(_ line: UnsafeBufferPointer<UInt8>) -> Bool

  /// The columns that the last directive named; `nil` in a format that has no directives.
  ///
  /// Lines of a format that has some are read in their order, on one thread.
  var layout: W3CLayout? { get }
}

extension LogLineParser {
  /// How many bytes after a line may be read.
  static var padding: Int { 64 }

  /// There are no directives.
  var layout: W3CLayout? { nil }

  /// No line is a directive.
  func takeDirective(_ line: UnsafeBufferPointer<UInt8>) -> Bool { false }
}

/// Why a line is no record of the format.
struct LogProblem: Error, Hashable, Sendable {
  /// What is wrong, such as `the status is no number`.
  var reason: String
}
