/// A digit of base 10^19, the largest power of ten that 64 bits hold.
typealias Limb = UInt64

/// Arithmetic on single limbs.
enum LimbMath {
  /// The base.
  static let base: UInt64 = 10_000_000_000_000_000_000
  /// Decimal digits in a limb.
  static let digits = 19
  /// ⌊(2^128 − 1) / base⌋ − 2^64.
  private static let inverse: UInt64 = 15_581_492_618_384_294_730

  /// Divides `high * 2^64 + low` by the base, for `high` less than the base.
  ///
  /// Möller and Granlund, *Improved division by invariant integers* (2011), algorithm 4: the base
  /// has its top bit set, so one multiplication replaces the division.
  @inline(__always)
  static func divide(_ high: UInt64, _ low: UInt64) -> (quotient: UInt64, remainder: UInt64) {
    divide(high, low, by: base, inverse: inverse)
  }

  /// Divides `high * 2^64 + low` by a divisor whose top bit is set and that exceeds `high`.
  @inline(__always)
  static func divide(
    _ high: UInt64,
    _ low: UInt64,
    by divisor: UInt64,
    inverse: UInt64
  ) -> (quotient: UInt64, remainder: UInt64) {
    let product = inverse.multipliedFullWidth(by: high)
    let (sum, carry) = product.low.addingReportingOverflow(low)
    var quotient = product.high &+ high &+ (carry ? 2 : 1)
    var remainder = low &- quotient &* divisor
    if remainder > sum {
      quotient &-= 1
      remainder = remainder &+ divisor
    }
    if _slowPath(remainder >= divisor) {
      quotient &+= 1
      remainder &-= divisor
    }
    return (quotient, remainder)
  }

  /// The inverse that ``divide(_:_:by:inverse:)`` wants for a divisor whose top bit is set.
  static func inverse(of divisor: UInt64) -> UInt64 {
    divisor.dividingFullWidth((~divisor, UInt64.max)).quotient
  }

  /// 10^`exponent`, for exponents from 0 to 19.
  @inline(__always)
  static func power(_ exponent: Int) -> UInt64 { powers[exponent] }

  private static let powers: [UInt64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
    1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000,
    1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
  ]

  /// How many decimal digits a limb has; 1 for zero.
  @inline(__always)
  static func digitCount(_ limb: Limb) -> Int {
    let bits = 64 &- (limb | 1).leadingZeroBitCount
    // 1233 / 4096 is just above log10(2): the guess is right or one too small.
    let guess = (bits &* 1233) >> 12
    return guess &+ (limb >= powers[guess] || guess == 0 ? 1 : 0)
  }

  /// How many zeros a limb other than zero ends in.
  static func trailingZeros(_ limb: Limb) -> Int {
    var (rest, count) = (limb, 0)
    var step = 16
    while step > 0 {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: powers[step])
      if remainder == 0 {
        rest = quotient
        count += step
      }
      step >>= 1
    }
    return count
  }
}
