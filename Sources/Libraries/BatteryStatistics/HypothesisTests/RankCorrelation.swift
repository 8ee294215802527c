internal import BatteryNumbers

/// Spearman's and Kendall's tests of lists of one length.
///
/// How many orders have which statistic depends on the length alone, and is counted once for all pairs
/// of lists.
package struct RankCorrelation {
  private let count: Int
  private var squares: [Double] = []
  private var inversions: [Double] = []

  /// Makes the tests for lists of so many values.
  package init(count: Int) { self.count = count }

  /// Spearman's test, as ``CorrelationTest/spearman(_:_:alternative:)`` describes it.
  package mutating func spearman(
    _ x: RankedList,
    _ y: RankedList,
    alternative: Alternative = .twoSided
  ) throws(StatisticsError) -> TestResult {
    let pairs = try ExactComoments(x.ranks, y.ranks)
    let coefficient = try pairs.correlation()
    let hasTies = !x.runs.isEmpty || !y.runs.isEmpty
    let n = Double(count)
    var result = TestResult(
      method: "Spearman rank correlation",
      statistic: hasTies
        ? n * (n * n - 1) * (1 - coefficient) / 6
        : zip(x.ranks, y.ranks).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) },
      p: 0,
      estimate: coefficient,
      probability: .exact
    )
    if !hasTies, count <= 12 {
      if squares.isEmpty { squares = Self.ordersBySquares(count) }
      // A small sum is a large coefficient.
      let (below, above) = Self.tails(squares, Int(result.statistic) / 2)
      result.p = alternative.choose(below: above, above: below)
    } else {
      let freedom = count - 2
      let student = try StudentDistribution(degreesOfFreedom: Double(freedom))
      let t = pairs.tStatistic(degreesOfFreedom: freedom)
      result.p = alternative.p(t, student.twoSided, student)
      result.degreesOfFreedom = Double(freedom)
      result.probability = .asymptotic
    }
    return result
  }

  /// Kendall's test, as ``CorrelationTest/kendall(_:_:alternative:)`` describes it.
  package mutating func kendall(
    _ x: RankedList,
    _ y: RankedList,
    alternative: Alternative = .twoSided
  ) throws(StatisticsError) -> TestResult {
    let order = Self.order(x, y)
    let both = Self.runs(order, x, y)
    let swaps = Self.inversions(order.map { y.ranks[$0] })
    func pairs(_ runs: [Int]) -> Int { runs.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }
    let all = count * (count - 1) / 2
    let (freeX, freeY) = (all - pairs(x.runs), all - pairs(y.runs))
    guard freeX > 0, freeY > 0 else {
      throw StatisticsError(
        .constant,
        "A list whose values are all the same goes with nothing. Give one with other values."
      )
    }
    let score = freeX - (pairs(y.runs) - pairs(both)) - 2 * swaps
    let square = Fraction(score) * Fraction(score)
    let root = ExactRatio(square / (Fraction(freeX) * Fraction(freeY))).squareRoot
    var result = TestResult(
      method: "Kendall rank correlation",
      statistic: Double(all - swaps),
      p: 0,
      estimate: score < 0 ? -root : root,
      probability: .exact
    )
    if x.runs.isEmpty, y.runs.isEmpty, count < 50 {
      if inversions.isEmpty { inversions = Self.ordersByInversions(count) }
      let (below, above) = Self.tails(inversions, all - swaps)
      result.p = alternative.choose(below: below, above: above)
    } else {
      let z = ExactRatio(square / Self.variance(count, x.runs, y.runs)).squareRoot
      let normal = NormalDistribution()
      result.statistic = score < 0 ? -z : z
      result.p = alternative.p(result.statistic, { 2 * normal.sf($0.magnitude) }, normal)
      result.probability = .asymptotic
    }
    return result
  }

  // MARK: - Orders

  /// Both tails up to a place and from it on, each from its small end.
  private static func tails(_ orders: [Double], _ place: Int) -> (below: Double, above: Double) {
    let total = orders.reduce(0, +)
    return (
      orders[...place].reduce(0, +) / total, orders[place...].reversed().reduce(0, +) / total
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

  // MARK: - Pairs of values

  /// The places in the order of the first list, those that are equal there in that of the second.
  private static func order(_ x: RankedList, _ y: RankedList) -> [Int] {
    guard !x.runs.isEmpty else { return x.order }
    var order = x.order
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, x.ranks[order[end]] == x.ranks[order[start]] { end += 1 }
      if end - start > 1 { order[start..<end].sort { y.ranks[$0] < y.ranks[$1] } }
      start = end
    }
    return order
  }

  /// The lengths of the runs that are equal in both lists.
  private static func runs(_ order: [Int], _ x: RankedList, _ y: RankedList) -> [Int] {
    guard !x.runs.isEmpty, !y.runs.isEmpty else { return [] }
    var runs: [Int] = []
    var length = 1
    for (place, next) in zip(order, order.dropFirst()) {
      if x.ranks[place] == x.ranks[next], y.ranks[place] == y.ranks[next] {
        length += 1
      } else {
        runs.append(length)
        length = 1
      }
    }
    return (runs + [length]).filter { $0 > 1 }
  }

  /// How many pairs of values are not in ascending order.
  private static func inversions(_ values: [Double]) -> Int {
    var (from, into, count) = (values, values, 0)
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
            count += middle - left
            right += 1
          }
        }
      }
      swap(&from, &into)
      width *= 2
    }
    return count
  }

  /// The variance of concordant less discordant pairs, where runs are equal.
  private static func variance(_ count: Int, _ x: [Int], _ y: [Int]) -> Fraction {
    let n = Fraction(count)
    func plain(_ size: Fraction) -> Fraction { size * (size - 1) * (2 * size + 5) }
    func sum(_ runs: [Int], _ term: (Fraction) -> Fraction) -> Fraction {
      runs.map { term(Fraction($0)) }.sum()
    }
    func twos(_ runs: [Int]) -> Fraction { sum(runs) { $0 * ($0 - 1) } }
    func threes(_ runs: [Int]) -> Fraction { sum(runs) { $0 * ($0 - 1) * ($0 - 2) } }
    var variance = (plain(n) - sum(x, plain) - sum(y, plain)) / 18
    if count > 1 { variance += twos(x) * twos(y) / (2 * n * (n - 1)) }
    if count > 2 { variance += threes(x) * threes(y) / (9 * n * (n - 1) * (n - 2)) }
    return variance
  }
}

extension ExactComoments {
  /// t² = f · xy² / (xx · yy - xy²) from exact sums: no digit is lost where the coefficient is near 1.
  func tStatistic(degreesOfFreedom freedom: Int) -> Double {
    guard let xy = exactSumOfProducts, let a = x.exactSum, let b = y.exactSum,
      let xx = x.exactSumOfSquares, let yy = y.exactSumOfSquares
    else { return .nan }
    let count = Fraction(count)
    let product = count * xy - a * b
    let rest = (count * xx - a * a) * (count * yy - b * b) - product * product
    let root =
      rest.isZero
      ? .infinity : ExactRatio(product * product * Fraction(freedom) / rest).squareRoot
    return product < 0 ? -root : root
  }
}

extension Alternative {
  /// The probability of the side, of those up to the statistic and from it on.
  func choose(below: Double, above: Double) -> Double {
    switch self {
    case .twoSided: min(1, 2 * min(below, above))
    case .less: min(1, below)
    case .greater: min(1, above)
    }
  }

  /// The probability of the side by a distribution, and by a function of both sides.
  func p(
    _ statistic: Double,
    _ both: (Double) -> Double,
    _ distribution: some ContinuousDistribution
  ) -> Double {
    switch self {
    case .twoSided: both(statistic)
    case .less: distribution.cdf(statistic)
    case .greater: distribution.sf(statistic)
    }
  }
}
