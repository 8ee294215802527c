import Foundation
import Testing

@testable import BatteryStatistics

@Suite("Metrics", .timeLimit(.minutes(5)))
struct MetricsTests {
  @Test("weights stand for as many rows")
  func weighted() throws {
    let (actual, predicted) = ([1.0, 4, 2, 8], [1.5, 3, 2, 6])
    let found = try RegressionMetrics(
      actual: actual,
      predicted: predicted,
      weights: [2, 1, 3, 0]
    )
    let places = [0, 0, 1, 2, 2, 2]
    let repeated = try RegressionMetrics(
      actual: places.map { actual[$0] },
      predicted: places.map { predicted[$0] }
    )
    #expect((found.rmse - repeated.rmse).magnitude < 1e-14)
    #expect((found.mae - repeated.mae).magnitude < 1e-14)
    #expect((found.rSquared - repeated.rSquared).magnitude < 1e-14)
    for wrong in [[1.0, 1, 1], [1, 1, -1, 1], [0, 0, 0, 0], [1, .nan, 1, 1]] {
      #expect(throws: StatisticsError.self) {
        try RegressionMetrics(actual: actual, predicted: predicted, weights: wrong)
      }
    }
  }

  @Test("are scikit-learn's")
  func oracle() throws {
    let rows = try Oracle.rows("validation.tsv")
    #expect(rows.count == 28)
    for row in rows {
      let actual = try Oracle.numbers(row[1])
      let predicted = try row[2].split(separator: ";").map { try Oracle.numbers(String($0)) }
      let right = try Oracle.numbers(row[3])
      let found = try Self.figures(row[0], actual, predicted)
      #expect(found.count == right.count)
      for (found, right) in zip(found, right) {
        #expect(relativeError(found, right) < 1e-12, "\(row[0]) of \(actual.count)")
      }
    }
  }

  private static func figures(
    _ name: String,
    _ actual: [Double],
    _ predicted: [[Double]]
  ) throws -> [Double] {
    switch name {
    case "regression":
      let metrics = try RegressionMetrics(actual: actual, predicted: predicted[0])
      return [metrics.mse, metrics.rmse, metrics.mae, metrics.rSquared, metrics.maximumError]
    case "logloss":
      let events = actual.map { $0 == 1 }
      return [
        try ProbabilityMetrics.logLoss(actual: events, probabilities: predicted[0]),
        try ProbabilityMetrics.brierScore(actual: events, probabilities: predicted[0]),
      ]
    case "auc":
      let events = actual.map { $0 == 1 }
      return [try ProbabilityMetrics.areaUnderCurve(actual: events, scores: predicted[0])]
    case "classes":
      return [
        try ProbabilityMetrics.logLoss(actual: actual.map { Int($0) }, probabilities: predicted)
      ]
    default:
      let classes = (0..<(name == "confusion2" ? 2 : 4)).map { $0 }
      let matrix = try ConfusionMatrix(
        actual: actual.map { Int($0) },
        predicted: predicted[0].map { Int($0) },
        classes: classes
      )
      let averages = [matrix.scores(.macro), matrix.scores(.weighted)]
      let each = classes.map { matrix.scores(of: $0) }
      var figures = [matrix.accuracy]
      for scores in averages {
        figures += [scores.precision, scores.recall, scores.f1].map { $0 ?? .nan }
      }
      figures += each.map { $0.precision ?? .nan }
      figures += each.map { $0.recall ?? .nan }
      figures += each.map { $0.f1 ?? .nan }
      return figures + matrix.counts.joined().map { Double($0) }
    }
  }

  @Test("say so where they are not defined")
  func undefined() throws {
    let constant = try RegressionMetrics(actual: [2, 2], predicted: [2, 3])
    #expect(constant.rSquared.isNaN)
    let matrix = try ConfusionMatrix(actual: ["a", "a"], predicted: ["a", "b"])
    #expect(matrix.scores(of: "b").recall == nil)
    #expect(matrix.scores(of: "b").precision == 0)
    #expect(matrix.scores(of: "c") == ConfusionMatrix<String>.Scores())
    let sure = try ProbabilityMetrics.logLoss(actual: [true, false], probabilities: [0, 0])
    #expect(sure == .infinity)
    #expect(try ProbabilityMetrics.logLoss(actual: [true], probabilities: [1]) == 0)
    for (actual, scores) in [
      ([true, true], [1, 2]), ([true], [1, 2]), ([true, false], [1, .nan]),
    ] {
      #expect(throws: StatisticsError.self) {
        try ProbabilityMetrics.areaUnderCurve(actual: actual, scores: scores)
      }
    }
    #expect(throws: StatisticsError.self) {
      try ProbabilityMetrics.logLoss(actual: [true], probabilities: [1.5])
    }
    #expect(throws: StatisticsError.self) {
      try ProbabilityMetrics.logLoss(actual: [0], probabilities: [[0.5, 0.4]])
    }
    #expect(throws: StatisticsError.self) {
      try ProbabilityMetrics.logLoss(actual: [2], probabilities: [[0.5, 0.5]])
    }
    #expect(throws: StatisticsError.self) { try RegressionMetrics(actual: [], predicted: []) }
    #expect(throws: StatisticsError.self) { try RegressionMetrics(actual: [1], predicted: [.nan]) }
    #expect(throws: StatisticsError.self) { try ConfusionMatrix(actual: [1], predicted: []) }
  }
}
