internal import Foundation

/// Tests whether a sample may come from some normal distribution.
public enum NormalityTest {
  /// Jarque's and Bera's test of skewness and kurtosis, for large samples.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values or a constant sample.
  public static func jarqueBera(_ values: [Double]) throws(StatisticsError) -> TestResult {
    let (skewness, kurtosis) = try shape(values, least: 2)
    let count = Double(values.count)
    let excess = kurtosis - 3
    let statistic = count / 6 * (skewness * skewness + excess * excess / 4)
    return TestResult(
      method: "Jarque-Bera",
      statistic: statistic,
      p: exp(-statistic / 2),
      degreesOfFreedom: 2,
      probability: .asymptotic
    )
  }

  /// D'Agostino's and Pearson's K² of skewness and kurtosis.
  ///
  /// - Throws: ``StatisticsError`` for fewer than eight values or a constant sample.
  public static func dAgostino(_ values: [Double]) throws(StatisticsError) -> TestResult {
    let (skewness, kurtosis) = try shape(values, least: 8)
    let n = Double(values.count)
    let first = skewnessScore(skewness, n)
    let second = kurtosisScore(kurtosis, n)
    let statistic = first * first + second * second
    return TestResult(
      method: "D'Agostino-Pearson K²",
      statistic: statistic,
      p: exp(-statistic / 2),
      degreesOfFreedom: 2,
      probability: .asymptotic
    )
  }

  private static func skewnessScore(_ skewness: Double, _ n: Double) -> Double {
    let y = skewness * ((n + 1) * (n + 3) / (6 * (n - 2))).squareRoot()
    let beta =
      3 * (n * n + 27 * n - 70) * (n + 1) * (n + 3)
      / ((n - 2) * (n + 5) * (n + 7) * (n + 9))
    let square = -1 + (2 * (beta - 1)).squareRoot()
    let delta = 1 / (0.5 * log(square)).squareRoot()
    let alpha = (2 / (square - 1)).squareRoot()
    return delta * asinh(y / alpha)
  }

  /// Anscombe's and Glynn's score.
  private static func kurtosisScore(_ kurtosis: Double, _ n: Double) -> Double {
    let mean = 3 * (n - 1) / (n + 1)
    let variance = 24 * n * (n - 2) * (n - 3) / ((n + 1) * (n + 1) * (n + 3) * (n + 5))
    let x = (kurtosis - mean) / variance.squareRoot()
    let root =
      6 * (n * n - 5 * n + 2) / ((n + 7) * (n + 9))
      * (6 * (n + 3) * (n + 5) / (n * (n - 2) * (n - 3))).squareRoot()
    let a = 6 + 8 / root * (2 / root + (1 + 4 / (root * root)).squareRoot())
    let divisor = 1 + x * (2 / (a - 4)).squareRoot()
    let cube = cbrt((1 - 2 / a) / divisor.magnitude)
    return (1 - 2 / (9 * a) - (divisor < 0 ? -cube : cube)) / (2 / (9 * a)).squareRoot()
  }

  private static func shape(
    _ values: [Double],
    least: Int
  ) throws(StatisticsError) -> (skewness: Double, kurtosis: Double) {
    try Moments.check(values, "The sample", least: least)
    let moments = Moments(values)
    try Moments.checkVaries(moments.exactSquares, "The sample")
    try moments.checkRange("The sample")
    var (third, fourth) = (DoubleDouble(0), DoubleDouble(0))
    let mean = DoubleDouble(rounding: moments.exactMean)
    for value in values {
      let difference = DoubleDouble(value) - mean
      let cube = difference * difference * difference
      third = third + cube
      fourth = fourth + cube * difference
    }
    let variance = moments.squares / Double(moments.count)
    let count = Double(moments.count)
    return (
      third.value / count / (variance * variance.squareRoot()),
      fourth.value / count / (variance * variance)
    )
  }

  /// Anderson's and Darling's test for an unknown mean and deviation.
  ///
  /// The probability is D'Agostino's and Stephens' approximation (1986, table 4.9).
  ///
  /// - Throws: ``StatisticsError`` for fewer than eight values or a constant sample.
  public static func andersonDarling(_ values: [Double]) throws(StatisticsError) -> TestResult {
    try Moments.check(values, "The sample", least: 8)
    let moments = Moments(values)
    try Moments.checkVaries(moments.exactSquares, "The sample")
    try moments.checkRange("The sample")
    let deviation = moments.variance.squareRoot()
    let normal = NormalDistribution()
    let scores = values.sorted().map { ($0 - moments.mean) / deviation }
    let count = scores.count
    var sum = 0.0
    for place in 0..<count {
      let pair = log(normal.cdf(scores[place])) + log(normal.sf(scores[count - 1 - place]))
      sum += Double(2 * place + 1) * pair
    }
    let n = Double(count)
    let statistic = -n - sum / n
    let x = statistic * (1 + 0.75 / n + 2.25 / (n * n))
    let p =
      if x < 0.2 {
        1 - exp(-13.436 + 101.14 * x - 223.73 * x * x)
      } else if x < 0.34 {
        1 - exp(-8.318 + 42.796 * x - 59.938 * x * x)
      } else if x < 0.6 {
        exp(0.9177 - 4.279 * x - 1.38 * x * x)
      } else if x < 10 {
        exp(1.2937 - 5.709 * x + 0.0186 * x * x)
      } else {
        3.7e-24
      }
    return TestResult(
      method: "Anderson-Darling",
      statistic: statistic,
      p: p,
      probability: .asymptotic
    )
  }

  /// Shapiro's and Wilk's test.
  ///
  /// Source: Royston, "Remark AS R94: a remark on algorithm AS 181", 1995.
  ///
  /// - Throws: ``StatisticsError`` for fewer than 3 or more than 5,000 values, for which the
  ///   approximation of the probability was not made, or a constant sample.
  public static func shapiroWilk(_ values: [Double]) throws(StatisticsError) -> TestResult {
    try Moments.check(values, "The sample", least: 3)
    guard values.count <= 5_000 else {
      throw StatisticsError(
        .invalidArgument,
        "Shapiro and Wilk's test holds for up to 5000 values and there are \(values.count)."
          + " Take Anderson and Darling's."
      )
    }
    let moments = Moments(values)
    try Moments.checkVaries(moments.exactSquares, "The sample")
    try moments.checkRange("The sample")
    let sorted = values.sorted()
    let weights = shapiroWeights(values.count)
    var (numerator, length) = (DoubleDouble(0), DoubleDouble(0))
    for (place, weight) in weights.enumerated() {
      numerator =
        numerator + (DoubleDouble(sorted[values.count - 1 - place]) - sorted[place]) * weight
      length = length + DoubleDouble(product: weight, weight) * 2
    }
    // W comes near 1 in large samples, where its distance from 1 is what the probability follows.
    let square = numerator * numerator / (length * DoubleDouble(rounding: moments.exactSquares))
    let left = max(0, (DoubleDouble(1) - square).value)
    return TestResult(
      method: "Shapiro-Wilk",
      statistic: min(1, square.value),
      p: shapiroTail(left, values.count),
      probability: values.count == 3 ? .computed : .asymptotic
    )
  }

  /// The weights of the upper half of the order statistics, the largest first.
  private static func shapiroWeights(_ count: Int) -> [Double] {
    if count == 3 { return [Double(0.5).squareRoot()] }
    let (n, half) = (Double(count), count / 2)
    let normal = NormalDistribution()
    let scores = (1...half).map { -normal.quantile((Double($0) - 0.375) / (n + 0.25)) }
    let squares = 2 * scores.reduce(0) { $0 + $1 * $1 }
    let length = squares.squareRoot()
    let root = 1 / n.squareRoot()
    func polynomial(_ terms: [Double]) -> Double { terms.reversed().reduce(0) { $0 * root + $1 } }
    let first =
      polynomial([0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056]) + scores[0] / length
    guard count > 5 else {
      let scale =
        ((squares - 2 * scores[0] * scores[0]) / (1 - 2 * first * first)).squareRoot()
      return [first] + scores.dropFirst().map { $0 / scale }
    }
    let second =
      polynomial([0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633]) + scores[1] / length
    let above = squares - 2 * scores[0] * scores[0] - 2 * scores[1] * scores[1]
    let scale = (above / (1 - 2 * first * first - 2 * second * second)).squareRoot()
    return [first, second] + scores.dropFirst(2).map { $0 / scale }
  }

  private static func shapiroTail(_ distance: Double, _ count: Int) -> Double {
    let n = Double(count)
    if count == 3 {
      let p =
        6 / Double.pi * (asin(max(0, 1 - distance).squareRoot()) - asin(Double(0.75).squareRoot()))
      return min(1, max(0, p))
    }
    func polynomial(_ x: Double, _ terms: [Double]) -> Double {
      terms.reversed().reduce(0) { $0 * x + $1 }
    }
    let left = log(distance)
    let normal = NormalDistribution()
    if count <= 11 {
      let gamma = polynomial(n, [-2.273, 0.459])
      if left >= gamma { return 1e-99 }
      let mean = polynomial(n, [0.5440, -0.39978, 0.025054, -6.714e-4])
      let deviation = exp(polynomial(n, [1.3822, -0.77857, 0.062767, -0.0020322]))
      return normal.sf((-log(gamma - left) - mean) / deviation)
    }
    let size = log(n)
    let mean = polynomial(size, [-1.5861, -0.31082, -0.083751, 0.0038915])
    let deviation = exp(polynomial(size, [-0.4803, -0.082676, 0.0030302]))
    return normal.sf((left - mean) / deviation)
  }
}
