internal import BatteryNumbers

/// A sum of 256 bits, in two's complement.
struct WideSum: Sendable, Hashable {
  private var low: UInt128 = 0
  private var high: Int128 = 0

  init() {}

  /// Adds a number of which the halves are given, or takes it away.
  @inline(__always)
  mutating func add(_ low: UInt128, _ high: Int128, isNegative: Bool = false) {
    let sign: Int128 = isNegative ? -1 : 0
    let (turned, first) = (low ^ UInt128(bitPattern: sign)).addingReportingOverflow(
      isNegative ? 1 : 0
    )
    let (sum, second) = self.low.addingReportingOverflow(turned)
    self.low = sum
    self.high &+= (high ^ sign) &+ (first ? 1 : 0) &+ (second ? 1 : 0)
  }

  /// Adds a number of 128 bits.
  @inline(__always)
  mutating func add(_ value: Int128) {
    let (sum, carry) = low.addingReportingOverflow(UInt128(bitPattern: value))
    low = sum
    high &+= (value < 0 ? -1 : 0) &+ (carry ? 1 : 0)
  }

  /// Adds a number of 128 bits, or takes it away.
  @inline(__always)
  mutating func add(_ magnitude: UInt128, isNegative: Bool) {
    add(magnitude, 0, isNegative: isNegative)
  }

  /// Adds a number of 128 bits times a power of two, of less than 128.
  mutating func add(_ value: Int128, shifted: Int) {
    add(
      UInt128(bitPattern: value) << shifted,
      shifted == 0 ? value >> 127 : value >> (128 - shifted)
    )
  }

  mutating func add(_ other: WideSum) { add(other.low, other.high) }

  var value: BigInteger { BigInteger(high) << 128 + BigInteger(low) }
}

/// A sum of 384 bits that is never negative.
struct LongSum: Sendable, Hashable {
  private var low: UInt128 = 0
  private var middle: UInt128 = 0
  private var high: UInt64 = 0

  init() {}

  /// Adds the square of a number of 128 bits.
  @inline(__always)
  mutating func addSquare(_ high: UInt64, _ low: UInt64) {
    let lows = low.multipliedFullWidth(by: low)
    let cross = high.multipliedFullWidth(by: low)
    let highs = high.multipliedFullWidth(by: high)
    // The product of the halves counts twice; it has 127 bits at the most, since the number is a square.
    let double = (UInt128(cross.high) << 64 | UInt128(cross.low)) << 1
    let bottom = UInt128(lows.high) << 64 | UInt128(lows.low)
    let (first, carry) = bottom.addingReportingOverflow(double << 64)
    let top =
      (UInt128(highs.high) << 64 | UInt128(highs.low)) &+ (double >> 64) &+ (carry ? 1 : 0)
    add(first, top)
  }

  @inline(__always)
  private mutating func add(_ low: UInt128, _ middle: UInt128) {
    let (first, carry) = self.low.addingReportingOverflow(low)
    self.low = first
    let (second, next) = self.middle.addingReportingOverflow(middle)
    let (third, last) = second.addingReportingOverflow(carry ? 1 : 0)
    self.middle = third
    high &+= (next ? 1 : 0) &+ (last ? 1 : 0)
  }

  /// Adds a number of 128 bits times a power of two, of less than 128.
  mutating func add(_ value: UInt128, shifted: Int) {
    add(value << shifted, shifted == 0 ? 0 : value >> (128 - shifted))
  }

  mutating func add(_ other: LongSum) {
    add(other.low, other.middle)
    high &+= other.high
  }

  var value: BigInteger {
    BigInteger(high) << 256 + BigInteger(middle) << 128 + BigInteger(low)
  }
}
