public import BatteryNumbers

/// The analysis of variance of groups that one factor tells apart.
///
/// Sums are exact: the same figures for any order of the rows.
public struct AnalysisOfVariance: Sendable, Hashable {
  /// The sum of squares between the groups.
  public let betweenSquares: Double
  /// The sum of squares within the groups.
  public let withinSquares: Double
  /// The number of groups less 1.
  public let betweenDegreesOfFreedom: Int
  /// The number of values less that of groups.
  public let withinDegreesOfFreedom: Int
  /// The ratio of the mean squares.
  public let fStatistic: Double
  /// How probable a ratio as large is, were all means the same.
  public let p: Double
  /// The part of the squares that lies between the groups.
  public let rSquared: Double

  /// The standard deviation within the groups.
  public var residualStandardDeviation: Double {
    (withinSquares / Double(withinDegreesOfFreedom)).squareRoot()
  }

  /// Analyses groups of doubles.
  ///
  /// - Throws: ``StatisticsError`` when there are fewer than two groups, an empty one, no group of two,
  ///   or all values are the same.
  public init(_ groups: [[Double]]) throws(StatisticsError) {
    for (place, group) in groups.enumerated() {
      try StatisticsError.check(finite: group, "Group \(place + 1)")
    }
    let moments = groups.map { ExactMoments($0) }
    try self.init(
      counts: groups.map(\.count),
      sums: moments.map { $0.exactSum ?? 0 },
      squares: moments.map { $0.exactSumOfSquares ?? 0 }.sum()
    )
  }

  /// Analyses groups of exact fractions.
  ///
  /// - Throws: ``StatisticsError`` as the other initialiser.
  public init(exact groups: [[Fraction]]) throws(StatisticsError) {
    try self.init(
      counts: groups.map(\.count),
      sums: groups.map { $0.sum() },
      squares: groups.map { $0.map { $0 * $0 }.sum() }.sum()
    )
  }

  private init(counts: [Int], sums: [Fraction], squares: Fraction) throws(StatisticsError) {
    guard counts.count > 1 else {
      throw StatisticsError(
        .tooFewValues,
        "\(counts.count) \(counts.count == 1 ? "group" : "groups") cannot differ. Give two or more."
      )
    }
    if let place = counts.firstIndex(of: 0) {
      throw StatisticsError(.tooFewValues, "Group \(place + 1) has no value. Leave it out.")
    }
    let count = counts.reduce(0, +)
    guard count > counts.count else {
      throw StatisticsError(
        .tooFewValues,
        "No group has two values: nothing varies within groups. Give more values."
      )
    }
    let whole = sums.sum()
    let ofMeans = zip(sums, counts).map { $0 * $0 / Fraction($1) }.sum()
    let between = ofMeans - whole * whole / Fraction(count)
    let within = squares - ofMeans
    guard !(between + within).isZero else {
      throw StatisticsError(.constant, "All values are the same: there is no variance to analyse.")
    }
    betweenDegreesOfFreedom = counts.count - 1
    withinDegreesOfFreedom = count - counts.count
    (betweenSquares, withinSquares) = (Double(between), Double(within))
    rSquared = Double(between / (between + within))
    fStatistic =
      within.isZero
      ? .infinity
      : Double(
        between * Fraction(withinDegreesOfFreedom) / (within * Fraction(betweenDegreesOfFreedom))
      )
    p = try FisherDistribution(Double(betweenDegreesOfFreedom), Double(withinDegreesOfFreedom))
      .sf(fStatistic)
  }
}

extension AnalysisOfVariance: Codable {
  private enum Key: String, CodingKey {
    case betweenSquares, withinSquares, betweenDegreesOfFreedom, withinDegreesOfFreedom
    case fStatistic, p, rSquared
  }

  /// Reads an analysis that was written on any machine.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    betweenSquares = try container.decodeFigure(.betweenSquares)
    withinSquares = try container.decodeFigure(.withinSquares)
    betweenDegreesOfFreedom = try container.decode(Int.self, forKey: .betweenDegreesOfFreedom)
    withinDegreesOfFreedom = try container.decode(Int.self, forKey: .withinDegreesOfFreedom)
    fStatistic = try container.decodeFigure(.fStatistic)
    p = try container.decodeFigure(.p)
    rSquared = try container.decodeFigure(.rSquared)
  }

  /// Writes the analysis; an infinite ratio as a text, so that it passes JSON.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(figure: betweenSquares, forKey: .betweenSquares)
    try container.encode(figure: withinSquares, forKey: .withinSquares)
    try container.encode(betweenDegreesOfFreedom, forKey: .betweenDegreesOfFreedom)
    try container.encode(withinDegreesOfFreedom, forKey: .withinDegreesOfFreedom)
    try container.encode(figure: fStatistic, forKey: .fStatistic)
    try container.encode(figure: p, forKey: .p)
    try container.encode(figure: rSquared, forKey: .rSquared)
  }
}
