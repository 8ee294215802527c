extension Fraction: SignedNumeric, Comparable {
  /// Zero.
  public static let zero = Fraction()

  /// Makes a fraction from any integer.
  public init<Source: BinaryInteger>(exactly source: Source) { self.init(BigInteger(source)) }

  /// The sum.
  public static func + (lhs: Fraction, rhs: Fraction) -> Fraction {
    if case .small(let a, let b) = lhs.storage, case .small(let c, let d) = rhs.storage {
      return sum(a, b, Int128(c), d)
    }
    return sum(lhs, rhs.numerator, rhs.denominator)
  }

  /// The difference.
  public static func - (lhs: Fraction, rhs: Fraction) -> Fraction {
    if case .small(let a, let b) = lhs.storage, case .small(let c, let d) = rhs.storage {
      return sum(a, b, -Int128(c), d)
    }
    return sum(lhs, -rhs.numerator, rhs.denominator)
  }

  /// The product.
  public static func * (lhs: Fraction, rhs: Fraction) -> Fraction {
    if case .small(let a, let b) = lhs.storage, case .small(let c, let d) = rhs.storage {
      return product(a, b, c, d)
    }
    return product(lhs.numerator, lhs.denominator, rhs.numerator, rhs.denominator)
  }

  /// The quotient.
  ///
  /// - Precondition: `rhs` is not zero. ``divided(by:)`` throws instead.
  public static func / (lhs: Fraction, rhs: Fraction) -> Fraction {
    precondition(!rhs.isZero, "Division by zero")
    return lhs * rhs.reciprocal
  }

  /// The remainder of a floored division, with the sign of the divisor, as Python's `%`.
  ///
  /// - Precondition: `rhs` is not zero.
  public static func % (lhs: Fraction, rhs: Fraction) -> Fraction {
    lhs.floorDivided(by: rhs).remainder
  }

  /// Adds a number.
  public static func += (lhs: inout Fraction, rhs: Fraction) { lhs = lhs + rhs }

  /// Subtracts a number.
  public static func -= (lhs: inout Fraction, rhs: Fraction) { lhs = lhs - rhs }

  /// Multiplies by a number.
  public static func *= (lhs: inout Fraction, rhs: Fraction) { lhs = lhs * rhs }

  /// Divides by a number.
  public static func /= (lhs: inout Fraction, rhs: Fraction) { lhs = lhs / rhs }

  /// The number with its sign changed.
  public static prefix func - (value: Fraction) -> Fraction {
    if case .small(let numerator, let denominator) = value.storage, numerator != Int.min {
      return Fraction(small: -numerator, denominator)
    }
    return Fraction(reduced: -value.numerator, value.denominator)
  }

  /// Changes the sign.
  public mutating func negate() { self = -self }

  /// The absolute value.
  public var magnitude: Fraction { isNegative ? -self : self }

  /// The quotient.
  ///
  /// - Throws: ``NumberError`` when `divisor` is zero.
  public func divided(by divisor: Fraction) throws(NumberError) -> Fraction {
    guard !divisor.isZero else {
      throw NumberError(.divisionByZero, "\(self) is divided by zero. Give another divisor.")
    }
    return self / divisor
  }

  /// The quotient rounded down to an integer, and what remains.
  ///
  /// - Precondition: `divisor` is not zero.
  public func floorDivided(by divisor: Fraction) -> (quotient: BigInteger, remainder: Fraction) {
    precondition(!divisor.isZero, "Division by zero")
    let (quotient, rest) = (numerator * divisor.denominator).floorDivided(
      by: denominator * divisor.numerator
    )
    return (quotient, Fraction(reducing: rest, denominator * divisor.denominator))
  }

  /// One divided by the number.
  ///
  /// - Precondition: The number is not zero.
  public var reciprocal: Fraction {
    precondition(!isZero, "Zero has no reciprocal")
    if case .small(let numerator, let denominator) = storage, numerator != Int.min {
      return numerator < 0
        ? Fraction(small: -denominator, -numerator) : Fraction(small: denominator, numerator)
    }
    return isNegative
      ? Fraction(reduced: -denominator, -numerator) : Fraction(reduced: denominator, numerator)
  }

  /// Whether a number is less than another.
  public static func < (lhs: Fraction, rhs: Fraction) -> Bool {
    if case .small(let a, let b) = lhs.storage, case .small(let c, let d) = rhs.storage {
      return Int128(a) * Int128(d) < Int128(c) * Int128(b)
    }
    return lhs.numerator * rhs.denominator < rhs.numerator * lhs.denominator
  }

  /// The number raised to an integer power, which may be negative.
  ///
  /// It takes the memory that the result needs: use ``power(_:maximumBits:)`` for an exponent that
  /// comes from elsewhere.
  ///
  /// - Precondition: The number is not zero where the exponent is negative, and the result fits the
  ///   memory.
  public func power(_ exponent: Int) -> Fraction {
    if exponent < 0 { return reciprocal.power(-exponent) }
    return Fraction(reduced: numerator.power(exponent), denominator.power(exponent))
  }

  /// The number raised to an integer power, which may be negative.
  ///
  /// - Throws: ``NumberError`` when zero is raised to a negative power, or the result would have
  ///   parts of more than `maximumBits` bits.
  public func power(_ exponent: Int, maximumBits: Int) throws(NumberError) -> Fraction {
    if exponent < 0 {
      guard !isZero else {
        throw NumberError(
          .divisionByZero,
          "Zero has no power of \(exponent). Give another number, or an exponent from 0 on."
        )
      }
      // The exponent whose negative does not fit; of more than a bit, no power of it would either.
      if exponent == Int.min {
        return try reciprocal.power(Int.max, maximumBits: maximumBits) * reciprocal
      }
      return try reciprocal.power(-exponent, maximumBits: maximumBits)
    }
    return Fraction(
      reduced: try numerator.power(exponent, maximumBits: maximumBits),
      try denominator.power(exponent, maximumBits: maximumBits)
    )
  }

  // Sums and products keep the parts small by dividing before they multiply: Knuth, The Art of
  // Computer Programming, volume 2, 4.5.1.

  @inline(__always)
  private static func sum(_ a: Int, _ b: Int, _ c: Int128, _ d: Int) -> Fraction {
    // |a| and |c| are at most 2^63 and b and d less, so the sum of the products fits.
    let divisor = b == 1 || d == 1 ? 1 : BigInteger.commonDivisor(b.magnitude, d.magnitude)
    if divisor == 1 {
      return Fraction(
        reduced: Int128(a) &* Int128(d) &+ c &* Int128(b),
        Int128(b) &* Int128(d)
      )
    }
    let left = b / Int(divisor)
    let numerator = Int128(a) &* Int128(d / Int(divisor)) &+ c &* Int128(left)
    let rest = UInt(truncatingIfNeeded: numerator.magnitude % UInt128(divisor))
    let second = BigInteger.commonDivisor(rest, divisor)
    if second == 1 { return Fraction(reduced: numerator, Int128(left) &* Int128(d)) }
    return Fraction(reduced: numerator / Int128(second), Int128(left) &* Int128(d / Int(second)))
  }

  private static func sum(_ lhs: Fraction, _ c: BigInteger, _ d: BigInteger) -> Fraction {
    let (a, b) = (lhs.numerator, lhs.denominator)
    let divisor = BigInteger.greatestCommonDivisor(b, d)
    if divisor == 1 { return Fraction(reduced: a * d + c * b, b * d) }
    let left = b / divisor
    let numerator = a * (d / divisor) + c * left
    let second = BigInteger.greatestCommonDivisor(numerator, divisor)
    if second == 1 { return Fraction(reduced: numerator, left * d) }
    return Fraction(reduced: numerator / second, left * (d / second))
  }

  @inline(__always)
  private static func product(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Fraction {
    let first = Int128(BigInteger.commonDivisor(a.magnitude, d.magnitude))
    let second = Int128(BigInteger.commonDivisor(c.magnitude, b.magnitude))
    if first == 1, second == 1 {
      return Fraction(reduced: Int128(a) &* Int128(c), Int128(b) &* Int128(d))
    }
    return Fraction(
      reduced: (Int128(a) / first) &* (Int128(c) / second),
      (Int128(b) / second) &* (Int128(d) / first)
    )
  }

  private static func product(
    _ a: BigInteger,
    _ b: BigInteger,
    _ c: BigInteger,
    _ d: BigInteger
  ) -> Fraction {
    let first = BigInteger.greatestCommonDivisor(a, d)
    let second = BigInteger.greatestCommonDivisor(c, b)
    return Fraction(reduced: (a / first) * (c / second), (b / second) * (d / first))
  }
}
