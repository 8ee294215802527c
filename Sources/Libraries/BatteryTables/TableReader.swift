/// A table that is read batch by batch.
///
/// Reading blocks while the source does; whoever serves others meanwhile reads on a thread of its
/// own.
public protocol TableReader {
  /// The names and types of the columns; they do not change while the table is read.
  var schema: Schema { get }

  /// Returns the next rows, or `nil` after the last ones. A batch may be empty.
  mutating func next() throws -> Batch?
}

/// A table that is written batch by batch.
public protocol TableWriter {
  /// Writes rows; all batches have the same schema.
  mutating func write(_ batch: Batch) throws

  /// Writes what has to come after the last rows; nothing can be written after it.
  mutating func finish() throws
}

/// A table that is in memory already.
public struct BatchReader: TableReader {
  /// The names and types of the columns.
  public let schema: Schema
  private var batches: ArraySlice<Batch>

  /// Reads batches one after the other; all have the same schema.
  public init(_ schema: Schema, _ batches: [Batch]) {
    self.schema = schema
    self.batches = batches[...]
  }

  /// Returns the next batch.
  public mutating func next() -> Batch? { batches.popFirst() }
}
