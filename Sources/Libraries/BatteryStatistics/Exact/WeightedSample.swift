package import BatteryNumbers

/// Numbers with weights that say how much each counts, and what is computed of them without any
/// rounding but the last.
///
/// Weights are those of reliability: only their ratios matter, and a weight of 0 leaves a number out.
/// With W the sum of the weights and V that of their squares, the mean m is Σwx / W, the variance of a
/// population Σw(x - m)² / W, and that of a sample the same times W² / (W² - V), which is free of bias,
/// as R's `cov.wt` has it.
///
/// Numbers and weights stay as they are: nothing is computed of all at the scale of the finest.
package struct WeightedSample: Sendable {
  let numbers: [ScaledNumber]
  let weights: [ScaledNumber]
  private let sums: [BigInteger]
  private let squares: BigInteger
  private let unit: BigInteger
  let weightUnit: BigInteger

  /// How many rows are worked on before it is asked whether the work is still wanted.
  static let stretch = 1024

  /// Takes numbers with a weight each.
  ///
  /// - Parameters:
  ///   - numbers: The numbers.
  ///   - weights: The weights.
  ///   - check: Throws when the work is not wanted any more.
  /// - Precondition: There are as many of both, and no weight is negative.
  package init(
    _ numbers: [ScaledNumber],
    weights: [ScaledNumber],
    check: () throws -> Void = {}
  ) rethrows {
    precondition(numbers.count == weights.count, "Each number has a weight")
    (self.numbers, self.weights) = (numbers, weights)
    var sums = WeightedSums()
    for (place, weight) in weights.enumerated() where !weight.coefficient.isZero {
      precondition(!weight.coefficient.isNegative, "Weights are not negative")
      if place % Self.stretch == 0 { try check() }
      sums.add(numbers[place], weight: weight)
    }
    try check()
    let totals = sums.totals()
    (self.sums, squares) = (totals.powers, totals.squares)
    (unit, weightUnit) = (totals.unit, totals.weightUnit)
  }

  /// How many numbers there are, with those whose weight is 0.
  package var count: Int { numbers.count }

  /// The sum of the weights, as so many of the unit of the weights.
  var weightSum: BigInteger { sums[0] }

  /// Whether no number has a weight above 0.
  package var isEmpty: Bool { sums[0].isZero }

  /// Whether a single row has all of the weight.
  package var isSingle: Bool { sums[0] * sums[0] == squares }

  /// The sum of the weights.
  package var total: ExactRatio { ExactRatio(sums[0], over: weightUnit) }

  /// W² / V: how many numbers of the same weight are as reliable (Kish).
  package var effectiveCount: ExactRatio? {
    isEmpty ? nil : ExactRatio(sums[0] * sums[0], over: squares)
  }

  // MARK: Moments

  /// The mean; `nil` without weights, as all figures.
  package var mean: ExactRatio? { isEmpty ? nil : ExactRatio(sums[1], over: sums[0] * unit) }

  /// W² times the second central moment, W³ and W⁴ times the third and the fourth.
  private var second: BigInteger { sums[0] * sums[2] - sums[1] * sums[1] }

  /// The variance; `nil` where one row has all weight, but for a population.
  package func variance(population: Bool) -> ExactRatio? {
    let whole = sums[0] * sums[0]
    let divisor = population ? whole : whole - squares
    return divisor.isZero ? nil : ExactRatio(second, over: divisor * unit * unit)
  }

  /// The square of the population's skewness, with its sign; `nil` where all numbers are the same.
  package var signedSquareOfSkewness: ExactRatio? {
    let (total, first) = (sums[0], sums[1])
    let second = second
    guard !second.isZero else { return nil }
    let third =
      total * total * sums[3] - 3 * (total * first * sums[2]) + 2 * (first * first * first)
    return ExactRatio(third * third.magnitude, over: second * second * second)
  }

  /// The population's excess kurtosis; `nil` where all numbers are the same.
  package var kurtosis: ExactRatio? {
    let (total, first) = (sums[0], sums[1])
    let second = second
    guard !second.isZero else { return nil }
    let square = first * first
    let fourth =
      total * total * (total * sums[4] - 4 * (first * sums[3]))
      + 6 * (total * square * sums[2]) - 3 * (square * square)
    return ExactRatio(fourth - 3 * (second * second), over: second * second)
  }

  /// The share of all weights in an interval, divided by its width.
  package func density(of weight: ExactRatio, width: Fraction) -> ExactRatio {
    ExactRatio(
      weight.numerator * width.denominator,
      over: sums[0] * width.numerator
    )
  }
}
