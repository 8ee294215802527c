/// Where the probability of a test comes from.
public enum ProbabilityKind: String, Sendable, Hashable, CaseIterable, Codable {
  /// All orders of the values were counted.
  case exact
  /// From the distribution that the statistic has, in doubles, right to 13 digits or so.
  case computed
  /// From a distribution that the statistic comes near to, as the values become many.
  case asymptotic
}
