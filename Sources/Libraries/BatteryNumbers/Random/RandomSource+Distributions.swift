public import Foundation

// The operations on doubles are Python's, one by one and in its order, and the functions are the C
// library's: another order would give other last bits.

extension RandomSource {
  /// A number between two others, each as probable as every other.
  @inlinable public mutating func uniform(_ a: Double, _ b: Double) -> Double {
    a + (b - a) * random()
  }

  /// A number of the triangular distribution; without a mode its peak is in the middle.
  @inlinable
  public mutating func triangular(
    low: Double = 0,
    high: Double = 1,
    mode: Double? = nil
  ) -> Double {
    var (low, high) = (low, high)
    var u = random()
    if mode != nil, high == low { return low }
    var c = mode.map { ($0 - low) / (high - low) } ?? 0.5
    if u > c {
      u = 1 - u
      c = 1 - c
      swap(&low, &high)
    }
    return low + (high - low) * (u * c).squareRoot()
  }

  /// A number of the normal distribution, by the method of Kinderman and Monahan (1977).
  @inlinable
  public mutating func normalvariate(mu: Double = 0, sigma: Double = 1) -> Double {
    while true {
      let u1 = random()
      let u2 = 1 - random()
      // 4 · exp(-0.5) / sqrt(2), as a double.
      let z = 0x1.b72cd3f331398p+0 * (u1 - 0.5) / u2
      if z * z / 4 <= -log(u2) { return mu + z * sigma }
    }
  }

  /// A number of the normal distribution; every second one is kept from the call before.
  @inlinable public mutating func gauss(mu: Double = 0, sigma: Double = 1) -> Double {
    if let z = gaussNext {
      gaussNext = nil
      return mu + z * sigma
    }
    let angle = random() * (2 * Double.pi)
    let radius = (-2 * log(1 - random())).squareRoot()
    gaussNext = sin(angle) * radius
    return mu + cos(angle) * radius * sigma
  }

  /// A number whose logarithm has the normal distribution.
  @inlinable public mutating func lognormvariate(mu: Double = 0, sigma: Double = 1) -> Double {
    exp(normalvariate(mu: mu, sigma: sigma))
  }

  /// A number of the exponential distribution, whose mean is `1 / lambda`.
  @inlinable public mutating func expovariate(lambda: Double = 1) -> Double {
    -log(1 - random()) / lambda
  }

  /// An angle of von Mises' distribution, from 0 up to 2π.
  ///
  /// - Parameters:
  ///   - mu: The mean angle.
  ///   - kappa: How much the angles are concentrated, at least 0.
  /// - Returns: The angle.
  public mutating func vonmisesvariate(mu: Double, kappa: Double) -> Double {
    let circle = 2 * Double.pi
    if kappa <= 1e-6 { return circle * random() }
    let s = 0.5 / kappa
    let r = s + (1 + s * s).squareRoot()
    var z = 0.0
    while true {
      z = cos(Double.pi * random())
      let d = z / (r + z)
      let u = random()
      if u < 1 - d * d || u <= (1 - d) * exp(d) { break }
    }
    let q = 1 / r
    let angle = acos((q + z) / (1 + q * z))
    let theta = random() > 0.5 ? mu + angle : mu - angle
    // The remainder with the divisor's sign.
    let rest = fmod(theta, circle)
    return rest < 0 ? rest + circle : rest
  }

  /// A number of the gamma distribution, whose mean is `alpha · beta`.
  ///
  /// By the methods of Cheng (1977) above 1 and of Ahrens and Dieter (1974) below.
  ///
  /// - Precondition: Both parameters are more than 0.
  public mutating func gammavariate(alpha: Double, beta: Double) -> Double {
    precondition(alpha > 0 && beta > 0, "The parameters of a gamma distribution are above zero")
    if alpha == 1 { return -log(1 - random()) * beta }
    if alpha > 1 {
      let root = (2 * alpha - 1).squareRoot()
      let b = alpha - log(4)
      let c = alpha + root
      while true {
        let u1 = random()
        guard 1e-7 < u1, u1 < 0.9999999 else { continue }
        let u2 = 1 - random()
        let v = log(u1 / (1 - u1)) / root
        let x = alpha * exp(v)
        let z = u1 * u1 * u2
        let r = b + c * v - x
        if r + (1 + log(4.5)) - 4.5 * z >= 0 || r >= log(z) { return x * beta }
      }
    }
    // The double nearest to Euler's number; exp(1) need not be.
    let e = 0x1.5bf0a8b145769p+1
    while true {
      let u = random()
      let b = (e + alpha) / e
      let p = b * u
      let x = p <= 1 ? pow(p, 1 / alpha) : -log((b - p) / alpha)
      let u1 = random()
      if p > 1 ? u1 <= pow(x, alpha - 1) : u1 <= exp(-x) { return x * beta }
    }
  }

  /// A number of the beta distribution, between 0 and 1.
  ///
  /// - Precondition: Both parameters are more than 0.
  public mutating func betavariate(alpha: Double, beta: Double) -> Double {
    let y = gammavariate(alpha: alpha, beta: 1)
    return y == 0 ? 0 : y / (y + gammavariate(alpha: beta, beta: 1))
  }

  /// A number of Pareto's distribution, at least 1.
  public mutating func paretovariate(alpha: Double) -> Double {
    pow(1 - random(), -1 / alpha)
  }

  /// A number of Weibull's distribution of a scale and a shape.
  public mutating func weibullvariate(alpha: Double, beta: Double) -> Double {
    alpha * pow(-log(1 - random()), 1 / beta)
  }

  /// How many of so many trials succeed that each succeed with a probability.
  ///
  /// By Devroye's geometric method for few successes and Hörmann's BTRS (1993) for more than ten.
  ///
  /// - Precondition: `trials` is not negative, and `probability` is between 0 and 1.
  public mutating func binomialvariate(trials: Int = 1, probability: Double = 0.5) -> Int {
    precondition(trials >= 0, "There are no negative trials")
    precondition((0...1).contains(probability), "A probability is between 0 and 1")
    if probability == 0 { return 0 }
    if probability == 1 { return trials }
    if trials == 1 { return random() < probability ? 1 : 0 }
    if probability > 0.5 {
      return trials - binomialvariate(trials: trials, probability: 1 - probability)
    }
    return Double(trials) * probability < 10
      ? fewSuccesses(trials, probability) : manySuccesses(trials, probability)
  }

  private mutating func fewSuccesses(_ trials: Int, _ probability: Double) -> Int {
    let scale = log2(1 - probability)
    if scale == 0 { return 0 }
    var successes = 0
    var place = 0
    while true {
      let distance = (log2(random()) / scale).rounded(.down)
      guard distance < 9e18 else { return successes }
      let (next, overflow) = place.addingReportingOverflow(Int(distance) + 1)
      if overflow || next > trials { return successes }
      place = next
      successes += 1
    }
  }

  private mutating func manySuccesses(_ trials: Int, _ probability: Double) -> Int {
    let n = Double(trials)
    let deviation = (n * probability * (1 - probability)).squareRoot()
    let b = 1.15 + 2.53 * deviation
    let a = -0.0873 + 0.0248 * b + 0.01 * probability
    let c = n * probability + 0.5
    let vr = 0.92 - 4.2 / b
    let alpha = (2.83 + 5.1 / b) * deviation
    let odds = log(probability / (1 - probability))
    let mode = ((n + 1) * probability).rounded(.down)
    let h = Gamma.logarithm(mode + 1) + Gamma.logarithm(n - mode + 1)
    while true {
      let u = random() - 0.5
      let us = 0.5 - u.magnitude
      let k = ((2 * a / us + b) * u + c).rounded(.down)
      if !(k >= 0 && k <= n) { continue }
      var v = random()
      if us >= 0.07, v <= vr { return Int(k) }
      v *= alpha / (a / (us * us) + b)
      let bound = h - Gamma.logarithm(k + 1) - Gamma.logarithm(n - k + 1) + (k - mode) * odds
      if log(v) <= bound { return Int(k) }
    }
  }
}
