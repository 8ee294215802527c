extension Limbs {
  /// From this many limbs in divisor and quotient on, Newton's method is faster.
  static let newtonThreshold = 160

  /// The room that ``divide(_:_:_:_:_:_:)`` wants.
  static func divisionScratch(_ aCount: Int, _ bCount: Int) -> Int { aCount &+ bCount &+ 2 }

  /// Divides `a` by `b`, whose top limb is not zero, for `aCount >= bCount`.
  ///
  /// Knuth, *The Art of Computer Programming*, volume 2, 4.3.1, algorithm D.
  ///
  /// `quotient` receives `aCount - bCount + 1` limbs. `scratch` is room for
  /// ``divisionScratch(_:_:)`` limbs, and receives the remainder in its first `bCount` limbs when
  /// that is wanted.
  ///
  /// - Returns: Whether the remainder is other than zero.
  static func divide(
    _ quotient: Target,
    _ a: Source,
    _ aCount: Int,
    _ b: Source,
    _ bCount: Int,
    _ scratch: Target,
    wantsRemainder: Bool = false
  ) -> Bool {
    if bCount == 1 {
      let remainder = divide(quotient, a, aCount, by: b[0])
      scratch[0] = remainder
      return remainder != 0
    }
    // The divisor's top limb must be at least half the base for a good guess.
    let scale = LimbMath.base / (b[bCount &- 1] &+ 1)
    let rest = scratch
    let divisor = scratch + (aCount &+ 1)
    if scale == 1 {
      rest.update(from: a, count: aCount)
      rest[aCount] = 0
      divisor.update(from: b, count: bCount)
    } else {
      rest[aCount] = multiply(rest, a, aCount, by: scale)
      _ = multiply(divisor, b, bCount, by: scale)
    }
    let top = divisor[bCount &- 1]
    let next = divisor[bCount &- 2]
    let shift = UInt64(top.leadingZeroBitCount)
    let shiftedTop = top << shift
    let inverse = LimbMath.inverse(of: shiftedTop)
    var place = aCount &- bCount
    while place >= 0 {
      let window = rest + place
      let guess = guessDigit(
        window[bCount],
        window[bCount &- 1],
        window[bCount &- 2],
        top,
        next,
        shiftedTop,
        shift,
        inverse
      )
      quotient[place] = guess == 0 ? 0 : subtractMultiple(window, divisor, bCount, guess)
      place &-= 1
    }
    if wantsRemainder, scale > 1 { _ = divide(rest, rest, bCount, by: scale) }
    return !isZero(rest, bCount)
  }

  /// A quotient's digit, right or one too large.
  @inline(__always)
  private static func guessDigit(
    _ u2: Limb,
    _ u1: Limb,
    _ u0: Limb,
    _ top: Limb,
    _ next: Limb,
    _ shiftedTop: Limb,
    _ shift: UInt64,
    _ inverse: UInt64
  ) -> Limb {
    var guess = LimbMath.base &- 1
    var remainder: UInt64
    let product = u2.multipliedFullWidth(by: LimbMath.base)
    let (low, carry) = product.low.addingReportingOverflow(u1)
    let high = product.high &+ (carry ? 1 : 0)
    if u2 >= top {
      // Only u2 == top can be; the remainder is u1 + top.
      let (sum, overflow) = u1.addingReportingOverflow(top)
      if overflow || sum >= LimbMath.base { return guess }
      remainder = sum
    } else {
      let shiftedHigh = shift == 0 ? high : (high << shift) | (low >> (64 &- shift))
      let result = LimbMath.divide(shiftedHigh, low << shift, by: shiftedTop, inverse: inverse)
      guess = result.quotient
      remainder = result.remainder >> shift
    }
    while true {
      let left = UInt128(guess) &* UInt128(next)
      let right = UInt128(remainder) &* UInt128(LimbMath.base) &+ UInt128(u0)
      if left <= right { return guess }
      guess &-= 1
      let (sum, overflow) = remainder.addingReportingOverflow(top)
      if overflow || sum >= LimbMath.base { return guess }
      remainder = sum
    }
  }

  /// Subtracts `guess` times the divisor from the `count + 1` limbs of `window`, once less if that
  /// is too much.
  ///
  /// - Returns: The digit.
  @inline(__always)
  private static func subtractMultiple(
    _ window: Target,
    _ divisor: Source,
    _ count: Int,
    _ guess: Limb
  ) -> Limb {
    var carry: UInt64 = 0
    var index = 0
    while index < count {
      let product = divisor[index].multipliedFullWidth(by: guess)
      let (low, overflow) = product.low.addingReportingOverflow(carry)
      let part = LimbMath.divide(product.high &+ (overflow ? 1 : 0), low)
      carry = part.quotient
      let limb = window[index]
      if limb < part.remainder {
        window[index] = limb &- part.remainder &+ LimbMath.base
        carry &+= 1
      } else {
        window[index] = limb &- part.remainder
      }
      index &+= 1
    }
    let limb = window[count]
    window[count] = limb &- carry
    if _fastPath(limb >= carry) { return guess }
    add(window, count, divisor, count)
    window[count] = 0
    return guess &- 1
  }
}
