import BatteryNumbers
import BatteryStatistics

/// The numbers of a column as integers at a common scale, or their ranks.
struct CorrelatedColumn {
  /// The integers.
  let integers: [BigInteger]
  /// Whether all are the same.
  let isConstant: Bool

  init(_ column: NumberColumn, _ method: CorrelateQuestion.Method) {
    var integers = Self.integers(column)
    if method != .pearson {
      // Means of ranks are halves at the least; twice a rank is whole.
      integers = Statistics.ranks(integers).map { BigInteger(Int(2 * $0)) }
    }
    self.integers = integers
    isConstant = integers.allSatisfy { $0 == integers.first }
  }

  /// The numbers at the scale of the one with the most digits.
  static func integers(_ column: NumberColumn) -> [BigInteger] {
    let numbers =
      column.decimals?.compactMap { ScaledNumber($0.description) }
      ?? column.doubles.map { ScaledNumber($0) }
    guard let base = numbers.first?.base else { return [] }
    let scale = numbers.reduce(0) { max($0, $1.scale) }
    return numbers.map { $0.coefficient * base.power(scale - $0.scale) }
  }

  /// Pearson's coefficient, rounded once; `nil` where it is not defined.
  static func correlation(
    _ one: CorrelatedColumn,
    _ other: CorrelatedColumn,
    _ weights: [BigInteger]?
  ) -> Double? {
    var (total, x, y): (BigInteger, BigInteger, BigInteger) = (0, 0, 0)
    var (xx, yy, xy): (BigInteger, BigInteger, BigInteger) = (0, 0, 0)
    for index in one.integers.indices {
      let (a, b) = (one.integers[index], other.integers[index])
      let weight = weights?[index] ?? 1
      let (wa, wb) = weights == nil ? (a, b) : (weight * a, weight * b)
      total += weight
      x += wa
      y += wb
      xx += wa * a
      yy += wb * b
      xy += wa * b
    }
    let (spreadX, spreadY) = (total * xx - x * x, total * yy - y * y)
    guard !spreadX.isZero, !spreadY.isZero else { return nil }
    let shared = total * xy - x * y
    let root = ExactQuotient(shared * shared, over: spreadX * spreadY).signedSquareRoot
    return shared.isNegative ? -root : root
  }
}

/// Kendall's tau-b of two columns, and how probable one as far from 0 is by chance.
///
/// Source: Knight, "A Computer Method for Calculating Kendall's Tau with Ungrouped Data", Journal of
/// the American Statistical Association 61 (1966); the variance with ties is Kendall's.
struct KendallCoefficient {
  /// The coefficient.
  let value: Double
  /// The probability, by the normal distribution; `nil` for fewer than three pairs.
  let p: Double?

  init(_ x: [BigInteger], _ y: [BigInteger]) {
    let order = x.indices.sorted { x[$0] == x[$1] ? y[$0] < y[$1] : x[$0] < x[$1] }
    var sorted = order.map { y[$0] }
    let n = x.count
    let pairs = n * (n - 1) / 2
    let both = Self.runs(order.count) { x[order[$0]] == x[order[$1]] && y[order[$0]] == y[order[$1]] }
    let xTies = Self.runs(order.count) { x[order[$0]] == x[order[$1]] }
    let swaps = Self.sort(&sorted)
    let yTies = Self.runs(sorted.count) { sorted[$0] == sorted[$1] }
    func pairsOf(_ runs: [Int]) -> Int { runs.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }
    let (tx, ty) = (pairsOf(xTies), pairsOf(yTies))
    let score = Double(pairs - tx - ty + pairsOf(both) - 2 * swaps)
    value = score / (Double(pairs - tx).squareRoot() * Double(pairs - ty).squareRoot())
    guard n > 2 else {
      p = nil
      return
    }
    func sum(_ runs: [Int], _ term: (Double) -> Double) -> Double {
      runs.reduce(0) { $0 + term(Double($1)) }
    }
    let size = Double(n)
    let spread: (Double) -> Double = { $0 * ($0 - 1) * (2 * $0 + 5) }
    let triples: (Double) -> Double = { $0 * ($0 - 1) * ($0 - 2) }
    let variance =
      (spread(size) - sum(xTies, spread) - sum(yTies, spread)) / 18
      + sum(xTies, triples) * sum(yTies, triples) / (9 * triples(size))
      + 2 * Double(tx) * Double(ty) / (size * (size - 1))
    let z = score.magnitude / variance.squareRoot()
    p = min(1, 2 * NormalDistribution().sf(z))
  }

  /// The lengths of runs of equal neighbours.
  private static func runs(_ count: Int, _ isSame: (Int, Int) -> Bool) -> [Int] {
    var runs: [Int] = []
    var start = 0
    for place in 1...max(count, 1) where place == count || !isSame(place - 1, place) {
      runs.append(place - start)
      start = place
    }
    return runs
  }

  /// Sorts by merging, and counts how many neighbours would have to be exchanged.
  private static func sort(_ values: inout [BigInteger]) -> Int {
    var swaps = 0
    var width = 1
    while width < values.count {
      var merged: [BigInteger] = []
      merged.reserveCapacity(values.count)
      for start in stride(from: 0, to: values.count, by: 2 * width) {
        let middle = min(start + width, values.count)
        let end = min(start + 2 * width, values.count)
        var (left, right) = (start, middle)
        while left < middle || right < end {
          if right == end || left < middle && values[left] <= values[right] {
            merged.append(values[left])
            left += 1
          } else {
            merged.append(values[right])
            right += 1
            swaps += middle - left
          }
        }
      }
      values = merged
      width *= 2
    }
    return swaps
  }
}
