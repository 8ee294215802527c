internal import BatteryNumbers
internal import BatteryStatistics

/// What every model says about itself; what it does not know is `nil`.
struct RegressionFit {
  struct Coefficient {
    var name: String
    var estimate: Double
    var standardError: Double?
    var t: Double?
    var p: Double?
    var low: Double?
    var high: Double?
  }

  var coefficients: [Coefficient]
  var residualStandardDeviation: Double?
  var rSquared: Double?
  var fStatistic: Double?
  var degreesOfFreedom: Int?
  var conditionNumber: Double?
  var lane: Lane
  /// Further figures, in the order of the report.
  var further: [(name: String, value: Double?)] = []
  /// Numbers of rows, which have no fraction.
  var counts: [(name: String, value: Int)] = []
  var fitted: [Double]
  var residuals: [Double]
  /// What the residuals say, of a linear model.
  var judgement: RegressionJudgement?
  var guaranteedDigits: Int?
  /// Whether the fitted values are probabilities, of which the model explains the logit.
  var isProbability = false
  var notes: [String] = []

  static func make(
    _ kind: RegressionKind,
    _ formula: Formula,
    _ data: RegressionData,
    _ settings: StatsSettings
  ) throws(StatisticsError) -> RegressionFit {
    switch kind {
    case .linear: try linear(data, settings)
    case .polynomial(let degree):
      if settings.lane == .exact || !formula.hasIntercept {
        try linear(data, settings)
      } else {
        try polynomial(degree, data, settings)
      }
    case .ridge(let penalty):
      try penalised(
        RidgeModel(data.design, outcome: data.outcome, penalty: penalty),
        data,
        settings
      )
    case .lasso(let penalty):
      try penalised(
        ElasticNetModel(data.design, outcome: data.outcome, penalty: penalty),
        data,
        settings
      )
    case .elasticNet(let penalty, let mix):
      try penalised(
        ElasticNetModel(data.design, outcome: data.outcome, penalty: penalty, mix: mix),
        data,
        settings
      )
    case .logistic: try logistic(data, settings)
    case .ridgeLogistic(let penalty): try logistic(penalty: penalty, data, settings)
    }
  }

  private static func linear(
    _ data: RegressionData,
    _ settings: StatsSettings
  ) throws(StatisticsError) -> RegressionFit {
    let model: LinearModel
    if let outcome = data.exactOutcome {
      model = try LinearModel(
        data.design,
        exactOutcome: outcome,
        weights: data.exactWeights,
        confidence: settings.confidence
      )
    } else {
      model = try LinearModel(
        data.design,
        outcome: data.outcome,
        weights: data.weights,
        confidence: settings.confidence,
        lane: .fast
      )
    }
    var fit = RegressionFit(
      coefficients: model.coefficients.map(Coefficient.init),
      residualStandardDeviation: model.residualStandardDeviation,
      rSquared: model.rSquared,
      fStatistic: model.fStatistic,
      degreesOfFreedom: model.degreesOfFreedom,
      conditionNumber: model.conditionNumber,
      lane: settings.lane,
      fitted: model.fitted,
      residuals: model.residuals,
      judgement: RegressionJudgement(model, data.design, data.weights),
      guaranteedDigits: model.guaranteedDigits
    )
    fit.counts = [
      ("count", model.count), ("modelDegreesOfFreedom", model.modelDegreesOfFreedom),
    ]
    let meanSquare = model.regressionSumOfSquares / Double(model.modelDegreesOfFreedom)
    fit.further = [
      ("adjustedRSquared", model.adjustedRSquared), ("fP", model.fP),
      ("regressionSumOfSquares", model.regressionSumOfSquares),
      ("regressionMeanSquare", meanSquare),
      ("residualSumOfSquares", model.residualSumOfSquares),
      ("residualMeanSquare", model.residualSumOfSquares / Double(model.degreesOfFreedom)),
      ("logLikelihood", model.logLikelihood), ("aic", model.aic), ("bic", model.bic),
      ("scaledConditionNumber", model.scaledConditionNumber),
    ]
    return fit
  }
}

extension RegressionFit.Coefficient {
  init(_ coefficient: LinearModel.Coefficient) {
    self.init(
      name: coefficient.name,
      estimate: coefficient.estimate,
      standardError: coefficient.standardError,
      t: coefficient.t,
      p: coefficient.p,
      low: coefficient.low,
      high: coefficient.high
    )
  }
}
