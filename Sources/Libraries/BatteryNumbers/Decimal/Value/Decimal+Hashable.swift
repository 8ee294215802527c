extension Decimal: Hashable {
  /// Whether two values are numerically equal; NaN equals nothing.
  public static func == (a: Decimal, b: Decimal) -> Bool {
    if a.isNaN || b.isNaN {
      if a.isSignalingNaN || b.isSignalingNaN { noteUnordered("==") }
      return false
    }
    return order(a, b) == 0
  }

  /// Feeds the value without its trailing zeros, so that equal values hash alike.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(form.rawValue)
    if form == .finite, coefficient.isZero { return }
    hasher.combine(isNegative)
    let zeros = form == .finite ? coefficient.trailingZeros : 0
    hasher.combine(power + zeros)
    coefficient.shiftedRight(zeros).withLimbs { limbs, count in
      for index in 0..<count { hasher.combine(limbs[index]) }
    }
  }
}

extension Decimal: Comparable {
  /// Whether a value is numerically less than another.
  ///
  /// With NaN the answer is `false`, and the operation is invalid.
  public static func < (a: Decimal, b: Decimal) -> Bool { isOrdered(a, b) && order(a, b) < 0 }

  /// Whether a value is numerically less than or equal to another.
  public static func <= (a: Decimal, b: Decimal) -> Bool { isOrdered(a, b) && order(a, b) <= 0 }

  /// Whether a value is numerically greater than another.
  public static func > (a: Decimal, b: Decimal) -> Bool { isOrdered(a, b) && order(a, b) > 0 }

  /// Whether a value is numerically greater than or equal to another.
  public static func >= (a: Decimal, b: Decimal) -> Bool { isOrdered(a, b) && order(a, b) >= 0 }

  @inline(__always)
  private static func isOrdered(_ a: Decimal, _ b: Decimal) -> Bool {
    guard a.isNaN || b.isNaN else { return true }
    noteUnordered("compare")
    return false
  }

  private static func noteUnordered(_ operation: StaticString) {
    DecimalContext.current.note(.invalidOperation, operation, .nan)
  }
}
