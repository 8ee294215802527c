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
    let places = try Self.places(x, y, weights, degree)
    let (low, high) = (places.min() ?? 0, places.max() ?? 0)
    center = low / 2 + high / 2
    halfWidth = high > low ? (high - low) / 2 : 1
    let (middle, width) = (DoubleDouble(center), DoubleDouble(halfWidth))
    let basis = OrthogonalBasis(
      degree: degree,
      x.map { (DoubleDouble($0) - middle) / width },
      y,
      weights: weights ?? [Double](repeating: 1, count: x.count)
    )
    alphas = basis.alphas.map(\.value)
    betas = basis.betas.map(\.value)
    weightsOfBasis = basis.parts.map(\.value)
    let (powers, shares) = basis.powers(middle, width)
    coefficients = powers.map(\.value)
    leverage = basis.leverage
    residuals = basis.left.map(\.value)
    count = weights?.count { $0 > 0 } ?? x.count
    degreesOfFreedom = count - degree - 1
    let squares = basis.sum { basis.left[$0] * basis.left[$0] }
    let variance = squares.value / Double(degreesOfFreedom)
    residualStandardDeviation = variance.squareRoot()
    standardErrors = shares.map { (variance * $0.value).squareRoot() }
    residualSumOfSquares = squares.value
    let mean = basis.sum { DoubleDouble(y[$0]) } / basis.sum { _ in DoubleDouble(1) }
    let total = basis.sum { (DoubleDouble(y[$0]) - mean) * (DoubleDouble(y[$0]) - mean) }
    regressionSumOfSquares = (total - squares).value
    rSquared = ((total - squares) / total).value
  }

  /// The different places of points that count.
  private static func places(
    _ x: [Double],
    _ y: [Double],
    _ weights: [Double]?,
    _ degree: Int
  ) throws(StatisticsError) -> Set<Double> {
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
        "\(places.count) different x are too few for the degree \(degree)."
          + " Give more points or a lower degree."
      )
    }
    return places
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
}
