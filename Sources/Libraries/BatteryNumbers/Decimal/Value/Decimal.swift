/// A decimal floating-point number of any precision: a sign, an integer coefficient and a power of
/// ten; or an infinity; or NaN, quiet or signalling, with a payload.
///
/// Values follow the General Decimal Arithmetic specification, version 1.70. They are exact:
/// `1.20` and `1.2` are equal, yet each keeps its digits. What rounds is an operation, in a
/// ``DecimalContext``. The operators use ``DecimalContext/current``; they never throw, and a trap
/// that they spring is thrown by the ``DecimalContext/run(_:)-(()->R)`` around them.
///
/// Coefficients to 38 digits lie in the value itself, longer ones in one array.
public struct Decimal: Sendable {
  enum Form: UInt8 {
    case finite, infinity, quietNaN, signalingNaN
  }

  var coefficient: Coefficient
  var power: Int
  var form: Form
  var isNegative: Bool

  @inline(__always)
  init(_ coefficient: Coefficient, power: Int = 0, isNegative: Bool = false) {
    self.coefficient = coefficient
    self.power = power
    form = .finite
    self.isNegative = isNegative
  }

  init(form: Form, isNegative: Bool = false, payload: Coefficient = .zero) {
    coefficient = payload
    power = 0
    self.form = form
    self.isNegative = isNegative
  }

  /// The largest exponent of a value's first digit, and of a context.
  public static let largestExponent = 999_999_999
  /// The largest precision of a context.
  public static let largestPrecision = 999_999_999
  /// The smallest exponent of a value's last digit.
  public static let smallestExponent = -1_999_999_997

  /// Zero, with the exponent 0.
  public static let zero = Decimal(.zero)
  /// Positive infinity.
  public static let infinity = Decimal(form: .infinity)
  /// A quiet NaN without a payload.
  public static let nan = Decimal(form: .quietNaN)
  /// A signalling NaN without a payload.
  public static let signalingNaN = Decimal(form: .signalingNaN)

  /// Creates a finite number from a sign, digits and an exponent.
  ///
  /// - Parameters:
  ///   - isNegative: Whether the sign is minus, also for zero.
  ///   - digits: The digits of the coefficient, each from 0 to 9, the most significant first.
  ///   - exponent: The power of ten that the coefficient is multiplied by.
  ///
  /// The result is `nil` when a digit or the exponent is outside its range.
  public init?(isNegative: Bool = false, digits: [Int], exponent: Int = 0) {
    guard digits.allSatisfy({ (0...9).contains($0) }), exponent.magnitude <= 1 << 40 else {
      return nil
    }
    let coefficient = Coefficient(digits: digits.map { UInt8($0) + 0x30 })
    self.init(coefficient, power: exponent, isNegative: isNegative)
    guard isWithinLimits else { return nil }
  }

  /// Whether the exponents of a finite number are ones that text and contexts can have.
  var isWithinLimits: Bool {
    power >= Self.smallestExponent && (isZero ? power : adjusted) <= Self.largestExponent
  }

  // MARK: Parts

  /// The exponent of the last digit; 0 for infinities and NaN.
  public var exponent: Int { form == .finite ? power : 0 }

  /// The digits of the coefficient, or of a NaN's payload; none for infinities.
  public var digits: [Int] {
    form == .infinity ? [] : coefficient.digits.map { Int($0) - 0x30 }
  }

  /// How many digits the coefficient has; 1 for zero.
  public var digitCount: Int { coefficient.digitCount }

  /// The exponent of the first digit, as in scientific notation; 0 for infinities and NaN.
  @inline(__always)
  public var adjusted: Int {
    form == .finite ? power &+ coefficient.digitCount &- 1 : 0
  }

  /// The base of the arithmetic: 10.
  public static var radix: Decimal { Decimal(Coefficient(10)) }

  // MARK: Kinds

  /// Whether the value is neither infinite nor NaN.
  public var isFinite: Bool { form == .finite }
  /// Whether the value is an infinity.
  public var isInfinite: Bool { form == .infinity }
  /// Whether the value is NaN, quiet or signalling.
  @inline(__always)
  public var isNaN: Bool { form.rawValue >= Form.quietNaN.rawValue }
  /// Whether the value is a quiet NaN.
  public var isQuietNaN: Bool { form == .quietNaN }
  /// Whether the value is a signalling NaN.
  public var isSignalingNaN: Bool { form == .signalingNaN }
  /// Whether the sign is minus, also of zero and NaN.
  public var isSigned: Bool { isNegative }
  /// Whether the value is a zero, of any exponent and sign.
  @inline(__always)
  public var isZero: Bool { form == .finite && coefficient.isZero }
  /// Whether the value is in its canonical encoding: always.
  public var isCanonical: Bool { true }
  /// Whether the value is finite and has no fraction.
  public var isInteger: Bool {
    form == .finite && (power >= 0 || coefficient.isZero || coefficient.trailingZeros >= -power)
  }

  /// The value in its canonical encoding: itself.
  public var canonical: Decimal { self }

  // MARK: Signs

  /// The value with the sign plus, without rounding and without signals.
  public var copyAbs: Decimal { withSign(false) }

  /// The value with the other sign, without rounding and without signals.
  public var copyNegate: Decimal { withSign(!isNegative) }

  /// The value with the sign of another, without rounding and without signals.
  public func copySign(_ other: Decimal) -> Decimal { withSign(other.isNegative) }

  @inline(__always)
  func withSign(_ isNegative: Bool) -> Decimal {
    var copy = self
    copy.isNegative = isNegative
    return copy
  }

  /// Whether two values have the same exponent, or are both infinite, or both NaN.
  public func sameQuantum(_ other: Decimal) -> Bool {
    if form != .finite || other.form != .finite {
      return isNaN && other.isNaN || isInfinite && other.isInfinite
    }
    return power == other.power
  }

  /// Whether two values agree in sign, digits and exponent, NaN included.
  public func isSameRepresentation(as other: Decimal) -> Bool {
    form == other.form && isNegative == other.isNegative && power == other.power
      && coefficient == other.coefficient
  }
}
