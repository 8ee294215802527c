/// A column of values of fixed size, one after the other.
///
/// A row without a value has one all the same, which means nothing.
public struct ValueColumn<Value: Sendable & Hashable & BitwiseCopyable>: Hashable, Sendable {
  /// The values.
  public internal(set) var values: [Value]
  /// Which rows have none.
  public internal(set) var nulls: NullMask

  /// Makes a column; all rows have a value unless `nulls` says otherwise.
  ///
  /// - Precondition: There is a value for each row of `nulls`.
  public init(_ values: [Value] = [], nulls: NullMask? = nil) {
    precondition(
      nulls.map { $0.count == values.count } ?? true,
      "A column has a value for each row."
    )
    self.values = values
    self.nulls = nulls ?? NullMask(count: values.count)
  }

  /// How many rows there are.
  public var count: Int { values.count }

  /// The value of a row, or `nil`.
  ///
  /// - Complexity: O(1).
  public subscript(row: Int) -> Value? {
    nulls[row] ? nil : values[row]
  }

  /// Adds a row with a value.
  public mutating func append(_ value: Value) {
    values.append(value)
    nulls.append(isNull: false)
  }

  /// Adds a row without a value.
  public mutating func appendNull(_ placeholder: Value) {
    values.append(placeholder)
    nulls.append(isNull: true)
  }

  /// The chosen rows, in their order.
  public func gathering(_ rows: [Int32]) -> ValueColumn {
    ValueColumn(rows.map { values[Int($0)] }, nulls: nulls.gathering(rows))
  }

  /// Adds the rows of another column.
  public mutating func append(_ other: ValueColumn) {
    values += other.values
    nulls.append(other.nulls)
  }
}
