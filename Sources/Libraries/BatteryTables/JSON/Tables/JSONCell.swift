/// Where a value stands in its block and what it is, in one word: the ``JSONKind``, the length and
/// the start.
struct JSONCell {
  static let lengthLimit = 1 << 28 - 1

  let word: UInt64

  @inline(__always)
  init(word: UInt64) {
    self.word = word
  }

  @inline(__always)
  init(_ kind: UInt8, start: Int, length: Int) {
    word = UInt64(kind) << 60 | UInt64(length) << 32 | UInt64(start)
  }

  @inline(__always)
  var kind: UInt8 { UInt8(truncatingIfNeeded: word >> 60) }

  @inline(__always)
  var start: Int { Int(word & 0xFFFF_FFFF) }

  @inline(__always)
  var length: Int { Int(word >> 32 & 0xFFF_FFFF) }
}
