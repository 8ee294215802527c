extension BigInteger {
  /// The sum.
  public static func + (lhs: BigInteger, rhs: BigInteger) -> BigInteger {
    if case .small(let a) = lhs.storage, case .small(let b) = rhs.storage {
      let (sum, overflow) = a.addingReportingOverflow(b)
      return overflow ? BigInteger(Int128(a) + Int128(b)) : BigInteger(sum)
    }
    return sum(lhs, rhs, negated: false)
  }

  /// The difference.
  public static func - (lhs: BigInteger, rhs: BigInteger) -> BigInteger {
    if case .small(let a) = lhs.storage, case .small(let b) = rhs.storage {
      let (difference, overflow) = a.subtractingReportingOverflow(b)
      return overflow ? BigInteger(Int128(a) - Int128(b)) : BigInteger(difference)
    }
    return sum(lhs, rhs, negated: true)
  }

  /// The product.
  public static func * (lhs: BigInteger, rhs: BigInteger) -> BigInteger {
    if case .small(let a) = lhs.storage, case .small(let b) = rhs.storage {
      let (product, overflow) = a.multipliedReportingOverflow(by: b)
      if !overflow { return BigInteger(product) }
      return BigInteger(Int128(a) * Int128(b))
    }
    if lhs.isZero || rhs.isZero { return .zero }
    let negative = lhs.isNegative != rhs.isNegative
    return lhs.withMagnitude { a, aCount in
      rhs.withMagnitude { b, bCount in
        make(negative: negative, capacity: aCount + bCount) { result in
          BinaryWords.multiply(result, a, aCount, b, bCount)
        }
      }
    }
  }

  /// The quotient, rounded towards zero.
  ///
  /// - Precondition: `rhs` is not zero.
  public static func / (lhs: BigInteger, rhs: BigInteger) -> BigInteger {
    lhs.quotientAndRemainder(dividingBy: rhs).quotient
  }

  /// The remainder, with the sign of the dividend.
  ///
  /// - Precondition: `rhs` is not zero.
  public static func % (lhs: BigInteger, rhs: BigInteger) -> BigInteger {
    lhs.quotientAndRemainder(dividingBy: rhs).remainder
  }

  /// Adds a number.
  public static func += (lhs: inout BigInteger, rhs: BigInteger) { lhs = lhs + rhs }

  /// Subtracts a number.
  public static func -= (lhs: inout BigInteger, rhs: BigInteger) { lhs = lhs - rhs }

  /// Multiplies by a number.
  public static func *= (lhs: inout BigInteger, rhs: BigInteger) { lhs = lhs * rhs }

  /// Divides by a number, rounding towards zero.
  public static func /= (lhs: inout BigInteger, rhs: BigInteger) { lhs = lhs / rhs }

  /// Takes the remainder.
  public static func %= (lhs: inout BigInteger, rhs: BigInteger) { lhs = lhs % rhs }

  /// The number with its sign changed.
  public static prefix func - (value: BigInteger) -> BigInteger {
    switch value.storage {
    case .small(let small):
      small == Int.min ? BigInteger(-Int128(small)) : BigInteger(-small)
    case .large(let negative, let words):
      BigInteger(negative: !negative, magnitude: words)
    }
  }

  /// Changes the sign.
  public mutating func negate() { self = -self }

  /// The absolute value.
  public var magnitude: BigInteger { isNegative ? -self : self }

  /// -1, 0 or 1.
  public func signum() -> BigInteger { isZero ? 0 : isNegative ? -1 : 1 }

  /// Divides, rounding towards zero.
  ///
  /// - Precondition: `divisor` is not zero.
  public func quotientAndRemainder(
    dividingBy divisor: BigInteger
  ) -> (quotient: BigInteger, remainder: BigInteger) {
    precondition(!divisor.isZero, "Division by zero")
    if case .small(let a) = storage, case .small(let b) = divisor.storage {
      if b == -1 { return (-self, .zero) }
      let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
      return (BigInteger(quotient), BigInteger(remainder))
    }
    if magnitudeIsLess(than: divisor) { return (.zero, self) }
    let parts = BinaryWords.divide(magnitudeWords, by: divisor.magnitudeWords)
    return (
      BigInteger(negative: isNegative != divisor.isNegative, magnitude: parts.quotient),
      BigInteger(negative: isNegative, magnitude: parts.remainder)
    )
  }

  /// Divides, rounding towards negative infinity; the remainder has the divisor's sign.
  ///
  /// This is what Python's `divmod` gives.
  ///
  /// - Precondition: `divisor` is not zero.
  public func floorDivided(
    by divisor: BigInteger
  ) -> (quotient: BigInteger, remainder: BigInteger) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    guard !remainder.isZero, remainder.isNegative != divisor.isNegative else {
      return (quotient, remainder)
    }
    return (quotient - 1, remainder + divisor)
  }

  private func magnitudeIsLess(than other: BigInteger) -> Bool {
    withMagnitude { a, aCount in
      other.withMagnitude { b, bCount in
        aCount != bCount ? aCount < bCount : BinaryWords.compare(a, b, aCount) < 0
      }
    }
  }

  private static func sum(_ lhs: BigInteger, _ rhs: BigInteger, negated: Bool) -> BigInteger {
    let negative = lhs.isNegative
    if negative == (rhs.isNegative != negated) {
      return lhs.withMagnitude { a, aCount in
        rhs.withMagnitude { b, bCount in
          make(negative: negative, capacity: Swift.max(aCount, bCount) + 1) { result in
            result[Swift.max(aCount, bCount)] =
              aCount >= bCount
              ? BinaryWords.add(result, a, aCount, b, bCount)
              : BinaryWords.add(result, b, bCount, a, aCount)
          }
        }
      }
    }
    let less = lhs.magnitudeIsLess(than: rhs)
    return lhs.withMagnitude { a, aCount in
      rhs.withMagnitude { b, bCount in
        make(negative: less != negative, capacity: Swift.max(aCount, bCount)) { result in
          if less {
            BinaryWords.subtract(result, b, bCount, a, aCount)
          } else {
            BinaryWords.subtract(result, a, aCount, b, bCount)
          }
        }
      }
    }
  }
}

extension BigInteger: Comparable {
  /// Whether two numbers are equal.
  public static func == (lhs: BigInteger, rhs: BigInteger) -> Bool { lhs.storage == rhs.storage }

  /// Whether a number is less than another.
  public static func < (lhs: BigInteger, rhs: BigInteger) -> Bool {
    if case .small(let a) = lhs.storage, case .small(let b) = rhs.storage { return a < b }
    if lhs.isNegative != rhs.isNegative { return lhs.isNegative }
    return lhs.isNegative ? rhs.magnitudeIsLess(than: lhs) : lhs.magnitudeIsLess(than: rhs)
  }
}
