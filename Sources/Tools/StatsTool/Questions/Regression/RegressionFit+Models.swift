internal import BatteryNumbers
internal import BatteryStatistics
internal import Foundation

extension RegressionFit {
  static func penalised(
    _ model: RidgeModel,
    _ data: RegressionData,
    _ settings: StatsSettings
  ) -> RegressionFit {
    penalised(data, settings, model.intercept, model.names, model.slopes)
  }

  static func penalised(
    _ model: ElasticNetModel,
    _ data: RegressionData,
    _ settings: StatsSettings
  ) -> RegressionFit {
    var fit = penalised(data, settings, model.intercept, model.names, model.slopes)
    fit.counts += [
      ("slopesOtherThanZero", model.slopes.count { $0 != 0 }), ("passes", model.passes),
    ]
    fit.further.append(("violation", model.violation))
    return fit
  }

  /// Slopes that are held back are biased: they have no standard errors that would say how far they
  /// are off.
  private static func penalised(
    _ data: RegressionData,
    _ settings: StatsSettings,
    _ intercept: Double,
    _ names: [String],
    _ slopes: [Double]
  ) -> RegressionFit {
    let hasIntercept = data.design.hasIntercept
    let columns = data.design.columns.suffix(slopes.count)
    let fitted = data.outcome.indices.map { row in
      zip(columns, slopes).reduce(intercept) { $0 + $1.0[row] * $1.1 }
    }
    let residuals = zip(data.outcome, fitted).map { $0 - $1 }
    let squares = ExactSum(residuals.map { $0 * $0 }).value
    let mean = hasIntercept ? ExactSum(data.outcome).value / Double(data.outcome.count) : 0
    let total = ExactSum(data.outcome.map { ($0 - mean) * ($0 - mean) }).value
    let first = hasIntercept ? [(Design.interceptName, intercept)] : []
    var fit = RegressionFit(
      coefficients: (first + zip(names, slopes)).map { Coefficient(name: $0.0, estimate: $0.1) },
      rSquared: 1 - squares / total,
      conditionNumber: data.design.conditionNumber(),
      lane: .fast,
      fitted: fitted,
      residuals: residuals
    )
    fit.counts = [("count", data.outcome.count)]
    fit.further = [
      ("residualSumOfSquares", squares),
      ("rootMeanSquaredError", (squares / Double(data.outcome.count)).squareRoot()),
    ]
    fit.notes =
      [
        "Slopes that are held back are biased: standard errors, t, p and intervals are not given."
      ] + data.design.dependenceNotes(fit.conditionNumber)
    if settings.lane == .exact { fit.notes.append("This model is computed in doubles.") }
    return fit
  }

  /// A logistic model whose slopes are held back.
  static func logistic(
    penalty: Double,
    _ data: RegressionData,
    _ settings: StatsSettings
  ) throws(StatisticsError) -> RegressionFit {
    let model = try RidgeLogisticModel(data.design, outcome: data.outcome, penalty: penalty)
    let columns = data.design.columns.suffix(model.slopes.count)
    let fitted = try data.outcome.indices.map { row throws(StatisticsError) in
      try model.predict(columns.map { $0[row] })
    }
    let first = data.design.hasIntercept ? [(Design.interceptName, model.intercept)] : []
    var fit = RegressionFit(
      coefficients: (first + zip(model.names, model.slopes)).map {
        Coefficient(name: $0.0, estimate: $0.1)
      },
      conditionNumber: data.design.conditionNumber(),
      lane: .fast,
      fitted: fitted,
      residuals: zip(data.outcome, fitted).map { $0 - $1 }
    )
    fit.isProbability = true
    fit.counts = [("count", data.outcome.count), ("steps", model.steps)]
    fit.notes =
      [
        "Slopes that are held back are biased: standard errors, z, p and intervals are not given."
      ] + data.design.dependenceNotes(fit.conditionNumber)
    if settings.lane == .exact { fit.notes.append("This model is computed in doubles.") }
    return fit
  }

  static func logistic(
    _ data: RegressionData,
    _ settings: StatsSettings
  ) throws(StatisticsError) -> RegressionFit {
    let model: LogisticModel
    do throws(StatisticsError) {
      model = try LogisticModel(
        data.design,
        outcome: data.outcome,
        confidence: settings.confidence
      )
    } catch {
      throw error.namingPenalisedModel
    }
    let count = data.outcome.count
    let parameters = model.coefficients.count
    var fit = RegressionFit(
      coefficients: model.coefficients.map(Coefficient.init),
      degreesOfFreedom: count - parameters,
      conditionNumber: data.design.conditionNumber(),
      lane: .fast,
      fitted: model.fitted,
      residuals: zip(data.outcome, model.fitted).map { $0 - $1 }
    )
    fit.isProbability = true
    fit.counts = [("count", count), ("steps", model.steps)]
    fit.further = [
      ("pseudoRSquared", model.pseudoRSquared), ("logLikelihood", model.logLikelihood),
      ("nullLogLikelihood", model.nullLogLikelihood), ("deviance", -2 * model.logLikelihood),
      ("aic", model.aic),
      ("bic", log(Double(count)) * Double(parameters) - 2 * model.logLikelihood),
    ]
    fit.notes = [
      "z has the p of the normal distribution. R² and F are a linear model's; instead there is McFadden's"
        + " pseudo R²."
    ]
    if settings.lane == .exact { fit.notes.append("This model is computed in doubles.") }
    return fit
  }
}
