internal import Foundation

/// The shape of the bump that each value of a density estimate gets.
///
/// The first three reach everywhere, the others one bandwidth far.
public enum Kernel: String, Sendable, Hashable, CaseIterable, Codable {
  /// The normal distribution's density; `gauss` in Python as well.
  case normal
  /// The logistic distribution's density.
  case logistic
  /// The hyperbolic secant.
  case sigmoid
  /// The same everywhere within reach; `uniform`.
  case rectangular
  /// Falling in a line.
  case triangular
  /// A parabola; `epanechnikov`.
  case parabolic
  /// The square of a parabola; `biweight`.
  case quartic
  /// The third power of a parabola.
  case triweight
  /// Half a wave.
  case cosine

  /// Whether the kernel is zero beyond one bandwidth.
  public var isBounded: Bool {
    switch self {
    case .normal, .logistic, .sigmoid: false
    default: true
    }
  }

  /// The density at a distance, in bandwidths; within reach.
  func density(_ t: Double) -> Double {
    switch self {
    case .normal: return exp(-0.5 * t * t) / (2 * Double.pi).squareRoot()
    case .logistic: return 0.5 / (1 + cosh(t))
    case .sigmoid: return (1 / Double.pi) / cosh(t)
    case .rectangular: return 0.5
    case .triangular: return 1 - t.magnitude
    case .parabolic: return 0.75 * (1 - t * t)
    case .quartic: return 15.0 / 16 * pow(1 - t * t, 2)
    case .triweight: return 35.0 / 32 * pow(1 - t * t, 3)
    case .cosine: return Double.pi / 4 * cos(Double.pi / 2 * t)
    }
  }

  /// The probability up to a distance, in bandwidths; within reach.
  func cumulative(_ t: Double) -> Double {
    switch self {
    case .normal: return 0.5 * (1 + erf(t / 2.0.squareRoot()))
    case .logistic: return 1 - 1 / (exp(t) + 1)
    case .sigmoid: return 2 / Double.pi * atan(exp(t))
    case .rectangular: return 0.5 * t + 0.5
    case .triangular: return t * t * (t < 0 ? 0.5 : -0.5) + t + 0.5
    case .parabolic: return -0.25 * pow(t, 3) + 0.75 * t + 0.5
    case .quartic:
      return 3.0 / 16 * pow(t, 5) - 5.0 / 8 * pow(t, 3) + 15.0 / 16 * t + 0.5
    case .triweight:
      let sum = -1.0 / 7 * pow(t, 7) + 3.0 / 5 * pow(t, 5) - pow(t, 3) + t
      return 35.0 / 32 * sum + 0.5
    case .cosine: return 0.5 * sin(Double.pi / 2 * t) + 0.5
    }
  }

  /// The distance up to which the probability is `p`.
  func quantile(_ p: Double) -> Double {
    switch self {
    case .normal: return StandardNormalQuantile.value(p)
    case .logistic: return log(p / (1 - p))
    case .sigmoid: return log(tan(p * Double.pi / 2))
    case .rectangular: return 2 * p - 1
    case .triangular:
      return p < 0.5 ? (2 * p).squareRoot() - 1 : 1 - (2 - 2 * p).squareRoot()
    case .parabolic: return 2 * cos((acos(2 * p - 1) + Double.pi) / 3)
    case .cosine: return 2 * asin(2 * p - 1) / Double.pi
    case .quartic:
      let low = p <= 0.5 ? p : 1 - p
      var start = pow(2 * low, 0.4258865685331) - 1
      // The same first guess as Python's, so that the steps end at the same double.
      if low >= 0.004 { start += 0.026818732 * sin(7.101753784 * low + 2.73230839482953) }
      return solve(p, from: p <= 0.5 ? start : -start)
    case .triweight:
      let start = pow(2 * (p <= 0.5 ? p : 1 - p), 0.3400218741872791) - 1
      return solve(p, from: p <= 0.5 ? start : -start)
    }
  }

  /// Newton's method, to within 1e-12 of the probability.
  private func solve(_ p: Double, from start: Double) -> Double {
    var x = start
    // Each step doubles the digits; the bound is for what is not a number.
    for _ in 0..<200 {
      let difference = cumulative(x) - p
      guard difference.magnitude > 1e-12 else { break }
      x -= difference / density(x)
    }
    return x
  }
}
