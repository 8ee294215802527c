internal import BatteryNumbers

/// A polynomial fitted by least squares in a basis that is orthogonal over the very points.
///
/// Powers of x are nearly parallel, so that a fit by them loses its digits; here each column of the
/// basis is at right angles to the others. Source: Forsythe, "Generation and use of orthogonal
/// polynomials for data-fitting with a digital computer", 1957.
public struct PolynomialModel: Sendable, Hashable, Codable {
  /// The coefficients of the powers of x, the constant first.
  public let coefficients: [Double]
  /// The standard errors of the coefficients, in their order.
  public let standardErrors: [Double]
  /// The standard deviation of what is left.
  public let residualStandardDeviation: Double
  /// The part of the sum of squares that the polynomial explains.
  public let rSquared: Double
  /// The (weighted) sum of squares of the residuals.
  public let residualSumOfSquares: Double
  /// The (weighted) sum of squares that the polynomial explains.
  public let regressionSumOfSquares: Double
  /// The number of points of a weight other than 0.
  public let count: Int
  /// The degrees of freedom that are left: points less coefficients.
  public let degreesOfFreedom: Int
  /// What is left of each point.
  public let residuals: [Double]
  /// How much each point pulls the polynomial to itself, 0 to 1.
  public let leverage: [Double]
  private let center: Double
  private let halfWidth: Double
  private let alphas: [Double]
  private let betas: [Double]
  private let weightsOfBasis: [Double]

  /// Fits a polynomial.
  ///
  /// - Parameters:
  ///   - degree: The highest power, 0 or more.
  ///   - x: Where the points are.
  ///   - y: The values there.
  ///   - weights: What each point counts.
  /// - Throws: ``StatisticsError`` when there are not more points at different places than the degree
  ///   takes, or a number is not finite.
  public init(
    degree: Int,
    x: [Double],
    y: [Double],
    weights: [Double]? = nil
  ) throws(StatisticsError) {
    try StatisticsError.check(finite: x, "x")
    try StatisticsError.check(finite: y, "y")
    let weights = weights ?? [Double](repeating: 1, count: x.count)
    guard x.count == y.count, weights.count == x.count, weights.allSatisfy({ $0 >= 0 }) else {
      throw StatisticsError(
        .shape,
        "x, y and weights of 0 or more have to be as many. Give as many."
      )
    }
    let places = Set(zip(x, weights).filter { $1 > 0 }.map { $0.0 })
    guard degree >= 0, places.count > degree,
      weights.count(where: { $0 > 0 }) > degree + 1
    else {
      throw StatisticsError(
        .tooFewValues,
        "\(places.count) different x are too few for the degree \(degree). Give more points or a lower degree."
      )
    }
    let (low, high) = (places.min() ?? 0, places.max() ?? 0)
    center = low / 2 + high / 2
    halfWidth = high > low ? (high - low) / 2 : 1
    let middle = DoubleDouble(center)
    let width = DoubleDouble(halfWidth)
    let t = x.map { (DoubleDouble($0) - middle) / width }
    var basis = [[DoubleDouble](repeating: DoubleDouble(1), count: x.count)]
    var (alphas, betas, parts) = ([DoubleDouble](), [DoubleDouble](), [DoubleDouble]())
    var norms: [DoubleDouble] = []
    var leverage = [Double](repeating: 0, count: x.count)
    var left = y.map { DoubleDouble($0) }
    var previousNorm = DoubleDouble(1)
    func sum(_ term: (Int) -> DoubleDouble) -> DoubleDouble {
      x.indices.reduce(DoubleDouble(0)) { $0 + term($1) * weights[$1] }
    }
    for order in 0...degree {
      let current = basis[order]
      let norm = sum { current[$0] * current[$0] }
      let part = sum { current[$0] * left[$0] } / norm
      parts.append(part)
      norms.append(norm)
      for row in x.indices {
        left[row] = left[row] - part * current[row]
        leverage[row] += weights[row] * current[row].value * current[row].value / norm.value
      }
      let alpha = sum { current[$0] * current[$0] * t[$0] } / norm
      let beta = order == 0 ? DoubleDouble(0) : norm / previousNorm
      alphas.append(alpha)
      betas.append(beta)
      previousNorm = norm
      guard order < degree else { break }
      basis.append(
        x.indices.map { row in
          let next = (t[row] - alpha) * current[row]
          return order == 0 ? next : next - beta * basis[order - 1][row]
        }
      )
    }
    self.alphas = alphas.map(\.value)
    self.betas = betas.map(\.value)
    weightsOfBasis = parts.map(\.value)
    let (powers, shares) = Self.powers(parts, norms, alphas, betas, middle, width)
    coefficients = powers.map(\.value)
    self.leverage = leverage
    residuals = left.map(\.value)
    let squares = sum { left[$0] * left[$0] }
    count = weights.count { $0 > 0 }
    degreesOfFreedom = count - degree - 1
    let variance = squares.value / Double(degreesOfFreedom)
    residualStandardDeviation = variance.squareRoot()
    standardErrors = shares.map { (variance * $0.value).squareRoot() }
    residualSumOfSquares = squares.value
    let mean = sum { DoubleDouble(y[$0]) } / sum { _ in DoubleDouble(1) }
    let total = sum { (DoubleDouble(y[$0]) - mean) * (DoubleDouble(y[$0]) - mean) }
    regressionSumOfSquares = (total - squares).value
    rSquared = ((total - squares) / total).value
  }

  /// The value of the polynomial, by Clenshaw's recurrence in the orthogonal basis.
  public func predict(_ x: Double) -> Double {
    let t = (x - center) / halfWidth
    var (next, afterNext) = (0.0, 0.0)
    for order in weightsOfBasis.indices.reversed() {
      let beta = order + 1 < betas.count ? betas[order + 1] : 0
      let value = weightsOfBasis[order] + (t - alphas[order]) * next - beta * afterNext
      (next, afterNext) = (value, next)
    }
    return next
  }

  /// The coefficients of powers of x, from those of the basis, and their variances as multiples of
  /// that of the residuals: parts at right angles add theirs up.
  private static func powers(
    _ parts: [DoubleDouble],
    _ norms: [DoubleDouble],
    _ alphas: [DoubleDouble],
    _ betas: [DoubleDouble],
    _ center: DoubleDouble,
    _ width: DoubleDouble
  ) -> (coefficients: [DoubleDouble], variances: [DoubleDouble]) {
    let size = parts.count
    let zero = [DoubleDouble](repeating: DoubleDouble(0), count: size)
    var (previous, current, sum, variances) = (zero, zero, zero, zero)
    current[0] = DoubleDouble(1)
    for order in 0..<size {
      for power in 0..<size {
        sum[power] = sum[power] + parts[order] * current[power]
        variances[power] = variances[power] + current[power] * current[power] / norms[order]
      }
      // (t - α)·current - β·previous with t = (x - center) / width.
      let shift = center / width + alphas[order]
      var next = zero
      for power in 0..<size {
        if power > 0 { next[power] = current[power - 1] / width }
        next[power] = next[power] - shift * current[power] - betas[order] * previous[power]
      }
      (previous, current) = (current, next)
    }
    return (sum, variances)
  }
}
