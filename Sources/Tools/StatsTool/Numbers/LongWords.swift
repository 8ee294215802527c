import BatteryNumbers
import BatteryStatistics

/// Numbers of any length as words of 64 bits that follow each other.
///
/// Each has its place among doubles, a word with its scale, sign and length, and the words of its
/// integer, the lowest first.
enum LongWords {
  /// Appends a number.
  static func append(_ number: ScaledNumber, to words: inout [Int64]) {
    let parts = number.coefficient.magnitude.words
    words.append(Int64(bitPattern: OrderSearch.key(number.double)))
    words.append(
      Int64(number.scale) << 32 | Int64(parts.count) << 2 | (number.base == .two ? 2 : 0)
        | (number.coefficient.isNegative ? 1 : 0)
    )
    words += parts.map { Int64(bitPattern: UInt64($0)) }
  }

  /// Calls `body` for each number with its place among doubles.
  static func forEach(
    _ words: UnsafeBufferPointer<Int64>,
    _ body: (_ key: UInt64, _ number: () -> ScaledNumber) -> Void
  ) {
    var start = 0
    while start + 1 < words.count {
      let (head, first) = (words[start + 1], start + 2)
      let end = first + Int(head >> 2 & 0x3FFF_FFFF)
      body(UInt64(bitPattern: words[start])) {
        var integer: BigInteger = 0
        for word in words[first..<end].reversed() {
          integer = integer << 64 + BigInteger(UInt64(bitPattern: word))
        }
        return ScaledNumber(
          head & 1 == 1 ? -integer : integer,
          scale: Int(head >> 32),
          base: head & 2 == 2 ? .two : .ten
        )
      }
      start = end
    }
  }
}
