/// An exact rational number, always in lowest terms with a positive denominator.
///
/// Numerators and denominators that fit `Int` are stored in place and computed with 128 bits; all
/// others are integers of any size. Every operation is exact.
///
/// ```swift
/// let tenth: Fraction = "1/10"
/// (tenth + tenth + tenth) * 10 == 3        // true
/// try Fraction(parsing: "-1.25e-3")        // -1/800
/// Fraction(exactly: 0.1)                   // 3602879701896397/36028797018963968
/// ```
///
/// A literal with a point is no fraction: it would be rounded to binary before it came here. Write it
/// as a text, `"0.1"`.
public struct Fraction: Sendable, Hashable {
  enum Storage: Sendable {
    case small(Int, Int)
    case large(Parts)
  }

  final class Parts: Sendable {
    let numerator: BigInteger
    let denominator: BigInteger

    init(_ numerator: BigInteger, _ denominator: BigInteger) {
      self.numerator = numerator
      self.denominator = denominator
    }
  }

  /// Small whenever both parts fit, so that equal fractions have equal storage.
  let storage: Storage

  @inline(__always)
  init(small numerator: Int, _ denominator: Int) { storage = .small(numerator, denominator) }

  /// Makes a fraction from parts without a common divisor, the denominator positive.
  init(reduced numerator: BigInteger, _ denominator: BigInteger) {
    if let numerator = numerator.asInt, let denominator = denominator.asInt {
      storage = .small(numerator, denominator)
    } else {
      storage = .large(Parts(numerator, denominator))
    }
  }

  /// Makes a fraction from parts of 128 bits without a common divisor, the denominator positive.
  @inline(__always)
  init(reduced numerator: Int128, _ denominator: Int128) {
    if let numerator = Int(exactly: numerator), let denominator = Int(exactly: denominator) {
      storage = .small(numerator, denominator)
    } else {
      storage = .large(Parts(BigInteger(numerator), BigInteger(denominator)))
    }
  }

  /// Makes a fraction from any parts but a denominator of zero.
  init(reducing numerator: BigInteger, _ denominator: BigInteger) {
    let divisor = BigInteger.greatestCommonDivisor(numerator, denominator)
    let sign = denominator.isNegative ? -divisor : divisor
    if sign == 1 {
      self.init(reduced: numerator, denominator)
    } else {
      self.init(reduced: numerator / sign, denominator / sign)
    }
  }

  /// Makes zero.
  public init() { storage = .small(0, 1) }

  /// Makes a fraction from an integer.
  public init(_ value: Int) { storage = .small(value, 1) }

  /// Makes a fraction from an integer.
  public init(_ value: BigInteger) { self.init(reduced: value, 1) }

  /// Makes a fraction from a numerator and a denominator, in lowest terms.
  ///
  /// - Precondition: `denominator` is not zero. ``init(numerator:denominator:)`` throws instead.
  public init(_ numerator: Int, _ denominator: Int) {
    precondition(denominator != 0, "A fraction has no denominator of zero")
    let divisor = Int128(BigInteger.commonDivisor(numerator.magnitude, denominator.magnitude))
    let sign = denominator < 0 ? -divisor : divisor
    self.init(reduced: Int128(numerator) / sign, Int128(denominator) / sign)
  }

  /// Makes a fraction from a numerator and a denominator, in lowest terms.
  ///
  /// - Throws: ``NumberError`` when `denominator` is zero.
  public init(numerator: BigInteger, denominator: BigInteger) throws(NumberError) {
    guard !denominator.isZero else {
      throw NumberError(
        .divisionByZero,
        "The fraction \(numerator)/0 has a denominator of zero. Give another one."
      )
    }
    self.init(reducing: numerator, denominator)
  }

  /// Makes the fraction that a double is, exactly; `nil` for infinities and what is no number.
  ///
  /// 0.1 is not a tenth but the fraction that the double nearest to a tenth stands for.
  public init?(exactly value: Double) {
    guard value.isFinite else { return nil }
    if value == 0 {
      self.init()
      return
    }
    // Odd significand times a power of two.
    let significand = value.significandBitPattern | (value.isNormal ? 1 << 52 : 0)
    let zeros = significand.trailingZeroBitCount
    let exponent = (value.isNormal ? Int(value.exponent) : -1_022) - 52 + zeros
    let odd = BigInteger(Int(significand >> UInt64(zeros)))
    let numerator = value < 0 ? -odd : odd
    if exponent >= 0 {
      self.init(reduced: numerator << exponent, 1)
    } else {
      self.init(reduced: numerator, BigInteger(1) << -exponent)
    }
  }

  /// The part above the line, with the sign.
  public var numerator: BigInteger {
    switch storage {
    case .small(let numerator, _): BigInteger(numerator)
    case .large(let parts): parts.numerator
    }
  }

  /// The part below the line, more than zero.
  public var denominator: BigInteger {
    switch storage {
    case .small(_, let denominator): BigInteger(denominator)
    case .large(let parts): parts.denominator
    }
  }

  /// Whether the number is less than zero.
  public var isNegative: Bool {
    switch storage {
    case .small(let numerator, _): numerator < 0
    case .large(let parts): parts.numerator.isNegative
    }
  }

  /// Whether the number is zero.
  public var isZero: Bool {
    guard case .small(let numerator, _) = storage else { return false }
    return numerator == 0
  }

  /// Whether the denominator is 1.
  public var isInteger: Bool {
    switch storage {
    case .small(_, let denominator): denominator == 1
    case .large(let parts): parts.denominator == 1
    }
  }

  /// Whether two fractions are equal.
  public static func == (lhs: Fraction, rhs: Fraction) -> Bool {
    switch (lhs.storage, rhs.storage) {
    case (.small(let a, let b), .small(let c, let d)): a == c && b == d
    case (.large(let a), .large(let b)):
      a.numerator == b.numerator && a.denominator == b.denominator
    default: false
    }
  }

  /// Feeds both parts.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(numerator)
    hasher.combine(denominator)
  }
}

extension Fraction: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
  /// Makes a fraction from a whole number.
  public init(integerLiteral value: StaticBigInt) { self.init(BigInteger(integerLiteral: value)) }

  /// Makes a fraction from a text such as "3/4" or "0.1".
  ///
  /// - Precondition: The text is a fraction. ``init(parsing:)`` throws instead.
  public init(stringLiteral value: String) {
    do {
      try self.init(parsing: value)
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
