internal import BatteryNumbers
internal import Foundation

/// Kolmogorov's and Smirnov's tests of the largest distance between distributions.
public enum KolmogorovSmirnovTest {
  /// Tests whether a sample comes from a distribution that was fixed beforehand.
  ///
  /// The probability is exact for up to 1,000 values, else Kolmogorov's limit.
  ///
  /// - Throws: ``StatisticsError`` for an empty sample.
  public static func oneSample(
    _ values: [Double],
    _ distribution: some ContinuousDistribution
  ) throws(StatisticsError) -> TestResult {
    try Moments.check(values, "The sample", least: 1)
    let count = Double(values.count)
    var statistic = 0.0
    for (place, value) in values.sorted().enumerated() {
      let probability = distribution.cdf(value)
      statistic = max(
        statistic,
        Double(place + 1) / count - probability,
        probability - Double(place) / count
      )
    }
    let isExact = values.count <= 1_000
    let p = isExact ? exactTail(values.count, statistic) : limit(statistic * count.squareRoot())
    return TestResult(
      method: "Kolmogorov-Smirnov",
      statistic: statistic,
      p: p,
      probability: isExact ? .computed : .asymptotic
    )
  }

  /// Tests whether two samples come from one distribution.
  ///
  /// The probability is exact up to a product of counts of 10,000, else Kolmogorov's limit.
  ///
  /// - Throws: ``StatisticsError`` for an empty sample.
  public static func twoSample(
    _ first: [Double],
    _ second: [Double]
  ) throws(StatisticsError) -> TestResult {
    try Moments.check(first, "The first sample", least: 1)
    try Moments.check(second, "The second sample", least: 1)
    let (a, b) = (first.sorted(), second.sorted())
    let (m, n) = (a.count, b.count)
    // The distance in units of 1 / (m·n), so that equal ones are equal.
    var (i, j, largest) = (0, 0, 0)
    while i < m, j < n {
      let value = min(a[i], b[j])
      while i < m, a[i] == value { i += 1 }
      while j < n, b[j] == value { j += 1 }
      largest = max(largest, abs(i * n - j * m))
    }
    let statistic = Double(largest) / Double(m * n)
    let isExact = m * n <= 10_000
    let p: Double
    if isExact {
      p = pathsOutside(m, n, largest)
    } else {
      p = limit(statistic * (Double(m) * Double(n) / Double(m + n)).squareRoot())
    }
    return TestResult(
      method: "two-sample Kolmogorov-Smirnov",
      statistic: statistic,
      p: p,
      probability: isExact ? .exact : .asymptotic
    )
  }

  /// The part of all orders in which the distance is as large somewhere.
  private static func pathsOutside(_ m: Int, _ n: Int, _ limit: Int) -> Double {
    // The probability to have left the corridor, so that small ones keep their digits.
    var outside = [Double](repeating: 0, count: n + 1)
    for i in 0...m {
      for j in 0...n where i + j > 0 {
        if abs(i * n - j * m) >= limit {
          outside[j] = 1
          continue
        }
        // The last step to (i, j) of a random path was one of either kind.
        let fromFirst = i > 0 ? outside[j] * Double(i) : 0
        let fromSecond = j > 0 ? outside[j - 1] * Double(j) : 0
        outside[j] = (fromFirst + fromSecond) / Double(i + j)
      }
    }
    return limit == 0 ? 1 : outside[n]
  }

  /// Kolmogorov's limit of the tail.
  static func limit(_ x: Double) -> Double {
    if x <= 0 { return 1 }
    if x < 1 {
      // The theta function the other way round.
      let factor = -Double.pi * Double.pi / (8 * x * x)
      var sum = 0.0
      for odd in [1.0, 3, 5, 7, 9, 11] { sum += exp(factor * odd * odd) }
      return 1 - (2 * Double.pi).squareRoot() / x * sum
    }
    var (sum, sign) = (0.0, 1.0)
    for term in 1...20 {
      sum += sign * exp(-2 * Double(term * term) * x * x)
      sign = -sign
    }
    return min(1, 2 * sum)
  }

  /// The exact tail by a matrix power.
  ///
  /// Source: Marsaglia, Tsang and Wang, "Evaluating Kolmogorov's distribution", 2003.
  private static func exactTail(_ count: Int, _ distance: Double) -> Double {
    if distance >= 1 { return 0 }
    if distance <= 0.5 / Double(count) { return 1 }
    let n = Double(count)
    // Far out nothing lies beyond both sides: twice the one-sided formula keeps the digits.
    if n * distance * distance > 6 || distance > 0.5 {
      return min(1, 2 * oneSided(count, distance))
    }
    let k = Int(n * distance) + 1
    let size = 2 * k - 1
    let h = Double(k) - n * distance
    var matrix = Matrix(rows: size, columns: size) { $0 - $1 + 1 < 0 ? 0 : 1 }
    for place in 0..<size {
      matrix[place, 0] -= pow(h, Double(place + 1))
      matrix[size - 1, place] -= pow(h, Double(size - place))
    }
    if 2 * h > 1 { matrix[size - 1, 0] += pow(2 * h - 1, Double(size)) }
    for row in 0..<size {
      for column in 0..<size where row - column + 1 > 0 {
        for divisor in 1...(row - column + 1) { matrix[row, column] /= Double(divisor) }
      }
    }
    // Elements grow beyond all doubles: powers of two are taken out of them, and put back.
    var (power, exponent) = (Matrix.identity(size), 0)
    var (base, baseExponent) = (matrix, 0)
    var left = count
    while left > 0 {
      if left & 1 == 1 {
        power = power * base
        exponent += baseExponent + reduce(&power, by: power[k - 1, k - 1])
      }
      left >>= 1
      guard left > 0 else { break }
      base = base * base
      baseExponent = 2 * baseExponent + reduce(&base, by: base[k - 1, k - 1])
    }
    var result = power[k - 1, k - 1]
    for place in 1...count {
      result *= Double(place) / n
      if result < 0x1p-500 {
        result *= 0x1p500
        exponent -= 500
      }
    }
    return max(0, 1 - scalbn(result, exponent))
  }

  /// Divides by the power of two in an element, and returns its exponent.
  private static func reduce(_ matrix: inout Matrix, by element: Double) -> Int {
    guard element > 0 else { return 0 }
    let scale = Double(sign: .plus, exponent: -element.exponent, significand: 1)
    for row in 0..<matrix.rows {
      for column in 0..<matrix.columns { matrix[row, column] *= scale }
    }
    return Int(element.exponent)
  }

  /// Birnbaum's and Tingey's formula for one side.
  private static func oneSided(_ count: Int, _ distance: Double) -> Double {
    let n = Double(count)
    var sum = 0.0
    for j in 0...Int(n * (1 - distance)) {
      let (first, second) = (1 - distance - Double(j) / n, distance + Double(j) / n)
      guard first > 0 || count == j else { continue }
      let ways = -SpecialFunctions.logarithmOfBeta(Double(j + 1), n - Double(j) + 1) - log(n + 1)
      sum += exp(ways + (n - Double(j)) * log(first) + Double(j - 1) * log(second))
    }
    return distance * sum
  }
}
