internal import BatteryNumbers
internal import Foundation

/// Tests whether two quantities go together, pair by pair.
public enum CorrelationTest {
  /// Pearson's test of a correlation along a line, for pairs from a normal distribution.
  ///
  /// The estimate is the coefficient. Its interval, by Fisher's transformation, is there from four
  /// pairs on.
  ///
  /// - Throws: ``StatisticsError`` for lists of unlike counts, fewer than three pairs, or a list whose
  ///   values are all the same.
  public static func pearson(
    _ x: [Double],
    _ y: [Double],
    alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(StatisticsError) -> TestResult {
    try check(x, y, least: 3)
    try Moments.check(confidence: confidence)
    let pairs = try ExactComoments(x, y)
    let coefficient = try pairs.correlation()
    let freedom = x.count - 2
    let t = statistic(pairs, freedom)
    let distribution = try StudentDistribution(degreesOfFreedom: Double(freedom))
    var result = TestResult(
      method: "Pearson correlation",
      statistic: t,
      p: p(t, alternative, distribution.twoSided, distribution.cdf, distribution.sf),
      degreesOfFreedom: Double(freedom),
      estimate: coefficient,
      isExact: true
    )
    guard x.count > 3 else { return result }
    let outside = alternative == .twoSided ? (1 - confidence) / 2 : 1 - confidence
    let (middle, reach) = (
      atanh(coefficient), NormalDistribution().isf(outside) / Double(x.count - 3).squareRoot()
    )
    result.low = alternative == .less ? -1 : tanh(middle - reach)
    result.high = alternative == .greater ? 1 : tanh(middle + reach)
    return result
  }

  /// t² = f · xy² / (xx · yy - xy²) from exact sums: no digit is lost where the coefficient is near 1.
  private static func statistic(_ pairs: ExactComoments, _ freedom: Int) -> Double {
    guard let xy = pairs.exactSumOfProducts, let a = pairs.x.exactSum, let b = pairs.y.exactSum,
      let xx = pairs.x.exactSumOfSquares, let yy = pairs.y.exactSumOfSquares
    else { return .nan }
    let count = Fraction(pairs.count)
    let product = count * xy - a * b
    let rest = (count * xx - a * a) * (count * yy - b * b) - product * product
    let root =
      rest.isZero
      ? .infinity : ExactRatio(product * product * Fraction(freedom) / rest).squareRoot
    return product < 0 ? -root : root
  }

  /// Spearman's test of a correlation of ranks.
  ///
  /// The statistic is the sum of the squares of the ranks' differences, the estimate the coefficient.
  /// The probability counts all orders for up to 12 pairs without ties, else it is that of Student's
  /// distribution.
  ///
  /// - Throws: ``StatisticsError`` for lists of unlike counts, fewer than three pairs, or a list whose
  ///   values are all the same.
  public static func spearman(
    _ x: [Double],
    _ y: [Double],
    alternative: Alternative = .twoSided
  ) throws(StatisticsError) -> TestResult {
    try check(x, y, least: 3)
    let (first, second) = (RankTest.rank(x), RankTest.rank(y))
    let coefficient = try ExactComoments(first.ranks, second.ranks).correlation()
    let n = Double(x.count)
    if first.ties == 0, second.ties == 0, x.count <= 12 {
      let statistic = zip(first.ranks, second.ranks).reduce(0) {
        $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
      }
      let orders = ordersBySquares(x.count)
      let place = Int(statistic) / 2
      let total = orders.reduce(0, +)
      let below = orders[...place].reduce(0, +) / total
      let above = orders[place...].reduce(0, +) / total
      return TestResult(
        method: "Spearman rank correlation",
        statistic: statistic,
        // A small sum is a large coefficient.
        p: alternative == .twoSided
          ? min(1, 2 * min(below, above)) : alternative == .less ? above : below,
        estimate: coefficient,
        isExact: true
      )
    }
    let freedom = n - 2
    let distribution = try StudentDistribution(degreesOfFreedom: freedom)
    let left = (1 - coefficient) * (1 + coefficient)
    let t = coefficient * (freedom / left).squareRoot()
    return TestResult(
      method: "Spearman rank correlation",
      statistic: n * (n * n - 1) * (1 - coefficient) / 6,
      p: p(t, alternative, distribution.twoSided, distribution.cdf, distribution.sf),
      degreesOfFreedom: freedom,
      estimate: coefficient,
      isExact: false
    )
  }

  /// How many orders of 0 ..< `count` have each sum of squared distances, which is even: place by
  /// place, for each set of numbers that may stand there so far.
  private static func ordersBySquares(_ count: Int) -> [Double] {
    let size = count * (count * count - 1) / 6 + 1
    var ways = [[Double]](repeating: [], count: 1 << count)
    ways[0] = [1]
    for set in 1..<ways.count {
      let place = set.nonzeroBitCount - 1
      // Distances, and so their squares, are added up before they are halved.
      var sums = [Double](repeating: 0, count: 2 * size)
      for number in 0..<count where set >> number & 1 == 1 {
        let square = (place - number) * (place - number)
        for (sum, orders) in ways[set ^ (1 << number)].enumerated() where orders > 0 {
          sums[sum + square] += orders
        }
      }
      ways[set] = sums
    }
    let all = ways[ways.count - 1]
    return stride(from: 0, to: 2 * size - 1, by: 2).map { all[$0] }
  }

  /// Kendall's test of concordant and discordant pairs of pairs.
  ///
  /// The estimate is τ-b. The statistic is the number of concordant pairs, and the probability counts
  /// all orders, below 50 pairs without ties; else the statistic is normal.
  ///
  /// - Throws: ``StatisticsError`` for lists of unlike counts, fewer than two pairs, or a list whose
  ///   values are all the same.
  /// - Complexity: O(*n* log *n*).
  public static func kendall(
    _ x: [Double],
    _ y: [Double],
    alternative: Alternative = .twoSided
  ) throws(StatisticsError) -> TestResult {
    try check(x, y, least: 2)
    let order = x.indices.sorted { (x[$0], y[$0]) < (x[$1], y[$1]) }
    let (xs, ys) = (order.map { x[$0] }, order.map { y[$0] })
    let both = runs(order.indices.map { $0 == 0 || xs[$0] != xs[$0 - 1] || ys[$0] != ys[$0 - 1] })
    let (sortedY, swaps) = inversions(ys)
    let (ofX, ofY) = (runs(starts(xs)), runs(starts(sortedY)))
    let n = Double(x.count)
    let all = n * (n - 1) / 2
    func pairs(_ runs: [Double]) -> Double { runs.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }
    let (freeX, freeY) = (all - pairs(ofX), all - pairs(ofY))
    guard freeX > 0, freeY > 0 else {
      throw StatisticsError(
        .constant,
        "A list whose values are all the same goes with nothing. Give one with other values."
      )
    }
    let score = freeX - (pairs(ofY) - pairs(both)) - 2 * swaps
    let estimate = score / (freeX * freeY).squareRoot()
    if freeX == all, freeY == all, x.count < 50 {
      let orders = ordersByInversions(x.count)
      let place = Int(all - swaps)
      let total = orders.reduce(0, +)
      let below = orders[...place].reduce(0, +) / total
      let above = orders[place...].reduce(0, +) / total
      return TestResult(
        method: "Kendall rank correlation",
        statistic: all - swaps,
        p: alternative == .twoSided
          ? min(1, 2 * min(below, above)) : alternative == .less ? below : above,
        estimate: estimate,
        isExact: true
      )
    }
    func sum(_ runs: [Double], _ term: (Double) -> Double) -> Double {
      runs.reduce(0) { $0 + term($1) }
    }
    let plain = n * (n - 1) * (2 * n + 5)
    let tied = sum(ofX) { $0 * ($0 - 1) * (2 * $0 + 5) } + sum(ofY) { $0 * ($0 - 1) * (2 * $0 + 5) }
    let twos = 4 * pairs(ofX) * pairs(ofY) / (2 * n * (n - 1))
    let threes =
      n < 3
      ? 0
      : sum(ofX) { $0 * ($0 - 1) * ($0 - 2) } * sum(ofY) { $0 * ($0 - 1) * ($0 - 2) }
        / (9 * n * (n - 1) * (n - 2))
    let z = score / ((plain - tied) / 18 + twos + threes).squareRoot()
    let normal = NormalDistribution()
    return TestResult(
      method: "Kendall rank correlation",
      statistic: z,
      p: p(z, alternative, { 2 * normal.sf($0.magnitude) }, normal.cdf, normal.sf),
      estimate: estimate,
      isExact: false
    )
  }

  private static func starts(_ sorted: [Double]) -> [Bool] {
    sorted.indices.map { $0 == 0 || sorted[$0] != sorted[$0 - 1] }
  }

  /// The lengths of the runs of more than one.
  private static func runs(_ starts: [Bool]) -> [Double] {
    var lengths: [Double] = []
    for isStart in starts {
      if isStart { lengths.append(1) } else { lengths[lengths.count - 1] += 1 }
    }
    return lengths.filter { $0 > 1 }
  }

  /// Values in ascending order, and how many pairs were in the other one.
  private static func inversions(_ values: [Double]) -> (sorted: [Double], count: Double) {
    var (from, into, count) = (values, values, 0.0)
    var width = 1
    while width < values.count {
      for start in stride(from: 0, to: values.count, by: 2 * width) {
        let (middle, end) = (min(start + width, values.count), min(start + 2 * width, values.count))
        var (left, right) = (start, middle)
        for place in start..<end {
          if left < middle, right == end || from[left] <= from[right] {
            into[place] = from[left]
            left += 1
          } else {
            into[place] = from[right]
            count += Double(middle - left)
            right += 1
          }
        }
      }
      swap(&from, &into)
      width *= 2
    }
    return (from, count)
  }

  /// How many orders have each number of inversions, which is as many as have it of the others.
  private static func ordersByInversions(_ count: Int) -> [Double] {
    var ways = [1.0]
    for size in 1...count {
      var next = [Double](repeating: 0, count: ways.count + size - 1)
      for (place, orders) in ways.enumerated() {
        for more in 0..<size { next[place + more] += orders }
      }
      ways = next
    }
    return ways
  }

  private static func check(
    _ x: [Double],
    _ y: [Double],
    least: Int
  ) throws(StatisticsError) {
    guard x.count == y.count else { throw .unequal("correlation", x.count, y.count) }
    try Moments.check(x, "The first list", least: least)
    try Moments.check(y, "The second list", least: least)
  }

  private static func p(
    _ statistic: Double,
    _ alternative: Alternative,
    _ both: (Double) -> Double,
    _ lower: (Double) -> Double,
    _ upper: (Double) -> Double
  ) -> Double {
    switch alternative {
    case .twoSided: both(statistic)
    case .less: lower(statistic)
    case .greater: upper(statistic)
    }
  }
}
