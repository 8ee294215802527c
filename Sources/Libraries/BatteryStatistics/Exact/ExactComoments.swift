public import BatteryNumbers

/// The exact sums of pairs of doubles, of their squares and of their products.
///
/// Covariance, correlation and regression lines are each rounded once from their exact values,
/// whatever the order of the pairs; states are merged by addition.
public struct ExactComoments: Sendable, Equatable {
  /// The moments of the first numbers.
  public private(set) var x = ExactMoments()
  /// The moments of the second numbers.
  public private(set) var y = ExactMoments()
  private var products = ExactTotals.emptyProducts

  /// Makes the state of no pairs.
  public init() {}

  /// Makes the state of pairs.
  ///
  /// - Throws: ``StatisticsError`` for lists of different length.
  public init(_ x: [Double], _ y: [Double]) throws(StatisticsError) { try add(x, y) }

  /// Makes the state of pairs with several threads: the same bits for any number of them.
  ///
  /// - Parameters:
  ///   - x: The first numbers.
  ///   - y: The second numbers.
  ///   - workers: How many threads to use; as many as there are processors by default. Few pairs
  ///     take one.
  /// - Throws: ``StatisticsError`` for lists of different length.
  public init(_ x: [Double], _ y: [Double], workers: Int?) throws(StatisticsError) {
    guard x.count == y.count else { throw .unequal("state of pairs", x.count, y.count) }
    let workers = Parts.workers(workers, values: x.count)
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        nonisolated(unsafe) let (x, y) = (x, y)
        let states = Parts.map(workers, workers: workers) { part in
          var state = ExactComoments()
          let range = Parts.range(part, of: workers, x.count)
          state.add(UnsafeBufferPointer(rebasing: x[range]), .init(rebasing: y[range]))
          return state
        }
        for state in states { add(state) }
      }
    }
  }

  /// How many pairs there are.
  public var count: Int { x.count }

  /// Adds pairs.
  ///
  /// - Throws: ``StatisticsError`` for lists of different length.
  public mutating func add(_ x: [Double], _ y: [Double]) throws(StatisticsError) {
    guard x.count == y.count else { throw .unequal("state of pairs", x.count, y.count) }
    x.withUnsafeBufferPointer { x in y.withUnsafeBufferPointer { y in add(x, y) } }
  }

  /// Adds pairs that lie side by side in two buffers.
  ///
  /// - Precondition: Both have as many values.
  public mutating func add(
    _ x: UnsafeBufferPointer<Double>,
    _ y: UnsafeBufferPointer<Double>
  ) {
    precondition(x.count == y.count, "Pairs need as many first as second numbers")
    self.x.add(x)
    self.y.add(y)
    ExactTotals.addProducts(x, y, to: &products)
  }

  /// Adds the pairs of another state.
  public mutating func add(_ other: ExactComoments) {
    x.add(other.x)
    y.add(other.y)
    products.add(other.products)
  }

  /// The covariance of a sample, rounded once; of a whole population, where asked for.
  ///
  /// NaN where a number is not finite.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two pairs, or than one of a population.
  public func covariance(population: Bool = false) throws(StatisticsError) -> Double {
    let least = population ? 1 : 2
    guard count >= least else { throw .tooFew("covariance", count, needs: least) }
    guard x.isFinite, y.isFinite else { return .nan }
    return ratio(products, x, y, over: population ? count : count - 1).value
  }

  /// Pearson's coefficient of correlation, rounded once.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two pairs, or where all numbers of one side are
  ///   the same.
  public func correlation() throws(StatisticsError) -> Double {
    guard count >= 2 else { throw .tooFew("correlation", count, needs: 2) }
    guard x.isFinite, y.isFinite else { return .nan }
    let (xy, xx, yy) = deviations
    guard !xx.numerator.isZero, !yy.numerator.isZero else {
      throw StatisticsError(
        .constant,
        "Numbers that are all the same have no correlation. Give some that differ."
      )
    }
    // The root of xy² / (xx · yy); all have the same denominator.
    let square = ExactRatio(
      xy.numerator * xy.numerator,
      over: xx.numerator * yy.numerator,
      exponent: 2 * xy.exponent - xx.exponent - yy.exponent
    )
    return xy.numerator.isNegative ? -square.squareRoot : square.squareRoot
  }

  /// The line of least squares, slope and intercept each rounded once.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two pairs, or where all x are the same.
  public func linearRegression() throws(StatisticsError) -> LinearRegression {
    guard count >= 2 else { throw .tooFew("linear regression", count, needs: 2) }
    guard x.isFinite, y.isFinite else { return LinearRegression(slope: .nan, intercept: .nan) }
    let (xy, xx, _) = deviations
    guard !xx.numerator.isZero else {
      throw StatisticsError(.constant, "All x are the same. Give points at different places.")
    }
    let slope = ExactRatio(
      xy.numerator,
      over: xx.numerator,
      exponent: xy.exponent - xx.exponent
    )
    // (Σy · xx - Σx · xy) / (n · xx), all at the lowest power of two.
    let (xSum, ySum) = (x.scaledSum, y.scaledSum)
    let first = (ySum.value * xx.numerator, ySum.exponent + xx.exponent)
    let second = (xSum.value * xy.numerator, xSum.exponent + xy.exponent)
    let lowest = min(first.1, second.1)
    let intercept = ExactRatio(
      (first.0 << (first.1 - lowest)) - (second.0 << (second.1 - lowest)),
      over: BigInteger(count) * xx.numerator,
      exponent: lowest - xx.exponent
    )
    return LinearRegression(slope: slope.value, intercept: intercept.value)
  }

  /// The sum of the products, exactly; `nil` where a number is not finite.
  public var exactSumOfProducts: Fraction? {
    let (sum, exponent) = products.scaled
    return x.isFinite && y.isFinite ? Fraction.scaled(sum, exponent - 2_148) : nil
  }

  private var deviations: (xy: ExactRatio, xx: ExactRatio, yy: ExactRatio) {
    (
      ratio(products, x, y, over: 1), ratio(x.squares, x, x, over: 1),
      ratio(y.squares, y, y, over: 1)
    )
  }

  private func ratio(
    _ sum: Superaccumulator,
    _ first: ExactMoments,
    _ second: ExactMoments,
    over divisor: Int
  ) -> ExactRatio {
    let (product, exponent) = sum.scaled
    return .deviations(
      count: count,
      products: (product, exponent - 2_148),
      sums: (first.scaledSum, second.scaledSum),
      over: divisor
    )
  }

  /// Whether all sums are equal: then so are all results.
  public static func == (first: ExactComoments, second: ExactComoments) -> Bool {
    first.x == second.x && first.y == second.y
      && Superaccumulator.isEqual(first.products, second.products)
  }
}

extension ExactComoments: Codable {
  private enum Key: String, CodingKey {
    case version, x, y, products
  }

  /// Reads a state that was written on any machine.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.checkVersion(1, forKey: .version)
    x = try container.decode(ExactMoments.self, forKey: .x)
    y = try container.decode(ExactMoments.self, forKey: .y)
    try container.decode(ScaledInteger.self, forKey: .products).add(to: &products)
    guard x.count == y.count else { throw StatisticsError.damaged("count") }
  }

  /// Writes the state.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(1, forKey: .version)
    try container.encode(x, forKey: .x)
    try container.encode(y, forKey: .y)
    try container.encode(ScaledInteger(products), forKey: .products)
  }
}
