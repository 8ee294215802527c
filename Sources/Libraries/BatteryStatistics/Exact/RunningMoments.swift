/// Count, mean and the powers of the deviations from it to the fourth, in doubles.
///
/// A block's mean is taken first and its deviations second; blocks and states are merged by Chan's
/// and Pébay's formulas. The result is good to nearly all digits, but unlike that of
/// ``ExactMoments`` it depends on the order in its last ones. Skewness and kurtosis are here alone.
///
/// Source: Pébay, "Formulas for Robust, One-Pass Parallel Computation of Covariances and
/// Arbitrary-Order Statistical Moments", Sandia report SAND2008-6212.
public struct RunningMoments: Sendable, Hashable {
  /// How many values there are.
  public private(set) var count = 0
  /// The smallest value; infinite for none.
  public private(set) var minimum = Double.infinity
  /// The largest value; negative infinity for none.
  public private(set) var maximum = -Double.infinity
  /// The mean in two parts, the second what the first leaves over: far from zero, the deviations
  /// of two means from each other would else lose their digits.
  private var center = 0.0
  private var rest = 0.0
  private var second = 0.0
  private var third = 0.0
  private var fourth = 0.0

  private static let block = 2_048

  /// Makes the state of no values.
  public init() {}

  /// Makes the state of some values.
  public init(_ values: some Sequence<Double>) { add(contentsOf: values) }

  /// The lane of its answers.
  public var lane: Lane { .fast }

  /// Adds a value.
  public mutating func add(_ value: Double) {
    withUnsafePointer(to: value) { add(UnsafeBufferPointer(start: $0, count: 1)) }
  }

  /// Adds values.
  public mutating func add(contentsOf values: some Sequence<Double>) {
    let whole: Void? = values.withContiguousStorageIfAvailable { add($0) }
    if whole == nil { Array(values).withUnsafeBufferPointer { add($0) } }
  }

  /// Adds values that lie side by side.
  public mutating func add(_ values: UnsafeBufferPointer<Double>) {
    var start = 0
    while start < values.count {
      let end = min(start + Self.block, values.count)
      add(Self.moments(values, start..<end))
      start = end
    }
  }

  private static func moments(
    _ values: UnsafeBufferPointer<Double>,
    _ range: Range<Int>
  ) -> RunningMoments {
    var state = RunningMoments()
    state.count = range.count
    // Relative to the first value, sums stay small where all are far from zero.
    let origin = values[range.lowerBound]
    var (sum, least, largest) = (0.0, origin, origin)
    for index in range {
      let value = values[index]
      sum += value - origin
      least = value < least ? value : least
      largest = value > largest ? value : largest
    }
    state.setCenter(origin, sum / Double(range.count))
    (state.minimum, state.maximum) = (least, largest)
    var residue = 0.0
    for index in range {
      let deviation = (values[index] - state.center) - state.rest
      let square = deviation * deviation
      residue += deviation
      state.second += square
      state.third += square * deviation
      state.fourth += square * square
    }
    // What the rounding of the mean added to the squares.
    state.second -= residue * residue / Double(range.count)
    return state
  }

  /// Adds the values of another state.
  public mutating func add(_ other: RunningMoments) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let (a, b) = (Double(count), Double(other.count))
    let n = a + b
    let delta = (other.center - center) + (other.rest - rest)
    let (square, share) = (delta * delta, delta / n)
    fourth +=
      other.fourth + square * share * share * a * b * (a * a - a * b + b * b) / n
      + 6 * share * share * (a * a * other.second + b * b * second)
      + 4 * share * (a * other.third - b * third)
    third +=
      other.third + square * share * a * b * (a - b) / n
      + 3 * share * (a * other.second - b * second)
    second += other.second + square * a * b / n
    setCenter(center, rest + share * b)
    count += other.count
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
  }

  private mutating func setCenter(_ first: Double, _ second: Double) {
    let sum = first + second
    let part = sum - first
    rest = (first - (sum - part)) + (second - part)
    center = sum
  }

  /// The mean.
  ///
  /// - Throws: ``StatisticsError`` when there is no value.
  public func mean() throws(StatisticsError) -> Double {
    guard count > 0 else { throw .tooFew("mean", 0, needs: 1) }
    return center
  }

  /// The variance of a sample; of a whole population, where asked for.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values, or than one of a population.
  public func variance(population: Bool = false) throws(StatisticsError) -> Double {
    let least = population ? 1 : 2
    guard count >= least else { throw .tooFew("variance", count, needs: least) }
    return max(second, 0) / Double(population ? count : count - 1)
  }

  /// The standard deviation of a sample; of a whole population, where asked for.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values, or than one of a population.
  public func standardDeviation(population: Bool = false) throws(StatisticsError) -> Double {
    try variance(population: population).squareRoot()
  }

  /// The skewness of a sample (G₁), as that of ``SeriesMoments``; of a whole population (g₁), the mean
  /// third power of the z-scores, where asked for.
  ///
  /// - Throws: ``StatisticsError`` for fewer than three values, or than one of a population, or where
  ///   all are the same.
  public func skewness(population: Bool = false) throws(StatisticsError) -> Double {
    try check("skewness", least: population ? 1 : 3)
    let deviation = try deviation("skewness")
    let skewness = third / Double(count) / (deviation * deviation * deviation)
    if population { return skewness }
    let n = Double(count)
    return skewness * (n * (n - 1)).squareRoot() / (n - 2)
  }

  /// The excess kurtosis of a sample (G₂), as that of ``SeriesMoments``; of a whole population (g₂), the
  /// mean fourth power of the z-scores less 3, where asked for.
  ///
  /// - Throws: ``StatisticsError`` for fewer than four values, or than one of a population, or where
  ///   all are the same.
  public func kurtosis(population: Bool = false) throws(StatisticsError) -> Double {
    try check("kurtosis", least: population ? 1 : 4)
    let deviation = try deviation("kurtosis")
    let square = deviation * deviation
    let excess = fourth / Double(count) / (square * square) - 3
    if population { return excess }
    let n = Double(count)
    return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6)
  }

  private func check(_ name: String, least: Int) throws(StatisticsError) {
    guard count >= least else { throw .tooFew(name, count, needs: least) }
  }

  private func deviation(_ name: String) throws(StatisticsError) -> Double {
    let deviation = try standardDeviation(population: true)
    guard deviation != 0 else {
      throw StatisticsError(
        .constant,
        "Values that are all the same have no \(name). Give some that differ."
      )
    }
    return deviation
  }
}

extension RunningMoments: Codable {
  private enum Key: String, CodingKey {
    case version, count, minimum, maximum, center, rest, second, third, fourth
  }

  /// Reads a state that was written on any machine.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.checkVersion(1, forKey: .version)
    count = try container.decode(Int.self, forKey: .count)
    guard (0..<StatisticsError.countLimit).contains(count) else {
      throw StatisticsError.damaged("count")
    }
    if count == 0 { return }
    minimum = try container.decodeBits(.minimum)
    maximum = try container.decodeBits(.maximum)
    center = try container.decodeBits(.center)
    rest = try container.decodeBits(.rest)
    second = try container.decodeBits(.second)
    third = try container.decodeBits(.third)
    fourth = try container.decodeBits(.fourth)
  }

  /// Writes the state; doubles by their bits, so that infinities and NaN pass any format.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(1, forKey: .version)
    try container.encode(count, forKey: .count)
    if count == 0 { return }
    try container.encode(minimum.bitPattern, forKey: .minimum)
    try container.encode(maximum.bitPattern, forKey: .maximum)
    try container.encode(center.bitPattern, forKey: .center)
    try container.encode(rest.bitPattern, forKey: .rest)
    try container.encode(second.bitPattern, forKey: .second)
    try container.encode(third.bitPattern, forKey: .third)
    try container.encode(fourth.bitPattern, forKey: .fourth)
  }
}

extension KeyedDecodingContainer {
  fileprivate func decodeBits(_ key: Key) throws -> Double {
    Double(bitPattern: try decode(UInt64.self, forKey: key))
  }
}
