extension Coefficient {
  /// The quotient and remainder by a limb other than zero.
  func dividedBy(_ divisor: Limb) -> (quotient: Coefficient, remainder: Limb) {
    var remainder: Limb = 0
    let quotient = withLimbs { limbs, count in
      Coefficient(count: count) { remainder = Limbs.divide($0, limbs, count, by: divisor) }
    }
    return (quotient, remainder)
  }

  /// The quotient and remainder by a number other than zero.
  func divided(by divisor: Coefficient) -> (quotient: Coefficient, remainder: Coefficient) {
    let (aCount, bCount) = (count, divisor.count)
    if Coefficient.order(self, divisor) < 0 { return (.zero, self) }
    if bCount >= Limbs.newtonThreshold, aCount - bCount >= Limbs.newtonThreshold {
      return dividedByNewton(divisor)
    }
    return withLimbs { a, _ in
      divisor.withLimbs { b, _ in
        withUnsafeTemporaryAllocation(
          of: Limb.self,
          capacity: Limbs.divisionScratch(aCount, bCount)
        ) { memory in
          guard let scratch = memory.baseAddress else { return (.zero, .zero) }
          let quotient = Coefficient(count: aCount - bCount + 1) { target in
            _ = Limbs.divide(target, a, aCount, b, bCount, scratch, wantsRemainder: true)
          }
          return (quotient, Coefficient(scratch, bCount))
        }
      }
    }
  }

  /// Division through the divisor's reciprocal.
  private func dividedByNewton(
    _ divisor: Coefficient
  ) -> (quotient: Coefficient, remainder: Coefficient) {
    let bCount = divisor.count
    let extra = count - bCount
    if extra > bCount {
      // Digit by digit of as many limbs as the divisor has, the top first.
      var quotient = Coefficient.zero
      var remainder = Coefficient.zero
      var place = (count - 1) / bCount * bCount
      while place >= 0 {
        let piece = droppingLimbs(place).lowLimbs(bCount)
        let step = (remainder.raisedLimbs(bCount) + piece).divided(by: divisor)
        quotient = quotient.raisedLimbs(bCount) + step.quotient
        remainder = step.remainder
        place -= bCount
      }
      return (quotient, remainder)
    }
    // The quotient has extra + 1 limbs at most: that many of the divisor, and two, decide it.
    let dropped = max(0, bCount - extra - 2)
    let short = divisor.droppingLimbs(dropped)
    let places = extra + 2
    let reciprocal = short.reciprocal(places)
    let top = droppingLimbs(bCount - 1)
    // self / base^(bCount-1) * base^(short + places) / short, brought to units
    var quotient = (top * reciprocal).droppingLimbs(short.count + places - (bCount - 1 - dropped))
    let product = quotient * divisor
    var (remainder, isNegative) = Coefficient.difference(self, product)
    while isNegative {
      quotient -= .one
      (remainder, isNegative) = Coefficient.difference(divisor, remainder)
      if isNegative { continue }
    }
    while remainder >= divisor {
      quotient += .one
      remainder -= divisor
    }
    return (quotient, remainder)
  }

  /// About base^(count + places) / self, off by a few units at most.
  func reciprocal(_ places: Int) -> Coefficient {
    if places <= Limbs.newtonThreshold / 2 {
      return Coefficient.one.raisedLimbs(count + places).divided(by: self).quotient
    }
    let half = (places + 3) / 2
    // Only as many limbs as the answer has places bear on it.
    let start = droppingLimbs(max(0, count - half - 2)).reciprocal(half)
    let short = droppingLimbs(max(0, count - places - 2))
    // x' = x + x (base^(n + half) - d x) / base^(n + half), with x good to `half` places
    let unit = Coefficient.one.raisedLimbs(short.count + half)
    let (error, isNegative) = Coefficient.difference(unit, short * start)
    let scaled = start.raisedLimbs(places - half)
    let correction = (error * start).droppingLimbs(short.count + 2 * half - places)
    return isNegative ? scaled - correction : scaled + correction
  }
}
