/// The hash of a field's name, and of those that it is nested in.
///
/// Capitals, underscores and hyphens make no difference: `User-Agent` is `user_agent` and `userAgent`.
struct FieldName: Hashable, Sendable {
  private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  init() {}

  init(_ name: String) {
    for byte in name.utf8 { append(byte) }
  }

  /// Adds a byte of the name (Fowler, Noll and Vo's hash, version 1a).
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") { return }
    let folded = byte &- 65 < 26 ? byte | 0x20 : byte
    hash = (hash ^ UInt64(folded)) &* 0x100_0000_01B3
  }
}
