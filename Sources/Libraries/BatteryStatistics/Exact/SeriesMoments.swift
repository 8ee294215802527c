public import BatteryNumbers

/// The exact sums of a series of numbers: of their powers up to the fourth and of the products of
/// neighbours.
///
/// Mean, variance, skewness, kurtosis and lag-1 autocorrelation are each computed in integers of any
/// size and rounded once, so that they have the same bits however the series was divided. States
/// are merged by addition; for the autocorrelation in the order of the series.
///
/// A ``DecimalSeries`` gathers numbers from texts, a ``DoubleSeries`` doubles.
///
/// ```swift
/// var series = DecimalSeries()
/// for text in ["10000000.2", "10000000.1", "10000000.3"] { try series.add(text) }
/// try series.moments.standardDeviation()   // 0.1
/// try series.moments.lag1Autocorrelation() // -0.5
/// ```
public struct SeriesMoments: Sendable {
  /// Which sums are gathered.
  public enum Depth: Int, Sendable, Hashable, Comparable, Codable {
    /// Up to the squares: mean and variance.
    case variance = 2
    /// All: skewness, kurtosis and autocorrelation as well.
    case shape = 4

    /// Whether the first has fewer sums.
    public static func < (first: Depth, second: Depth) -> Bool {
      first.rawValue < second.rawValue
    }
  }

  /// Which sums there are.
  public internal(set) var depth: Depth
  /// How many numbers there are.
  public internal(set) var count = 0
  /// How many digits after the point the unit of the sums has: it is 10^-decimalScale, times
  /// 2^-binaryScale.
  public internal(set) var decimalScale = 0
  /// How many binary digits after the point the unit of the sums has.
  public internal(set) var binaryScale = 0
  /// The sums of the first to fourth powers, the powers of the unit left out.
  var powers: [BigInteger] = [0, 0, 0, 0]
  /// The sum of the products of each number and the next.
  var products: BigInteger = 0
  var first: BigInteger = 0
  var last: BigInteger = 0
  var special = SpecialValues()

  /// Makes the state of no numbers.
  public init(depth: Depth = .shape) { self.depth = depth }

  /// The lane of its answers.
  public var lane: Lane { .exact }

  /// Whether all numbers are finite.
  public var isFinite: Bool { special.sum == nil }

  /// Appends the numbers of another state, which come after those of this one.
  ///
  /// Of a shallow and a deep state the result is shallow. Answers besides the autocorrelation do not
  /// depend on the order.
  public mutating func add(_ other: SeriesMoments) {
    limit(to: other.depth)
    special.add(other.special)
    guard other.count > 0 else { return }
    guard count > 0 else {
      let (depth, special) = (depth, special)
      self = other
      self.special = special
      limit(to: depth)
      return
    }
    var other = other
    let decimal = max(decimalScale, other.decimalScale)
    let binary = max(binaryScale, other.binaryScale)
    rescale(decimal: decimal, binary: binary)
    other.rescale(decimal: decimal, binary: binary)
    for power in 0..<depth.rawValue { powers[power] += other.powers[power] }
    if depth == .shape { products += other.products + last * other.first }
    last = other.last
    count += other.count
  }

  private mutating func limit(to depth: Depth) {
    guard depth < self.depth else { return }
    self.depth = depth
    for power in depth.rawValue..<4 { powers[power] = 0 }
    products = 0
  }

  mutating func rescale(decimal: Int, binary: Int) {
    if decimal == decimalScale, binary == binaryScale { return }
    let factor = BigInteger(10).power(decimal - decimalScale) << (binary - binaryScale)
    (decimalScale, binaryScale) = (decimal, binary)
    var power = factor
    for place in 0..<depth.rawValue {
      powers[place] *= power
      power *= factor
    }
    products *= factor * factor
    first *= factor
    last *= factor
  }

  /// Adds the sums of other numbers of the same series, whose ends and count stay unknown.
  mutating func addSums(of other: SeriesMoments) {
    var other = other
    let decimal = max(decimalScale, other.decimalScale)
    let binary = max(binaryScale, other.binaryScale)
    rescale(decimal: decimal, binary: binary)
    other.rescale(decimal: decimal, binary: binary)
    for power in 0..<depth.rawValue { powers[power] += other.powers[power] }
    products += other.products
  }

  /// Says which number is the first and which the last.
  mutating func setEnds(_ first: ScaledNumber, _ last: ScaledNumber) {
    func scaled(_ number: ScaledNumber) -> BigInteger {
      number.base == .ten
        ? number.coefficient * BigInteger(10).power(decimalScale - number.scale) << binaryScale
        : number.coefficient * BigInteger(10).power(decimalScale) << (binaryScale - number.scale)
    }
    (self.first, self.last) = (scaled(first), scaled(last))
  }

  /// The sum, exactly; `nil` where a number is not finite.
  public var exactSum: Fraction? {
    isFinite ? try? Fraction(numerator: powers[0], denominator: divisor(1)) : nil
  }

  /// 1 / unit^power.
  func divisor(_ power: Int) -> BigInteger {
    BigInteger(10).power(power * decimalScale) << (power * binaryScale)
  }

  /// The sum, rounded once.
  public var sum: Double { special.sum ?? ExactRatio(powers[0], over: divisor(1)).value }

  /// The mean, rounded once.
  ///
  /// - Throws: ``StatisticsError`` when there is no number.
  public func mean() throws(StatisticsError) -> Double {
    let ratio = try meanRatio()
    return special.sum ?? ratio.value
  }

  /// The mean of the finite numbers, before it is rounded.
  package func meanRatio() throws(StatisticsError) -> ExactRatio {
    guard count > 0 else { throw .tooFew("mean", 0, needs: 1) }
    return ExactRatio(powers[0], over: BigInteger(count) * divisor(1))
  }

  /// The variance of a sample, rounded once; of a whole population, where asked for.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two numbers, or than one of a population.
  public func variance(population: Bool = false) throws(StatisticsError) -> Double {
    let ratio = try varianceRatio("variance", population: population)
    return isFinite ? ratio.value : .nan
  }

  /// The standard deviation of a sample, rounded once; of a whole population, where asked for.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two numbers, or than one of a population.
  public func standardDeviation(population: Bool = false) throws(StatisticsError) -> Double {
    let ratio = try varianceRatio("standard deviation", population: population)
    return isFinite ? ratio.squareRoot : .nan
  }

  /// The variance before it is rounded.
  package func varianceRatio(
    _ name: String = "variance",
    population: Bool
  ) throws(StatisticsError) -> ExactRatio {
    let least = population ? 1 : 2
    guard count >= least else { throw .tooFew(name, count, needs: least) }
    let divisor = BigInteger(count) * BigInteger(population ? count : count - 1) * divisor(2)
    return ExactRatio(second, over: divisor)
  }

  /// n² times the second central moment.
  var second: BigInteger { BigInteger(count) * powers[1] - powers[0] * powers[0] }

}

extension SeriesMoments: Equatable {
  /// Whether all sums are equal: then so are all answers.
  public static func == (first: SeriesMoments, second: SeriesMoments) -> Bool {
    var (first, second) = (first, second)
    let decimal = max(first.decimalScale, second.decimalScale)
    let binary = max(first.binaryScale, second.binaryScale)
    first.rescale(decimal: decimal, binary: binary)
    second.rescale(decimal: decimal, binary: binary)
    return first.depth == second.depth && first.count == second.count
      && first.special == second.special && first.powers == second.powers
      && first.products == second.products && first.first == second.first
      && first.last == second.last
  }
}
