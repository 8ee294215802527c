/// What the digits are worth that a shift to the right drops, in units of the last digit kept.
enum Tail {
  case zero
  case belowHalf
  case half
  case aboveHalf
}

extension Limbs {
  /// How many limbs `count` limbs need at most after a shift to the left.
  static func shiftedCount(_ count: Int, by digits: Int) -> Int {
    count &+ digits / LimbMath.digits &+ (digits % LimbMath.digits == 0 ? 0 : 1)
  }

  /// `target = a * 10^digits`; `target` holds ``shiftedCount(_:by:)`` limbs and is not `a`.
  ///
  /// - Returns: The count without zero limbs at the top.
  @discardableResult
  static func shiftLeft(_ target: Target, _ a: Source, _ count: Int, by digits: Int) -> Int {
    let (whole, part) = digits.quotientAndRemainder(dividingBy: LimbMath.digits)
    target.update(repeating: 0, count: whole)
    guard part > 0 else {
      (target + whole).update(from: a, count: count)
      return count == 0 ? 0 : count &+ whole
    }
    let carry = multiply(target + whole, a, count, by: LimbMath.power(part))
    target[whole &+ count] = carry
    return count == 0 ? 0 : count &+ whole &+ (carry == 0 ? 0 : 1)
  }

  /// `target = a / 10^digits`, in place if need be.
  ///
  /// - Returns: The count without zero limbs at the top.
  static func shiftRight(_ target: Target, _ a: Source, _ count: Int, by digits: Int) -> Int {
    let (whole, part) = digits.quotientAndRemainder(dividingBy: LimbMath.digits)
    guard whole < count else { return 0 }
    let rest = count &- whole
    guard part > 0 else {
      for index in 0..<rest { target[index] = a[index &+ whole] }
      return rest
    }
    // limb * 10^(19-part) splits at the base into what goes down a limb and what stays.
    let factor = LimbMath.power(LimbMath.digits &- part)
    var split = splitProduct(a[whole], factor)
    var index = 0
    while index < rest &- 1 {
      let next = splitProduct(a[index &+ whole &+ 1], factor)
      target[index] = split.quotient &+ next.remainder
      split = next
      index &+= 1
    }
    target[index] = split.quotient
    return split.quotient == 0 ? index : rest
  }

  @inline(__always)
  private static func splitProduct(
    _ limb: Limb,
    _ factor: Limb
  ) -> (quotient: UInt64, remainder: UInt64) {
    let product = limb.multipliedFullWidth(by: factor)
    return LimbMath.divide(product.high, product.low)
  }

  /// What the lowest `digits` digits are worth beside 10^digits.
  ///
  /// The top limb is not zero.
  static func tail(_ a: Source, _ count: Int, digits: Int) -> Tail {
    guard digits > 0, count > 0 else { return .zero }
    let (limb, place) = (digits &- 1).quotientAndRemainder(dividingBy: LimbMath.digits)
    guard limb < count else { return .belowHalf }
    let unit = LimbMath.power(place)
    let (upper, lower) = a[limb].quotientAndRemainder(dividingBy: unit)
    let digit = upper % 10
    if digit > 5 { return .aboveHalf }
    let isExact = lower == 0 && isZero(a, limb)
    if digit == 5 { return isExact ? .half : .aboveHalf }
    return digit == 0 && isExact ? .zero : .belowHalf
  }

  /// How many zeros a number other than zero ends in.
  static func trailingZeros(_ a: Source) -> Int {
    var index = 0
    while a[index] == 0 { index &+= 1 }
    return index &* LimbMath.digits &+ LimbMath.trailingZeros(a[index])
  }

  /// The decimal digit at a place, counted from the least significant.
  static func digit(_ a: Source, _ count: Int, at place: Int) -> UInt64 {
    let (limb, part) = place.quotientAndRemainder(dividingBy: LimbMath.digits)
    return limb < count ? a[limb] / LimbMath.power(part) % 10 : 0
  }
}
