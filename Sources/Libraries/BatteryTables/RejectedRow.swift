/// A row or record of a file that could not be read.
public struct RejectedRow: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, as messages call it.
  public let source: String
  /// The line on which the row begins, from 1.
  public let line: Int
  /// How many bytes of the file, as UTF-8, are before the row.
  public let offset: Int
  /// What is wrong, and what to do.
  public let reason: String

  /// One line: where, what, and what to do.
  public var description: String { "\(source):\(line): \(reason)" }

  /// The same as an error that ends the reading.
  var error: TableError { TableError(.invalidData, description) }
}

/// A row of CSV that could not be read.
public typealias CSVReject = RejectedRow
