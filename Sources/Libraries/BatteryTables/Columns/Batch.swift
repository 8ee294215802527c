/// Some rows of a table, column by column.
///
/// A batch has at most some ten thousand rows, so that few of them are in memory at a time.
public struct Batch: Hashable, Sendable {
  /// The names and types of the columns.
  public var schema: Schema
  /// The columns; all have the same number of rows.
  public var columns: [Column]
  /// How many rows there are.
  public let count: Int

  /// Makes a batch.
  ///
  /// - Precondition: There is a column for each field of the schema, of its type, and all have the
  ///   same number of rows.
  public init(_ schema: Schema, _ columns: [Column]) {
    let count = columns.first?.count ?? 0
    precondition(columns.count == schema.count, "A batch has a column for each of its fields.")
    precondition(columns.allSatisfy { $0.count == count }, "All columns have the same rows.")
    self.schema = schema
    self.columns = columns
    self.count = count
  }

  /// The values of a row.
  public subscript(row: Int) -> [Value] { columns.map { $0[row] } }

  /// The column of a name, or `nil`.
  public subscript(name: String) -> Column? { schema.place(of: name).map { columns[$0] } }

  /// The chosen rows, in their order.
  public func gathering(_ rows: [Int32]) -> Batch {
    Batch(schema, columns.map { $0.gathering(rows) })
  }

  /// The chosen columns, in their order.
  public func selecting(_ places: [Int]) -> Batch {
    Batch(Schema(places.map { schema[$0] }), places.map { columns[$0] })
  }
}
