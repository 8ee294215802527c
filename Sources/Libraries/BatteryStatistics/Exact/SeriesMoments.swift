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

  /// The sum, exactly; `nil` where a number is not finite.
  public var exactSum: Fraction? {
    isFinite ? try? Fraction(numerator: powers[0], denominator: divisor(1)) : nil
  }

  /// 1 / unit^power.
  private func divisor(_ power: Int) -> BigInteger {
    BigInteger(10).power(power * decimalScale) << (power * binaryScale)
  }

  /// The sum, rounded once.
  public var sum: Double { special.sum ?? ExactRatio(powers[0], over: divisor(1)).value }

  /// The mean, rounded once.
  ///
  /// - Throws: ``StatisticsError`` when there is no number.
  public func mean() throws(StatisticsError) -> Double {
    guard count > 0 else { throw .tooFew("mean", 0, needs: 1) }
    return special.sum ?? ExactRatio(powers[0], over: BigInteger(count) * divisor(1)).value
  }

  /// The variance of a sample, rounded once; of a whole population, where asked for.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two numbers, or than one of a population.
  public func variance(population: Bool = false) throws(StatisticsError) -> Double {
    let ratio = try varianceRatio("variance", population)
    return isFinite ? ratio.value : .nan
  }

  /// The standard deviation of a sample, rounded once; of a whole population, where asked for.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two numbers, or than one of a population.
  public func standardDeviation(population: Bool = false) throws(StatisticsError) -> Double {
    let ratio = try varianceRatio("standard deviation", population)
    return isFinite ? ratio.squareRoot : .nan
  }

  private func varianceRatio(
    _ name: String,
    _ population: Bool
  ) throws(StatisticsError) -> ExactRatio {
    let least = population ? 1 : 2
    guard count >= least else { throw .tooFew(name, count, needs: least) }
    let divisor = BigInteger(count) * BigInteger(population ? count : count - 1) * divisor(2)
    return ExactRatio(second, over: divisor)
  }

  /// n² times the second central moment.
  private var second: BigInteger { BigInteger(count) * powers[1] - powers[0] * powers[0] }

  /// n³ times the third central moment.
  private var third: BigInteger {
    let (n, s) = (BigInteger(count), powers[0])
    return n * n * powers[2] - 3 * (n * s * powers[1]) + 2 * (s * s * s)
  }

  /// n⁴ times the fourth central moment.
  private var fourth: BigInteger {
    let (n, s) = (BigInteger(count), powers[0])
    let square = s * s
    return n * n * (n * powers[3] - 4 * (s * powers[2])) + 6 * (n * square * powers[1])
      - 3 * (square * square)
  }

  /// The mean of a power of the deviations from the mean, rounded once.
  ///
  /// - Parameter order: The power, 2 to 4.
  /// - Returns: The central moment of a population; NaN where a number is not finite.
  /// - Throws: ``StatisticsError`` for no number, another power, or where the state has no sums of it.
  public func centralMoment(_ order: Int) throws(StatisticsError) -> Double {
    guard (2...4).contains(order) else {
      throw StatisticsError(
        .invalidArgument,
        "The central moment \(order) is not gathered. Ask for 2, 3 or 4."
      )
    }
    if order == 2 { return try variance(population: true) }
    try check("central moment", least: 1)
    guard isFinite else { return .nan }
    return ExactRatio(
      order == 3 ? third : fourth,
      over: BigInteger(count).power(order) * divisor(order)
    ).value
  }

  /// The skewness, rounded once.
  ///
  /// Of a population (g₁) it is m₃ / m₂^1.5 of the central moments, as SciPy's `skew` and NIST have
  /// it; of a sample (G₁) that times √(n(n - 1)) / (n - 2), as pandas, SAS and Excel's `SKEW` do.
  ///
  /// Source: Joanes and Gill, "Comparing measures of sample skewness and kurtosis", The Statistician
  /// 47 (1998).
  ///
  /// - Parameter population: Whether g₁ is meant, and not G₁.
  /// - Returns: The skewness, above 0 for a long tail of large numbers; NaN where one is not finite.
  /// - Throws: ``StatisticsError`` for fewer than three numbers, or than one of a population; where
  ///   all are the same; or where the state has no sums of third powers.
  public func skewness(population: Bool = false) throws(StatisticsError) -> Double {
    try check("skewness", least: population ? 1 : 3)
    guard isFinite else { return .nan }
    let second = try variation("skewness")
    let third = third
    var square = ExactRatio(third * third, over: second * second * second)
    if !population {
      let n = BigInteger(count)
      square.numerator *= n * (n - 1)
      square.denominator *= (n - 2) * (n - 2)
    }
    return third.isNegative ? -square.squareRoot : square.squareRoot
  }

  /// The excess kurtosis, rounded once: 0 for normal data.
  ///
  /// Of a population (g₂) it is m₄ / m₂² - 3 of the central moments, as SciPy's `kurtosis` has it;
  /// of a sample (G₂) it is (n - 1) / ((n - 2)(n - 3)) · ((n + 1) g₂ + 6), as pandas, SAS and Excel's
  /// `KURT` do.
  ///
  /// Source: Joanes and Gill, as of ``skewness(population:)``.
  ///
  /// - Parameter population: Whether g₂ is meant, and not G₂.
  /// - Returns: The excess kurtosis; NaN where a number is not finite.
  /// - Throws: ``StatisticsError`` for fewer than four numbers, or than one of a population; where
  ///   all are the same; or where the state has no sums of fourth powers.
  public func kurtosis(population: Bool = false) throws(StatisticsError) -> Double {
    try check("kurtosis", least: population ? 1 : 4)
    guard isFinite else { return .nan }
    let second = try variation("kurtosis")
    let square = second * second
    let excess = fourth - 3 * square
    if population { return ExactRatio(excess, over: square).value }
    let n = BigInteger(count)
    return ExactRatio(
      (n - 1) * ((n + 1) * excess + 6 * square),
      over: (n - 2) * (n - 3) * square
    ).value
  }

  /// The autocorrelation of the series and itself one step later, rounded once.
  ///
  /// Σ(xᵢ - m)(xᵢ₊₁ - m) / Σ(xᵢ - m)², as NIST certifies it and R's `acf` has it: both sums are about
  /// the mean m of the whole series.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two numbers; where all are the same; or where the
  ///   state has no sum of products.
  public func lag1Autocorrelation() throws(StatisticsError) -> Double {
    try check("autocorrelation", least: 2)
    guard isFinite else { return .nan }
    let second = try variation("autocorrelation")
    let (n, s) = (BigInteger(count), powers[0])
    let numerator = n * (n * products - s * (2 * s - first - last)) + (n - 1) * (s * s)
    return ExactRatio(numerator, over: n * second).value
  }

  private func check(_ name: String, least: Int) throws(StatisticsError) {
    guard depth == .shape else {
      throw StatisticsError(
        .invalidArgument,
        "The \(name) needs sums that were not gathered. Make the state with the depth \"shape\"."
      )
    }
    guard count >= least else { throw .tooFew(name, count, needs: least) }
  }

  private func variation(_ name: String) throws(StatisticsError) -> BigInteger {
    let second = second
    guard !second.isZero else {
      throw StatisticsError(
        .constant,
        "Numbers that are all the same have no \(name). Give some that differ."
      )
    }
    return second
  }
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

extension SeriesMoments: Codable {
  private enum Key: String, CodingKey {
    case version, depth, count, decimalScale, binaryScale, powers, products, first, last, special
  }

  private static let maximumBinaryScale = 1_074

  /// Reads a state that was written on any machine.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.checkVersion(1, forKey: .version)
    depth = try container.decode(Depth.self, forKey: .depth)
    count = try container.decode(Int.self, forKey: .count)
    decimalScale = try container.decode(Int.self, forKey: .decimalScale)
    binaryScale = try container.decode(Int.self, forKey: .binaryScale)
    special = try container.decode(SpecialValues.self, forKey: .special)
    func number(_ text: String) throws -> BigInteger {
      guard text.utf8.count < 20_000, let value = BigInteger(text, radix: 16) else {
        throw StatisticsError.damaged("sum")
      }
      return value
    }
    powers = try container.decode([String].self, forKey: .powers).map(number)
    products = try number(container.decode(String.self, forKey: .products))
    first = try number(container.decode(String.self, forKey: .first))
    last = try number(container.decode(String.self, forKey: .last))
    guard powers.count == 4, (0..<StatisticsError.countLimit).contains(count),
      (0...DecimalMoments.maximumScale).contains(decimalScale),
      (0...Self.maximumBinaryScale).contains(binaryScale)
    else { throw StatisticsError.damaged("sum") }
    // No numbers have a variance below zero.
    guard !second.isNegative else { throw StatisticsError.damaged("sum") }
  }

  /// Writes the state; sums in hexadecimal digits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(1, forKey: .version)
    try container.encode(depth, forKey: .depth)
    try container.encode(count, forKey: .count)
    try container.encode(decimalScale, forKey: .decimalScale)
    try container.encode(binaryScale, forKey: .binaryScale)
    try container.encode(powers.map { $0.text(radix: 16) }, forKey: .powers)
    try container.encode(products.text(radix: 16), forKey: .products)
    try container.encode(first.text(radix: 16), forKey: .first)
    try container.encode(last.text(radix: 16), forKey: .last)
    try container.encode(special, forKey: .special)
  }
}
