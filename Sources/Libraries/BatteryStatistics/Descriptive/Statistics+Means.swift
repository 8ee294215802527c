internal import BatteryNumbers
internal import Foundation

extension Statistics {
  /// The arithmetic mean, rounded once.
  ///
  /// - Throws: ``StatisticsError`` when there is no value.
  public static func mean<Value: StatisticsNumber>(
    _ data: some Sequence<Value>
  ) throws(StatisticsError) -> Value.Mean {
    let sums = try ExactSums(data, squares: false)
    guard sums.count > 0 else { throw .tooFew("mean", 0, needs: 1) }
    if let special = sums.special { return Value.mean(special: special) }
    return Value.mean(sums.sum / Fraction(sums.count))
  }

  /// The arithmetic mean of doubles, rounded once.
  ///
  /// - Throws: ``StatisticsError`` when there is no value.
  public static func mean(_ data: some Sequence<Double>) throws(StatisticsError) -> Double {
    let (sum, special, count) = total(data)
    guard count > 0 else { throw .tooFew("mean", 0, needs: 1) }
    if let special = special.sum { return special }
    let (significand, exponent) = sum.scaled
    return ExactRatio(significand, over: BigInteger(count), exponent: exponent - 1_074).value
  }

  private static func total(
    _ data: some Sequence<Double>
  ) -> (Superaccumulator, SpecialValues, Int) {
    var sum = ExactTotals.emptySum
    var unused = Superaccumulator(bits: 0)
    var special = SpecialValues()
    func add(_ values: UnsafeBufferPointer<Double>) -> Int {
      ExactTotals.add(
        values,
        sum: &sum,
        squares: &unused,
        wantsSquares: false,
        special: &special
      )
      return values.count
    }
    let count =
      data.withContiguousStorageIfAvailable(add) ?? Array(data).withUnsafeBufferPointer(add)
    return (sum, special, count)
  }

  /// The sum of doubles, rounded once, as Python's `math.fsum`, and how many there are.
  static func fsum(_ data: some Sequence<Double>) -> (sum: Double, count: Int) {
    let (sum, special, count) = total(data)
    let (significand, exponent) = sum.scaled
    let value = ExactRatio(significand, over: 1, exponent: exponent - 1_074).value
    return (special.sum ?? value, count)
  }

  /// The arithmetic mean of doubles: their exact sum, rounded, divided by their count.
  ///
  /// - Throws: ``StatisticsError`` when there is no value.
  public static func fmean(_ data: some Sequence<Double>) throws(StatisticsError) -> Double {
    let (sum, count) = fsum(data)
    guard count > 0 else { throw .tooFew("mean", 0, needs: 1) }
    return sum / Double(count)
  }

  /// The weighted arithmetic mean of doubles.
  ///
  /// - Throws: ``StatisticsError`` when there are not as many weights, or when their sum is zero.
  public static func fmean(
    _ data: [Double],
    weights: [Double]
  ) throws(StatisticsError) -> Double {
    guard let sum = try? Mathematics.sumprod(data, weights) else {
      throw .unequal("weighted mean", data.count, weights.count)
    }
    let total = fsum(weights).sum
    guard total != 0 else {
      throw StatisticsError(
        .invalidArgument,
        "The weights of a mean add up to zero. Give weights with another sum."
      )
    }
    return sum / total
  }

  /// The geometric mean: the root of the product, of as high a degree as there are values.
  ///
  /// Zero where a value is zero.
  ///
  /// - Throws: ``StatisticsError`` when there is no value, or one below zero.
  public static func geometricMean(_ data: some Sequence<Double>) throws(StatisticsError) -> Double
  {
    var logarithms: [Double] = []
    var zeros = 0
    for value in data {
      if value > 0 || value.isNaN {
        logarithms.append(log(value))
      } else if value == 0 {
        zeros += 1
      } else {
        throw StatisticsError(
          .invalidArgument,
          "The geometric mean has no value with \(value) in the data. Leave out what is negative."
        )
      }
    }
    let count = logarithms.count + zeros
    guard count > 0 else { throw .tooFew("geometric mean", 0, needs: 1) }
    let total = fsum(logarithms).sum
    if total.isNaN { return .nan }
    if zeros > 0 { return total == .infinity ? .nan : 0 }
    return exp(total / Double(count))
  }

  /// The harmonic mean: the reciprocal of the mean of the reciprocals, weighted where asked for.
  ///
  /// Zero where a value is zero.
  ///
  /// - Throws: ``StatisticsError`` when there is no value, when one or a weight is below zero, when
  ///   there are not as many weights as values, or when nothing has a weight.
  public static func harmonicMean<Value: StatisticsNumber>(
    _ data: [Value],
    weights: [Value]? = nil
  ) throws(StatisticsError) -> Value.Mean where Value: Numeric {
    guard let first = data.first else { throw .tooFew("harmonic mean", 0, needs: 1) }
    if let weights, weights.count != data.count {
      throw .unequal("weighted harmonic mean", data.count, weights.count)
    }
    for value in data + (weights ?? []) where value < 0 {
      throw StatisticsError(
        .invalidArgument,
        "The harmonic mean has no value with \(value) in the data. Leave out what is negative."
      )
    }
    if data.count == 1, weights == nil { return Value.mean(of: first) }
    let total = try reciprocals(data, weights ?? [])
    let weight =
      try weights.map { values throws(StatisticsError) in try ExactSums(values, squares: false).sum
      }
      ?? Fraction(data.count)
    switch total {
    case .infinite: return Value.mean(0)
    case .special(let value): return Value.mean(special: value)
    case .finite(let total):
      guard total > 0 else {
        throw StatisticsError(
          .invalidArgument,
          "The harmonic mean needs a sum of reciprocals above zero. Give weights to finite values."
        )
      }
      return Value.mean(weight / total)
    }
  }

  private enum Reciprocals {
    case finite(Fraction)
    case special(Double)
    case infinite
  }

  /// The sum of the weights divided by the values.
  ///
  /// Python divides in the type of the data and so do we: a double's quotient is rounded.
  private static func reciprocals<Value: StatisticsNumber>(
    _ data: [Value],
    _ weights: [Value]
  ) throws(StatisticsError) -> Reciprocals where Value: Numeric {
    var sum = FractionSum()
    for (place, value) in data.enumerated() {
      let weight = weights.isEmpty ? 1 : weights[place]
      if weight == 0 { continue }
      if value == 0 { return .infinite }
      if value.nearestDouble.isNaN || !weight.nearestDouble.isFinite { return .special(.nan) }
      // The reciprocal of infinity is zero.
      if !value.nearestDouble.isFinite, value.exactFraction == nil { continue }
      guard let quotient = Value.quotient(weight, value) else { return .infinite }
      sum.add(quotient)
    }
    return .finite(sum.value)
  }
}

/// The count, the sum and the sum of squares of numbers as fractions.
struct ExactSums {
  private(set) var count = 0
  private(set) var special: Double?
  private var sums = FractionSum()
  private var squares = FractionSum()

  init<Value: StatisticsNumber>(
    _ data: some Sequence<Value>,
    squares wantsSquares: Bool
  ) throws(StatisticsError) {
    for value in data {
      count += 1
      if let exact = value.exactFraction {
        sums.add(exact)
        if wantsSquares { squares.add(exact * exact) }
        continue
      }
      let double = value.nearestDouble
      guard !double.isFinite else {
        throw StatisticsError(
          .invalidArgument,
          "The value \(value) is too long to be summed exactly. Scale the data."
        )
      }
      special = (special ?? 0) + double
    }
  }

  var sum: Fraction { sums.value }

  /// The sum of the squared deviations from the mean.
  var deviations: Fraction {
    let (sum, count) = (sum, Fraction(count))
    return squares.value - sum * sum / count
  }
}
