public import BatteryNumbers
public import BatteryStatistics

/// Whether data speak against a hypothesis: means, variances, counts, ranks or a distribution.
public struct TestQuestion: StatsQuestion {
  /// The test.
  public var test: HypothesisTestKind
  /// The columns of numbers: one, or two samples.
  public var values: [String]
  /// The column that tells the samples of one column of numbers apart.
  public var group: String?
  /// The columns of classes that are counted.
  public var labels: [String]
  /// The mean, the median or the difference of the hypothesis; 0 unless given.
  public var mean: Decimal?
  /// Whether two samples belong together row by row.
  public var paired: Bool
  /// Whether two samples share one variance; each has its own otherwise, as Welch's test has it.
  public var equalVariances: Bool
  /// The side on which the alternative lies.
  public var alternative: Alternative
  /// How often each class is expected, in any unit; all alike unless given.
  public var expected: [String: Double]
  /// The distribution that one sample is compared with.
  public var distribution: NamedDistribution?
  /// Whether statistics that jump are corrected where a smooth distribution gives the probability.
  public var correction: Bool

  /// Asks for a test.
  public init(
    test: HypothesisTestKind,
    values: [String] = [],
    group: String? = nil,
    labels: [String] = [],
    mean: Decimal? = nil,
    paired: Bool = false,
    equalVariances: Bool = false,
    alternative: Alternative = .twoSided,
    expected: [String: Double] = [:],
    distribution: NamedDistribution? = nil,
    correction: Bool = true
  ) {
    self.test = test
    self.values = values
    self.group = group
    self.labels = labels
    self.mean = mean
    self.paired = paired
    self.equalVariances = equalVariances
    self.alternative = alternative
    self.expected = expected
    self.distribution = distribution
    self.correction = correction
  }

  /// The columns of numbers.
  public var numberColumns: [String]? { values }

  /// The column of groups, or those of classes.
  public var labelColumns: [String] { labels + (group.map { [$0] } ?? []) }

  /// Answers by the test.
  public func answer(_ table: StatsTable, _ settings: StatsSettings) throws -> StatsAnswer {
    try validate()
    try RegressQuestion.check(settings)
    if let weights = settings.weights, test != .chiSquare {
      throw StatisticsError(
        .invalidArgument,
        "The test \(test.rawValue) takes no weights and \(weights) was given. Leave the weights out."
      )
    }
    var answer =
      switch test {
      case .anova: try anova(table, settings)
      case .chiSquare: try chiSquare(table, settings)
      default: try samples(table, settings)
      }
    if table.missing > 0 { answer.notes.append(Self.missing(table.missing)) }
    return answer
  }

  static func missing(_ rows: Int) -> String {
    rows == 1
      ? "1 row was left out because a value is missing."
      : "\(rows) rows were left out because a value is missing."
  }
}
