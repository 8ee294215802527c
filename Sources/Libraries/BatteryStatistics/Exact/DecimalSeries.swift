internal import BatteryNumbers

/// Gathers the exact sums of a series of decimal numbers, from texts or in bulk.
///
/// Nothing is made a double. Numbers of up to 64 bits are summed in fixed words, those of each scale by
/// themselves: all four powers and the products of neighbours take some nanoseconds a number.
///
/// ```swift
/// var series = DecimalSeries()
/// series.add([123_45, 99_10], scale: 2)    // 123.45 and 99.10
/// try series.add("1e3")
/// series.moments.sum                       // 1222.55
/// ```
///
/// States are merged by ``add(_:)-(DecimalSeries)``, in the order of the series. A saved one is its
/// ``moments``.
public struct DecimalSeries: Sendable {
  private var settled: SeriesMoments
  private var running: ScaleSums
  private var runningCount = 0
  private var first = ScaledNumber(0, scale: 0, base: .ten)
  private var last = ScaledNumber(0, scale: 0, base: .ten)

  /// Makes the state of no numbers.
  ///
  /// - Parameter depth: Which sums to gather; fewer of them take less time.
  public init(depth: SeriesMoments.Depth = .shape) { self.init(SeriesMoments(depth: depth)) }

  /// Continues from sums.
  public init(_ moments: SeriesMoments) {
    settled = moments
    running = ScaleSums(depth: moments.depth)
  }

  /// How many numbers there are.
  public var count: Int { settled.count + runningCount }

  /// The sums so far.
  public var moments: SeriesMoments {
    guard runningCount > 0 else { return settled }
    var current = running.totals(.ten)
    current.count = runningCount
    current.setEnds(first, last)
    var result = settled
    result.add(current)
    return result
  }

  /// Appends numbers that are each an integer over 10^`scale`.
  ///
  /// - Parameters:
  ///   - mantissas: The integers.
  ///   - scale: How many digits after the point they have, 0 to ``DecimalMoments/maximumScale``.
  /// - Throws: ``StatisticsError`` for a scale out of this range.
  public mutating func add(
    _ mantissas: UnsafeBufferPointer<Int64>,
    scale: Int
  ) throws(StatisticsError) {
    guard (0...DecimalMoments.maximumScale).contains(scale) else {
      throw StatisticsError(
        .invalidArgument,
        "A scale of \(scale) is out of the range 0 to \(DecimalMoments.maximumScale)."
          + " Scale the data."
      )
    }
    guard let head = mantissas.first, let tail = mantissas.last else { return }
    append(
      ScaledNumber(BigInteger(Int(head)), scale: scale, base: .ten),
      ScaledNumber(BigInteger(Int(tail)), scale: scale, base: .ten),
      count: mantissas.count
    )
    running.add(mantissas, scale: scale)
  }

  /// Takes the ends of numbers that follow.
  private mutating func append(_ head: ScaledNumber, _ tail: ScaledNumber, count: Int) {
    if runningCount == 0 {
      first = head
    } else if settled.depth == .shape {
      running.add(product: last.coefficient * head.coefficient, scale: last.scale + head.scale)
    }
    last = tail
    runningCount += count
  }

  /// Appends numbers that are each an integer over 10^`scale`.
  ///
  /// - Throws: ``StatisticsError`` for a scale below 0 or over ``DecimalMoments/maximumScale``.
  public mutating func add(_ mantissas: [Int64], scale: Int) throws(StatisticsError) {
    try mantissas.withUnsafeBufferPointer { values throws(StatisticsError) in
      try add(values, scale: scale)
    }
  }

  /// Appends a number that is written as `-12.50` or `1.25e-3`.
  ///
  /// - Throws: ``StatisticsError`` for what is no such number, or one that is too long.
  public mutating func add(_ text: some StringProtocol) throws(StatisticsError) {
    let number = try DecimalText(checking: text)
    let scale = max(-number.exponent, 0)
    if let mantissa = number.mantissa(scale: scale) {
      try withUnsafePointer(to: mantissa) { pointer throws(StatisticsError) in
        try add(UnsafeBufferPointer(start: pointer, count: 1), scale: scale)
      }
      return
    }
    let long = ScaledNumber(number.integer, scale: scale, base: .ten)
    append(long, long, count: 1)
    running.add(long.coefficient, scale: scale)
  }

  /// Appends the numbers of another state, which come after those of this one.
  public mutating func add(_ other: DecimalSeries) {
    settled = moments
    settled.add(other.moments)
    running = ScaleSums(depth: settled.depth)
    runningCount = 0
  }
}

extension DecimalSeries: Equatable {
  /// Whether all sums are equal: then so are all answers.
  public static func == (first: DecimalSeries, second: DecimalSeries) -> Bool {
    first.moments == second.moments
  }
}

extension DecimalSeries: Codable {
  /// Reads a state that was written on any machine.
  public init(from decoder: any Decoder) throws {
    self.init(try SeriesMoments(from: decoder))
  }

  /// Writes the state.
  public func encode(to encoder: any Encoder) throws { try moments.encode(to: encoder) }
}
