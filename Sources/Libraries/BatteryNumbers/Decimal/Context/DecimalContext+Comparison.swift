extension DecimalContext {
  /// -1, 0 or 1 as the first number is less than, equal to or greater than the second; or NaN.
  public func compare(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("compare") { nan(a, b, &$0) ?? Decimal(sign: Decimal.order(a, b)) }
  }

  /// As ``compare(_:_:)``, but a quiet NaN signals too.
  public func compareSignal(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("compareSignal") { conditions in
      if let nan = nan(a, b, &conditions) {
        conditions.insert(.invalidOperation)
        return nan
      }
      return Decimal(sign: Decimal.order(a, b))
    }
  }

  /// The larger number; a number goes before a quiet NaN.
  public func max(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("max") { extreme(a, b, byMagnitude: false, wantsLarger: true, &$0) }
  }

  /// The smaller number; a number goes before a quiet NaN.
  public func min(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("min") { extreme(a, b, byMagnitude: false, wantsLarger: false, &$0) }
  }

  /// The number with the larger magnitude.
  public func maxMag(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("maxMag") { extreme(a, b, byMagnitude: true, wantsLarger: true, &$0) }
  }

  /// The number with the smaller magnitude.
  public func minMag(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("minMag") { extreme(a, b, byMagnitude: true, wantsLarger: false, &$0) }
  }

  private func extreme(
    _ a: Decimal,
    _ b: Decimal,
    byMagnitude: Bool,
    wantsLarger: Bool,
    _ conditions: inout Conditions
  ) -> Decimal {
    if a.isNaN || b.isNaN {
      if a.isQuietNaN, !b.isNaN { return fix(b, &conditions) }
      if b.isQuietNaN, !a.isNaN { return fix(a, &conditions) }
      return nan(a, b, &conditions) ?? .nan
    }
    var order = byMagnitude ? Decimal.order(a.copyAbs, b.copyAbs) : Decimal.order(a, b)
    if order == 0 { order = a.totalOrder(b) }
    return fix((order < 0) == wantsLarger ? b : a, &conditions)
  }
}

extension Decimal {
  init(sign: Int) { self.init(sign == 0 ? .zero : .one, isNegative: sign < 0) }

  /// -1, 0 or 1 for two values that are not NaN.
  static func order(_ a: Decimal, _ b: Decimal) -> Int {
    let aSign = a.isZero ? 0 : (a.isNegative ? -1 : 1)
    let bSign = b.isZero ? 0 : (b.isNegative ? -1 : 1)
    if aSign != bSign { return aSign < bSign ? -1 : 1 }
    return aSign == 0 ? 0 : aSign * magnitudeOrder(a, b)
  }

  /// The order of two magnitudes other than zero.
  private static func magnitudeOrder(_ a: Decimal, _ b: Decimal) -> Int {
    if a.isInfinite || b.isInfinite {
      return a.isInfinite == b.isInfinite ? 0 : (a.isInfinite ? 1 : -1)
    }
    if a.power == b.power { return Coefficient.order(a.coefficient, b.coefficient) }
    let (x, y) = (a.adjusted, b.adjusted)
    if x != y { return x < y ? -1 : 1 }
    // The first digits stand at one place, so the coefficients differ by as many digits.
    return a.power > b.power
      ? Coefficient.order(a.coefficient.shiftedLeft(a.power - b.power), b.coefficient)
      : Coefficient.order(a.coefficient, b.coefficient.shiftedLeft(b.power - a.power))
  }

  /// -1, 0 or 1 in the total order of representations, in which -NaN is first and NaN last.
  public func compareTotal(_ other: Decimal) -> Decimal { Decimal(sign: totalOrder(other)) }

  /// As ``compareTotal(_:)``, without the signs.
  public func compareTotalMag(_ other: Decimal) -> Decimal {
    Decimal(sign: copyAbs.totalOrder(other.copyAbs))
  }

  func totalOrder(_ other: Decimal) -> Int {
    if isNegative != other.isNegative { return isNegative ? -1 : 1 }
    let order = totalMagnitudeOrder(other)
    return isNegative ? -order : order
  }

  private func totalMagnitudeOrder(_ other: Decimal) -> Int {
    if isNaN || other.isNaN {
      // Numbers, then signalling NaN, then quiet NaN; payloads in order.
      let (x, y) = (nanRank, other.nanRank)
      if x != y { return x < y ? -1 : 1 }
      return Coefficient.order(coefficient, other.coefficient)
    }
    let order = Decimal.order(copyAbs, other.copyAbs)
    if order != 0 || power == other.power { return order }
    return power < other.power ? -1 : 1
  }

  private var nanRank: Int {
    switch form {
    case .finite, .infinity: 0
    case .signalingNaN: 1
    case .quietNaN: 2
    }
  }
}
