extension FixedPoint {
  /// From this many limbs on, the bit-burst method is faster than halving and squaring.
  static let burstThreshold = 110

  /// e^r for 0 <= r < 3.
  static func exponential(_ r: Coefficient, _ limbs: Int) -> Coefficient {
    if r.isZero { return Coefficient.one.raisedLimbs(limbs) }
    return limbs < burstThreshold ? exponentialBySquaring(r, limbs) : exponentialByBurst(r, limbs)
  }

  // MARK: Halving

  /// e^r = (e^(r / 2^k))^(2^k), with the series in the middle.
  private static func exponentialBySquaring(_ r: Coefficient, _ limbs: Int) -> Coefficient {
    let bits = Double(limbs * 63)
    var halvings = 1
    while Double(halvings * halvings) * Double(halvings).squareRoot() < bits { halvings += 1 }
    // Each squaring doubles the error: it has a limb more than its bits need.
    let work = limbs + 1 + halvings / 50
    var x = r.raisedLimbs(work - limbs)
    var left = halvings
    while left > 0 {
      let step = min(left, 62)
      x = x.dividedBy(1 << UInt64(step)).quotient
      left -= step
    }
    var result = exponentialSeries(x, work)
    for _ in 0..<halvings { result = product(result, result, work) }
    return result.droppingLimbs(work - limbs)
  }

  /// The sum of xⁿ/n!, for x far below 1, with few full products.
  ///
  /// Smith, *Efficient multiple-precision evaluation of elementary functions* (1989): the terms
  /// are dealt to `columns` sums by their exponent, so that one product makes as many terms.
  static func exponentialSeries(_ x: Coefficient, _ limbs: Int) -> Coefficient {
    let unit = Coefficient.one.raisedLimbs(limbs)
    if x.isZero { return unit }
    let columns = columnCount(x, limbs)
    var powers = [unit, x]
    while powers.count <= columns {
      powers.append(product(powers[powers.count - 1], x, limbs))
    }
    var sums = [Coefficient](repeating: .zero, count: columns)
    var term = unit
    var index: UInt64 = 0
    while true {
      let column = Int(index % UInt64(columns))
      sums[column] += term
      index += 1
      term = term.dividedBy(index).quotient
      if index % UInt64(columns) == 0 { term = product(term, powers[columns], limbs) }
      if term.isZero { break }
    }
    var result = sums[columns - 1]
    for column in (0..<columns - 1).reversed() {
      result = product(result, x, limbs) + sums[column]
    }
    return result
  }

  /// How many sums make a series of powers of `x` cheapest.
  static func columnCount(_ x: Coefficient, _ limbs: Int) -> Int {
    let total = limbs * LimbMath.digits
    let perTerm = max(1, total - x.digitCount)
    // Each term adds the digits of x and those of its factorial.
    var terms = 1
    var digits = 0.0
    while digits < Double(total) {
      terms += 1
      digits += Double(perTerm) + Double(LimbMath.digitCount(UInt64(terms))) - 0.7
    }
    return max(1, Int(Double(terms).squareRoot()))
  }

  // MARK: Bit burst

  /// e^r as a product of e^(pieces of r), each with twice the digits of the one before.
  ///
  /// Brent, *The complexity of multiple-precision arithmetic* (1976): a piece of few digits is a
  /// fraction, whose series binary splitting sums in products of large numbers.
  private static func exponentialByBurst(_ r: Coefficient, _ limbs: Int) -> Coefficient {
    let work = limbs + 1
    let total = work * LimbMath.digits
    var rest = r.raisedLimbs(1)
    var result: Coefficient?
    var places = 4
    while !rest.isZero {
      let factor: Coefficient
      if places * 12 > total {
        factor = exponentialSeries(rest, work)
        rest = .zero
      } else {
        let piece = rest.shiftedRight(total - places)
        rest = rest.lowDigits(total - places)
        if piece.isZero {
          places *= 2
          continue
        }
        factor = exponential(of: piece, places, work)
        places *= 2
      }
      result = result.map { product($0, factor, work) } ?? factor
    }
    return (result ?? Coefficient.one.raisedLimbs(work)).droppingLimbs(1)
  }

  /// e^(piece / 10^places).
  static func exponential(
    of piece: Coefficient,
    _ places: Int,
    _ limbs: Int
  ) -> Coefficient {
    let total = Double(limbs * LimbMath.digits)
    let perTerm = Double(places - piece.digitCount)
    var terms = 1
    var digits = 0.0
    while digits < total + 2 {
      terms += 1
      digits += perTerm + Double(terms).logarithm10
    }
    let sum = split(.exponential, piece, places, 0, terms, needsPower: false)
    return Coefficient.one.raisedLimbs(limbs) + sum.value(places * terms, limbs)
  }

  /// A series whose terms have the ratio x / factor(n).
  enum Series {
    /// Of the exponential: x^n / n!.
    case exponential
    /// Of the sine over x, in its square: (-x)^n / (2n + 1)!.
    case sine

    func factor(_ n: Int) -> Coefficient {
      let n = UInt64(n)
      return Coefficient(self == .sine ? 2 * n * (2 * n + 1) : n)
    }
  }

  /// The sum of some terms: total / (factor · 10^places).
  struct Sum {
    var power: Coefficient
    var factor: Coefficient
    /// Without its sign, which is that of the first term: alternating terms shrink.
    var total: Coefficient

    func value(_ places: Int, _ limbs: Int) -> Coefficient {
      let shift = limbs * LimbMath.digits - places
      let scaled = shift >= 0 ? total.shiftedLeft(shift) : total.shiftedRight(-shift)
      return scaled.divided(by: factor).quotient
    }
  }

  /// The terms after `start` to `end` for x = piece / 10^places.
  static func split(
    _ series: Series,
    _ piece: Coefficient,
    _ places: Int,
    _ start: Int,
    _ end: Int,
    needsPower: Bool
  ) -> Sum {
    if end - start == 1 {
      return Sum(power: piece, factor: series.factor(end), total: piece)
    }
    let middle = (start + end) / 2
    let left = split(series, piece, places, start, middle, needsPower: true)
    let right = split(series, piece, places, middle, end, needsPower: needsPower)
    let upper = (left.total * right.factor).shiftedLeft(places * (end - middle))
    let lower = left.power * right.total
    let isOpposed = series == .sine && (middle - start) & 1 == 1
    return Sum(
      power: needsPower ? left.power * right.power : .zero,
      factor: left.factor * right.factor,
      total: isOpposed ? upper - lower : upper + lower
    )
  }
}

extension Double {
  /// The logarithm of a number of at least 1, a little below.
  var logarithm10: Double {
    // log2 of the significand is at least significand - 1.
    (Double(exponent) + significand - 1) * 0.301029
  }
}
