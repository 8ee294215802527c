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
  public var expected: [String: Decimal]
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
    expected: [String: Decimal] = [:],
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

  /// Two columns that are no pairs are two samples, each with all of its values.
  public var needsCompleteRows: Bool {
    paired || test == .wilcoxon || group != nil || values.count < 2
  }

  /// Counts alone may stand for many rows each.
  public var weightsRefusal: WeightsRefusal? {
    test == .chiSquare ? nil : WeightsRefusal("The test \(test.rawValue) takes no weights")
  }

  /// Answers by the test.
  public func answer(_ table: StatsTable, _ settings: StatsSettings) throws -> StatsAnswer {
    try validate()
    try RegressQuestion.check(settings)
    try settings.check(weightsOf: self)
    var answer: StatsAnswer
    do throws(StatisticsError) {
      answer =
        switch test {
        case .anova: try anova(table, settings)
        case .chiSquare: try chiSquare(table, settings)
        default: try samples(table, settings)
        }
    } catch {
      // The file may have values enough, in other rows.
      var error = error
      for note in leftOut(table) { error.message += " " + note }
      throw error
    }
    answer.notes += leftOut(table)
    return answer
  }

  /// What was left out: rows, or values of columns that stand for themselves.
  private func leftOut(_ table: StatsTable) -> [String] {
    guard let lacking = table.missingValues else {
      return table.missing > 0 ? [Self.missing(table.missing)] : []
    }
    return table.order.compactMap { name in
      guard let count = lacking[name], count > 0 else { return nil }
      return
        "\(Counted.text(count, "value")) of \(name) \(Counted.word(count, "is", "are")) missing."
    }
  }

  static func missing(_ rows: Int) -> String {
    "\(Counted.text(rows, "row")) \(Counted.word(rows, "was", "were")) left out because a value is"
      + " missing."
  }
}
