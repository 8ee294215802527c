internal import BatteryNumbers

/// The exact sums of pairs of decimal numbers read from text, of their squares and products.
///
/// Covariance, correlation and regression lines are each rounded once from their exact values,
/// whatever the order of the pairs; states are merged by addition. ``ExactComoments`` is the same of
/// doubles.
///
/// ```swift
/// var pairs = DecimalComoments()
/// try pairs.add("0.1", "1e3")
/// try pairs.add([2, 3], scale: 1, [5, 9], scale: 0)    // (0.2, 5) and (0.3, 9)
/// try pairs.linearRegression()
/// ```
public struct DecimalComoments: Sendable {
  private var settledCount = 0
  private var settled = PairTotals()
  private var xScale = 0
  private var yScale = 0
  private var running = PairSums(xOrigin: 0, yOrigin: 0)
  private var runningScales = (x: 0, y: 0)

  /// Makes the state of no pairs.
  public init() {}

  /// The lane of its answers.
  public var lane: Lane { .exact }

  /// How many pairs there are.
  public var count: Int { settledCount + running.count }

  /// Adds pairs of integers over 10^`xScale` and 10^`yScale`.
  ///
  /// - Parameters:
  ///   - x: The integers of the first numbers.
  ///   - xScale: How many digits after the point they have, 0 to ``DecimalMoments/maximumScale``.
  ///   - y: The integers of the second numbers.
  ///   - yScale: How many digits after the point they have.
  /// - Throws: ``StatisticsError`` for a scale out of this range, or not as many of both.
  public mutating func add(
    _ x: UnsafeBufferPointer<Int64>,
    scale xScale: Int,
    _ y: UnsafeBufferPointer<Int64>,
    scale yScale: Int
  ) throws(StatisticsError) {
    guard x.count == y.count else { throw .unequal("state of pairs", x.count, y.count) }
    let range = 0...DecimalMoments.maximumScale
    guard range.contains(xScale), range.contains(yScale) else {
      throw StatisticsError(
        .invalidArgument,
        "The scales \(xScale) and \(yScale) are not both in the range \(range). Scale the data."
      )
    }
    guard let xFirst = x.first, let yFirst = y.first else { return }
    if running.count > 0, runningScales != (xScale, yScale) { settle() }
    if running.count == 0 {
      runningScales = (xScale, yScale)
      running = PairSums(xOrigin: xFirst, yOrigin: yFirst)
    }
    running.add(x, y)
  }

  /// Adds pairs of integers over 10^`xScale` and 10^`yScale`.
  ///
  /// - Throws: ``StatisticsError`` for a scale that is out of range, or not as many of both.
  public mutating func add(
    _ x: [Int64],
    scale xScale: Int,
    _ y: [Int64],
    scale yScale: Int
  ) throws(StatisticsError) {
    try x.withUnsafeBufferPointer { x throws(StatisticsError) in
      try y.withUnsafeBufferPointer { y throws(StatisticsError) in
        try add(x, scale: xScale, y, scale: yScale)
      }
    }
  }

  /// Adds a pair of numbers that are written as `-12.50` or `1.25e-3`.
  ///
  /// - Throws: ``StatisticsError`` for what is no such number, or one that is too long.
  public mutating func add(
    _ x: some StringProtocol,
    _ y: some StringProtocol
  ) throws(StatisticsError) {
    let (x, y) = (try DecimalText(checking: x), try DecimalText(checking: y))
    // Where there is room, numbers with fewer digits after the point get zeros at their end.
    if let first = x.mantissa(scale: runningScales.x),
      let second = y.mantissa(scale: runningScales.y)
    {
      try add([first], scale: runningScales.x, [second], scale: runningScales.y)
      return
    }
    if let first = x.mantissa(scale: max(-x.exponent, 0)),
      let second = y.mantissa(scale: max(-y.exponent, 0))
    {
      try add([first], scale: max(-x.exponent, 0), [second], scale: max(-y.exponent, 0))
      return
    }
    settle()
    let (first, second) = (x.integer, y.integer)
    let totals = PairTotals(
      x: first,
      y: second,
      xx: first * first,
      yy: second * second,
      xy: first * second
    )
    add(totals, 1, (max(-x.exponent, 0), max(-y.exponent, 0)))
  }

  /// Adds the pairs of another state.
  public mutating func add(_ other: DecimalComoments) {
    settle()
    var other = other
    other.settle()
    add(other.settled, other.settledCount, (other.xScale, other.yScale))
  }

  private mutating func settle() {
    if running.count == 0 { return }
    add(running.totals, running.count, runningScales)
    running = PairSums(xOrigin: 0, yOrigin: 0)
  }

  private mutating func add(_ totals: PairTotals, _ count: Int, _ scales: (x: Int, y: Int)) {
    if count == 0 { return }
    var totals = totals
    let common = (x: max(xScale, scales.x), y: max(yScale, scales.y))
    let ten = BigInteger(10)
    settled.scale(x: ten.power(common.x - xScale), y: ten.power(common.y - yScale))
    totals.scale(x: ten.power(common.x - scales.x), y: ten.power(common.y - scales.y))
    settled.add(totals)
    settledCount += count
    (xScale, yScale) = (common.x, common.y)
  }

  private var whole: DecimalComoments {
    var copy = self
    copy.settle()
    return copy
  }

  /// The covariance of a sample, rounded once; of a whole population, where asked for.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two pairs, or than one of a population.
  public func covariance(population: Bool = false) throws(StatisticsError) -> Double {
    let least = population ? 1 : 2
    guard count >= least else { throw .tooFew("covariance", count, needs: least) }
    let whole = whole
    let unit = BigInteger(10).power(whole.xScale + whole.yScale)
    let divisor = BigInteger(count) * BigInteger(population ? count : count - 1)
    return ExactRatio(whole.deviations.xy, over: divisor * unit).value
  }

  /// Pearson's coefficient of correlation, rounded once.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two pairs, or where all numbers of one side are
  ///   the same.
  public func correlation() throws(StatisticsError) -> Double {
    guard count >= 2 else { throw .tooFew("correlation", count, needs: 2) }
    let (xy, xx, yy) = whole.deviations
    guard !xx.isZero, !yy.isZero else {
      throw StatisticsError(
        .constant,
        "Numbers that are all the same have no correlation. Give some that differ."
      )
    }
    let root = ExactRatio(xy * xy, over: xx * yy).squareRoot
    return xy.isNegative ? -root : root
  }

  /// The line of least squares, slope and intercept each rounded once.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two pairs, or where all x are the same.
  public func linearRegression() throws(StatisticsError) -> LinearRegression {
    guard count >= 2 else { throw .tooFew("linear regression", count, needs: 2) }
    let whole = whole
    let (xy, xx, _) = whole.deviations
    guard !xx.isZero else {
      throw StatisticsError(.constant, "All x are the same. Give points at different places.")
    }
    let ten = BigInteger(10)
    let slope = ExactRatio(xy * ten.power(whole.xScale), over: xx * ten.power(whole.yScale))
    let intercept = ExactRatio(
      whole.settled.y * xx - whole.settled.x * xy,
      over: BigInteger(count) * xx * ten.power(whole.yScale)
    )
    return LinearRegression(slope: slope.value, intercept: intercept.value)
  }

  /// n times the sums of the products of the deviations.
  private var deviations: (xy: BigInteger, xx: BigInteger, yy: BigInteger) {
    let n = BigInteger(settledCount)
    return (
      n * settled.xy - settled.x * settled.y, n * settled.xx - settled.x * settled.x,
      n * settled.yy - settled.y * settled.y
    )
  }
}

extension DecimalComoments: Equatable {
  /// Whether all sums are equal: then so are all results.
  public static func == (first: DecimalComoments, second: DecimalComoments) -> Bool {
    var (first, second) = (first.whole, second.whole)
    let scales = (x: max(first.xScale, second.xScale), y: max(first.yScale, second.yScale))
    let ten = BigInteger(10)
    first.settled.scale(
      x: ten.power(scales.x - first.xScale),
      y: ten.power(scales.y - first.yScale)
    )
    second.settled.scale(
      x: ten.power(scales.x - second.xScale),
      y: ten.power(scales.y - second.yScale)
    )
    return first.settledCount == second.settledCount && first.settled == second.settled
  }
}

extension DecimalComoments: Codable {
  private enum Key: String, CodingKey {
    case version, count, xScale, yScale, sums
  }

  /// Reads a state that was written on any machine.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.checkVersion(1, forKey: .version)
    settledCount = try container.decode(Int.self, forKey: .count)
    xScale = try container.decode(Int.self, forKey: .xScale)
    yScale = try container.decode(Int.self, forKey: .yScale)
    let sums = try container.decode([String].self, forKey: .sums).compactMap { text in
      text.utf8.count < 20_000 ? BigInteger(text, radix: 16) : nil
    }
    let range = 0...DecimalMoments.maximumScale
    guard sums.count == 5, (0..<StatisticsError.countLimit).contains(settledCount),
      range.contains(xScale), range.contains(yScale)
    else {
      throw StatisticsError.damaged("sum")
    }
    settled = PairTotals(x: sums[0], y: sums[1], xx: sums[2], yy: sums[3], xy: sums[4])
    // No numbers have a variance below zero, or a correlation beyond 1.
    let (xy, xx, yy) = deviations
    guard !xx.isNegative, !yy.isNegative, xy * xy <= xx * yy else {
      throw StatisticsError.damaged("sum")
    }
  }

  /// Writes the state; sums in hexadecimal digits.
  public func encode(to encoder: any Encoder) throws {
    let whole = whole
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(1, forKey: .version)
    try container.encode(whole.settledCount, forKey: .count)
    try container.encode(whole.xScale, forKey: .xScale)
    try container.encode(whole.yScale, forKey: .yScale)
    let sums = whole.settled
    let all = [sums.x, sums.y, sums.xx, sums.yy, sums.xy]
    try container.encode(all.map { $0.text(radix: 16) }, forKey: .sums)
  }
}
