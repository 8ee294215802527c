/// Collects values of a type as the rows of a table, whose columns are the type's properties.
///
/// The types of the columns are those of the properties; what is an array or object becomes a JSON
/// text. Columns are found in the rows up to the first ``take()``; later rows must have no others.
///
/// ```swift
/// var rows = RowEncoder<Person>()
/// for person in people { try rows.append(person) }
/// let batch = rows.take()
/// ```
public struct RowEncoder<Row: Encodable> {
  private let rows: RowBuilder

  /// Begins without rows.
  public init(_ style: RowCodingStyle = RowCodingStyle()) {
    rows = RowBuilder(style)
  }

  /// How many rows there are since the last ``take()``.
  public var count: Int { rows.count }

  /// Adds a row.
  ///
  /// - Throws: ``TableError`` for a value that its column does not hold, whose row is not kept then;
  ///   what the type's own `encode(to:)` throws.
  public mutating func append(_ row: Row) throws { try rows.append(row) }

  /// Hands over the rows that were collected, and begins anew with the same columns.
  public mutating func take() -> Batch { rows.take() }
}

extension Batch {
  /// Makes a batch of values of a type, whose properties are the columns; see ``RowEncoder``.
  ///
  /// - Throws: ``TableError`` for a value that its column does not hold.
  public init<Row: Encodable>(
    encoding rows: some Sequence<Row>,
    _ style: RowCodingStyle = RowCodingStyle()
  ) throws {
    var encoder = RowEncoder<Row>(style)
    for row in rows { try encoder.append(row) }
    self = encoder.take()
  }
}

extension TableWriter {
  /// Writes values of a type as rows, whose columns are the type's properties; see ``RowEncoder``.
  ///
  /// The sequence is gone through once, and few of its values are in memory at a time. Without any,
  /// nothing is written: the columns are not known then.
  ///
  /// - Throws: ``TableError`` for a value that its column does not hold; what ``write(_:)`` throws.
  public mutating func write<Row: Encodable>(
    rows: some Sequence<Row>,
    _ style: RowCodingStyle = RowCodingStyle()
  ) throws {
    var encoder = RowEncoder<Row>(style)
    for row in rows {
      try encoder.append(row)
      if encoder.count == 16_384 { try write(encoder.take()) }
    }
    if encoder.count > 0 { try write(encoder.take()) }
  }
}
