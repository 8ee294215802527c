/// The values of one column in a batch.
public enum Column: Hashable, Sendable {
  /// Whole numbers.
  case integer(ValueColumn<Int64>)
  /// Floating-point numbers.
  case double(ValueColumn<Double>)
  /// Decimal numbers as they were written.
  case decimal(TextColumn)
  /// Truth values.
  case boolean(ValueColumn<Bool>)
  /// Days since 1970-01-01.
  case date(ValueColumn<Int32>)
  /// Points in time.
  case timestamp(TimestampColumn)
  /// Texts.
  case text(TextColumn)
  /// Texts of which many are equal; their type is ``ColumnType/text`` too.
  case dictionary(DictionaryColumn)

  /// Makes an empty column.
  public init(_ type: ColumnType) {
    switch type {
    case .integer: self = .integer(ValueColumn())
    case .double: self = .double(ValueColumn())
    case .decimal: self = .decimal(TextColumn())
    case .boolean: self = .boolean(ValueColumn())
    case .date: self = .date(ValueColumn())
    case .timestamp: self = .timestamp(TimestampColumn())
    case .text: self = .text(TextColumn())
    }
  }

  /// What the values are.
  public var type: ColumnType {
    switch self {
    case .integer: .integer
    case .double: .double
    case .decimal: .decimal
    case .boolean: .boolean
    case .date: .date
    case .timestamp: .timestamp
    case .text, .dictionary: .text
    }
  }

  /// How many rows there are.
  public var count: Int { nulls.count }

  /// Which rows have no value.
  public var nulls: NullMask {
    switch self {
    case .integer(let column): column.nulls
    case .double(let column): column.nulls
    case .decimal(let column), .text(let column): column.nulls
    case .boolean(let column): column.nulls
    case .date(let column): column.nulls
    case .timestamp(let column): column.instants.nulls
    case .dictionary(let column): column.codes.nulls
    }
  }

  /// The value of a row.
  ///
  /// For convenience, not for loops over many rows: those look at the case once.
  public subscript(row: Int) -> Value {
    switch self {
    case .integer(let column): column[row].map(Value.integer) ?? .null
    case .double(let column): column[row].map(Value.double) ?? .null
    case .decimal(let column): column[row].map(Value.decimal) ?? .null
    case .boolean(let column): column[row].map(Value.boolean) ?? .null
    case .date(let column): column[row].map { .date(CalendarDay(daysSince1970: $0)) } ?? .null
    case .timestamp(let column): column[row].map(Value.timestamp) ?? .null
    case .text(let column): column[row].map(Value.text) ?? .null
    case .dictionary(let column): column[row].map(Value.text) ?? .null
    }
  }

  /// The chosen rows, in their order.
  ///
  /// - Complexity: O(*k*) for *k* rows, and their bytes.
  public func gathering(_ rows: [Int32]) -> Column {
    switch self {
    case .integer(let column): .integer(column.gathering(rows))
    case .double(let column): .double(column.gathering(rows))
    case .decimal(let column): .decimal(column.gathering(rows))
    case .boolean(let column): .boolean(column.gathering(rows))
    case .date(let column): .date(column.gathering(rows))
    case .timestamp(let column): .timestamp(column.gathering(rows))
    case .text(let column): .text(column.gathering(rows))
    case .dictionary(let column): .dictionary(column.gathering(rows))
    }
  }

  /// Adds the rows of another column of the same type.
  ///
  /// - Precondition: The types are the same.
  public mutating func append(_ other: Column) {
    // The column is moved out of the case: a copy of it would be made with every batch.
    switch consume self {
    case .integer(var column):
      if case .integer(let rows) = other { column.append(rows) } else { Self.refuse(other) }
      self = .integer(column)
    case .double(var column):
      if case .double(let rows) = other { column.append(rows) } else { Self.refuse(other) }
      self = .double(column)
    case .decimal(var column):
      if case .decimal(let rows) = other { column.append(rows) } else { Self.refuse(other) }
      self = .decimal(column)
    case .boolean(var column):
      if case .boolean(let rows) = other { column.append(rows) } else { Self.refuse(other) }
      self = .boolean(column)
    case .date(var column):
      if case .date(let rows) = other { column.append(rows) } else { Self.refuse(other) }
      self = .date(column)
    case .timestamp(var column):
      if case .timestamp(let rows) = other { column.append(rows) } else { Self.refuse(other) }
      self = .timestamp(column)
    case .text(var column):
      switch other {
      case .text(let rows): column.append(rows)
      case .dictionary(let rows): column.append(rows.decoded)
      default: Self.refuse(other)
      }
      self = .text(column)
    case .dictionary(let column):
      self = .text(column.decoded)
      append(other)
    }
  }

  private static func refuse(_ other: Column) -> Never {
    preconditionFailure("A column of the type \(other.type) cannot be joined to one of another.")
  }
}
