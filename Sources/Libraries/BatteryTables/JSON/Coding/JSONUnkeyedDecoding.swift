/// The items of an array.
struct JSONUnkeyedDecoding: UnkeyedDecodingContainer {
  private let decoder: JSONNodeDecoder
  private var node: Int
  private(set) var currentIndex = 0

  init(_ decoder: JSONNodeDecoder) {
    self.decoder = decoder
    node = decoder.node + 1
  }

  var codingPath: [any CodingKey] { decoder.codingPath }

  var count: Int? { decoder.tape.nodes[decoder.node].end }

  var isAtEnd: Bool { node >= decoder.tape.nodes[decoder.node].next }

  /// Moves on behind an item that could be read.
  private mutating func advance() {
    node = decoder.tape.nodes[node].next
    currentIndex += 1
  }

  private func check(_ type: Any.Type) throws {
    if isAtEnd { throw decoder.atEnd(type, currentIndex) }
  }

  mutating func decodeNil() throws -> Bool {
    try check(Any?.self)
    guard decoder.tape.isNull(node) else { return false }
    advance()
    return true
  }

  mutating func decode(_ type: Bool.Type) throws -> Bool {
    try check(type)
    let value = try decoder.decode(type, node, .index(currentIndex))
    advance()
    return value
  }

  mutating func decode(_ type: String.Type) throws -> String {
    try check(type)
    let value = try decoder.decode(type, node, .index(currentIndex))
    advance()
    return value
  }

  mutating func decode(_ type: Double.Type) throws -> Double {
    try check(type)
    let value = try decoder.decode(type, node, .index(currentIndex))
    advance()
    return value
  }

  mutating func decode(_ type: Float.Type) throws -> Float {
    try check(type)
    let value = try decoder.decode(type, node, .index(currentIndex))
    advance()
    return value
  }

  mutating func decode(_ type: Int.Type) throws -> Int {
    try check(type)
    let value = try decoder.integer(type, node, .index(currentIndex))
    advance()
    return value
  }

  mutating func decode(_ type: Int8.Type) throws -> Int8 {
    try check(type)
    let value = try decoder.integer(type, node, .index(currentIndex))
    advance()
    return value
  }

  mutating func decode(_ type: Int16.Type) throws -> Int16 {
    try check(type)
    let value = try decoder.integer(type, node, .index(currentIndex))
    advance()
    return value
  }

  mutating func decode(_ type: Int32.Type) throws -> Int32 {
    try check(type)
    let value = try decoder.integer(type, node, .index(currentIndex))
    advance()
    return value
  }

  mutating func decode(_ type: Int64.Type) throws -> Int64 {
    try check(type)
    let value = try decoder.integer(type, node, .index(currentIndex))
    advance()
    return value
  }

  mutating func decode(_ type: Int128.Type) throws -> Int128 {
    try check(type)
    let value = try decoder.integer(type, node, .index(currentIndex))
    advance()
    return value
  }

  mutating func decode(_ type: UInt.Type) throws -> UInt {
    try check(type)
    let value = try decoder.integer(type, node, .index(currentIndex))
    advance()
    return value
  }

  mutating func decode(_ type: UInt8.Type) throws -> UInt8 {
    try check(type)
    let value = try decoder.integer(type, node, .index(currentIndex))
    advance()
    return value
  }

  mutating func decode(_ type: UInt16.Type) throws -> UInt16 {
    try check(type)
    let value = try decoder.integer(type, node, .index(currentIndex))
    advance()
    return value
  }

  mutating func decode(_ type: UInt32.Type) throws -> UInt32 {
    try check(type)
    let value = try decoder.integer(type, node, .index(currentIndex))
    advance()
    return value
  }

  mutating func decode(_ type: UInt64.Type) throws -> UInt64 {
    try check(type)
    let value = try decoder.integer(type, node, .index(currentIndex))
    advance()
    return value
  }

  mutating func decode(_ type: UInt128.Type) throws -> UInt128 {
    try check(type)
    let value = try decoder.integer(type, node, .index(currentIndex))
    advance()
    return value
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    try check(type)
    let value = try decoder.decode(type, node, .index(currentIndex))
    advance()
    return value
  }

  private func nested(_ type: Any.Type) throws -> JSONNodeDecoder {
    try check(type)
    return JSONNodeDecoder(decoder.tape, node, decoder, .index(currentIndex))
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    let container = try nested([String: Any].self).container(keyedBy: type)
    advance()
    return container
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    let container = try nested([Any].self).unkeyedContainer()
    advance()
    return container
  }

  mutating func superDecoder() throws -> any Decoder {
    let decoder = try nested((any Decoder).self)
    advance()
    return decoder
  }
}
