extension Coefficient {
  /// The square root, rounded down, and whether it is exact.
  func squareRoot() -> (root: Coefficient, isExact: Bool) {
    if isZero { return (.zero, true) }
    // The recursion wants an even number of limbs, the top one at least a quarter of the base:
    // whole pairs of zeros and a small square are multiplied in and taken out of the root.
    let pairs = (38 - digitCount % 38) % 38 / 2
    let padded = shiftedLeft(2 * pairs)
    let limbs = padded.count
    let even = limbs + limbs % 2
    precondition(limbs == even, "a padded number has an even count of limbs")
    let top = padded.droppingLimbs(limbs - 1).low
    let scale = Coefficient.integerRoot(UInt128(LimbMath.base) / (UInt128(top) + 1)).root
    let (root, remainder) = (padded * (scale * scale)).normalizedRoot()
    let (scaled, rest) = root.dividedBy(scale)
    guard pairs > 0 else { return (scaled, remainder.isZero && rest == 0) }
    let tail = scaled.tail(pairs) == .zero
    return (scaled.shiftedRight(pairs), remainder.isZero && rest == 0 && tail)
  }

  /// The root of a small number, rounded down.
  private static func integerRoot(_ value: UInt128) -> (root: UInt64, remainder: UInt128) {
    if value == 0 { return (0, 0) }
    let high = Double(UInt64(truncatingIfNeeded: value >> 64))
    let double = high * 0x1p64 + Double(UInt64(truncatingIfNeeded: value))
    var root = UInt128(UInt64(double.squareRoot()))
    // One step of Newton's after 52 bits are right leaves an error of one at most.
    root = (root + value / root) / 2
    while root * root > value { root -= 1 }
    while (root + 1) * (root + 1) <= value { root += 1 }
    return (UInt64(root), value - root * root)
  }

  /// The root and remainder of an even number of limbs whose top one is at least a quarter of the
  /// base.
  ///
  /// Zimmermann, *Karatsuba Square Root* (INRIA RR-3805, 1999).
  private func normalizedRoot() -> (root: Coefficient, remainder: Coefficient) {
    let half = count / 2
    if half == 1 {
      let value = UInt128(high) * UInt128(LimbMath.base) + UInt128(low)
      let (root, remainder) = Coefficient.integerRoot(value)
      return (Coefficient(root), Coefficient(wide: remainder))
    }
    let lower = half / 2
    let (root, remainder) = droppingLimbs(2 * lower).normalizedRoot()
    let next = droppingLimbs(lower).lowLimbs(lower)
    let (digit, rest) = (remainder.raisedLimbs(lower) + next).divided(by: root + root)
    var result = root.raisedLimbs(lower) + digit
    let left = rest.raisedLimbs(lower) + lowLimbs(lower)
    var (found, isNegative) = Coefficient.difference(left, digit * digit)
    if isNegative {
      // One less: the remainder grows by twice the root, less one.
      let grown = result + result - .one
      result -= .one
      (found, isNegative) = Coefficient.difference(grown, found)
    }
    return (result, found)
  }
}
