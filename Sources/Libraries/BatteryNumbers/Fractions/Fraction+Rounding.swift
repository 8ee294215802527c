extension Fraction {
  /// The largest integer that is not more than the number.
  public var floor: BigInteger { numerator.floorDivided(by: denominator).quotient }

  /// The smallest integer that is not less than the number.
  public var ceiling: BigInteger { -(-numerator).floorDivided(by: denominator).quotient }

  /// The number without what follows the point.
  public var truncated: BigInteger { numerator / denominator }

  /// The nearest integer, the even one of two that are as near.
  public func rounded() -> BigInteger {
    let (quotient, rest) = numerator.floorDivided(by: denominator)
    let twice = rest + rest
    return twice > denominator || (twice == denominator && quotient.isOdd)
      ? quotient + 1 : quotient
  }

  /// The nearest number with so many digits after the point, the even one of two that are as near.
  ///
  /// - Parameter digits: How many; negative ones round to tens, hundreds and so on.
  /// - Returns: The rounded number.
  /// - Precondition: `digits` is at most ``DecimalContext/defaultDigitLimit``: ten million.
  public func rounded(toDigits digits: Int) -> Fraction {
    precondition(digits <= DecimalContext.defaultDigitLimit, "A number has fewer digits than that")
    // A power of ten of more bits than twice the number leaves nothing of it.
    if digits < 0, digits.magnitude > numerator.bitLength { return 0 }
    let shift = BigInteger(10).power(Int(digits.magnitude))
    if digits > 0 {
      let scaled = Fraction(reducing: numerator * shift, denominator).rounded()
      return Fraction(reducing: scaled, shift)
    }
    return Fraction(Fraction(reducing: numerator, denominator * shift).rounded() * shift)
  }

  /// The nearest fraction whose denominator is not more than a limit.
  ///
  /// `Fraction(exactly: .pi)?.limitDenominator(to: 1_000)` is 355/113.
  ///
  /// The candidates are the last convergent of the continued fraction that keeps to the limit, and
  /// the best number between it and the next.
  ///
  /// - Precondition: `limit` is at least 1.
  public func limitDenominator(to limit: BigInteger = 1_000_000) -> Fraction {
    precondition(limit >= 1, "A denominator is at least 1")
    if denominator <= limit { return self }
    var (before, last): ((BigInteger, BigInteger), (BigInteger, BigInteger)) = ((0, 1), (1, 0))
    var (upper, lower) = (numerator, denominator)
    while true {
      let (quotient, rest) = upper.floorDivided(by: lower)
      let nextDenominator = before.1 + quotient * last.1
      if nextDenominator > limit { break }
      (before, last) = (last, (before.0 + quotient * last.0, nextDenominator))
      (upper, lower) = (lower, rest)
    }
    let steps = (limit - before.1) / last.1
    let between = Fraction(reduced: before.0 + steps * last.0, before.1 + steps * last.1)
    let convergent = Fraction(reduced: last.0, last.1)
    let nearer = (convergent - self).magnitude <= (between - self).magnitude
    return nearer ? convergent : between
  }
}

extension Double {
  /// The double nearest to a fraction, the even one of two that are as near.
  ///
  /// Infinite beyond the largest double; what is tiny becomes subnormal or zero, rounded once.
  public init(_ value: Fraction) {
    if case .small(let numerator, let denominator) = value.storage,
      numerator.magnitude <= 1 << 53, denominator <= 1 << 53
    {
      self = Double(numerator) / Double(denominator)
      return
    }
    let numerator = value.numerator.magnitude
    let denominator = value.denominator
    // The quotient gets at least 55 bits, or as many as a subnormal double has, and two more.
    let difference = numerator.bitLength - denominator.bitLength
    let shift = Swift.max(difference, -1_021) - 55
    let (quotient, rest) =
      shift <= 0
      ? (numerator << -shift).quotientAndRemainder(dividingBy: denominator)
      : numerator.quotientAndRemainder(dividingBy: denominator << shift)
    var bits = UInt64(quotient.asInt ?? 0) | (rest.isZero ? 0 : 1)
    let extra = Swift.max(64 - bits.leadingZeroBitCount, -1_021 - shift) - 53
    let half: UInt64 = 1 << UInt64(extra - 1)
    let below = bits & (half &* 2 &- 1)
    bits -= below
    if below > half || (below == half && bits & (half &* 2) != 0) { bits += half &* 2 }
    // The rounded bits fit a double; scaling is exact, or overflows to infinity.
    let scaled = Double(bits) * Double.power(ofTwo: shift / 2) * .power(ofTwo: shift - shift / 2)
    let result = difference > 1_025 ? Double.infinity : scaled
    self = value.isNegative ? -result : result
  }

  private static func power(ofTwo exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }
}
