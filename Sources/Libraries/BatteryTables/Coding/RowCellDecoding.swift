/// One value of a row.
struct RowCellDecoding: SingleValueDecodingContainer {
  private let table: RowTable
  private let place: Int
  private let key: JSONCodingKey

  init(_ table: RowTable, _ place: Int, _ key: any CodingKey) {
    self.table = table
    self.place = place
    self.key = JSONCodingKey(stringValue: key.stringValue)
  }

  var codingPath: [any CodingKey] { [key] }

  func decodeNil() -> Bool { table.isNull(place) }

  func decode(_ type: Bool.Type) throws -> Bool {
    try table.decode(type, place, key)
  }

  func decode(_ type: String.Type) throws -> String {
    try table.decode(type, place, key)
  }

  func decode(_ type: Double.Type) throws -> Double {
    try table.decode(type, place, key)
  }

  func decode(_ type: Float.Type) throws -> Float {
    try table.decode(type, place, key)
  }

  func decode(_ type: Int.Type) throws -> Int {
    try table.integer(type, place, key)
  }

  func decode(_ type: Int8.Type) throws -> Int8 {
    try table.integer(type, place, key)
  }

  func decode(_ type: Int16.Type) throws -> Int16 {
    try table.integer(type, place, key)
  }

  func decode(_ type: Int32.Type) throws -> Int32 {
    try table.integer(type, place, key)
  }

  func decode(_ type: Int64.Type) throws -> Int64 {
    try table.integer(type, place, key)
  }

  func decode(_ type: Int128.Type) throws -> Int128 {
    try table.integer(type, place, key)
  }

  func decode(_ type: UInt.Type) throws -> UInt {
    try table.integer(type, place, key)
  }

  func decode(_ type: UInt8.Type) throws -> UInt8 {
    try table.integer(type, place, key)
  }

  func decode(_ type: UInt16.Type) throws -> UInt16 {
    try table.integer(type, place, key)
  }

  func decode(_ type: UInt32.Type) throws -> UInt32 {
    try table.integer(type, place, key)
  }

  func decode(_ type: UInt64.Type) throws -> UInt64 {
    try table.integer(type, place, key)
  }

  func decode(_ type: UInt128.Type) throws -> UInt128 {
    try table.integer(type, place, key)
  }

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    try table.decode(type, place, key)
  }
}
