import BatteryStatistics
import Foundation
import Testing

@Suite("Models with penalties and steps") struct ShrinkageTests {
  static func data(_ row: [String]) throws -> (design: Design, outcome: [Double], right: [Double]) {
    let columns = try row[2].split(separator: ";").map { try Oracle.numbers(String($0)) }
    return (try Design(columns), try Oracle.numbers(row[3]), try Oracle.numbers(row[4]))
  }

  static func distance(_ found: [Double], _ right: [Double]) -> Double {
    #expect(found.count == right.count)
    return zip(found, right).map { ($0 - $1).magnitude }.max() ?? .infinity
  }

  @Test("ridge agrees with scikit-learn")
  func ridge() throws {
    let rows = try Oracle.rows("models.tsv").filter { $0[0] == "ridge" }
    #expect(rows.count == 6)
    for row in rows {
      let (design, outcome, right) = try Self.data(row)
      let model = try RidgeModel(design, outcome: outcome, penalty: Oracle.number(row[1]))
      #expect(Self.distance([model.intercept] + model.slopes, right) < 1e-12)
    }
  }

  @Test("lasso and elastic net agree with scikit-learn and meet the conditions of a minimum")
  func elasticNet() throws {
    let rows = try Oracle.rows("models.tsv").filter { $0[0] == "net" }
    #expect(rows.count == 8)
    for row in rows {
      let (design, outcome, right) = try Self.data(row)
      let options = try Oracle.numbers(row[1])
      let model = try ElasticNetModel(
        design,
        outcome: outcome,
        penalty: options[0],
        mix: options[1]
      )
      #expect(Self.distance([model.intercept] + model.slopes, right) < 1e-8, "\(row[1])")
      #expect(model.violation <= 1e-12)
      #expect(model.slopes.map { $0 == 0 } == right.dropFirst().map { $0 == 0 })
    }
  }

  @Test("lasso that does not converge is an error")
  func notConverged() throws {
    let design = try Design([[1, 2, 3, 4.001], [1, 2, 3, 4]])
    let error = #expect(throws: StatisticsError.self) {
      try ElasticNetModel(design, outcome: [1, 3, 2, 5], penalty: 1e-9, maximumPasses: 3)
    }
    #expect(error?.code == .notConverged)
  }

  @Test("logistic regression agrees with statsmodels")
  func logistic() throws {
    let rows = try Oracle.rows("models.tsv").filter { $0[0] == "logit" }
    #expect(rows.count == 2)
    for row in rows {
      let (design, outcome, right) = try Self.data(row)
      let model = try LogisticModel(design, outcome: outcome)
      #expect(Self.distance(model.coefficients.map(\.estimate), right) < 1e-10)
      let errors = try Oracle.numbers(row[5])
      #expect(Self.distance(model.coefficients.map(\.standardError), errors) < 1e-8)
      #expect(relativeError(model.logLikelihood, try Oracle.number(row[1])) < 1e-12)
    }
  }

  @Test(
    "perfect separation is reported with the column",
    arguments: [
      [-3.0, -2, -1, 1, 2, 3],
      // Separate but for one place that both share.
      [-3.0, -2, 0, 0, 2, 3],
    ]
  )
  func separation(x: [Double]) throws {
    let noise = [0.3, -0.1, 0.2, 0.25, -0.3, 0.1]
    let design = try Design([x, noise], names: ["x", "noise"])
    let error = #expect(throws: StatisticsError.self) {
      try LogisticModel(design, outcome: [0, 0, 0, 1, 1, 1])
    }
    #expect(error?.code == .perfectSeparation)
    #expect(error?.columns.contains("x") == true)
  }

  @Test("a score as large as it may be is no separation where another row lies on the wrong side")
  func largeScores() throws {
    for reach in [50.0, 1_000, 1_100] {
      let x = [-3.0, -2, -1, 0, 1, 2, 3, -1, 1, reach]
      let model = try LogisticModel(Design([x]), outcome: [0, 0, 1, 0, 1, 0, 1, 0, 1, 1])
      #expect(model.fitted[9] > 1 - 1e-10)
      #expect((model.coefficients[1].estimate - 0.656).magnitude < 0.01)
    }
  }

  @Test("what doubles cannot tell from a separation is not called one")
  func nearSeparation() throws {
    // A maximum with scores of 235, by which two rows within 1e-10 of each other have their turn.
    let x = (0...10).map { Double($0) / 10 } + [0.55, 0.5499999999]
    let y = [Double](repeating: 0, count: 6) + [Double](repeating: 1, count: 5) + [0, 1]
    do throws(StatisticsError) {
      let model = try LogisticModel(Design([x]), outcome: y)
      #expect((model.coefficients[1].estimate - 428.3).magnitude < 1)
    } catch {
      #expect(error.code == .notConverged)
    }
  }

  @Test("gradient descent comes to the least squares, the same for the same seed")
  func gradient() throws {
    let rows: [[Double]] = (0..<40).map { place in
      let (first, second) = (Double(place % 7), Double(place % 5))
      return [first / 3 - 1, second / 2 - 1]
    }
    let outcome: [Double] = rows.map { row in
      let slope = -3 * row[0]
      return slope + 0.5 * row[1] + 2
    }
    var batch = try GradientDescent(columns: 2, learningRate: 0.5)
    try batch.fit(rows, outcome, tolerance: 1e-14)
    #expect(Self.distance(batch.weights, [2, -3, 0.5]) < 1e-10)
    func stochastic(_ seed: Int) throws -> [Double] {
      var model = try GradientDescent(columns: 2, learningRate: 0.2, seed: seed)
      try model.fitStochastic(rows, outcome, epochs: 100, batchSize: 4)
      return model.weights
    }
    #expect(try stochastic(1) == stochastic(1))
    #expect(try stochastic(1) != stochastic(2))
    #expect(Self.distance(try stochastic(1), [2, -3, 0.5]) < 1e-6)
    var partial = try GradientDescent(columns: 2, learningRate: 0.3)
    for _ in 0..<400 {
      for start in stride(from: 0, to: 40, by: 10) {
        try partial.partialFit(Array(rows[start..<start + 10]), Array(outcome[start..<start + 10]))
      }
    }
    #expect(Self.distance(partial.weights, [2, -3, 0.5]) < 1e-8)
    var wild = try GradientDescent(columns: 2, learningRate: 1e6)
    #expect(throws: StatisticsError.self) { try wild.fit(rows, outcome) }
  }
}
