import BatteryNumbers
import BatteryStatistics

/// The numbers of a column as integers at a common scale, or their ranks.
struct CorrelatedColumn {
  /// The integers; twice the ranks, where those are correlated.
  let integers: [BigInteger]
  /// The ranks, for the methods that look at no more, sorted once for all other columns.
  let ranked: RankedList?
  /// Whether all are the same.
  let isConstant: Bool

  /// Takes in a column.
  ///
  /// - Throws: `StatisticsError` for a number that is NaN or infinite.
  init(_ column: NumberColumn, _ method: CorrelationMethod) throws(StatisticsError) {
    let numbers = try Self.integers(column)
    let ranked = method == .pearson ? nil : RankedList(numbers)
    self.ranked = ranked
    // Means of ranks are halves at the least; twice a rank is whole.
    integers = ranked.map { $0.ranks.map { BigInteger(Int(2 * $0)) } } ?? numbers
    isConstant = numbers.allSatisfy { $0 == numbers.first }
  }

  /// The numbers at the scale of the one with the most digits.
  ///
  /// - Throws: `StatisticsError` for one that is NaN or infinite.
  static func integers(_ column: NumberColumn) throws(StatisticsError) -> [BigInteger] {
    let numbers = try column.allScaled()
    guard let base = numbers.first?.base else { return [] }
    let scale = numbers.reduce(0) { max($0, $1.scale) }
    return numbers.map { $0.coefficient * base.power(scale - $0.scale) }
  }
}

/// What two columns' sums of products tell of the line through their points, without any rounding
/// but the last.
struct PairedSums {
  private var shared: BigInteger
  private var spreads: BigInteger

  /// Sums up; `nil` where a column is constant among the rows that have a weight.
  init?(_ one: CorrelatedColumn, _ other: CorrelatedColumn, _ weights: [BigInteger]?) {
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
    shared = total * xy - x * y
    spreads = spreadX * spreadY
  }

  /// Pearson's coefficient.
  var correlation: Double { signedRoot(shared * shared, over: spreads) }

  /// Student's t of the coefficient; infinite where all points are on a line.
  ///
  /// Of the coefficient itself, a double near 1, it would have few digits or none.
  func statistic(freedom: Int) -> Double {
    let square = shared * shared
    let rest = spreads - square
    guard !rest.isZero else { return shared.isNegative ? -.infinity : .infinity }
    return signedRoot(square * BigInteger(freedom), over: rest)
  }

  private func signedRoot(_ square: BigInteger, over denominator: BigInteger) -> Double {
    let root = ExactRatio(square, over: denominator).signedSquareRoot
    return shared.isNegative ? -root : root
  }
}
