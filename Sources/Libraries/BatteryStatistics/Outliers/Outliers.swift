/// Which values of data are outliers by a rule, with what the rule measured.
///
/// ```swift
/// let outliers = try Outliers([2, 3, 2, 4, 3, 90], by: .modifiedZScore())
/// outliers.indices                         // [5]
/// outliers.limits(at: 5).upper             // above which a value is an outlier
/// ```
public struct Outliers: Sendable, Hashable {
  /// Between which values there is no outlier.
  public struct Limits: Sendable, Hashable, Codable {
    /// Below which a value is an outlier.
    public var lower: Double
    /// From where deviations are measured: the mean or the median.
    public var center: Double
    /// Above which a value is an outlier.
    public var upper: Double
  }

  /// One of a sequence of tests, each of the values that those before it left.
  public struct Step: Sendable, Hashable, Codable {
    /// The place of the value that is farthest from the mean.
    public var index: Int
    /// How far it is, in standard deviations.
    public var statistic: Double
    /// How far it may be.
    public var critical: Double
  }

  /// The rule.
  public let rule: OutlierRule
  /// The places of the outliers, ascending.
  public let indices: [Int]
  /// How far each value is from the center, in units of the rule's spread; negative below it.
  ///
  /// Never NaN. Where the spread is 0, the score of what differs from the center is infinite.
  public let scores: [Double]
  /// The limits: one for all values, or one for each.
  public let limits: [Limits]
  /// The tests that led to the outliers; empty for rules that test each value alone.
  public let steps: [Step]

  /// Finds outliers.
  ///
  /// - Parameters:
  ///   - data: The values; for a Hampel filter in the order of time.
  ///   - rule: By what they are told.
  /// - Throws: ``StatisticsError`` when a value is not finite, when there are fewer than
  ///   ``OutlierRule/minimumCount``, when a number of the rule is out of its range, or when the data
  ///   has no spread that the rule needs: all values the same for deviations from the mean, a half of
  ///   them the same for the modified z-score.
  /// - Complexity: O(n); O(n · maximum) for sequences of tests; O(n · halfWidth) for a Hampel filter.
  public init(_ data: [Double], by rule: OutlierRule) throws(StatisticsError) {
    try rule.validate()
    try StatisticsError.check(finite: data, "The data")
    guard data.count >= rule.minimumCount else {
      throw StatisticsError(
        .tooFewValues,
        "Outliers of \(data.count) \(data.count == 1 ? "value" : "values") cannot be told by this rule."
          + " Give \(rule.minimumCount) or more."
      )
    }
    self.rule = rule
    switch rule {
    case .zScore(let threshold):
      let (mean, deviation) = try Self.meanAndDeviation(data)
      scores = data.map { ($0 - mean) / deviation }
      limits = [Limits(center: mean, reach: threshold * deviation)]
      indices = scores.places { $0.magnitude > threshold }
      steps = []
    case .modifiedZScore(let threshold):
      let scale = try Self.medianAndScale(data)
      scores = data.map { ($0 - scale.median) / scale.deviation }
      limits = [Limits(center: scale.median, reach: threshold * scale.deviation)]
      indices = scores.places { $0.magnitude > threshold }
      steps = []
    case .interquartileRange(let factor, let method):
      let fences = try TukeyFences(data, factor: factor, method: method)
      scores = data.map(fences.score)
      limits = [fences.limits]
      indices = data.places { $0 < fences.limits.lower || $0 > fences.limits.upper }
      steps = []
    case .grubbs(let significance, let alternative, let repeated):
      let test = ExtremeDeviates(data, alternative: alternative, significance: significance)
      (scores, indices, steps, limits) = try test.grubbs(repeated: repeated)
    case .generalizedESD(let significance, let maximum):
      let test = ExtremeDeviates(data, alternative: .twoSided, significance: significance)
      (scores, indices, steps, limits) = try test.generalized(maximum: maximum)
    case .hampel(let halfWidth, let threshold):
      let windows = RollingMedian.windows(data, halfWidth: halfWidth)
      let scale = 1 / Self.medianOfAbsoluteNormal
      scores = zip(data, windows).map { value, window in
        value == window.median ? 0 : (value - window.median) / (scale * window.deviation)
      }
      limits = windows.map {
        Limits(center: $0.median, reach: threshold * scale * $0.deviation)
      }
      indices = scores.places { $0.magnitude > threshold }
      steps = []
    }
  }

  /// The limits of a value by its place.
  public func limits(at index: Int) -> Limits { limits.count == 1 ? limits[0] : limits[index] }

  /// The data with each outlier replaced by the center of its limits: what a Hampel filter gives.
  ///
  /// - Precondition: `data` has as many values as there are scores.
  public func replacing(in data: [Double]) -> [Double] {
    precondition(data.count == scores.count, "Outliers are replaced in the data they were found in")
    var result = data
    for index in indices { result[index] = limits(at: index).center }
    return result
  }

  /// The median of the absolute value of a standard normal number: the third quartile.
  static let medianOfAbsoluteNormal = 0.6744897501960817

  private static func meanAndDeviation(
    _ data: [Double]
  ) throws(StatisticsError) -> (mean: Double, deviation: Double) {
    let moments = ExactMoments(data)
    let deviation = try moments.standardDeviation()
    guard deviation > 0 else { throw .constantOutliers }
    return (try moments.mean(), deviation)
  }

  private static func medianAndScale(
    _ data: [Double]
  ) throws(StatisticsError) -> (median: Double, deviation: Double) {
    let median = try Statistics.median(data)
    let deviation = try Statistics.median(data.map { ($0 - median).magnitude })
    guard deviation > 0 else {
      // No other rule tells outliers among equal values.
      guard data.contains(where: { $0 != median }) else { throw .constantOutliers }
      let isWhole = median == median.rounded() && median.magnitude < 1e15
      throw StatisticsError(
        .constant,
        "At least a half of the values are \(isWhole ? "\(Int(median))" : "\(median)"):"
          + " their median absolute deviation is 0."
          + " Take the interquartile range or the z-score."
      )
    }
    return (median, deviation / medianOfAbsoluteNormal)
  }
}

extension Outliers.Limits {
  init(center: Double, reach: Double) {
    self.init(lower: center - reach, center: center, upper: center + reach)
  }
}

extension StatisticsError {
  static var constantOutliers: StatisticsError {
    StatisticsError(
      .constant,
      "All values are the same: there is no spread to tell an outlier by. Give some that differ."
    )
  }
}

extension Array {
  fileprivate func places(where matches: (Element) -> Bool) -> [Int] {
    indices.filter { matches(self[$0]) }
  }
}
