/// The tests of hypotheses that a question may ask for.
public enum HypothesisTestKind: String, Codable, Hashable, Sendable, CaseIterable {
  /// The analysis of variance of groups.
  case anova
  /// Student's and Welch's tests of means.
  case t
  /// Pearson's tests of counts.
  case chiSquare = "chi-square"
  /// Wilcoxon's signed ranks.
  case wilcoxon
  /// Mann's and Whitney's ranks of two samples.
  case mannWhitney = "mann-whitney"
  /// Kolmogorov's and Smirnov's largest distance.
  case ks
}
