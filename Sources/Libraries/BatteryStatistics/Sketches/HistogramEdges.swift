package import BatteryNumbers

/// The ends of intervals of the same width, without any rounding.
package struct HistogramEdges: Sendable, Hashable {
  /// Where the first interval begins.
  package let lower: Fraction
  /// Where the last interval ends.
  package let upper: Fraction
  /// How many intervals there are.
  package let bins: Int

  /// Divides a range.
  ///
  /// - Precondition: There is an interval, and `lower` is below `upper`.
  package init(from lower: Fraction, to upper: Fraction, bins: Int) {
    precondition(bins > 0 && lower < upper, "A histogram has an interval")
    (self.lower, self.upper, self.bins) = (lower, upper, bins)
  }

  /// Where an interval begins; the one after the last begins where the last ends.
  package subscript(bin: Int) -> Fraction {
    lower + Fraction(bin, bins) * (upper - lower)
  }

  /// The interval of a number; `nil` outside of all.
  package func bin(of value: Fraction) -> Int? {
    guard value >= lower, value <= upper else { return nil }
    let place = (value - lower) * Fraction(bins) / (upper - lower)
    return min(place.floor.asInt ?? bins, bins - 1)
  }

  /// All ends with the same denominator: the first numerator, the next less that, and so on.
  private var numerators: (first: BigInteger, step: BigInteger, denominator: BigInteger) {
    let (low, high) = (lower.numerator * upper.denominator, upper.numerator * lower.denominator)
    let count = BigInteger(bins)
    return (low * count, high - low, lower.denominator * upper.denominator * count)
  }

  /// The doubles nearest to all ends.
  var nearest: [Double] {
    let (first, step, denominator) = numerators
    return (0...bins).map { ExactRatio(first + BigInteger($0) * step, over: denominator).value }
  }

  /// For each end between two intervals, the least double that is not below it.
  var doubles: [Double] {
    let (first, step, denominator) = numerators
    return (1..<max(bins, 1)).map { bin in
      let numerator = first + BigInteger(bin) * step
      let value = ExactRatio(numerator, over: denominator).value
      guard let exact = Fraction(exactly: value) else { return value }
      return exact.numerator * denominator < numerator * exact.denominator ? value.nextUp : value
    }
  }

  /// For each end between two intervals, the least integer over 10^`scale` that is not below it.
  ///
  /// Ends that all integers of 64 bits are below are left out.
  func integers(scale: Int) -> [Int64] {
    let (first, step, denominator) = numerators
    let power = BigInteger(10).power(scale)
    var integers: [Int64] = []
    for bin in 1..<max(bins, 1) {
      let numerator = (first + BigInteger(bin) * step) * power
      let integer = -(-numerator).floorDivided(by: denominator).quotient
      guard let short = integer.asInt else {
        guard integer.isNegative else { break }
        integers.append(.min)
        continue
      }
      integers.append(Int64(short))
    }
    return integers
  }
}
