public import BatteryNumbers

/// The count, the sum and the sum of squares of doubles, without any rounding.
///
/// Two of them are merged by addition, so that mean, variance and standard deviation have the same
/// bits whatever the order of the values and however they were divided among threads, files or
/// machines; each is rounded once, from the exact value.
///
/// ```swift
/// var moments = ExactMoments([1e16, 1, -1e16])
/// moments.add(ExactMoments([2]))
/// try moments.mean()                       // 0.75
/// ```
///
/// A value costs some processor cycles and no memory; a state has less than 2 KiB.
///
/// Infinities and NaN are remembered: the sum is what they add up to.
public struct ExactMoments: Sendable {
  /// How many values there are.
  public private(set) var count = 0
  private var sums = ExactTotals.emptySum
  private(set) var squares = ExactTotals.emptyProducts
  private var special = SpecialValues()

  /// Makes the state of no values.
  public init() {}

  /// Makes the state of some values.
  public init(_ values: some Sequence<Double>) { add(contentsOf: values) }

  /// Makes the state of some values with several threads: the same bits for any number of them.
  ///
  /// - Parameters:
  ///   - values: The values.
  ///   - workers: How many threads to use; as many as there are processors by default. Few values
  ///     take one.
  public init(_ values: [Double], workers: Int?) {
    let workers = Parts.workers(workers, values: values.count)
    values.withUnsafeBufferPointer { values in
      nonisolated(unsafe) let values = values
      let states = Parts.map(workers, workers: workers) { part in
        var state = ExactMoments()
        let range = Parts.range(part, of: workers, values.count)
        state.add(UnsafeBufferPointer(rebasing: values[range]))
        return state
      }
      for state in states { add(state) }
    }
  }

  /// Whether all values so far are finite.
  public var isFinite: Bool { special.sum == nil }

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
    count += values.count
    ExactTotals.add(
      values,
      sum: &sums,
      squares: &squares,
      wantsSquares: true,
      special: &special
    )
  }

  /// Adds the values of another state.
  public mutating func add(_ other: ExactMoments) {
    count += other.count
    sums.add(other.sums)
    squares.add(other.squares)
    special.add(other.special)
  }

  /// The sum, rounded once.
  public var sum: Double {
    let (sum, exponent) = sums.scaled
    return special.sum ?? ExactRatio(sum, over: 1, exponent: exponent - 1_074).value
  }

  /// The sum of the squares, rounded once.
  public var sumOfSquares: Double {
    let (sum, exponent) = squares.scaled
    return special.sum?.magnitude ?? ExactRatio(sum, over: 1, exponent: exponent - 2_148).value
  }

  /// The mean, rounded once.
  ///
  /// - Throws: ``StatisticsError`` when there is no value.
  public func mean() throws(StatisticsError) -> Double {
    guard count > 0 else { throw .tooFew("mean", count, needs: 1) }
    if let special = special.sum { return special }
    let (sum, exponent) = sums.scaled
    return ExactRatio(sum, over: BigInteger(count), exponent: exponent - 1_074).value
  }

  /// The variance of a sample, rounded once; of a whole population, where asked for.
  ///
  /// Infinite where it is more than the largest double, or where a value is infinite.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values, or than one of a population.
  public func variance(population: Bool = false) throws(StatisticsError) -> Double {
    let ratio = try varianceRatio("variance", population)
    return special.sum ?? ratio.value
  }

  /// The standard deviation of a sample, rounded once; of a whole population, where asked for.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values, or than one of a population.
  public func standardDeviation(population: Bool = false) throws(StatisticsError) -> Double {
    let ratio = try varianceRatio("standard deviation", population)
    return special.sum?.squareRoot() ?? ratio.squareRoot
  }

  /// The sum, exactly; `nil` where a value is not finite.
  public var exactSum: Fraction? {
    let (sum, exponent) = sums.scaled
    return isFinite ? Fraction.scaled(sum, exponent - 1_074) : nil
  }

  /// The sum of the squares, exactly; `nil` where a value is not finite.
  public var exactSumOfSquares: Fraction? {
    let (sum, exponent) = squares.scaled
    return isFinite ? Fraction.scaled(sum, exponent - 2_148) : nil
  }

  /// The sum as an integer times a power of two.
  var scaledSum: (value: BigInteger, exponent: Int) {
    let (sum, exponent) = sums.scaled
    return (sum, exponent - 1_074)
  }

  private func varianceRatio(
    _ name: String,
    _ population: Bool
  ) throws(StatisticsError) -> ExactRatio {
    let least = population ? 1 : 2
    guard count >= least else { throw .tooFew(name, count, needs: least) }
    let sum = scaledSum
    let (square, squareExponent) = squares.scaled
    return .deviations(
      count: count,
      products: (square, squareExponent - 2_148),
      sums: (sum, sum),
      over: population ? count : count - 1
    )
  }
}

extension ExactMoments: Equatable {
  /// Whether all sums are equal: then so are all results.
  public static func == (first: ExactMoments, second: ExactMoments) -> Bool {
    first.count == second.count && first.special == second.special
      && Superaccumulator.isEqual(first.sums, second.sums)
      && Superaccumulator.isEqual(first.squares, second.squares)
  }
}

extension ExactMoments: Codable {
  private enum Key: String, CodingKey {
    case version, count, sum, squares, special
  }

  /// Reads a state that was written on any machine.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.checkVersion(1, forKey: .version)
    count = try container.decode(Int.self, forKey: .count)
    try container.decode(ScaledInteger.self, forKey: .sum).add(to: &sums)
    try container.decode(ScaledInteger.self, forKey: .squares).add(to: &squares)
    special = try container.decode(SpecialValues.self, forKey: .special)
    guard (0..<StatisticsError.countLimit).contains(count) else {
      throw StatisticsError.damaged("count")
    }
    // No numbers have a variance below zero.
    let (square, exponent) = squares.scaled
    let spread = ExactRatio.deviations(
      count: count,
      products: (square, exponent - 2_148),
      sums: (scaledSum, scaledSum),
      over: 1
    )
    guard !square.isNegative, !spread.numerator.isNegative else {
      throw StatisticsError.damaged("sum")
    }
  }

  /// Writes the state.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(1, forKey: .version)
    try container.encode(count, forKey: .count)
    try container.encode(ScaledInteger(sums), forKey: .sum)
    try container.encode(ScaledInteger(squares), forKey: .squares)
    try container.encode(special, forKey: .special)
  }
}
