internal import Foundation

/// The functions beneath the distributions: incomplete gamma and beta functions and their inverses.
///
/// They are computed with twice the digits of a double, so that both tails are right far out:
/// the complement of each is a function of its own, not one minus the other. Near the mean of shapes
/// above 10^12 they would take too long, and answer NaN.
public enum SpecialFunctions {
  /// How many terms are summed before there is no answer.
  private static let maximumSteps = 10_000_000

  /// The lower incomplete gamma function over Γ(a), for a > 0: the probability of a gamma variable
  /// of shape `a` to be at most `x`.
  ///
  /// - Complexity: O(√a) near x = a, O(1) far from it.
  public static func regularizedGammaP(_ a: Double, _ x: Double) -> Double {
    incompleteGamma(a, DoubleDouble(x)).lower
  }

  /// The upper incomplete gamma function over Γ(a), for a > 0: 1 - P without the loss of digits.
  public static func regularizedGammaQ(_ a: Double, _ x: Double) -> Double {
    incompleteGamma(a, DoubleDouble(x)).upper
  }

  /// The incomplete beta function over B(a, b), for positive `a` and `b`: the probability of a beta
  /// variable to be at most `x`.
  ///
  /// - Complexity: O(√(a + b)) near the mean, O(1) far from it.
  public static func regularizedBeta(_ a: Double, _ b: Double, _ x: Double) -> Double {
    incompleteBeta(a, b, DoubleDouble(x), DoubleDouble(sum: 1, -x)).lower
  }

  /// One minus ``regularizedBeta(_:_:_:)`` without the loss of digits.
  public static func regularizedBetaComplement(_ a: Double, _ b: Double, _ x: Double) -> Double {
    incompleteBeta(a, b, DoubleDouble(x), DoubleDouble(sum: 1, -x)).upper
  }

  /// The `x` at which ``regularizedGammaP(_:_:)`` is `p`.
  public static func inverseRegularizedGammaP(_ a: Double, _ p: Double) -> Double {
    GammaDistribution(shape: a).quantile(p)
  }

  /// The `x` at which ``regularizedGammaQ(_:_:)`` is `q`.
  public static func inverseRegularizedGammaQ(_ a: Double, _ q: Double) -> Double {
    GammaDistribution(shape: a).isf(q)
  }

  /// The `x` at which ``regularizedBeta(_:_:_:)`` is `p`.
  public static func inverseRegularizedBeta(_ a: Double, _ b: Double, _ p: Double) -> Double {
    BetaDistribution(a, b).quantile(p)
  }

  /// The logarithm of the beta function.
  public static func logarithmOfBeta(_ a: Double, _ b: Double) -> Double {
    logarithmOfBeta(DoubleDouble(a), DoubleDouble(b)).value
  }

  static func logarithmOfBeta(_ a: DoubleDouble, _ b: DoubleDouble) -> DoubleDouble {
    DoubleDouble.logarithmOfGamma(a) + DoubleDouble.logarithmOfGamma(b)
      - DoubleDouble.logarithmOfGamma(a + b)
  }

  /// Both incomplete gamma functions: the series below a + 1, the continued fraction above.
  static func incompleteGamma(_ a: Double, _ x: DoubleDouble) -> (lower: Double, upper: Double) {
    guard a > 0, a.isFinite, !x.high.isNaN else { return (.nan, .nan) }
    if x.high <= 0 { return (0, 1) }
    if x.high == .infinity { return (1, 0) }
    let shape = DoubleDouble(a)
    let power =
      (shape * x.logarithm - x - DoubleDouble.logarithmOfGamma(shape)).exponential
    if x.high < a + 1 {
      // As many steps lower the logarithm of a term by so much.
      let limit = Double(maximumSteps)
      if limit * limit / (2 * a) + limit * (a - x.high) / a < 40 { return (.nan, .nan) }
      var (term, sum, count) = (DoubleDouble(1) / shape, DoubleDouble(1) / shape, shape)
      while term.high > sum.high * 1e-19 {
        count = count + 1
        if (count - shape).high > limit { return (.nan, .nan) }
        term = term * x / count
        sum = sum + term
      }
      let lower = power * sum
      return (lower.value, (DoubleDouble(1) - lower).value)
    }
    // Legendre's fraction: 1 / (x + 1 - a - 1(1 - a) / (x + 3 - a - 2(2 - a) / …)).
    let first = x - shape + 1
    let fraction = continuedFraction(first) { step in
      let step = Double(step)
      return (-(DoubleDouble(step) - shape) * step, first + 2 * step)
    }
    let upper = power / fraction
    return ((DoubleDouble(1) - upper).value, upper.value)
  }

  /// Both incomplete beta functions, given `x` and `y` = 1 - `x`.
  static func incompleteBeta(
    _ a: Double,
    _ b: Double,
    _ x: DoubleDouble,
    _ y: DoubleDouble
  ) -> (lower: Double, upper: Double) {
    guard a > 0, b > 0, a.isFinite, b.isFinite, !x.high.isNaN else { return (.nan, .nan) }
    if x.high <= 0 { return (0, 1) }
    if y.high <= 0 { return (1, 0) }
    if x.high > (a + 1) / (a + b + 2) {
      let swapped = incompleteBeta(b, a, y, x, fromAbove: true)
      return (swapped.upper, swapped.lower)
    }
    return incompleteBeta(a, b, x, y, fromAbove: true)
  }

  private static func incompleteBeta(
    _ a: Double,
    _ b: Double,
    _ x: DoubleDouble,
    _ y: DoubleDouble,
    fromAbove: Bool
  ) -> (lower: Double, upper: Double) {
    let (alpha, beta) = (DoubleDouble(a), DoubleDouble(b))
    let power =
      (alpha * x.logarithm + beta * y.logarithm - logarithmOfBeta(alpha, beta)).exponential
    let fraction = continuedFraction(DoubleDouble(1)) { step in
      let m = DoubleDouble(Double(step / 2))
      let numerator =
        step.isMultiple(of: 2)
        ? m * (beta - m) * x / ((alpha + m + m - 1) * (alpha + m + m))
        : -(alpha + m) * (alpha + beta + m) * x / ((alpha + m + m) * (alpha + m + m + 1))
      return (numerator, DoubleDouble(1))
    }
    let lower = power / (alpha * fraction)
    return (lower.value, (DoubleDouble(1) - lower).value)
  }

  /// b0 + a1 / (b1 + a2 / (b2 + …)) by Lentz' way as Thompson and Barnett have it (1986).
  private static func continuedFraction(
    _ first: DoubleDouble,
    _ terms: (_ step: Int) -> (a: DoubleDouble, b: DoubleDouble)
  ) -> DoubleDouble {
    let tiny = DoubleDouble(1e-290)
    var result = first.high == 0 ? tiny : first
    var (c, d) = (result, DoubleDouble(0))
    for step in 1..<maximumSteps {
      let (a, b) = terms(step)
      d = b + a * d
      if d.high == 0 { d = tiny }
      c = b + a / c
      if c.high == 0 { c = tiny }
      d = DoubleDouble(1) / d
      let change = c * d
      result = result * change
      if (change.high - 1).magnitude + change.low.magnitude < 1e-19 { return result }
    }
    return DoubleDouble(.nan)
  }
}
