import BatteryNumbers
import BatteryStatistics
import Testing

/// Every figure that is said to be rounded once is compared with the fraction that it is.
@Suite("Figures of an exact linear model") struct ExactInferenceTests {
  /// Points with two digits after the point, and what a line through them is, as fractions.
  struct Line {
    var x: [Fraction]
    var y: [Fraction]
    var slope: Fraction
    var intercept: Fraction
    var left: Fraction
    var total: Fraction
    var spread: Fraction
    var mean: Fraction
    var count: Fraction

    init(_ random: inout Philox, rows: Int) {
      func number(_ limit: Int) -> Fraction { Fraction(random.randrange(limit)) / 100 }
      x = (0..<rows).map { _ in number(100_000) }
      y = (0..<rows).map { _ in number(100_000) }
      count = Fraction(rows)
      func sum(_ values: [Fraction]) -> Fraction { values.reduce(0, +) }
      let n = count
      mean = sum(x) / n
      let (center, mean) = (sum(y) / n, mean)
      spread = sum(x.map { ($0 - mean) * ($0 - mean) })
      total = sum(y.map { ($0 - center) * ($0 - center) })
      slope = sum(zip(x, y).map { ($0 - mean) * ($1 - center) }) / spread
      intercept = center - slope * mean
      left = total - slope * slope * spread
    }
  }

  /// Whether a double is the nearest to the root of a fraction.
  static func isRoot(_ root: Double, of square: Fraction) throws -> Bool {
    let middle = try #require(Fraction(exactly: root.magnitude))
    let above = try #require(Fraction(exactly: root.magnitude.nextUp))
    let below = try #require(Fraction(exactly: root.magnitude.nextDown))
    let (low, high) = ((middle + below) / 2, (middle + above) / 2)
    return low * low <= square && square <= high * high
  }

  @Test("are each the double nearest to what they are", .timeLimit(.minutes(5)))
  func rounded() throws {
    var random = Philox(seed: 11)
    for rows in [3, 5, 8, 13] {
      for _ in 0..<60 {
        let line = Line(&random, rows: rows)
        let model = try LinearModel(Design(exact: [line.x]), exactOutcome: line.y)
        let freedom = line.count - 2
        let variance = line.left / freedom
        let squares = [
          variance * (1 / line.count + line.mean * line.mean / line.spread),
          variance / line.spread,
        ]
        for (found, (estimate, square)) in zip(
          model.coefficients,
          zip([line.intercept, line.slope], squares)
        ) {
          #expect(found.estimate == Double(estimate))
          #expect(try Self.isRoot(found.standardError, of: square))
          #expect(try Self.isRoot(found.t, of: estimate * estimate / square))
          #expect((found.t < 0) == (estimate < 0))
        }
        let explained = line.total - line.left
        #expect(try Self.isRoot(model.residualStandardDeviation, of: variance))
        #expect(model.residualSumOfSquares == Double(line.left))
        #expect(model.residualMeanSquare == Double(variance))
        #expect(model.regressionSumOfSquares == Double(explained))
        #expect(model.regressionMeanSquare == Double(explained))
        #expect(model.rSquared == Double(explained / line.total))
        let rest = line.left * (line.count - 1) / (line.total * freedom)
        #expect(model.adjustedRSquared == Double(1 - rest))
        #expect(model.fStatistic == Double(explained / variance))
        #expect(model.covariance[0, 1] == Double(-variance * line.mean / line.spread))
      }
    }
  }

  @Test("have limits as far from the estimate as the quantile says, to 14 digits")
  func limits() throws {
    // R 4.2: qt(0.975, 11) = 2.2009851600916388
    var random = Philox(seed: 5)
    let line = Line(&random, rows: 13)
    let model = try LinearModel(Design(exact: [line.x]), exactOutcome: line.y)
    for found in model.coefficients {
      let distance = 2.2009851600916388 * found.standardError
      let size = max(found.estimate.magnitude, distance)
      #expect((found.high - found.estimate - distance).magnitude < 1e-14 * size)
      #expect((found.estimate - found.low - distance).magnitude < 1e-14 * size)
    }
  }
}
