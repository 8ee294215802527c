import BatteryStatistics
import Testing

@Suite("Prediction of a model") struct PredictionTests {
  /// Each model of two columns, as what it predicts.
  static func models(
    intercept: Bool
  ) throws -> [(name: String, predict: ([Double]) throws -> Double)] {
    let x = (0..<12).map { Double($0 * 5 % 12) }
    let z = (0..<12).map { Double($0 * 7 % 5) }
    let y = zip(x, z).map { 1 + $0 - 2 * $1 }
    let classes: [Double] = [0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0]
    let design = try Design([x, z], intercept: intercept)
    let linear = try LinearModel(design, outcome: y)
    let ridge = try RidgeModel(design, outcome: y, penalty: 0.1)
    let net = try ElasticNetModel(design, outcome: y, penalty: 0.1)
    let logistic = try LogisticModel(design, outcome: classes)
    let held = try RidgeLogisticModel(design, outcome: classes, penalty: 1)
    let descent = try GradientDescent(columns: 2)
    return [
      ("linear", { try linear.predict($0) }), ("ridge", { try ridge.predict($0) }),
      ("net", { try net.predict($0) }), ("logistic", { try logistic.predict($0) }),
      ("ridge logistic", { try held.predict($0) }), ("descent", { try descent.predict($0) }),
    ]
  }

  @Test("refuses a row that is not as wide as the model", arguments: [true, false])
  func width(intercept: Bool) throws {
    for (name, predict) in try Self.models(intercept: intercept) {
      #expect(try predict([1, 2]).isFinite, "\(name)")
      for row in [[], [1], [1, 2, 3]] as [[Double]] {
        let error = #expect(throws: StatisticsError.self, "\(name)") { try predict(row) }
        #expect(error?.code == .shape, "\(name)")
        #expect(
          error?.message == "The model has 2 columns and the row \(row.count)"
            + " \(row.count == 1 ? "value" : "values"). Give as many."
        )
      }
    }
  }
}
