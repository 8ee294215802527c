import BatteryStatistics
import Foundation
import Testing

@Suite("Distributions") struct DistributionTests {
  static func make(_ name: String, _ p: [Double]) throws -> any ContinuousDistribution {
    switch name {
    case "normal": try NormalDistribution(mean: p[0], standardDeviation: p[1])
    case "chi2": try ChiSquareDistribution(degreesOfFreedom: p[0])
    case "t": try StudentDistribution(degreesOfFreedom: p[0])
    case "F": try FisherDistribution(p[0], p[1])
    default: BetaDistribution(p[0], p[1])
    }
  }

  @Test(
    "have both tails and the density to 13 digits of mpmath's",
    .timeLimit(.minutes(5)),
    arguments: ["normal", "chi2", "t", "F", "beta"]
  )
  func tails(name: String) throws {
    var count = 0
    for row in try Oracle.rows("distributions.tsv") where row[0] == name {
      let distribution = try Self.make(name, Oracle.numbers(row[1]))
      let x = try Oracle.number(row[2])
      let density = relativeError(distribution.pdf(x), try Oracle.number(row[3]))
      let lower = relativeError(distribution.cdf(x), try Oracle.number(row[4]))
      let upper = relativeError(distribution.sf(x), try Oracle.number(row[5]))
      #expect(lower < 1e-13, "\(row): \(distribution.cdf(x))")
      #expect(upper < 1e-13, "\(row): \(distribution.sf(x))")
      #expect(density < 1e-13, "\(row): \(distribution.pdf(x))")
      count += 1
    }
    #expect(count > 60)
  }

  @Test(
    "have quantiles that lead back to the probability",
    .timeLimit(.minutes(5)),
    arguments: ["normal", "chi2", "t", "F", "beta"]
  )
  func quantiles(name: String) throws {
    for row in try Oracle.rows("distributions.tsv") where row[0] == name {
      let distribution = try Self.make(name, Oracle.numbers(row[1]))
      let x = try Oracle.number(row[2])
      let (lower, upper) = (distribution.cdf(x), distribution.sf(x))
      // One step of a double beside x: a quantile cannot be told apart from it.
      let step = distribution.pdf(x) * x.ulp
      if lower < 0.5 {
        let found = distribution.quantile(lower)
        let error = (distribution.cdf(found) - lower).magnitude
        #expect(error <= 1e-14 * lower + 3 * step, "\(row): \(found)")
      } else {
        let found = distribution.isf(upper)
        let error = (distribution.sf(found) - upper).magnitude
        #expect(error <= 1e-14 * upper + 3 * step, "\(row): \(found)")
      }
    }
  }

  @Test("know the edges")
  func edges() throws {
    let normal = NormalDistribution()
    #expect(normal.quantile(0) == -.infinity)
    #expect(normal.quantile(1) == .infinity)
    #expect(normal.quantile(0.5) == 0)
    #expect(normal.quantile(-0.1).isNaN)
    #expect(normal.quantile(.nan).isNaN)
    #expect(normal.cdf(.infinity) == 1)
    #expect(normal.sf(-.infinity) == 1)
    #expect(normal.cdf(-38) > 0)
    let student = try StudentDistribution(degreesOfFreedom: 3)
    #expect(student.cdf(0) == 0.5)
    #expect(student.sf(.infinity) == 0)
    // mpmath's incomplete beta function, where the square of the value is no double.
    let wide = try StudentDistribution(degreesOfFreedom: 0.01)
    #expect(relativeError(wide.sf(1e200), 0.0048526328575587) < 1e-9)
    #expect(try ChiSquareDistribution(degreesOfFreedom: 2).cdf(-1) == 0)
    #expect(try FisherDistribution(1, 1).sf(0) == 1)
    #expect(GammaDistribution(shape: -1).quantile(0.3).isNaN)
    #expect(BetaDistribution(-1, 2).pdf(0.5).isNaN)
    #expect(GammaDistribution(shape: 2).pdf(.leastNonzeroMagnitude) == 0x1p-1074)
    #expect(throws: StatisticsError.self) { try ChiSquareDistribution(degreesOfFreedom: 0) }
    #expect(throws: StatisticsError.self) { try NormalDistribution(mean: 0, standardDeviation: -1) }
  }

  @Test("invert the incomplete gamma and beta functions", arguments: [0.3, 1, 4.5, 80])
  func inverses(a: Double) {
    for p in [1e-200, 1e-12, 0.01, 0.4] {
      let x = SpecialFunctions.inverseRegularizedGammaP(a, p)
      if x > 1e-300 {
        #expect(relativeError(SpecialFunctions.regularizedGammaP(a, x), p) < 1e-13, "\(p)")
      }
      let y = SpecialFunctions.inverseRegularizedGammaQ(a, p)
      #expect(relativeError(SpecialFunctions.regularizedGammaQ(a, y), p) < 1e-12, "\(p)")
      let z = SpecialFunctions.inverseRegularizedBeta(a, 2.5, p)
      if z > 1e-300 {
        #expect(relativeError(SpecialFunctions.regularizedBeta(a, 2.5, z), p) < 1e-12, "\(p)")
      }
      let sum =
        SpecialFunctions.regularizedBeta(a, 2.5, p)
        + SpecialFunctions.regularizedBetaComplement(a, 2.5, p)
      #expect((sum - 1).magnitude < 1e-15)
    }
  }

  @Test("that would take too long has no answer")
  func tooLong() throws {
    #expect(try ChiSquareDistribution(degreesOfFreedom: 1e18).cdf(0.99999999e18).isNaN)
    #expect(try ChiSquareDistribution(degreesOfFreedom: 1e18).cdf(1e17) == 0)
  }
}
