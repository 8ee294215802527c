extension FixedPoint {
  /// The sine and the cosine of a number from 0 to 1, each within two units of the last place.
  static func sineAndCosine(
    _ r: Coefficient,
    _ limbs: Int
  ) -> (sine: Coefficient, cosine: Coefficient) {
    if r.isZero { return (.zero, Coefficient.one.raisedLimbs(limbs)) }
    return limbs < burstThreshold ? sineByDoubling(r, limbs) : sineByBurst(r, limbs)
  }

  // MARK: Doubling

  /// From the angle / 2^k, by doubling the angle k times.
  private static func sineByDoubling(
    _ r: Coefficient,
    _ limbs: Int
  ) -> (sine: Coefficient, cosine: Coefficient) {
    let bits = Double(limbs * 63)
    var halvings = 1
    while Double(halvings * halvings) * Double(halvings).squareRoot() < bits { halvings += 1 }
    // A small angle has been halved already.
    halvings = max(0, halvings - (limbs * LimbMath.digits - r.digitCount) * 10 / 3)
    // Each doubling takes the error less than three times.
    let work = limbs + 1 + halvings / 40
    var x = r.raisedLimbs(work - limbs)
    var left = halvings
    while left > 0 {
      let step = min(left, 62)
      x = x.dividedBy(1 << UInt64(step)).quotient
      left -= step
    }
    let unit = Coefficient.one.raisedLimbs(work)
    var sine = sineSeries(x, work)
    var cosine = cosine(ofSine: sine, work)
    for _ in 0..<halvings {
      let square = product(sine, sine, work)
      let half = product(sine, cosine, work)
      sine = half + half
      cosine = unit - (square + square)
    }
    return (sine.droppingLimbs(work - limbs), cosine.droppingLimbs(work - limbs))
  }

  /// The cosine of an angle well below a right one, whose sine is known.
  private static func cosine(ofSine sine: Coefficient, _ limbs: Int) -> Coefficient {
    (Coefficient.one.raisedLimbs(2 * limbs) - sine * sine).squareRoot().root
  }

  /// The sum of (-1)ⁿ x²ⁿ⁺¹ / (2n + 1)!, for x far below 1, with few full products.
  ///
  /// As in ``exponentialSeries(_:_:)``, the terms are dealt to columns. Their count is even, so all
  /// terms of a column have the same sign.
  private static func sineSeries(_ x: Coefficient, _ limbs: Int) -> Coefficient {
    let square = product(x, x, limbs)
    if square.isZero { return x }
    let columns = 2 * max(1, columnCount(square, limbs) / 3)
    var step = square
    for _ in 1..<columns { step = product(step, square, limbs) }
    var sums = [Coefficient](repeating: .zero, count: columns)
    var term = Coefficient.one.raisedLimbs(limbs)
    var index: UInt64 = 0
    while !term.isZero {
      sums[Int(index % UInt64(columns))] += term
      index += 1
      term = term.dividedBy(2 * index * (2 * index + 1)).quotient
      if index % UInt64(columns) == 0 { term = product(term, step, limbs) }
    }
    // Each sum is at least the next, as each term was.
    var result = sums[columns - 1]
    for column in (0..<columns - 1).reversed() {
      result = sums[column] - product(result, square, limbs)
    }
    return product(result, x, limbs)
  }

  // MARK: Bit burst

  /// By the theorems of addition from pieces of the angle, each with twice the digits of the one
  /// before; see ``exponential(_:_:)``.
  private static func sineByBurst(
    _ r: Coefficient,
    _ limbs: Int
  ) -> (sine: Coefficient, cosine: Coefficient) {
    let work = limbs + 1
    let total = work * LimbMath.digits
    var rest = r.raisedLimbs(1)
    var sum: (sine: Coefficient, cosine: Coefficient)?
    var places = 4
    while !rest.isZero {
      let sine: Coefficient
      if places * 12 > total {
        sine = sineSeries(rest, work)
        rest = .zero
      } else {
        let piece = rest.shiftedRight(total - places)
        rest = rest.lowDigits(total - places)
        defer { places *= 2 }
        if piece.isZero { continue }
        sine = Self.sine(of: piece, places, work)
      }
      let cosine = cosine(ofSine: sine, work)
      guard let known = sum else {
        sum = (sine, cosine)
        continue
      }
      sum = (
        product(known.sine, cosine, work) + product(known.cosine, sine, work),
        product(known.cosine, cosine, work) - product(known.sine, sine, work)
      )
    }
    guard let sum else { return (.zero, Coefficient.one.raisedLimbs(limbs)) }
    return (sum.sine.droppingLimbs(1), sum.cosine.droppingLimbs(1))
  }

  /// The sine of piece / 10^places.
  private static func sine(of piece: Coefficient, _ places: Int, _ limbs: Int) -> Coefficient {
    let square = piece * piece
    let total = Double(limbs * LimbMath.digits)
    let perTerm = Double(2 * places - square.digitCount)
    var terms = 1
    var digits = 0.0
    while digits < total + 2 {
      terms += 1
      digits += perTerm + Double(2 * terms).logarithm10 + Double(2 * terms + 1).logarithm10
    }
    let sum = split(.sine, square, 2 * places, 0, terms, needsPower: false)
    let ratio = Coefficient.one.raisedLimbs(limbs) - sum.value(2 * places * terms, limbs)
    return (ratio * piece).shiftedRight(places)
  }

  // MARK: Reduction

  /// An angle above zero as a multiple of a right angle, and what is left: at most half of one.
  struct ReducedAngle {
    /// The multiple, modulo four.
    var quadrant: Int
    /// How far the angle is from the multiple.
    var rest: Coefficient
    /// Whether the angle lies below the multiple.
    var isBelow: Bool
  }

  /// Takes right angles out of an angle above zero; the rest is right within two units.
  static func reduced(_ angle: Decimal, _ limbs: Int) -> ReducedAngle {
    if angle.adjusted < 0 {
      let rest = value(angle, limbs)
      if rest < Coefficient(78).shiftedLeft(limbs * LimbMath.digits - 2) {
        return ReducedAngle(quadrant: 0, rest: rest, isBelow: false)
      }
    }
    // The multiple has as many digits as the angle before its point: the error of π grows by that.
    let extra = FixedPoint.limbs(digits: max(0, angle.adjusted + 1)) + 1
    let right = halfPi(limbs + extra)
    let (multiple, rest) = value(angle, limbs + extra).divided(by: right)
    // Four divides the base.
    let quadrant = Int(multiple.lowLimbs(1).low % 4)
    let other = right - rest
    return other < rest
      ? ReducedAngle(
        quadrant: (quadrant + 1) % 4,
        rest: other.droppingLimbs(extra),
        isBelow: true
      )
      : ReducedAngle(quadrant: quadrant, rest: rest.droppingLimbs(extra), isBelow: false)
  }
}
