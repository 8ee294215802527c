internal import BatteryNumbers

/// The analysis of variance of groups that one factor tells apart.
///
/// Sums are exact: the same figures for any order of the rows. Each figure is rounded once, from an exact
/// ratio or the root of one; the probability is that of the rounded ratio, right to 13 digits or so.
public struct AnalysisOfVariance: Sendable, Hashable {
  /// The sum of squares between the groups.
  public let betweenSquares: Double
  /// The sum of squares within the groups.
  public let withinSquares: Double
  /// The number of groups less 1.
  public let betweenDegreesOfFreedom: Int
  /// The number of values less that of groups.
  public let withinDegreesOfFreedom: Int
  /// The squares between the groups over their degrees of freedom.
  public let betweenMeanSquare: Double
  /// The squares within the groups over their degrees of freedom.
  public let withinMeanSquare: Double
  /// The ratio of the mean squares.
  public let fStatistic: Double
  /// How probable a ratio as large is, were all means the same.
  public let p: Double
  /// The part of the squares that lies between the groups.
  public let rSquared: Double
  /// The standard deviation within the groups.
  public let residualStandardDeviation: Double

  /// Analyses groups of doubles, integers, `Decimal` or `Fraction`.
  ///
  /// - Throws: ``StatisticsError`` when there are fewer than two groups, an empty one, no group of two,
  ///   or all values are the same.
  public init<Value: StatisticsNumber>(_ groups: [[Value]]) throws(StatisticsError) {
    var samples: [Moments] = []
    for (place, group) in groups.enumerated() {
      guard !group.isEmpty else {
        throw StatisticsError(.tooFewValues, "Group \(place + 1) has no value. Leave it out.")
      }
      samples.append(try Moments(group, "Group \(place + 1)", least: 1))
    }
    try self.init(samples)
  }

  private init(_ samples: [Moments]) throws(StatisticsError) {
    guard samples.count > 1 else {
      throw StatisticsError(
        .tooFewValues,
        "\(samples.count) \(samples.count == 1 ? "group" : "groups") cannot differ."
          + " Give two or more."
      )
    }
    let count = samples.reduce(0) { $0 + $1.count }
    guard count > samples.count else {
      throw StatisticsError(
        .tooFewValues,
        "No group has two values: nothing varies within groups. Give more values."
      )
    }
    let sums = samples.map { Fraction($0.count) * $0.exactMean }
    let whole = sums.sum()
    let ofMeans = zip(sums, samples).map { $0 * $1.exactMean }.sum()
    let between = ofMeans - whole * whole / Fraction(count)
    let within = samples.map(\.exactSquares).sum()
    guard !(between + within).isZero else {
      throw StatisticsError(.constant, "All values are the same: there is no variance to analyse.")
    }
    let (above, below) = (samples.count - 1, count - samples.count)
    let betweenMean = between / Fraction(above)
    let withinMean = within / Fraction(below)
    (betweenDegreesOfFreedom, withinDegreesOfFreedom) = (above, below)
    (betweenSquares, withinSquares) = (Double(between), Double(within))
    (betweenMeanSquare, withinMeanSquare) = (Double(betweenMean), Double(withinMean))
    rSquared = Double(between / (between + within))
    residualStandardDeviation = ExactRatio(withinMean).squareRoot
    fStatistic = within.isZero ? .infinity : Double(betweenMean / withinMean)
    p = try FisherDistribution(Double(above), Double(below)).sf(fStatistic)
  }
}

extension AnalysisOfVariance: Codable {
  private enum Key: String, CodingKey {
    case betweenSquares, withinSquares, betweenDegreesOfFreedom, withinDegreesOfFreedom
    case betweenMeanSquare, withinMeanSquare
    case fStatistic, p, rSquared, residualStandardDeviation
  }

  /// Reads an analysis that was written on any machine.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    betweenSquares = try container.decodeFigure(.betweenSquares)
    withinSquares = try container.decodeFigure(.withinSquares)
    betweenDegreesOfFreedom = try container.decode(Int.self, forKey: .betweenDegreesOfFreedom)
    withinDegreesOfFreedom = try container.decode(Int.self, forKey: .withinDegreesOfFreedom)
    betweenMeanSquare = try container.decodeFigure(.betweenMeanSquare)
    withinMeanSquare = try container.decodeFigure(.withinMeanSquare)
    fStatistic = try container.decodeFigure(.fStatistic)
    p = try container.decodeFigure(.p)
    rSquared = try container.decodeFigure(.rSquared)
    residualStandardDeviation = try container.decodeFigure(.residualStandardDeviation)
  }

  /// Writes the analysis; an infinite ratio as a text, so that it passes JSON.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(figure: betweenSquares, forKey: .betweenSquares)
    try container.encode(figure: withinSquares, forKey: .withinSquares)
    try container.encode(betweenDegreesOfFreedom, forKey: .betweenDegreesOfFreedom)
    try container.encode(withinDegreesOfFreedom, forKey: .withinDegreesOfFreedom)
    try container.encode(figure: betweenMeanSquare, forKey: .betweenMeanSquare)
    try container.encode(figure: withinMeanSquare, forKey: .withinMeanSquare)
    try container.encode(figure: fStatistic, forKey: .fStatistic)
    try container.encode(figure: p, forKey: .p)
    try container.encode(figure: rSquared, forKey: .rSquared)
    try container.encode(figure: residualStandardDeviation, forKey: .residualStandardDeviation)
  }
}
