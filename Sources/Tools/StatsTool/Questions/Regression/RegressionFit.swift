internal import BatteryNumbers
internal import BatteryStatistics

/// What every model says about itself; what it does not know is `nil`.
struct RegressionFit {
  struct Coefficient {
    var name: String
    var estimate: Double
    var standardError: Double?
    /// t of a linear model, z of a logistic one.
    var ratio: Double?
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
  /// Whether the fitted values are probabilities, of which the model explains the logit: an estimate
  /// over its error is z then, and else t.
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
    fit.further = [
      ("adjustedRSquared", model.adjustedRSquared), ("fP", model.fP),
      ("regressionSumOfSquares", model.regressionSumOfSquares),
      ("regressionMeanSquare", model.regressionMeanSquare),
      ("residualSumOfSquares", model.residualSumOfSquares),
      ("residualMeanSquare", model.residualMeanSquare),
      ("logLikelihood", model.logLikelihood), ("aic", model.aic), ("bic", model.bic),
      ("scaledConditionNumber", model.scaledConditionNumber),
    ]
    fit.notePerfection(data, model.residualSumOfSquares)
    if !data.design.hasIntercept {
      fit.notes.append("There is no intercept: R² and F are about 0 rather than about the mean.")
    }
    fit.noteCollinearity(model, data.design)
    return fit
  }
}

extension RegressionFit {
  /// Says of a fit without residuals why its figures are 0, infinite or undefined.
  mutating func notePerfection(_ data: RegressionData, _ squares: Double) {
    let values = data.outcome
    guard let first = values.first else { return }
    if values.allSatisfy({ $0 == first }) {
      notes.append(
        "The outcome is \(Figure.echo(first)) in every row: there is nothing to explain, and R², F, t"
          + " and p say nothing."
      )
      return
    }
    guard let size = values.map(\.magnitude).max(), let low = values.min(), let high = values.max(),
      squares <= size * size * Double(values.count) * 1e-30
    else { return }
    notes.append(
      squares == 0
        ? "The model fits perfectly: there are no residuals to judge it by, so that standard errors are"
          + " 0, and t and F infinite."
        : high - low > 0 && lane == .fast
          ? "The model fits perfectly but for the rounding of doubles: standard errors, t, p and F say"
            + " how these are rounded. Take the exact lane."
          : "The model fits perfectly but for the last digits: standard errors, t, p and F say how"
            + " these are rounded."
    )
  }
}

extension RegressionFit {
  /// The ratio of singular values beyond which the last digits of doubles decide the coefficients.
  private static let largestRatio = 1e12

  /// Names the columns that determine each other but for the last digits.
  ///
  /// By columns of the same length: those in large units are none the worse for that.
  mutating func noteCollinearity(_ model: LinearModel, _ design: Design) {
    guard model.scaledConditionNumber > Self.largestRatio else { return }
    // How far each coefficient is off, in units of its column, which the dependence makes large.
    let factors = design.columns.indices.map { place in
      model.covariance[place, place] * design.columns[place].reduce(0) { $0 + $1 * $1 }
    }
    let largest = factors.max() ?? 0
    // A fit without residuals has no covariance to tell them by.
    let names = zip(design.names, factors).filter { $0.1 > largest * 1e-6 || !(largest > 0) }
      .map(\.0)
    notes.append(
      "Nearly collinear: \(names.joined(separator: ", ")). The last digits of the data decide these"
        + " coefficients: leave one of them out."
    )
  }
}

extension RegressionFit.Coefficient {
  init(_ coefficient: LinearModel.Coefficient) {
    self.init(
      name: coefficient.name,
      estimate: coefficient.estimate,
      standardError: coefficient.standardError,
      ratio: coefficient.t,
      p: coefficient.p,
      low: coefficient.low,
      high: coefficient.high
    )
  }
}
