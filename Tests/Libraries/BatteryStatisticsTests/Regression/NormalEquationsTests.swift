import BatteryNumbers
import Foundation
import Testing

@testable import BatteryStatistics

@Suite("Normal equations in twice the digits", .timeLimit(.minutes(5)))
struct NormalEquationsTests {
  static func columns(_ count: Int, rows: Int, mean: Double = 0) -> [[Double]] {
    var source = MersenneTwister(seed: 77)
    return (0..<count).map { _ in (0..<rows).map { _ in mean + source.gauss() } }
  }

  @Test("sum products to 28 digits and more", arguments: [1, 3, 7, 256, 1_003])
  func products(rows: Int) {
    let columns = Self.columns(5, rows: rows, mean: 3)
    let found = CrossProducts(columns)
    let exact = columns.map { $0.compactMap { Fraction(exactly: $0) } }
    for first in columns.indices {
      for second in columns.indices {
        let sum = zip(exact[first], exact[second]).map { $0 * $1 }.sum()
        let high = Fraction(exactly: found[first, second].high) ?? 0
        let low = Fraction(exactly: found[first, second].low) ?? 0
        let size = zip(columns[first], columns[second]).reduce(0) { $0 + ($1.0 * $1.1).magnitude }
        #expect(Double(high + low - sum).magnitude <= size * 1e-28)
      }
    }
  }

  @Test("have the same bits for any number of workers", arguments: [2, 3, 7, 64])
  func workers(count: Int) throws {
    let rows = 70_000
    var columns = Self.columns(4, rows: rows)
    let outcome = columns.removeLast()
    let weights = outcome.map { $0.magnitude }
    let design = try Design(columns)
    let one = try LinearModel(design, outcome: outcome, weights: weights, lane: .fast, workers: 1)
    let other = try LinearModel(
      design,
      outcome: outcome,
      weights: weights,
      lane: .fast,
      workers: count
    )
    #expect(one == other)
    #expect(one.residuals.count == rows)
  }

  @Test("keep all digits far from zero", arguments: [false, true])
  func farFromZero(weighted: Bool) throws {
    let columns = Self.columns(3, rows: 60, mean: 1e5)
    let noise = Self.columns(4, rows: 60)[3]
    let outcome = noise.indices.map { 7 + columns[0][$0] - 2 * columns[1][$0] + noise[$0] }
    // Roots of these weights are exact.
    let weights = weighted ? noise.indices.map { Double(($0 % 4) * ($0 % 4)) } : nil
    let design = try Design(columns)
    let fast = try LinearModel(design, outcome: outcome, weights: weights, lane: .fast)
    let exact = try LinearModel(design, outcome: outcome, weights: weights)
    for (first, second) in zip(fast.coefficients, exact.coefficients) {
      // Weighted columns are rounded, which the dependence of columns enlarges.
      let bound = weighted ? 1e-8 : 1e-15
      #expect((first.estimate / second.estimate - 1).magnitude < bound)
      #expect((first.standardError / second.standardError - 1).magnitude < bound)
    }
    for row in outcome.indices {
      #expect((fast.residuals[row] - exact.residuals[row]).magnitude < 1e-6)
      #expect((fast.leverage[row] - exact.leverage[row]).magnitude < 1e-6)
    }
    #expect((fast.conditionNumber / exact.conditionNumber - 1).magnitude < 1e-3)
    #expect(fast.count == exact.count)
  }

  @Test("give way to reflections where columns depend on each other too much")
  func fallBack() throws {
    let x = (0..<60).map { Double($0) / 59 + 3 }
    let design = try Design((1...8).map { power in x.map { pow($0, Double(power)) } })
    let outcome = x.map { sin(9 * $0) }
    #expect(NormalEquations.solve(design, outcome, nil, workers: 1) == nil)
    let fast = try LinearModel(design, outcome: outcome, lane: .fast)
    let exact = try LinearModel(design, outcome: outcome)
    for (first, second) in zip(fast.coefficients, exact.coefficients) {
      #expect((first.estimate / second.estimate - 1).magnitude < 1e-12)
    }
  }

  @Test("give way where squares leave the range of doubles", arguments: [1e110, 1e-110])
  func range(scale: Double) throws {
    let columns = Self.columns(3, rows: 40)
    let design = try Design(columns.prefix(2).map { $0.map { $0 * scale } })
    #expect(NormalEquations.solve(design, columns[2], nil, workers: 1) == nil)
    let scaled = try LinearModel(design, outcome: columns[2], lane: .fast)
    let plain = try LinearModel(Design(Array(columns.prefix(2))), outcome: columns[2], lane: .fast)
    for (first, second) in zip(scaled.coefficients, plain.coefficients) {
      #expect((first.t / second.t - 1).magnitude < 1e-9)
    }
    let further = try Design(columns.prefix(2).map { $0.map { $0 * scale * scale.squareRoot() } })
    #expect(throws: StatisticsError.self) {
      try LinearModel(further, outcome: columns[2], lane: .fast)
    }
  }

  @Test("leave next to nothing of a line")
  func perfectFit() throws {
    let x = (0..<100).map(Double.init)
    let model = try LinearModel(Design([x]), outcome: x.map { 3 + 0.5 * $0 }, lane: .fast)
    #expect(model.coefficients.map(\.estimate) == [3, 0.5])
    #expect((0..<1e-40).contains(model.residualSumOfSquares))
    #expect(model.rSquared == 1)
  }

  @Test("keep the rows of a model through a file")
  func coding() throws {
    let columns = Self.columns(3, rows: 20)
    let model = try LinearModel(Design(Array(columns.prefix(2))), outcome: columns[2], lane: .fast)
    let data = try JSONEncoder().encode(model)
    let read = try JSONDecoder().decode(LinearModel.self, from: data)
    #expect(read == model)
    #expect(read.leverage == model.leverage)
    #expect(read.fitted == model.fitted)
  }

  @Test("hold slopes back as the rows themselves do")
  func shrinkage() throws {
    let columns = Self.columns(4, rows: 200, mean: 5)
    let design = try Design(Array(columns.prefix(3)))
    let ridge = try RidgeModel(design, outcome: columns[3], penalty: 2)
    // The same as least squares with a row below for each slope.
    let centered = try CenteredData(design, columns[3])
    let rows = centered.columns.enumerated().map { place, column in
      column + (0..<3).map { $0 == place ? 2.0.squareRoot() : 0 }
    }
    let model = try LinearModel(
      Design(rows, intercept: false),
      outcome: centered.outcome + [0, 0, 0],
      lane: .fast
    )
    for (slope, coefficient) in zip(ridge.slopes, model.coefficients) {
      #expect((slope - coefficient.estimate).magnitude < 1e-14)
    }
    let products = try #require(try CenteredProducts(design, columns[3], workers: 1))
    for system in [ProductSystem(products), ResidualSystem(centered)] as [any CoordinateSystem] {
      var system = system
      #expect((system.squares[1] - products[1, 1].value / 200).magnitude < 1e-13)
      system.change(1, by: 0.25)
      let gradient = system.gradient(2)
      system.renew([0, 0.25, 0])
      #expect((system.gradient(2) - gradient).magnitude < 1e-14)
      let right = (products[2, 3] - products[2, 1] * 0.25).value / 200
      #expect((gradient - right).magnitude < 1e-14)
    }
  }
}
