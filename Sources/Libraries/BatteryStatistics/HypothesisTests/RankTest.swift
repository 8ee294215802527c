/// Tests by ranks, which ask nothing of the distribution.
public enum RankTest {
  /// Tests whether values lie about 0, or pairs differ: Wilcoxon's signed ranks.
  ///
  /// Zeros are left out. The probability is exact for up to 50 values without ties or zeros, else
  /// that of the normal distribution.
  ///
  /// The normal distribution is corrected for whole ranks unless `correction` is false.
  ///
  /// - Throws: ``StatisticsError`` when no value differs from 0.
  public static func wilcoxon(
    _ differences: [Double],
    alternative: Alternative = .twoSided,
    correction: Bool = true
  ) throws(StatisticsError) -> TestResult {
    try Moments.check(differences, "The sample", least: 1)
    let values = differences.filter { $0 != 0 }
    guard !values.isEmpty else {
      throw StatisticsError(.constant, "No value differs from 0: there is nothing to rank.")
    }
    let ranked = RankedList(values.map(\.magnitude))
    let ties = ranked.ties
    let statistic = zip(values, ranked.ranks).reduce(0) { $1.0 > 0 ? $0 + $1.1 : $0 }
    let count = Double(values.count)
    if ties == 0, values.count == differences.count, values.count <= 50 {
      // How many subsets of 1…n have each sum.
      var ways = [1.0]
      for rank in 1...values.count {
        ways += [Double](repeating: 0, count: rank)
        for sum in (rank..<ways.count).reversed() { ways[sum] += ways[sum - rank] }
      }
      return exact("Wilcoxon signed rank", statistic, ways, alternative)
    }
    let mean = count * (count + 1) / 4
    let variance = count * (count + 1) * (2 * count + 1) / 24 - ties / 48
    return normal(
      "Wilcoxon signed rank",
      statistic,
      mean,
      variance.squareRoot(),
      alternative,
      correction
    )
  }

  /// Tests whether values of one sample tend to be larger: Mann's and Whitney's U of the first.
  ///
  /// The probability is exact for samples of up to 50 values without ties, else that of the normal
  /// distribution.
  ///
  /// The normal distribution is corrected for whole ranks unless `correction` is false.
  ///
  /// - Throws: ``StatisticsError`` for an empty sample, or when all values are the same.
  public static func mannWhitney(
    _ first: [Double],
    _ second: [Double],
    alternative: Alternative = .twoSided,
    correction: Bool = true
  ) throws(StatisticsError) -> TestResult {
    try Moments.check(first, "The first sample", least: 1)
    try Moments.check(second, "The second sample", least: 1)
    let ranked = RankedList(first + second)
    let ties = ranked.ties
    let (m, n) = (Double(first.count), Double(second.count))
    let statistic = ranked.ranks.prefix(first.count).reduce(0, +) - m * (m + 1) / 2
    if ties == 0, first.count <= 50, second.count <= 50 {
      return exact("Mann-Whitney U", statistic, ways(first.count, second.count), alternative)
    }
    let all = m + n
    let variance = m * n / 12 * (all + 1 - ties / (all * (all - 1)))
    guard variance > 0 else {
      throw StatisticsError(.constant, "All values are the same: there is nothing to rank.")
    }
    return normal(
      "Mann-Whitney U",
      statistic,
      m * n / 2,
      variance.squareRoot(),
      alternative,
      correction
    )
  }

  /// How many arrangements have each U: the coefficients of Gauss' binomial.
  ///
  /// The largest of all values is of the second sample, or is of the first and beats all `n`: sums of
  /// positive numbers alone, so that both tails keep their digits.
  static func ways(_ m: Int, _ n: Int) -> [Double] {
    var table = [[Double]](repeating: [1], count: n + 1)
    for first in stride(from: 1, through: m, by: 1) {
      table[0] = [1]
      for second in stride(from: 1, through: n, by: 1) {
        var ways = table[second - 1] + [Double](repeating: 0, count: first)
        for (sum, count) in table[second].enumerated() { ways[sum + second] += count }
        table[second] = ways
      }
    }
    return table[n]
  }

  private static func exact(
    _ method: String,
    _ statistic: Double,
    _ ways: [Double],
    _ alternative: Alternative
  ) -> TestResult {
    let total = ways.reduce(0, +)
    let place = Int(statistic)
    let below = ways[...place].reduce(0, +) / total
    // From the small end, as the other tail.
    let above = ways[place...].reversed().reduce(0, +) / total
    return TestResult(
      method: method,
      statistic: statistic,
      p: alternative.choose(below: below, above: above),
      probability: .exact
    )
  }

  private static func normal(
    _ method: String,
    _ statistic: Double,
    _ mean: Double,
    _ deviation: Double,
    _ alternative: Alternative,
    _ correction: Bool
  ) -> TestResult {
    let distribution = NormalDistribution()
    let (distance, half) = (statistic - mean, correction ? 0.5 : 0)
    let p =
      switch alternative {
      case .twoSided: min(1, 2 * distribution.sf((distance.magnitude - half) / deviation))
      case .less: distribution.cdf((distance + half) / deviation)
      case .greater: distribution.sf((distance - half) / deviation)
      }
    return TestResult(method: method, statistic: statistic, p: p, probability: .asymptotic)
  }
}
