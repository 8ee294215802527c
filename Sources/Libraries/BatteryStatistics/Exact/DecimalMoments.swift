public import BatteryNumbers

/// The count, the sum and the sum of squares of decimal numbers read from text, without any rounding.
///
/// A number is not made a double first: 0.1 counts as a tenth. Sums are integers at a common scale,
/// so that states are merged by addition and results are the same for any order; each is rounded
/// once, from the exact value.
///
/// ```swift
/// var moments = DecimalMoments()
/// for text in ["10000000.2", "10000000.1", "10000000.3"] { try moments.add(text) }
/// try moments.standardDeviation()          // 0.1, where doubles give 0.10000000055879354
/// ```
public struct DecimalMoments: Sendable {
  /// How many numbers there are.
  public private(set) var count = 0
  /// How many digits after the point the sums have.
  public private(set) var scale = 0
  private var sums: BigInteger = 0
  private var squares: BigInteger = 0
  // Short numbers of the common scale are summed here and settled later.
  private var shortSum: Int128 = 0
  private var shortSquares: Int128 = 0
  private var shortCount = 0

  /// The most digits after the point, or zeros before it, that a number may have.
  public static let maximumScale = 1_000
  private static let shortLimit = 1 << 46
  private static let maximumShortCount = 1 << 30

  /// Makes the state of no numbers.
  public init() {}

  /// The lane of its answers.
  public var lane: Lane { .exact }

  /// Adds a number that is written as `-12.50` or `1.25e-3`.
  ///
  /// - Throws: ``StatisticsError`` for what is no such number, or one that is too long.
  public mutating func add(_ text: some StringProtocol) throws(StatisticsError) {
    guard let number = DecimalText(text.utf8) else {
      throw StatisticsError(
        .notFinite,
        "The text \"\(text.prefix(40))\" is no decimal number. Write it as -12.5 or 1.25e-3."
      )
    }
    try add(number)
  }

  /// Adds a number of which the bytes are given, in UTF-8.
  ///
  /// - Throws: ``StatisticsError`` for what is no number, or one that is too long.
  public mutating func add(bytes: some Collection<UInt8>) throws(StatisticsError) {
    guard let number = DecimalText(bytes) else {
      try add(String(decoding: bytes, as: UTF8.self))
      return
    }
    try add(number)
  }

  private mutating func add(_ number: DecimalText) throws(StatisticsError) {
    guard number.exponent.magnitude <= UInt(Self.maximumScale) else {
      throw StatisticsError(
        .invalidArgument,
        number.beyondScale
      )
    }
    if -number.exponent > scale { rescale(to: -number.exponent) }
    count += 1
    if -number.exponent == scale, let short = number.short, short.magnitude < Self.shortLimit {
      if shortCount == Self.maximumShortCount { settle() }
      shortCount += 1
      shortSum += Int128(short)
      shortSquares += Int128(short) * Int128(short)
      return
    }
    let value = number.significand * BigInteger(10).power(scale + number.exponent)
    sums += value
    squares += value * value
  }

  private mutating func settle() {
    sums += BigInteger(shortSum)
    squares += BigInteger(shortSquares)
    (shortSum, shortSquares, shortCount) = (0, 0, 0)
  }

  private mutating func rescale(to scale: Int) {
    settle()
    let factor = BigInteger(10).power(scale - self.scale)
    sums *= factor
    squares *= factor * factor
    self.scale = scale
  }

  /// Adds the numbers of another state.
  public mutating func add(_ other: DecimalMoments) {
    var other = other
    let common = max(scale, other.scale)
    rescale(to: common)
    other.rescale(to: common)
    count += other.count
    sums += other.sums
    squares += other.squares
  }

  /// The sum, exactly.
  public var exactSum: Fraction {
    let (sum, _) = settled
    return (try? Fraction(numerator: sum, denominator: BigInteger(10).power(scale))) ?? 0
  }

  /// The mean, rounded once.
  ///
  /// - Throws: ``StatisticsError`` when there is no number.
  public func mean() throws(StatisticsError) -> Double {
    guard count > 0 else { throw .tooFew("mean", 0, needs: 1) }
    let divisor = BigInteger(count) * BigInteger(10).power(scale)
    return ExactRatio(settled.sum, over: divisor).value
  }

  /// The variance of a sample, rounded once; of a whole population, where asked for.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two numbers, or than one of a population.
  public func variance(population: Bool = false) throws(StatisticsError) -> Double {
    try ratio("variance", population).value
  }

  /// The standard deviation of a sample, rounded once; of a whole population, where asked for.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two numbers, or than one of a population.
  public func standardDeviation(population: Bool = false) throws(StatisticsError) -> Double {
    try ratio("standard deviation", population).squareRoot
  }

  private func ratio(_ name: String, _ population: Bool) throws(StatisticsError) -> ExactRatio {
    let least = population ? 1 : 2
    guard count >= least else { throw .tooFew(name, count, needs: least) }
    let (sum, squares) = settled
    let total = BigInteger(count)
    return ExactRatio(
      total * squares - sum * sum,
      over: total * BigInteger(population ? count : count - 1) * BigInteger(10).power(2 * scale)
    )
  }

  private var settled: (sum: BigInteger, squares: BigInteger) {
    (sums + BigInteger(shortSum), squares + BigInteger(shortSquares))
  }
}

extension DecimalMoments: Equatable {
  /// Whether all sums are equal: then so are all results.
  public static func == (first: DecimalMoments, second: DecimalMoments) -> Bool {
    var (first, second) = (first, second)
    let common = max(first.scale, second.scale)
    first.rescale(to: common)
    second.rescale(to: common)
    return first.count == second.count && first.sums == second.sums
      && first.squares == second.squares
  }
}

extension DecimalMoments: Codable {
  private enum Key: String, CodingKey {
    case version, count, scale, sum, squares
  }

  /// Reads a state that was written on any machine.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.checkVersion(1, forKey: .version)
    count = try container.decode(Int.self, forKey: .count)
    scale = try container.decode(Int.self, forKey: .scale)
    let sum = try container.decode(String.self, forKey: .sum)
    let square = try container.decode(String.self, forKey: .squares)
    guard (0..<StatisticsError.countLimit).contains(count), (0...Self.maximumScale).contains(scale),
      sum.utf8.count < 10_000,
      square.utf8.count < 20_000, let sums = BigInteger(sum), let squares = BigInteger(square)
    else { throw StatisticsError.damaged("sum") }
    // No numbers have a variance below zero.
    guard !squares.isNegative, !(BigInteger(count) * squares - sums * sums).isNegative else {
      throw StatisticsError.damaged("sum")
    }
    (self.sums, self.squares) = (sums, squares)
  }

  /// Writes the state.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(1, forKey: .version)
    try container.encode(count, forKey: .count)
    try container.encode(scale, forKey: .scale)
    try container.encode(settled.sum.description, forKey: .sum)
    try container.encode(settled.squares.description, forKey: .squares)
  }
}
