internal import BatteryNumbers

/// All that describes a column of numbers, gathered from a stream and merged from anywhere: a file, a
/// stream and ten machines give the same answer.
///
/// Sums are exact, extremes are, counts are. Quantiles come from a ``LogarithmicHistogram`` and the
/// number of different values from a ``HyperLogLog``, each with its stated error; both are the same for
/// any order and any division too. The most frequent values of a ``TopK`` are so as long as it is
/// exact; once it has given up counts, they keep to its error bound.
///
/// A state knows which rows of the whole it has, so that parts that are merged in any order have the
/// autocorrelation of the whole series.
///
/// ```swift
/// var first = try DescriptiveState(), second = try DescriptiveState(firstRow: 1_000)
/// // … each adds its rows …
/// try second.merge(first)
/// try second.moments.mean()
/// try second.lag1Autocorrelation()
/// ```
public struct DescriptiveState: Sendable {
  /// Rows that follow each other without a gap.
  struct Segment: Sendable, Equatable, Codable {
    var start: Int
    var end: Int
    var moments: SeriesMoments
  }

  enum Running {
    case none
    case decimals(DecimalSeries)
    case doubles(DoubleSeries)

    var moments: SeriesMoments {
      switch self {
      case .none: SeriesMoments()
      case .decimals(let series): series.moments
      case .doubles(let series): series.moments
      }
    }
  }

  /// The quantiles.
  public internal(set) var quantiles = LogarithmicHistogram()
  /// How many different values there are.
  public internal(set) var distinct = HyperLogLog()
  /// The values that come most often.
  public internal(set) var frequent: TopK<Double>
  var settled: [Segment] = []
  var running = Running.none
  var runningStart: Int
  var runningEnd: Int

  /// Makes the state of no rows.
  ///
  /// - Parameters:
  ///   - firstRow: The place of the first row in the whole.
  ///   - capacity: How many of the most frequent values are counted.
  /// - Throws: ``StatisticsError`` for a place below 0 or a capacity that ``TopK`` does not take.
  public init(firstRow: Int = 0, capacity: Int = 256) throws(StatisticsError) {
    guard firstRow >= 0 else {
      throw StatisticsError(.invalidArgument, "There is no row \(firstRow). Give 0 or more.")
    }
    frequent = try TopK(capacity: capacity)
    (runningStart, runningEnd) = (firstRow, firstRow)
  }

  /// How many rows there are, with those whose value is missing.
  public var rows: Int { segments.reduce(0) { $0 + $1.end - $1.start } }

  /// How many values there are.
  public var count: Int { quantiles.count }

  /// How many rows have no value.
  public var missing: Int { rows - count }

  /// The smallest value; `nil` for none.
  public var minimum: Double? { count == 0 ? nil : quantiles.minimum }

  /// The largest value; `nil` for none.
  public var maximum: Double? { count == 0 ? nil : quantiles.maximum }

  /// The exact sums, for mean, variance, skewness and kurtosis.
  ///
  /// Of rows with gaps between them its autocorrelation is not that of the whole; see
  /// ``lag1Autocorrelation()``.
  public var moments: SeriesMoments {
    segments.reduce(into: SeriesMoments()) { $0.add($1.moments) }
  }

  /// The autocorrelation of the series one step apart, missing values left out, rounded once.
  ///
  /// - Throws: ``StatisticsError`` where rows of the whole are not there yet; for fewer than two
  ///   values; or where all are the same.
  public func lag1Autocorrelation() throws(StatisticsError) -> Double {
    let segments = segments
    guard segments.count <= 1 else {
      throw StatisticsError(
        .shape,
        "Row \(segments[0].end) is not there: the autocorrelation needs all rows in between."
          + " Merge the missing parts first."
      )
    }
    return try moments.lag1Autocorrelation()
  }

  // MARK: Adding

  /// Appends a row; `nil` for a missing value.
  ///
  /// - Throws: ``StatisticsError`` for a value that is not finite.
  public mutating func add(_ value: Double?) throws(StatisticsError) {
    guard let value else { return addMissing(1) }
    try add([value])
  }

  /// Appends rows of doubles.
  ///
  /// - Throws: ``StatisticsError`` for a value that is not finite; then nothing is added.
  public mutating func add(_ values: [Double]) throws(StatisticsError) {
    try StatisticsError.check(finite: values, "The column")
    var series =
      if case .doubles(let series) = running { series } else { DoubleSeries(running.moments) }
    running = .none
    series.add(contentsOf: values)
    running = .doubles(series)
    runningEnd += values.count
    try note(values)
  }

  /// Appends rows of decimals that are each an integer over 10^`scale`, exactly.
  ///
  /// Quantiles, the number of different values and frequent values take the nearest doubles.
  ///
  /// - Throws: ``StatisticsError`` for a scale that ``DecimalSeries`` does not take.
  public mutating func add(_ mantissas: [Int64], scale: Int) throws(StatisticsError) {
    var series =
      if case .decimals(let series) = running { series } else { DecimalSeries(running.moments) }
    running = .none
    // Whatever is thrown, the rows so far stay.
    defer { running = .decimals(series) }
    try series.add(mantissas, scale: scale)
    runningEnd += mantissas.count
    try note(Self.doubles(mantissas, scale: scale))
  }

  /// Appends a row that is written as `-12.50` or `1.25e-3`, exactly.
  ///
  /// - Throws: ``StatisticsError`` for what is no such number, or one that is out of a double's range.
  public mutating func add(text: some StringProtocol) throws(StatisticsError) {
    guard let value = Double(text), value.isFinite else {
      throw StatisticsError(
        .notFinite,
        "The text \"\(text.prefix(40))\" is no number in the range of a double."
          + " Write it as -12.5 or 1.25e-3."
      )
    }
    var series =
      if case .decimals(let series) = running { series } else { DecimalSeries(running.moments) }
    running = .none
    defer { running = .decimals(series) }
    try series.add(text)
    runningEnd += 1
    try note([value])
  }

  /// Appends rows without a value.
  public mutating func addMissing(_ count: Int) {
    precondition(count >= 0, "There is no negative number of rows")
    runningEnd += count
  }

  private mutating func note(_ values: [Double]) throws(StatisticsError) {
    for value in values {
      try quantiles.add(value)
      distinct.add(value)
      frequent.add(value == 0 ? 0 : value)
    }
  }

  private static func doubles(_ mantissas: [Int64], scale: Int) -> [Double] {
    // A quotient of two integers that are doubles is rounded once.
    let divisor = scale <= 22 ? (0..<scale).reduce(1.0) { power, _ in power * 10 } : .nan
    return mantissas.map { mantissa in
      if scale <= 22, mantissa.magnitude <= 1 << 53 { return Double(mantissa) / divisor }
      return ExactRatio(BigInteger(Int(mantissa)), over: BigInteger(10).power(scale)).value
    }
  }
}

extension DescriptiveState: Equatable {
  /// Whether both have the same rows and all answers are equal.
  public static func == (first: DescriptiveState, second: DescriptiveState) -> Bool {
    first.segments == second.segments && first.quantiles == second.quantiles
      && first.distinct == second.distinct && first.frequent == second.frequent
  }
}
