/// Arithmetic on unsigned integers that lie in memory as limbs, the least significant first.
///
/// Pointers, as these are the loops that everything else waits for: an array would check each
/// index and could be copied on a write.
enum Limbs {
  typealias Source = UnsafePointer<Limb>
  typealias Target = UnsafeMutablePointer<Limb>

  /// The count without the zero limbs at the top.
  @inline(__always)
  static func normalized(_ limbs: Source, _ count: Int) -> Int {
    var count = count
    while count > 0, limbs[count &- 1] == 0 { count &-= 1 }
    return count
  }

  /// How many decimal digits a number has.
  ///
  /// 1 for zero. Its top limb is not zero.
  @inline(__always)
  static func digitCount(_ limbs: Source, _ count: Int) -> Int {
    count == 0
      ? 1 : (count &- 1) &* LimbMath.digits &+ LimbMath.digitCount(limbs[count &- 1])
  }

  /// Whether all limbs are zero.
  static func isZero(_ limbs: Source, _ count: Int) -> Bool { normalized(limbs, count) == 0 }

  /// Compares two numbers whose top limbs are not zero: -1, 0 or 1.
  static func compare(_ a: Source, _ aCount: Int, _ b: Source, _ bCount: Int) -> Int {
    if aCount != bCount { return aCount < bCount ? -1 : 1 }
    var index = aCount &- 1
    while index >= 0 {
      if a[index] != b[index] { return a[index] < b[index] ? -1 : 1 }
      index &-= 1
    }
    return 0
  }

  /// Adds `b` to `a` in place, for `bCount <= aCount`.
  ///
  /// - Returns: The carry out of the top.
  @inline(__always)
  @discardableResult
  static func add(_ a: Target, _ aCount: Int, _ b: Source, _ bCount: Int) -> Bool {
    var carry: UInt64 = 0
    var index = 0
    while index < bCount {
      // Room to the base instead of the sum: two limbs may exceed 64 bits.
      let addend = b[index] &+ carry
      let room = LimbMath.base &- addend
      let limb = a[index]
      carry = limb >= room ? 1 : 0
      a[index] = limb >= room ? limb &- room : limb &+ addend
      index &+= 1
    }
    while carry != 0, index < aCount {
      let limb = a[index] &+ 1
      carry = limb == LimbMath.base ? 1 : 0
      a[index] = carry == 1 ? 0 : limb
      index &+= 1
    }
    return carry != 0
  }

  /// Subtracts `b` from `a` in place, for `bCount <= aCount`.
  ///
  /// - Returns: The borrow out of the top.
  @inline(__always)
  @discardableResult
  static func subtract(_ a: Target, _ aCount: Int, _ b: Source, _ bCount: Int) -> Bool {
    var borrow: UInt64 = 0
    var index = 0
    while index < bCount {
      let subtrahend = b[index] &+ borrow
      let limb = a[index]
      borrow = limb < subtrahend ? 1 : 0
      a[index] = limb &- subtrahend &+ (borrow == 1 ? LimbMath.base : 0)
      index &+= 1
    }
    while borrow != 0, index < aCount {
      let limb = a[index]
      borrow = limb == 0 ? 1 : 0
      a[index] = borrow == 1 ? LimbMath.base &- 1 : limb &- 1
      index &+= 1
    }
    return borrow != 0
  }

  /// `target = b - target`, for `count` limbs with `b >= target`; `b` counts as zero past `bCount`.
  static func subtractReversed(_ target: Target, _ count: Int, from b: Source, _ bCount: Int) {
    var borrow: UInt64 = 0
    for index in 0..<count {
      let limb = index < bCount ? b[index] : 0
      let subtrahend = target[index] &+ borrow
      borrow = limb < subtrahend ? 1 : 0
      target[index] = limb &- subtrahend &+ (borrow == 1 ? LimbMath.base : 0)
    }
  }

  /// Adds one in place.
  ///
  /// - Returns: The carry out of the top.
  @inline(__always)
  static func increment(_ a: Target, _ count: Int) -> Bool {
    var index = 0
    while index < count {
      if a[index] != LimbMath.base &- 1 {
        a[index] &+= 1
        return false
      }
      a[index] = 0
      index &+= 1
    }
    return true
  }

  /// `target = a * factor + carry`, in place if need be.
  ///
  /// - Returns: The limb above.
  @inline(__always)
  static func multiply(
    _ target: Target,
    _ a: Source,
    _ count: Int,
    by factor: Limb,
    adding carry: Limb = 0
  ) -> Limb {
    var carry = carry
    var index = 0
    while index < count {
      let product = a[index].multipliedFullWidth(by: factor)
      let (low, overflow) = product.low.addingReportingOverflow(carry)
      (carry, target[index]) = LimbMath.divide(product.high &+ (overflow ? 1 : 0), low)
      index &+= 1
    }
    return carry
  }

  /// `target = a / divisor`, in place if need be.
  ///
  /// - Returns: The remainder.
  static func divide(_ target: Target, _ a: Source, _ count: Int, by divisor: Limb) -> Limb {
    var remainder: UInt64 = 0
    // The quotient of remainder * base + limb needs the divisor's top bit set, so all is shifted.
    let shift = UInt64(divisor.leadingZeroBitCount)
    let scaled = divisor << shift
    let inverse = LimbMath.inverse(of: scaled)
    var index = count &- 1
    while index >= 0 {
      let product = remainder.multipliedFullWidth(by: LimbMath.base)
      let (low, overflow) = product.low.addingReportingOverflow(a[index])
      let high = product.high &+ (overflow ? 1 : 0)
      let shiftedHigh = shift == 0 ? high : (high << shift) | (low >> (64 &- shift))
      let result = LimbMath.divide(shiftedHigh, low << shift, by: scaled, inverse: inverse)
      target[index] = result.quotient
      remainder = result.remainder >> shift
      index &-= 1
    }
    return remainder
  }
}
