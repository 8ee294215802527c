/// The functions of Python's `statistics`, under the names that they have there.
///
/// Means, variances and standard deviations are exact and rounded once. Doubles take a lane of
/// their own, see ``ExactMoments``; everything else is summed as fractions.
///
/// ```swift
/// try Statistics.mean([1e16, 1, -1e16])                          // 0.3333333333333333
/// try Statistics.stdev([Decimal("27.5"), "30.25", "30.25"])      // a decimal
/// try Statistics.quantiles([1.0, 2, 3, 4], n: 4)                 // [1.25, 2.5, 3.75]
/// ```
public enum Statistics {}
