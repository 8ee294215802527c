/// The sums of the powers of some integers, of at most 128 at a time.
///
/// A square is cut into a high and a low part, so that the products for the third and fourth power
/// fit two words of a processor.
struct BlockPowers {
  /// At how many bits squares are cut, and how many bits an integer may have.
  static let cut = 59
  static let maximumCount = 128

  var first: Int128 = 0
  var second: Int128 = 0
  var products: Int128 = 0
  var third: (high: Int128, low: Int128) = (0, 0)
  var fourth: (high: Int128, middle: Int128, low: Int128) = (0, 0, 0)

  /// Sums integers of at most 27 bits and a sign: 128 of their squares fit a word.
  @inline(__always)
  init(
    small values: UnsafeBufferPointer<Int64>,
    _ range: Range<Int>,
    before: Int64,
    all: Bool
  ) {
    var (sum, squares, neighbours, before) = (Int64(0), Int64(0), Int64(0), before)
    for index in range {
      let value = values[index]
      let square = value &* value
      sum &+= value
      squares &+= square
      if all {
        third.low &+= Int128(square) &* Int128(value)
        fourth.low &+= Int128(square) &* Int128(square)
        neighbours &+= value &* before
        before = value
      }
    }
    (first, second, products) = (Int128(sum), Int128(squares), Int128(neighbours))
  }

  /// Sums integers of at most ``cut`` bits and a sign.
  @inline(__always)
  init(
    wide values: UnsafeBufferPointer<Int64>,
    _ range: Range<Int>,
    before: Int64,
    all: Bool
  ) {
    var before = before
    for index in range {
      let value = values[index]
      let square = Int128(value) &* Int128(value)
      first &+= Int128(value)
      second &+= square
      if all {
        let high = Int64(truncatingIfNeeded: square >> Int128(Self.cut))
        let low = Int64(truncatingIfNeeded: square) & ((1 << Int64(Self.cut)) - 1)
        third.high &+= Int128(high) &* Int128(value)
        third.low &+= Int128(low) &* Int128(value)
        fourth.high &+= Int128(high) &* Int128(high)
        fourth.middle &+= Int128(high) &* Int128(low)
        fourth.low &+= Int128(low) &* Int128(low)
        products &+= Int128(value) &* Int128(before)
        before = value
      }
    }
  }

  /// Bits of which the highest says how long an integer is without its sign.
  @inline(__always)
  static func spread(_ value: Int64) -> UInt64 { UInt64(bitPattern: value ^ (value &>> 63)) }
}
