internal import BatteryNumbers

/// Gathers the exact sums of a series of decimal numbers, from texts or in bulk.
///
/// Nothing is made a double. Numbers of up to 64 bits at one scale are summed in fixed words: all
/// four powers and the products of neighbours take some nanoseconds a number.
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
  private var running = PowerSums(origin: 0)
  private var scale = 0

  /// Makes the state of no numbers.
  ///
  /// - Parameter depth: Which sums to gather; fewer of them take less time.
  public init(depth: SeriesMoments.Depth = .shape) { settled = SeriesMoments(depth: depth) }

  /// Continues from sums.
  public init(_ moments: SeriesMoments) { settled = moments }

  /// How many numbers there are.
  public var count: Int { settled.count + running.count }

  /// The sums so far.
  public var moments: SeriesMoments {
    var result = settled
    result.add(current)
    return result
  }

  private var current: SeriesMoments {
    var moments = running.moments(depth: settled.depth)
    moments.decimalScale = scale
    return moments
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
    guard let first = mantissas.first else { return }
    if running.count > 0, scale != self.scale {
      // Numbers with fewer digits after the point get zeros at their end, where there is room.
      if scale < self.scale, let factor = Self.factor(self.scale - scale),
        let scaled = Self.scaled(mantissas, by: factor)
      {
        scaled.withUnsafeBufferPointer { running.add($0, depth: settled.depth) }
        return
      }
      settle()
    }
    if running.count == 0 {
      self.scale = scale
      running = PowerSums(origin: first)
    }
    running.add(mantissas, depth: settled.depth)
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
    // Where there is room, numbers with fewer digits after the point get zeros at their end.
    let own = max(-number.exponent, 0)
    for scale in running.count > 0 && own < self.scale ? [self.scale, own] : [own] {
      guard let mantissa = number.mantissa(scale: scale) else { continue }
      try withUnsafePointer(to: mantissa) { pointer throws(StatisticsError) in
        try add(UnsafeBufferPointer(start: pointer, count: 1), scale: scale)
      }
      return
    }
    settle()
    settled.add(SeriesMoments(number.integer, decimalScale: own, depth: settled.depth))
  }

  /// Appends the numbers of another state, which come after those of this one.
  public mutating func add(_ other: DecimalSeries) {
    settle()
    settled.add(other.moments)
  }

  private mutating func settle() {
    if running.count == 0 { return }
    settled.add(current)
    running = PowerSums(origin: 0)
  }

  private static func factor(_ digits: Int) -> Int64? {
    if digits > 18 { return nil }
    var factor: Int64 = 1
    for _ in 0..<digits { factor *= 10 }
    return factor
  }

  private static func scaled(
    _ mantissas: UnsafeBufferPointer<Int64>,
    by factor: Int64
  ) -> [Int64]? {
    var result: [Int64] = []
    result.reserveCapacity(mantissas.count)
    for mantissa in mantissas {
      let (value, overflow) = mantissa.multipliedReportingOverflow(by: factor)
      if overflow { return nil }
      result.append(value)
    }
    return result
  }
}

extension SeriesMoments {
  /// The sums of one number.
  init(_ value: BigInteger, decimalScale: Int, depth: Depth) {
    self.init(depth: depth)
    count = 1
    self.decimalScale = decimalScale
    (first, last) = (value, value)
    let square = value * value
    powers[0] = value
    powers[1] = square
    if depth == .shape { (powers[2], powers[3]) = (square * value, square * square) }
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
