internal import BatteryStatistics
internal import Foundation

/// Fits a model to some rows of a design, and predicts others.
struct FoldPredictor {
  typealias Prediction = (_ rows: [Int]) throws -> [Double]
  private typealias Row = (_ columns: [Double]) throws -> Double

  var model: RegressionKind
  var scale: ColumnScaling
  var design: Design
  /// What each row counts in a fit, where rows have weights.
  var weights: [Double]?

  /// Columns are scaled by what the training rows alone say.
  func fit(
    _ rows: [Int],
    _ outcomes: [Double]
  ) throws(StatisticsError) -> Prediction {
    let first = design.hasIntercept ? 1 : 0
    let names = Array(design.names[first...])
    let columns = design.columns[first...]
    let training = columns.map { column in rows.map { column[$0] } }
    let scaling = try scale.method.map { method throws(StatisticsError) in
      try Scaling(method, fittedTo: training)
    }
    let scaled = try scaling?.transform(training) ?? training
    let weights = weights.map { weights in rows.map { weights[$0] } }
    let predict: Row
    if case .polynomial(let degree) = model, scale == .none, design.hasIntercept {
      // The first column has x itself; the basis is orthogonal over the training rows.
      let fitted = try PolynomialModel(
        degree: degree,
        x: training[0],
        y: outcomes,
        weights: weights
      )
      predict = { row in fitted.predict(row[0]) }
    } else {
      let part =
        names.isEmpty
        ? Design(interceptOnly: rows.count)
        : try Design(scaled, names: names, intercept: design.hasIntercept)
      predict = try fit(part, outcomes, weights)
    }
    return { places in
      let test = columns.map { column in places.map { column[$0] } }
      let prepared = try scaling?.transform(test) ?? test
      return try places.indices.map { row in try predict(prepared.map { $0[row] }) }
    }
  }

  private func fit(
    _ design: Design,
    _ outcomes: [Double],
    _ weights: [Double]?
  ) throws(StatisticsError) -> Row {
    switch model {
    case .linear, .polynomial:
      let fitted = try LinearModel(design, outcome: outcomes, weights: weights, lane: .fast)
      let estimates = fitted.coefficients.map(\.estimate)
      return { Self.score($0, estimates) }
    case .ridge(let penalty):
      let fitted = try RidgeModel(design, outcome: outcomes, penalty: penalty)
      return { try fitted.predict($0) }
    case .lasso(let penalty):
      let fitted = try ElasticNetModel(design, outcome: outcomes, penalty: penalty)
      return { try fitted.predict($0) }
    case .elasticNet(let penalty, let mix):
      let fitted = try ElasticNetModel(design, outcome: outcomes, penalty: penalty, mix: mix)
      return { try fitted.predict($0) }
    case .ridgeLogistic(let penalty):
      let fitted = try RidgeLogisticModel(design, outcome: outcomes, penalty: penalty)
      return { try fitted.predict($0) }
    case .logistic:
      let fitted: LogisticModel
      do throws(StatisticsError) {
        fitted = try LogisticModel(design, outcome: outcomes)
      } catch {
        throw error.namingPenalisedModel
      }
      return { try fitted.predict($0) }
    }
  }

  private static func score(_ row: [Double], _ estimates: [Double]) -> Double {
    let intercept = estimates.count > row.count ? estimates[0] : 0
    return zip(row, estimates.suffix(row.count)).reduce(intercept) { $0 + $1.0 * $1.1 }
  }
}
