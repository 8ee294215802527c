/// By what a value counts as an outlier.
public enum OutlierRule: Sendable, Hashable, Codable {
  /// Farther from the mean than so many standard deviations of the sample (n - 1).
  ///
  /// Of n values none can be farther than (n - 1)/√n: a threshold of 3 finds nothing in ten.
  case zScore(threshold: Double = 3)

  /// Farther from the median than so many median absolute deviations, scaled to be standard
  /// deviations of normal data.
  ///
  /// Source: Iglewicz and Hoaglin, "How to Detect and Handle Outliers", ASQC 1993; the threshold of
  /// 3.5 is theirs.
  case modifiedZScore(threshold: Double = 3.5)

  /// Outside of the quartiles by more than so many interquartile ranges.
  ///
  /// Source: Tukey, "Exploratory Data Analysis", 1977; 1.5 are his inner fences and 3 his outer
  /// ones. The quartiles depend on the method.
  case interquartileRange(factor: Double = 1.5, method: QuantileMethod = .inclusive)

  /// The one value farthest from the mean, where it is too far for a normal sample; where
  /// `repeated`, then the next of those left, until none is too far.
  ///
  /// The alternative is of both sides, of the smallest value (`less`) or of the largest (`greater`).
  /// Two outliers beside each other may hide each other, which ``generalizedESD(significance:maximum:)``
  /// is made for.
  ///
  /// Source: Grubbs, "Procedures for Detecting Outlying Observations in Samples", Technometrics 11
  /// (1969).
  case grubbs(
    significance: Double = 0.05,
    alternative: Alternative = .twoSided,
    repeated: Bool = false
  )

  /// Up to so many values, by the test of extreme studentized deviates.
  ///
  /// The critical values are good from 25 values on, and fair from 15 on.
  ///
  /// Source: Rosner, "Percentage Points for a Generalized ESD Many-Outlier Procedure", Technometrics
  /// 25 (1983).
  case generalizedESD(significance: Double = 0.05, maximum: Int)

  /// Farther from the median of its neighbours than so many of their scaled median absolute
  /// deviations.
  ///
  /// A window has `halfWidth` values on either side; at the ends it has those that are there.
  ///
  /// Source: Pearson, "Outliers in Process Modeling and Identification", IEEE Transactions on
  /// Control Systems Technology 10 (2002).
  case hampel(halfWidth: Int, threshold: Double = 3)

  /// Checks numbers that are wrong whatever the data is.
  ///
  /// - Throws: ``StatisticsError`` for a threshold that is not above 0, a significance that is not
  ///   between 0 and 1, or no outlier or neighbour at all.
  public func validate() throws(StatisticsError) {
    switch self {
    case .zScore(let threshold), .modifiedZScore(let threshold):
      try Self.check(threshold, "threshold")
    case .interquartileRange(let factor, _): try Self.check(factor, "factor")
    case .grubbs(let significance, _, _): try Self.check(significance: significance)
    case .generalizedESD(let significance, let maximum):
      try Self.check(significance: significance)
      try Self.check(maximum, "number of outliers to look for")
    case .hampel(let halfWidth, let threshold):
      try Self.check(threshold, "threshold")
      try Self.check(halfWidth, "half-width of a window")
    }
  }

  /// The fewest values that the rule takes.
  public var minimumCount: Int {
    switch self {
    case .zScore, .modifiedZScore, .grubbs, .hampel: 3
    case .interquartileRange: 4
    // The last of the tests is of the values that are left, with n - maximum - 1 degrees of freedom.
    case .generalizedESD(_, let maximum): max(3, maximum == .max ? .max : maximum + 2)
    }
  }

  private static func check(_ value: Double, _ name: String) throws(StatisticsError) {
    guard value > 0, value.isFinite else {
      throw StatisticsError(
        .invalidArgument,
        "A \(name) of \(value) tells no outlier. Give a number above 0."
      )
    }
  }

  private static func check(_ value: Int, _ name: String) throws(StatisticsError) {
    guard value > 0 else {
      throw StatisticsError(.invalidArgument, "A \(name) of \(value) is too small. Give 1 or more.")
    }
  }

  private static func check(significance: Double) throws(StatisticsError) {
    guard significance > 0, significance < 1 else {
      throw StatisticsError(
        .invalidArgument,
        "A significance of \(significance) decides nothing. Give one between 0 and 1, as 0.05."
      )
    }
  }
}
