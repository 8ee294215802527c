/// Elementary functions and constants in the current context, each correctly rounded and throwing
/// when it raises a trapped signal.
extension Decimal {
  // MARK: Angles

  /// The sine of this angle in radians.
  public func sin() throws(DecimalError) -> Decimal { try DecimalContext.current.sin(self) }

  /// The cosine of this angle in radians.
  public func cos() throws(DecimalError) -> Decimal { try DecimalContext.current.cos(self) }

  /// The tangent of this angle in radians.
  public func tan() throws(DecimalError) -> Decimal { try DecimalContext.current.tan(self) }

  /// The angle with this sine.
  public func asin() throws(DecimalError) -> Decimal { try DecimalContext.current.asin(self) }

  /// The angle with this cosine.
  public func acos() throws(DecimalError) -> Decimal { try DecimalContext.current.acos(self) }

  /// The angle with this tangent.
  public func atan() throws(DecimalError) -> Decimal { try DecimalContext.current.atan(self) }

  /// The angle at which the point (x, y) is seen from the origin.
  public static func atan2(_ y: Decimal, _ x: Decimal) throws(DecimalError) -> Decimal {
    try DecimalContext.current.atan2(y, x)
  }

  // MARK: Hyperbolas

  /// The hyperbolic sine.
  public func sinh() throws(DecimalError) -> Decimal { try DecimalContext.current.sinh(self) }

  /// The hyperbolic cosine.
  public func cosh() throws(DecimalError) -> Decimal { try DecimalContext.current.cosh(self) }

  /// The hyperbolic tangent.
  public func tanh() throws(DecimalError) -> Decimal { try DecimalContext.current.tanh(self) }

  /// The number with this hyperbolic sine.
  public func asinh() throws(DecimalError) -> Decimal { try DecimalContext.current.asinh(self) }

  /// The number with this hyperbolic cosine.
  public func acosh() throws(DecimalError) -> Decimal { try DecimalContext.current.acosh(self) }

  /// The number with this hyperbolic tangent.
  public func atanh() throws(DecimalError) -> Decimal { try DecimalContext.current.atanh(self) }

  // MARK: Roots and powers of two

  /// The cube root.
  public func cubeRoot() throws(DecimalError) -> Decimal {
    try DecimalContext.current.cubeRoot(self)
  }

  /// The root of a degree of at least 1.
  public func root(_ degree: Int) throws(DecimalError) -> Decimal {
    try DecimalContext.current.root(self, degree)
  }

  /// Two to this power.
  public func exp2() throws(DecimalError) -> Decimal { try DecimalContext.current.exp2(self) }

  /// The logarithm to base two.
  public func log2() throws(DecimalError) -> Decimal { try DecimalContext.current.log2(self) }

  // MARK: Constants

  /// π, with the digits of the current context.
  public static func pi() throws(DecimalError) -> Decimal { try DecimalContext.current.pi() }

  /// e, with the digits of the current context.
  public static func e() throws(DecimalError) -> Decimal { try DecimalContext.current.e() }

  /// The natural logarithm of two, with the digits of the current context.
  public static func ln2() throws(DecimalError) -> Decimal { try DecimalContext.current.ln2() }

  /// The natural logarithm of ten, with the digits of the current context.
  public static func ln10() throws(DecimalError) -> Decimal { try DecimalContext.current.ln10() }

  /// The golden ratio, with the digits of the current context.
  public static func goldenRatio() throws(DecimalError) -> Decimal {
    try DecimalContext.current.goldenRatio()
  }
}
