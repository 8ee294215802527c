/// Some rows of a table, column by column.
///
/// A batch has at most some ten thousand rows, so that few of them are in memory at a time.
public struct Batch: Hashable, Sendable {
  /// The names and types of the columns.
  public let schema: Schema
  /// The columns; all have the same number of rows.
  ///
  /// - Precondition: What they are changed to suits ``schema`` and ``count``.
  public var columns: [Column] { didSet { check() } }
  /// How many rows there are.
  public let count: Int

  /// Makes a batch.
  ///
  /// - Precondition: There is a column for each field of the schema, of its type, and all have the
  ///   same number of rows.
  public init(_ schema: Schema, _ columns: [Column]) {
    self.init(schema, columns, count: columns.first?.count ?? 0)
  }

  /// Makes a batch of so many rows, which may have no columns at all.
  ///
  /// - Precondition: There is a column for each field of the schema, of its type and with so many
  ///   rows.
  public init(_ schema: Schema, _ columns: [Column], count: Int) {
    self.schema = schema
    self.columns = columns
    self.count = count
    check()
  }

  /// Rows are read through pointers that rely on this.
  private func check() {
    precondition(columns.count == schema.count, "A batch has a column for each of its fields.")
    for (place, column) in columns.enumerated() {
      precondition(column.count == count, "All columns have the same rows.")
      precondition(column.type == schema[place].type, "A column has the type of its field.")
    }
  }

  /// The values of a row.
  public subscript(row: Int) -> [Value] { columns.map { $0[row] } }

  /// The column of a name, or `nil`.
  public subscript(name: String) -> Column? { schema.place(of: name).map { columns[$0] } }

  /// The chosen rows, in their order.
  public func gathering(_ rows: [Int32]) -> Batch {
    Batch(schema, columns.map { $0.gathering(rows) }, count: rows.count)
  }

  /// The chosen columns, in their order.
  public func selecting(_ places: [Int]) -> Batch {
    Batch(Schema(places.map { schema[$0] }), places.map { columns[$0] }, count: count)
  }
}
