import Foundation

/// A column of rows that are being encoded.
struct RowColumn {
  /// What the values are; `nil` while there are none.
  private(set) var type: ColumnType?
  private(set) var count = 0
  private var column = Column(.text)
  /// How many rows without a value there are in front, while the type is not known.
  private var nulls = 0

  /// A column that has no value in the rows before it.
  init(rows: Int) {
    nulls = rows
    count = rows
  }

  /// The type of a property, as far as it shows without a value.
  static func type(of type: any Any.Type) -> ColumnType? {
    switch type {
    case is Bool.Type: .boolean
    case is String.Type, is URL.Type, is Data.Type: .text
    case is Double.Type, is Float.Type: .double
    case is Date.Type, is Timestamp.Type: .timestamp
    case is CalendarDay.Type: .date
    case is Decimal.Type, is JSONNumber.Type: .decimal
    case is any FixedWidthInteger.Type: .integer
    case let raw as any RawRepresentable.Type: rawType(raw)
    default: nil
    }
  }

  private static func rawType<T: RawRepresentable>(_ type: T.Type) -> ColumnType? {
    Self.type(of: T.RawValue.self)
  }

  mutating func appendNull() { _ = append(.null, nil, isFixed: false) }

  /// Adds a value of a type.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - given: Its type, which a value that is not there may have too.
  ///   - isFixed: Whether the column keeps its type.
  /// - Returns: Whether the column holds it.
  mutating func append(_ value: Value, _ given: ColumnType?, isFixed: Bool) -> Bool {
    if type == nil {
      guard let given else {
        nulls += 1
        count += 1
        return true
      }
      begin(given)
    }
    if type == .integer, given == .decimal, !value.isNull {
      guard !isFixed else { return false }
      widen()
    }
    let text: Value =
      if case .integer(let number) = value, type == .decimal { .decimal("\(number)") } else {
        value
      }
    guard text.isNull || text.type == type else { return false }
    column.append(text)
    count += 1
    return true
  }

  private mutating func begin(_ type: ColumnType) {
    self.type = type
    column = Column(type)
    for _ in 0..<nulls { column.append(.null) }
    nulls = 0
  }

  /// Makes decimals of whole numbers.
  private mutating func widen() {
    var texts = TextColumn()
    for row in 0..<column.count {
      if case .integer(let number) = column[row] {
        texts.append("\(number)")
      } else {
        texts.appendNull()
      }
    }
    type = .decimal
    column = .decimal(texts)
  }

  /// Drops rows that were not complete.
  mutating func truncate(to count: Int) {
    guard self.count > count else { return }
    self.count = count
    if type == nil {
      nulls = count
    } else {
      column = column.gathering(Array(0..<Int32(count)))
    }
  }

  /// Hands the rows over and begins anew.
  mutating func take(_ type: ColumnType) -> Column {
    if self.type == nil { begin(type) }
    let result = column
    column = Column(type)
    count = 0
    return result
  }
}

extension Column {
  /// Adds a value of the column's type, or none.
  fileprivate mutating func append(_ value: Value) {
    // The column is moved out of the case: a copy of it would be made with every row.
    switch consume self {
    case .integer(var column):
      if case .integer(let number) = value { column.append(number) } else { column.appendNull(0) }
      self = .integer(column)
    case .double(var column):
      if case .double(let number) = value { column.append(number) } else { column.appendNull(0) }
      self = .double(column)
    case .decimal(var column):
      if case .decimal(let text) = value { column.append(text) } else { column.appendNull() }
      self = .decimal(column)
    case .boolean(var column):
      if case .boolean(let isTrue) = value {
        column.append(isTrue)
      } else {
        column.appendNull(false)
      }
      self = .boolean(column)
    case .date(var column):
      if case .date(let day) = value {
        column.append(day.daysSince1970)
      } else {
        column.appendNull(0)
      }
      self = .date(column)
    case .timestamp(var column):
      if case .timestamp(let time) = value { column.append(time) } else { column.appendNull() }
      self = .timestamp(column)
    case .text(var column):
      if case .text(let text) = value { column.append(text) } else { column.appendNull() }
      self = .text(column)
    case .dictionary(let column):
      self = .text(column.decoded)
      append(value)
    }
  }
}
