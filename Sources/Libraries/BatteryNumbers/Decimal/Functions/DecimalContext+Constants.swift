/// Constants with the digits of the precision, rounded half even whatever the context's rounding.
///
/// As many digits as were ever asked for are kept, for the whole program.
extension DecimalContext {
  /// π, the length of a circle of diameter 1.
  public func pi() throws(DecimalError) -> Decimal {
    try perform("pi") { multipleOfPi(1, over: 1, isNegative: false, &$0) }
  }

  /// e, the base of the natural logarithm.
  public func e() throws(DecimalError) -> Decimal {
    try perform("e") { constant(FixedPoint.e, &$0) }
  }

  /// The natural logarithm of two.
  public func ln2() throws(DecimalError) -> Decimal {
    try perform("ln2") { constant(FixedPoint.logarithmOfTwo, &$0) }
  }

  /// The natural logarithm of ten.
  public func ln10() throws(DecimalError) -> Decimal {
    try perform("ln10") { constant(FixedPoint.logarithmOfTen, &$0) }
  }

  /// The golden ratio, (1 + √5) / 2; not kept.
  public func goldenRatio() throws(DecimalError) -> Decimal {
    try perform("goldenRatio") {
      constant(
        { limbs in
          let root = Coefficient(5).raisedLimbs(2 * limbs).squareRoot().root
          return (Coefficient.one.raisedLimbs(limbs) + root).dividedBy(2).quotient
        },
        &$0
      )
    }
  }

  private func constant(
    _ value: (_ limbs: Int) -> Coefficient,
    _ conditions: inout Conditions
  ) -> Decimal {
    settle(digits: digits(behind: 0), &conditions) { Approximation(value($0)) }
  }
}
