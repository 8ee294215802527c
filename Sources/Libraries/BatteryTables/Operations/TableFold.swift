/// What is learned from a table in one pass, in parts that can be put together.
///
/// Several threads each fold their part of the rows; the states are then merged in the order of the
/// rows, and the result is the same as that of one state that saw all of them.
public protocol TableFold: Sendable {
  /// What comes out.
  associatedtype Result: Sendable

  /// Takes in some rows; all batches have the schema with which the state was made.
  mutating func add(_ batch: Batch) throws(TableError)

  /// Does what can be done before states are merged; worth calling on the thread that folded.
  mutating func seal() throws(TableError)

  /// Takes in what another state saw, whose rows come after those of this one.
  mutating func merge(_ later: Self) throws(TableError)

  /// The result. Nothing can be added after it.
  mutating func finish() throws(TableError) -> Result
}

extension TableFold {
  /// Does nothing.
  public mutating func seal() throws(TableError) {}

  /// Takes in all rows of a table and returns the result.
  public mutating func fold(_ reader: any TableReader) throws -> Result {
    var reader = reader
    while let batch = try reader.next() { try add(batch) }
    return try finish()
  }
}
