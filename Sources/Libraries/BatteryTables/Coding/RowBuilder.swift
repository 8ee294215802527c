import Foundation

/// The columns of rows that are being encoded.
final class RowBuilder {
  let style: RowCodingStyle
  private(set) var count = 0
  private var names: [String] = []
  // Changed with each value, by one thread.
  @exclusivity(unchecked) private var columns: [RowColumn] = []
  private var places: [String: Int] = [:]
  @exclusivity(unchecked) private var plan = RowPlan()
  private let keyCase = JSONKeyCase()
  /// The types of the columns, once a batch of them was handed over.
  private var schema: Schema?
  /// How many rows were handed over.
  private var taken = 0
  private let json: JSONTreeEncoder.Settings
  /// Values of this row that are filled until its end.
  private var pending: [(key: JSONCodingKey, encoder: JSONTreeEncoder)] = []

  init(_ style: RowCodingStyle) {
    self.style = style
    json = JSONTreeEncoder.Settings(style.json)
  }

  func append(_ row: some Encodable) throws {
    plan.restart()
    pending.removeAll()
    do {
      try row.encode(to: RowRecordEncoder(self))
      for (key, encoder) in pending {
        try add(encoder.result?.value ?? .object(JSONObject()), key)
      }
      count += 1
      for place in columns.indices where columns[place].count < count {
        columns[place].appendNull()
      }
    } catch {
      for place in columns.indices { columns[place].truncate(to: count) }
      guard let error = error as? EncodingError else { throw error }
      throw TableError(.typeMismatch, "row \(taken + count + 1): \(JSONCodingError(error))")
    }
  }

  func take() -> Batch {
    let schema =
      schema ?? Schema(zip(names, columns).map { Schema.Field($0, $1.type ?? .text) })
    self.schema = schema
    let batch = Batch(
      schema,
      columns.indices.map { columns[$0].take(schema[$0].type) }
    )
    taken += count
    count = 0
    return batch
  }

  /// An encoder for a value that a type encodes with a container of its own.
  func nested(_ key: some CodingKey) -> JSONTreeEncoder {
    let encoder = JSONTreeEncoder(json, nil, .key(key))
    pending.append((JSONCodingKey(stringValue: key.stringValue), encoder))
    return encoder
  }

  // MARK: - Values

  /// The place of a property's column, which is made when there is none.
  private func place(_ key: some CodingKey) throws -> Int {
    let style = style
    let place = plan.place(of: key.stringValue) { name in
      places[style.keys == .asNamed ? name : keyCase.snake(name)]
    }
    if let place { return place }
    let name = style.keys == .asNamed ? key.stringValue : keyCase.snake(key.stringValue)
    guard schema == nil else {
      throw EncodingError.invalidValue(
        name,
        EncodingError.Context(
          codingPath: [key],
          debugDescription: "the rows before have no column \"\(name)\". Encode nil there."
        )
      )
    }
    plan.forget()
    places[name] = columns.count
    names.append(name)
    columns.append(RowColumn(rows: count))
    return columns.count - 1
  }

  private func add(_ value: Value, _ type: ColumnType?, _ key: some CodingKey) throws {
    let place = try place(key)
    if columns[place].count > count { columns[place].truncate(to: count) }
    guard columns[place].append(value, type, isFixed: schema != nil) else {
      throw EncodingError.invalidValue(
        value,
        EncodingError.Context(
          codingPath: [key],
          debugDescription: "found \(value), expected a value of the column's type"
            + " \(columns[place].type?.rawValue ?? ""). Encode values of one type."
        )
      )
    }
  }

  func addNull(_ type: ColumnType?, _ key: some CodingKey) throws { try add(.null, type, key) }

  func add(_ value: Bool, _ key: some CodingKey) throws {
    try add(.boolean(value), .boolean, key)
  }

  func add(_ value: String, _ key: some CodingKey) throws { try add(.text(value), .text, key) }

  func add(_ value: Double, _ key: some CodingKey) throws {
    try add(.double(value), .double, key)
  }

  func add(_ value: Float, _ key: some CodingKey) throws {
    // The double that has the same digits, not the same bits: 0.1 stays 0.1.
    try add(.double(Double("\(value)") ?? Double(value)), .double, key)
  }

  func addInteger(_ value: some FixedWidthInteger, _ key: some CodingKey) throws {
    if let number = Int64(exactly: value) {
      try add(.integer(number), .integer, key)
    } else {
      try add(.decimal(String(value)), .decimal, key)
    }
  }

  func add<T: Encodable>(_ value: T, _ key: some CodingKey) throws {
    if T.self == Date.self, let date = value as? Date, var text = JSONDates.text(date),
      let time = text.withUTF8({ TimeText.timestamp($0) })
    {
      return try add(.timestamp(time), .timestamp, key)
    }
    if T.self == CalendarDay.self, let day = value as? CalendarDay {
      return try add(.date(day), .date, key)
    }
    if T.self == Timestamp.self, let time = value as? Timestamp {
      return try add(.timestamp(time), .timestamp, key)
    }
    if T.self == Decimal.self, let number = value as? Decimal, !number.isNaN {
      return try add(.decimal("\(number)"), .decimal, key)
    }
    switch try JSONTreeEncoder(json).content(value, .key(key)).value {
    case .null: try addNull(RowColumn.type(of: T.self), key)
    case .boolean(let isTrue): try add(isTrue, key)
    case .integer(let number): try addInteger(number, key)
    case .number(let number):
      let text = JSONDecimalText(number.text).plain
      try add(
        text.map(Value.decimal) ?? .double(number.double),
        text == nil ? .double : .decimal,
        key
      )
    case .string(let text): try add(text, key)
    case let nested: try add(nested.description, key)
    }
  }
}

extension JSONDecimalText {
  /// The number without an exponent; `nil` when it would be a long one.
  fileprivate var plain: String? {
    guard (-40...40).contains(exponent) else { return nil }
    let sign = isNegative ? "-" : ""
    guard exponent < 0 else { return sign + digits + String(repeating: "0", count: exponent) }
    let zeros = String(repeating: "0", count: Swift.max(0, 1 - exponent - digits.count))
    let all = zeros + digits
    return sign + all.dropLast(-exponent) + "." + all.suffix(-exponent)
  }
}
