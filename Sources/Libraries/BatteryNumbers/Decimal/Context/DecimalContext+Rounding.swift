extension DecimalContext {
  /// Makes a number of a coefficient in memory, brought to the precision and the exponents.
  ///
  /// The limbs are overwritten; the top one may be zero. `isShort` says that the true value is a
  /// little above the coefficient: by less than one.
  @inline(__always)
  func finish(
    _ limbs: Limbs.Target,
    _ count: Int,
    power: Int,
    isNegative: Bool,
    isShort: Bool = false,
    _ conditions: inout Conditions
  ) -> Decimal {
    let count = Limbs.normalized(limbs, count)
    let digits = Limbs.digitCount(limbs, count)
    if _fastPath(
      count > 0 && digits <= precision && power &+ digits &- 1 <= maximumExponent
        && power &+ digits > minimumExponent && !clamp && !isShort
    ) {
      return Decimal(Coefficient(limbs, count), power: power, isNegative: isNegative)
    }
    return squeeze(limbs, count, digits, power, isNegative, isShort, &conditions)
  }

  @inline(__always)
  private func squeeze(
    _ limbs: Limbs.Target,
    _ count: Int,
    _ digits: Int,
    _ power: Int,
    _ isNegative: Bool,
    _ isShort: Bool,
    _ conditions: inout Conditions
  ) -> Decimal {
    if count == 0 { return zero(power: power, isNegative: isNegative, &conditions) }
    var smallest = power &+ digits &- precision
    if smallest > topExponent { return overflow(isNegative: isNegative, &conditions) }
    let isSubnormal = smallest < tinyExponent
    if isSubnormal {
      smallest = tinyExponent
      conditions.insert(.subnormal)
    }
    guard power < smallest else {
      if isShort { conditions.formUnion([.inexact, .rounded]) }
      var result = Decimal(Coefficient(limbs, count), power: power, isNegative: isNegative)
      if clamp, power > topExponent {
        conditions.insert(.clamped)
        result.coefficient = result.coefficient.shiftedLeft(power - topExponent)
        result.power = topExponent
      }
      return result
    }
    conditions.insert(.rounded)
    let dropped = smallest &- power
    var tail = Limbs.tail(limbs, count, digits: dropped)
    if isShort {
      tail = tail == .zero ? .belowHalf : (tail == .half ? .aboveHalf : tail)
    }
    let kept = Limbs.shiftRight(limbs, limbs, count, by: dropped)
    var coefficient: Coefficient
    if tail == .zero {
      coefficient = Coefficient(limbs, kept)
    } else {
      conditions.insert(.inexact)
      if isSubnormal { conditions.insert(.underflow) }
      let last = kept > 0 ? limbs[0] % 10 : 0
      if !rounding.increments(isNegative: isNegative, lastDigit: last, tail: tail) {
        coefficient = Coefficient(limbs, kept)
      } else if kept == 0 {
        coefficient = .one
      } else {
        coefficient =
          Limbs.increment(limbs, kept)
          ? .powerOfTen(kept * LimbMath.digits) : Coefficient(limbs, kept)
        if coefficient.digitCount > precision {
          // All nines became a one and zeros.
          coefficient = .powerOfTen(precision - 1)
          smallest += 1
          if smallest > topExponent { return overflow(isNegative: isNegative, &conditions) }
        }
      }
    }
    if coefficient.isZero { conditions.insert(.clamped) }
    return Decimal(coefficient, power: smallest, isNegative: isNegative)
  }

  /// A zero with the exponent brought into the context's range.
  func zero(power: Int, isNegative: Bool, _ conditions: inout Conditions) -> Decimal {
    let bounded = Swift.min(Swift.max(power, tinyExponent), clamp ? topExponent : maximumExponent)
    if bounded != power { conditions.insert(.clamped) }
    return Decimal(.zero, power: bounded, isNegative: isNegative)
  }

  /// What stands for a result that is too large.
  func overflow(isNegative: Bool, _ conditions: inout Conditions) -> Decimal {
    conditions.formUnion([.overflow, .inexact, .rounded])
    let isInfinite =
      switch rounding {
      case .halfEven, .halfUp, .halfDown, .up: true
      case .down, .up05: false
      case .ceiling: !isNegative
      case .floor: isNegative
      }
    if isInfinite { return Decimal(form: .infinity, isNegative: isNegative) }
    guard allows(precision, &conditions) else { return .nan }
    let nines = Coefficient.powerOfTen(precision) - .one
    return Decimal(nines, power: topExponent, isNegative: isNegative)
  }

  /// Brings a number to the precision and the exponents; quiet NaN keeps what fits of its payload.
  func fix(_ value: Decimal, _ conditions: inout Conditions) -> Decimal {
    if value.form != .finite {
      return value.isNaN ? trimmed(value) : value
    }
    let digits = value.coefficient.digitCount
    if digits <= precision, value.power + digits - 1 <= maximumExponent,
      value.power + digits > minimumExponent, !value.coefficient.isZero,
      !clamp || value.power <= topExponent
    {
      return value
    }
    return value.coefficient.withLimbs { limbs, count in
      withUnsafeTemporaryAllocation(of: Limb.self, capacity: count + 1) { memory in
        guard let copy = memory.baseAddress else { return .nan }
        copy.update(from: limbs, count: count)
        return finish(
          copy,
          count,
          power: value.power,
          isNegative: value.isNegative,
          &conditions
        )
      }
    }
  }

  private func trimmed(_ nan: Decimal) -> Decimal {
    var copy = nan
    copy.coefficient = copy.coefficient.lowDigits(precision - (clamp ? 1 : 0))
    return copy
  }

  // MARK: NaN

  /// The NaN that an operation on NaN gives, or `nil` when no operand is NaN.
  @inline(__always)
  func nan(_ a: Decimal, _ conditions: inout Conditions) -> Decimal? {
    a.isNaN ? quieted(a, &conditions) : nil
  }

  @inline(__always)
  func nan(_ a: Decimal, _ b: Decimal, _ conditions: inout Conditions) -> Decimal? {
    guard a.isNaN || b.isNaN else { return nil }
    if a.isSignalingNaN { return quieted(a, &conditions) }
    if b.isSignalingNaN { return quieted(b, &conditions) }
    return quieted(a.isNaN ? a : b, &conditions)
  }

  private func quieted(_ nan: Decimal, _ conditions: inout Conditions) -> Decimal {
    var copy = nan
    if nan.isSignalingNaN {
      conditions.insert(.invalidOperation)
      copy.form = .quietNaN
    }
    return trimmed(copy)
  }
}
