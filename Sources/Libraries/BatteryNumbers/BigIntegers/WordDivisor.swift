/// A word that many are divided by, with its reciprocal, so that a division is two multiplications.
///
/// Source: Möller and Granlund, "Improved division by invariant integers", IEEE Transactions on
/// Computers 60 (2011), algorithm 4.
struct WordDivisor {
  /// How far the divisor was shifted to set its top bit.
  let shift: Int
  /// The shifted divisor.
  let normalized: UInt
  private let reciprocal: UInt

  /// Prepares a divisor other than zero.
  init(_ divisor: UInt) {
    shift = divisor.leadingZeroBitCount
    normalized = divisor << UInt(shift)
    reciprocal = normalized.dividingFullWidth((~normalized, UInt.max)).quotient
  }

  /// Divides two words of which the higher one is less than the shifted divisor.
  @inline(__always)
  func divide(_ high: UInt, _ low: UInt) -> (quotient: UInt, remainder: UInt) {
    let estimate =
      UInt128(reciprocal) &* UInt128(high) &+ (UInt128(high) << 64 | UInt128(low))
    var quotient = UInt(truncatingIfNeeded: estimate >> 64) &+ 1
    var remainder = low &- quotient &* normalized
    if remainder > UInt(truncatingIfNeeded: estimate) {
      quotient &-= 1
      remainder &+= normalized
    }
    if remainder >= normalized {
      quotient &+= 1
      remainder &-= normalized
    }
    return (quotient, remainder)
  }

  // result = a / divisor. Returns the remainder. `result` may be `a`.
  func divide(_ result: BinaryWords.Target, _ a: BinaryWords.Source, _ count: Int) -> UInt {
    guard count > 0 else { return 0 }
    var remainder = shift > 0 ? a[count - 1] >> UInt(64 - shift) : 0
    var index = count
    while index > 0 {
      index -= 1
      var word = a[index] << UInt(shift)
      if shift > 0, index > 0 { word |= a[index - 1] >> UInt(64 - shift) }
      (result[index], remainder) = divide(remainder, word)
    }
    return remainder >> UInt(shift)
  }
}
