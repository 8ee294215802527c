/// Polynomials that are at right angles to each other over some points, and what each explains of an
/// outcome.
///
/// Source: Forsythe, "Generation and use of orthogonal polynomials for data-fitting with a digital
/// computer", 1957.
struct OrthogonalBasis {
  /// The recurrence: the next is (t - α)·current - β·previous.
  private(set) var alphas: [DoubleDouble] = []
  private(set) var betas: [DoubleDouble] = []
  /// What each is multiplied by to explain the outcome.
  private(set) var parts: [DoubleDouble] = []
  /// The weighted sum of the squares of each.
  private var norms: [DoubleDouble] = []
  /// What is left of each point.
  private(set) var left: [DoubleDouble]
  /// How much each point pulls the polynomial to itself.
  private(set) var leverage: [Double]
  private let weights: [Double]

  /// Makes the basis up to a degree.
  ///
  /// - Parameters:
  ///   - degree: The highest power.
  ///   - t: Where the points are, from -1 to 1.
  ///   - y: The values there.
  ///   - weights: What each point counts.
  init(degree: Int, _ t: [DoubleDouble], _ y: [Double], weights: [Double]) {
    self.weights = weights
    left = y.map { DoubleDouble($0) }
    leverage = [Double](repeating: 0, count: t.count)
    var previous = [DoubleDouble](repeating: DoubleDouble(0), count: t.count)
    var current = [DoubleDouble](repeating: DoubleDouble(1), count: t.count)
    for order in 0...degree {
      add(current, t)
      guard order < degree else { break }
      let (alpha, beta) = (alphas[order], betas[order])
      let next = t.indices.map { row in
        let next = (t[row] - alpha) * current[row]
        return order == 0 ? next : next - beta * previous[row]
      }
      (previous, current) = (current, next)
    }
  }

  /// Takes what a further polynomial explains out of what is left.
  private mutating func add(_ current: [DoubleDouble], _ t: [DoubleDouble]) {
    let norm = sum { current[$0] * current[$0] }
    let part = sum { current[$0] * left[$0] } / norm
    for row in t.indices {
      left[row] = left[row] - part * current[row]
      leverage[row] += weights[row] * current[row].value * current[row].value / norm.value
    }
    alphas.append(sum { current[$0] * current[$0] * t[$0] } / norm)
    betas.append(norms.last.map { norm / $0 } ?? DoubleDouble(0))
    parts.append(part)
    norms.append(norm)
  }

  /// The weighted sum of a term of each point.
  func sum(_ term: (Int) -> DoubleDouble) -> DoubleDouble {
    weights.indices.reduce(DoubleDouble(0)) { $0 + term($1) * weights[$1] }
  }

  /// The coefficients of powers of x, from those of the basis, and their variances as multiples of
  /// that of the residuals: parts at right angles add theirs up.
  func powers(
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
