extension DecimalContext {
  /// A number to a power, correctly rounded.
  ///
  /// A result that is exact and has an integer exponent comes exactly; with another exponent it
  /// has all the digits of the precision and counts as inexact.
  public func power(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
    try perform("power") { power(a, b, &$0) }
  }

  /// `a` to the power `b`, modulo `modulus`: for integers, exactly.
  ///
  /// `b` must not be negative, `modulus` must not be zero and must fit the precision.
  public func power(
    _ a: Decimal,
    _ b: Decimal,
    modulo modulus: Decimal
  ) throws(DecimalError) -> Decimal {
    try perform("power") { modularPower(a, b, modulus, &$0) }
  }

  func power(_ a: Decimal, _ b: Decimal, _ conditions: inout Conditions) -> Decimal {
    if let nan = nan(a, b, &conditions) { return nan }
    if b.isZero {
      return a.isZero ? refuse(.invalidOperation, &conditions) : Decimal(.one)
    }
    let isInteger = b.isInteger
    if a.isNegative, !isInteger, !a.isZero { return refuse(.invalidOperation, &conditions) }
    let isNegative = a.isNegative && isInteger && b.isOddInteger
    if a.isZero || a.isInfinite {
      return a.isZero == b.isNegative
        ? Decimal(form: .infinity, isNegative: isNegative) : Decimal(.zero, isNegative: isNegative)
    }
    let base = a.copyAbs
    if Decimal.order(base, 1) == 0 {
      return powerOfOne(base, b, isInteger, isNegative, &conditions)
    }
    if b.isInfinite {
      return (base.adjusted >= 0) == !b.isNegative ? .infinity : .zero
    }
    if isInteger, let result = integerPower(base, b, isNegative, &conditions) { return result }
    return realPower(base, b, isInteger, isNegative, &conditions)
  }

  private func powerOfOne(
    _ base: Decimal,
    _ b: Decimal,
    _ isInteger: Bool,
    _ isNegative: Bool,
    _ conditions: inout Conditions
  ) -> Decimal {
    var zeros = precision - 1
    if isInteger {
      let wanted = b.isNegative ? 0 : -base.power
      let times = b.asInt() ?? Int.max
      let (product, overflow) = wanted.multipliedReportingOverflow(by: Swift.max(times, 0))
      if wanted == 0 || !overflow && product <= precision - 1 {
        zeros = wanted == 0 ? 0 : product
      } else {
        conditions.insert(.rounded)
      }
    } else {
      conditions.formUnion([.inexact, .rounded])
    }
    guard allows(zeros, &conditions) else { return .nan }
    return Decimal(.powerOfTen(zeros), power: -zeros, isNegative: isNegative)
  }

  // MARK: Integer exponents

  /// An exact power, rounded; `nil` when it would have far more digits than are wanted.
  private func integerPower(
    _ base: Decimal,
    _ b: Decimal,
    _ isNegative: Bool,
    _ conditions: inout Conditions
  ) -> Decimal? {
    let zeros = base.coefficient.trailingZeros
    let root = base.coefficient.shiftedRight(zeros)
    let times = b.asInt()
    guard let times, Swift.abs(times) <= 4_000_000_000 else {
      return nil
    }
    let count = Swift.abs(times)
    let digits = root == .one ? 1 : root.digitCount * count
    let exponent = base.power * count
    guard digits <= Swift.max(4 * precision, 400) else { return nil }
    guard allows(digits, &conditions) else { return .nan }
    var power = Decimal(root.power(root == .one ? 0 : count), power: exponent + zeros * count)
    if times < 0 {
      power.isNegative = isNegative
      if power.adjusted < -maximumExponent - 1 {
        return overflow(isNegative: isNegative, &conditions)
      }
      return quotient(Decimal(.one), power, &conditions)
    }
    // The zeros that the base ended in are part of the coefficient, as far as they fit.
    let spare = Swift.max(0, precision - power.coefficient.digitCount) + 1
    let padding = Swift.min(zeros * count, spare)
    guard allows(power.coefficient.digitCount + padding, &conditions) else { return .nan }
    power.coefficient = power.coefficient.shiftedLeft(padding)
    power.power -= padding
    power.isNegative = isNegative
    return fix(power, &conditions)
  }

  // MARK: Other exponents

  private func realPower(
    _ base: Decimal,
    _ b: Decimal,
    _ isInteger: Bool,
    _ isNegative: Bool,
    _ conditions: inout Conditions
  ) -> Decimal {
    let isLarge = (Decimal.order(base, 1) > 0) == !b.isNegative
    // |ln base| is at least 10^least, and less than 10^most.
    let distance = base.distanceFromOne
    let magnitude = UInt64((base.adjusted < 0 ? ~base.adjusted : base.adjusted).magnitude)
    let least = distance.map { $0 - 1 } ?? LimbMath.digitCount(magnitude) - 1
    let most = distance.map { $0 + 2 } ?? LimbMath.digitCount(magnitude * 3 + 6)
    if b.adjusted + least > 10 { return beyond(isLarge, isNegative, &conditions) }
    if b.adjusted + most + 1 < -(precision + 2) {
      var result = nearOne(!isLarge, &conditions)
      result.isNegative = isNegative
      return result
    }
    let lost = Swift.max(0, b.adjusted + 1)
    guard allows(precision + lost + base.coefficient.digitCount + 40, &conditions) else {
      return .nan
    }
    var limbs = FixedPoint.limbs(digits: precision + 6)
    while true {
      guard allows(limbs * LimbMath.digits, &conditions) else { return .nan }
      let work = limbs + 2 + FixedPoint.limbs(digits: lost)
      let logarithm = FixedPoint.logarithm(base, work)
      let product = Decimal(
        logarithm.magnitude * b.coefficient,
        power: b.power - work * LimbMath.digits
      )
      let x = FixedPoint.Signed(
        magnitude: FixedPoint.value(product, limbs + 2),
        isNegative: logarithm.isNegative != b.isNegative
      )
      let (mantissa, power) = exponential(x, limbs)
      if var settled = settled(mantissa, power: power, limbs) {
        settled.isNegative = isNegative
        return finish(settled, isShort: true, ideal: settled.power, &conditions)
      }
      if var exact = exactPower(base, b, mantissa, power, limbs) {
        exact.isNegative = isNegative
        conditions.formUnion(isInteger ? [] : [.inexact, .rounded])
        return padded(exact, isInteger, &conditions)
      }
      limbs += 1 + limbs / 4
    }
  }

  /// An exact result with the digits of the precision.
  private func padded(
    _ exact: Decimal,
    _ isInteger: Bool,
    _ conditions: inout Conditions
  ) -> Decimal {
    var value = exact
    if !isInteger {
      let spare = Swift.max(0, precision - value.coefficient.digitCount)
      value.coefficient = value.coefficient.shiftedLeft(spare)
      value.power -= spare
    }
    let result = fix(value, &conditions)
    if !isInteger, conditions.contains(.subnormal) { conditions.insert(.underflow) }
    return result
  }

  /// The power if it is a number of one digit more than the precision: the nearest such one, when
  /// its power of b's denominator is the base's power of b's numerator.
  private func exactPower(
    _ base: Decimal,
    _ b: Decimal,
    _ mantissa: Coefficient,
    _ power: Int,
    _ limbs: Int
  ) -> Decimal? {
    let dropped = mantissa.digitCount - precision - 1
    guard dropped > 0 else { return nil }
    let near = Decimal(mantissa, power: power - limbs * LimbMath.digits)
      .rounded(to: power - limbs * LimbMath.digits + dropped, .halfEven).value
    let candidate = near.stripped
    let root = base.stripped
    if root.coefficient == .one {
      // A power of ten: exact where its exponent times b is an integer.
      let product = Coefficient(UInt64(root.power.magnitude)) * b.coefficient
      let isBelow = (root.power < 0) != b.isNegative
      let power = Decimal(product, power: b.power, isNegative: isBelow)
      return power.asInt().map { Decimal(.one, power: $0) }
    }
    if candidate.coefficient == .one { return nil }
    // b = numerator / denominator, with a denominator of twos and fives alone
    let exponent = b.stripped
    guard exponent.power > -19, exponent.adjusted < 18 else { return nil }
    var numerator =
      exponent.power >= 0
      ? exponent.coefficient.shiftedLeft(exponent.power) : exponent.coefficient
    var denominator: UInt64 = LimbMath.power(Swift.max(0, -exponent.power))
    for prime: UInt64 in [2, 5] {
      while denominator % prime == 0, numerator.dividedBy(prime).remainder == 0 {
        numerator = numerator.dividedBy(prime).quotient
        denominator /= prime
      }
    }
    let largest = 4 * (root.coefficient.digitCount + candidate.coefficient.digitCount + 2)
    guard let times = numerator.asInt(), let roots = Int(exactly: denominator) else { return nil }
    let isSmall = { (value: Decimal, count: Int) in
      value.coefficient == .one
        || count <= largest && count * value.coefficient.digitCount <= digitLimit
    }
    guard isSmall(root, times), isSmall(candidate, roots) else { return nil }
    let left = candidate.exactPower(roots)
    let right = root.exactPower(times)
    if b.isNegative {
      // candidate^roots * root^times == 1
      let product = Decimal(left.coefficient * right.coefficient, power: left.power + right.power)
      return Decimal.order(product, 1) == 0 ? candidate : nil
    }
    return Decimal.order(left, right) == 0 ? candidate : nil
  }

  // MARK: Modular power

  private func modularPower(
    _ a: Decimal,
    _ b: Decimal,
    _ modulus: Decimal,
    _ conditions: inout Conditions
  ) -> Decimal {
    if a.isNaN || b.isNaN || modulus.isNaN {
      let signaling = [a, b, modulus].first { $0.isSignalingNaN }
      return nan(signaling ?? [a, b, modulus].first { $0.isNaN } ?? .nan, &conditions) ?? .nan
    }
    guard a.isInteger, b.isInteger, modulus.isInteger, !b.isNegative || b.isZero,
      !modulus.isZero, modulus.adjusted < precision, !(a.isZero && b.isZero)
    else { return refuse(.invalidOperation, &conditions) }
    let isNegative = a.isNegative && b.isOddInteger
    guard let divisor = modulus.integerMagnitude(limit: digitLimit),
      let exponent = b.integerMagnitude(limit: digitLimit)
    else { return refuse(.insufficientStorage, &conditions) }
    // base = a mod modulus, with a's power of ten reduced too
    var base: Coefficient
    if a.power >= 0 {
      base = a.coefficient.divided(by: divisor).remainder
      let ten = Coefficient.modularPower(
        Coefficient(10),
        Coefficient(UInt64(a.power)),
        divisor
      )
      base = (base * ten).divided(by: divisor).remainder
    } else {
      base = a.coefficient.shiftedRight(-a.power).divided(by: divisor).remainder
    }
    let result = Coefficient.modularPower(base, exponent, divisor)
    return Decimal(result, isNegative: isNegative && !result.isZero || isNegative)
  }
}

extension Coefficient {
  /// A number to a power, modulo another.
  static func modularPower(
    _ base: Coefficient,
    _ exponent: Coefficient,
    _ modulus: Coefficient
  ) -> Coefficient {
    var result = Coefficient.one.divided(by: modulus).remainder
    var base = base.divided(by: modulus).remainder
    for word in exponent.words {
      var word = word
      for _ in 0..<64 {
        if word & 1 == 1 { result = (result * base).divided(by: modulus).remainder }
        base = (base * base).divided(by: modulus).remainder
        word >>= 1
      }
    }
    return result
  }
}

extension Decimal {
  /// Whether a finite integer is odd.
  var isOddInteger: Bool {
    guard form == .finite, power <= 0 else { return false }
    return coefficient.digit(at: -power) & 1 == 1
  }

  /// A finite number without zeros at the end.
  var stripped: Decimal {
    let zeros = coefficient.trailingZeros
    return Decimal(coefficient.shiftedRight(zeros), power: power + zeros, isNegative: isNegative)
  }

  fileprivate func exactPower(_ count: Int) -> Decimal {
    Decimal(
      coefficient == .one ? .one : coefficient.power(count),
      power: power * count
    )
  }

  /// The magnitude of a finite integer, if it has no more digits than the limit.
  fileprivate func integerMagnitude(limit: Int) -> Coefficient? {
    guard adjusted < limit else { return nil }
    return power >= 0 ? coefficient.shiftedLeft(power) : coefficient.shiftedRight(-power)
  }
}
