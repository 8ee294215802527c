import BatteryNumbers
import BatteryStatistics
import Foundation
import Testing

@Suite("Linear model") struct LinearModelTests {
  @Test(
    "agrees with exact fractions in both lanes",
    .timeLimit(.minutes(5)),
    arguments: [Lane.exact, .fast]
  )
  func fractions(lane: Lane) throws {
    let rows = try Oracle.rows("regressions.tsv")
    #expect(rows.count == 12)
    for row in rows {
      let weights = row[1] == "-" ? nil : try Oracle.numbers(row[1])
      let design = try Design(row[2].split(separator: ";").map { try Oracle.numbers(String($0)) })
      let model = try LinearModel(
        design,
        outcome: try Oracle.numbers(row[3]),
        weights: weights,
        lane: lane
      )
      let limit = lane == .exact ? 4e-16 : 1e-15
      var worst = relativeError(model.residualSumOfSquares, try Oracle.number(row[6]))
      worst = max(worst, relativeError(model.rSquared, try Oracle.number(row[7])))
      for (found, right) in zip(model.coefficients, try Oracle.numbers(row[4])) {
        worst = max(worst, relativeError(found.estimate, right))
      }
      for (found, right) in zip(model.coefficients, try Oracle.numbers(row[5])) {
        worst = max(worst, relativeError(found.standardError, right))
      }
      #expect(worst < limit, "\(row[0]): \(worst)")
      #expect(model.guaranteedDigits >= 14, "\(row[0])")
    }
  }

  @Test("infers as statsmodels does", arguments: [Lane.exact, .fast])
  func inference(lane: Lane) throws {
    let rows = try Oracle.rows("inference.tsv")
    #expect(rows.count == 4)
    for row in rows {
      let model = try LinearModel(
        Design(row[0].split(separator: ";").map { try Oracle.numbers(String($0)) }),
        outcome: try Oracle.numbers(row[1]),
        weights: row[2] == "-" ? nil : try Oracle.numbers(row[2]),
        confidence: 0.9,
        lane: lane
      )
      let numbers = [
        model.logLikelihood, model.aic, model.bic, model.adjustedRSquared, model.fStatistic,
        model.fP, model.conditionNumber, model.regressionSumOfSquares,
      ]
      func compare(_ found: [Double], _ text: String, _ name: String) throws {
        guard text != "-" else { return }
        let right = try Oracle.numbers(text)
        #expect(found.count == right.count)
        let worst = zip(found, right).map { relativeError($0, $1) }.max() ?? .infinity
        #expect(worst < 1e-9, "\(name): \(found) \(right)")
      }
      try compare(numbers, row[3], "figures")
      try compare(model.coefficients.map(\.t), row[4], "t")
      try compare(model.coefficients.map(\.p), row[5], "p")
      try compare(model.coefficients.map(\.low), row[6], "low")
      try compare(model.coefficients.map(\.high), row[7], "high")
      try compare(model.leverage, row[8], "leverage")
      try compare(model.standardizedResiduals, row[9], "standardised residuals")
      try compare(model.residuals, row[10], "residuals")
    }
  }

  @Test("has the same bits for every order of the rows in the exact lane")
  func order() throws {
    let row = try #require(try Oracle.rows("regressions.tsv").first { $0[0] == "weighted6" })
    let columns = try row[2].split(separator: ";").map { try Oracle.numbers(String($0)) }
    let (outcome, weights) = (try Oracle.numbers(row[3]), try Oracle.numbers(row[1]))
    let first = try LinearModel(Design(columns), outcome: outcome, weights: weights)
    var random = Philox(seed: 3)
    for _ in 0..<5 {
      var order = Array(outcome.indices)
      random.shuffle(&order)
      let other = try LinearModel(
        Design(columns.map { column in order.map { column[$0] } }),
        outcome: order.map { outcome[$0] },
        weights: order.map { weights[$0] }
      )
      #expect(other.coefficients == first.coefficients)
      #expect(other.covariance == first.covariance)
      #expect(other.residualSumOfSquares == first.residualSumOfSquares)
      #expect(order.map { first.residuals[$0] } == other.residuals)
    }
  }

  @Test("keeps its digits on many rows in the fast lane", .timeLimit(.minutes(5)))
  func manyRows() throws {
    var random = Philox(seed: 8)
    let columns = (0..<6).map { place in
      (0..<20_000).map { _ in random.gauss(mu: Double(place), sigma: 2) }
    }
    let outcome = (0..<20_000).map { columns[0][$0] - 2 * columns[3][$0] + random.gauss() }
    let design = try Design(columns)
    let fast = try LinearModel(design, outcome: outcome, lane: .fast)
    let exact = try LinearModel(design, outcome: outcome)
    for (found, right) in zip(fast.coefficients, exact.coefficients) {
      #expect(relativeError(found.estimate, right.estimate) < 1e-14)
      #expect(relativeError(found.standardError, right.standardError) < 1e-12)
    }
    #expect(relativeError(fast.residualSumOfSquares, exact.residualSumOfSquares) < 1e-14)
    #expect(zip(fast.leverage, exact.leverage).allSatisfy { relativeError($0, $1) < 1e-11 })
    for row in 0..<7 {
      for column in 0..<7 {
        let (found, right) = (fast.covariance[row, column], exact.covariance[row, column])
        let size = exact.coefficients[row].standardError * exact.coefficients[column].standardError
        #expect((found - right).magnitude < 1e-12 * size)
      }
    }
  }

  @Test("names the columns that depend on each other", arguments: [Lane.exact, .fast])
  func rankDeficiency(lane: Lane) throws {
    let a = [1.0, 2, 3, 4, 5, 7]
    let b = [2.0, 1, 4, 3, 6, 6]
    let c = zip(a, b).map { $0 - 2 * $1 }
    let other = [1.0, 0, 0, 1, 1, 5]
    let design = try Design([a, other, b, c], names: ["a", "other", "b", "c"])
    let error = #expect(throws: StatisticsError.self) {
      try LinearModel(design, outcome: [1, 2, 3, 4, 5, 6], lane: lane)
    }
    #expect(error?.code == .rankDeficient)
    #expect(Set(error?.columns ?? []) == ["a", "b", "c"])
  }

  @Test("refuses what has no answer")
  func refusals() throws {
    let design = try Design([[1, 2, 3]])
    func code(_ body: () throws -> Void) -> StatisticsError.Code? {
      do {
        try body()
        return nil
      } catch { return (error as? StatisticsError)?.code }
    }
    #expect(code { _ = try Design([[1, .nan]]) } == .notFinite)
    #expect(code { _ = try Design([[1, 2], [1]]) } == .shape)
    #expect(code { _ = try LinearModel(design, outcome: [1, 2]) } == .shape)
    #expect(code { _ = try LinearModel(design, outcome: [1, 2, .infinity]) } == .notFinite)
    let weights = [1, -1, 1.0]
    #expect(
      code { _ = try LinearModel(design, outcome: [1, 2, 3], weights: weights) }
        == .invalidArgument
    )
    let none = [0, 0, 0.0]
    #expect(
      code { _ = try LinearModel(design, outcome: [1, 2, 3], weights: none) } == .invalidArgument
    )
    let two = try Design([[1, 2]])
    #expect(code { _ = try LinearModel(two, outcome: [1, 2]) } == .tooFewValues)
  }

  @Test("says that a perfect fit is one")
  func perfectFit() throws {
    let design = try Design([[1, 2, 3, 4]])
    let model = try LinearModel(design, outcome: [3, 5, 7, 9])
    #expect(model.coefficients.map(\.estimate) == [1, 2])
    #expect(model.coefficients.map(\.standardError) == [0, 0])
    #expect(model.residuals == [0, 0, 0, 0])
    #expect(model.fStatistic == .infinity)
    #expect(model.rSquared == 1)
    #expect(try model.predict([10]) == 21)
  }
}

@Suite("Polynomial model") struct PolynomialModelTests {
  @Test("keeps the digits of a polynomial of degree 10 far from zero")
  func powers() throws {
    let row = try #require(try Oracle.rows("regressions.tsv").first { $0[0] == "powers10" })
    let x = try Oracle.numbers(String(row[2].split(separator: ";")[0]))
    let y = try Oracle.numbers(row[3])
    let model = try PolynomialModel(degree: 10, x: x, y: y)
    for (x, (y, residual)) in zip(x, zip(y, model.residuals)) {
      #expect((model.predict(x) - (y - residual)).magnitude < 1e-14)
    }
    // The exact model, of exact powers.
    let exact = x.compactMap { Fraction(exactly: $0) }
    let design = try Design(exact: (1...10).map { power in exact.map { $0.power(power) } })
    let best = try LinearModel(design, outcome: y)
    for (found, right) in zip(model.coefficients, best.coefficients) {
      #expect(relativeError(found, right.estimate) < 1e-14)
    }
    #expect(relativeError(model.rSquared, best.rSquared) < 1e-14)
    #expect(
      relativeError(model.residualStandardDeviation, best.residualStandardDeviation) < 1e-14
    )
  }

  @Test("refuses a degree that the points do not carry")
  func degree() {
    #expect(throws: StatisticsError.self) {
      try PolynomialModel(degree: 2, x: [1, 1, 2, 2], y: [1, 2, 3, 4])
    }
  }
}
