/// What is learned from a table in one pass, in parts that can be put together.
///
/// Several threads each fold their part of the rows; the states are then merged, and the result is
/// the same as that of one state that saw all of them. That holds when the states are merged in the
/// order of the rows, or, for folds that say so, when each batch is added with its place.
public protocol TableFold: Sendable {
  /// What comes out.
  associatedtype Result: Sendable

  /// Takes in some rows; all batches have the schema with which the state was made.
  mutating func add(_ batch: Batch) throws(TableError)

  /// Takes in some rows, of which it is known where they are in the table.
  ///
  /// Who adds all batches this way may merge the states in any order, where the fold says so.
  ///
  /// - Parameters:
  ///   - batch: The rows, with the schema with which the state was made.
  ///   - place: A number for the first of the rows, the next one for the next row; rows further down
  ///     in the table have greater ones.
  /// - Throws: As ``add(_:)`` does.
  mutating func add(_ batch: Batch, at place: Int) throws(TableError)

  /// Does what can be done before states are merged; worth calling on the thread that folded.
  mutating func seal() throws(TableError)

  /// Takes in what another state saw, whose rows come after those of this one, unless all were added
  /// with their place.
  mutating func merge(_ later: Self) throws(TableError)

  /// The result. Nothing can be added after it.
  mutating func finish() throws(TableError) -> Result
}

extension TableFold {
  /// Takes in some rows without remembering where they are.
  public mutating func add(_ batch: Batch, at place: Int) throws(TableError) { try add(batch) }

  /// Does nothing.
  public mutating func seal() throws(TableError) {}

  /// Takes in all rows of a table and returns the result.
  public mutating func fold(_ reader: any TableReader) throws -> Result {
    var reader = reader
    while let batch = try reader.next() { try add(batch) }
    return try finish()
  }
}
