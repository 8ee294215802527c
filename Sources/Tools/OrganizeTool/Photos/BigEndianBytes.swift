/// Bytes that are read from their beginning, the high ones first.
struct BigEndianBytes {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) {
    rest = bytes[...]
  }

  /// The number in the next bytes, eight at most; zero for none, `nil` when there are not so many.
  mutating func number(_ width: Int) -> UInt64? {
    guard width <= 8, rest.count >= width else { return nil }
    defer { rest = rest.dropFirst(width) }
    return rest.prefix(width).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The text in the next bytes; `nil` when there are not so many.
  mutating func text(_ count: Int) -> String? {
    part(count).map { String(decoding: $0.rest, as: UTF8.self) }
  }

  /// Leaves bytes out; `false` when there are not so many.
  mutating func skip(_ count: Int) -> Bool { part(count) != nil }

  /// The next bytes for themselves; `nil` when there are not so many.
  mutating func part(_ count: Int) -> BigEndianBytes? {
    guard count >= 0, rest.count >= count else { return nil }
    var part = self
    part.rest = rest.prefix(count)
    rest = rest.dropFirst(count)
    return part
  }
}
