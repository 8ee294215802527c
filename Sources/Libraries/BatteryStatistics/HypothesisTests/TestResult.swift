/// What a test of a hypothesis found.
public struct TestResult: Sendable, Hashable {
  /// The name of the test.
  public var method: String
  /// The statistic.
  public var statistic: Double
  /// How probable a statistic as far out is under the hypothesis.
  public var p: Double
  /// The degrees of freedom, where the distribution has one number of them.
  public var degreesOfFreedom: Double?
  /// What was estimated: a mean, a difference of means.
  public var estimate: Double?
  /// The lower end of the confidence interval of the estimate.
  public var low: Double?
  /// The upper end of the confidence interval of the estimate.
  public var high: Double?
  /// Where `p` comes from.
  public var probability: ProbabilityKind
}
