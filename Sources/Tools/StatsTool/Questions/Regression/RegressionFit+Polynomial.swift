internal import BatteryStatistics
internal import Foundation

extension RegressionFit {
  /// A polynomial in doubles, by a basis that is orthogonal over the points.
  static func polynomial(
    _ degree: Int,
    _ data: RegressionData,
    _ settings: StatsSettings
  ) throws(StatisticsError) -> RegressionFit {
    let model = try PolynomialModel(
      degree: degree,
      x: data.design.columns[1],
      y: data.outcome,
      weights: data.weights
    )
    let left = Double(model.degreesOfFreedom)
    let explained = model.regressionSumOfSquares / Double(degree)
    let meanSquare = model.residualSumOfSquares / left
    let fStatistic = explained / meanSquare
    var fit = RegressionFit(
      coefficients: try coefficients(model, data.design.names, settings.confidence),
      residualStandardDeviation: model.residualStandardDeviation,
      rSquared: model.rSquared,
      fStatistic: fStatistic,
      degreesOfFreedom: model.degreesOfFreedom,
      conditionNumber: data.design.conditionNumber(weights: data.weights),
      lane: .fast,
      fitted: zip(data.outcome, model.residuals).map { $0 - $1 },
      residuals: model.residuals,
      judgement: RegressionJudgement(leverage: model.leverage)
    )
    fit.counts = [("count", model.count), ("modelDegreesOfFreedom", degree)]
    fit.further =
      [
        ("adjustedRSquared", 1 - (1 - model.rSquared) * Double(model.count - 1) / left),
        ("fP", try FisherDistribution(Double(degree), left).sf(fStatistic)),
        ("regressionSumOfSquares", model.regressionSumOfSquares),
        ("regressionMeanSquare", explained),
        ("residualSumOfSquares", model.residualSumOfSquares),
        ("residualMeanSquare", meanSquare),
      ] + criteria(model, data.weights)
    fit.notes = [
      "Computed in a basis that is orthogonal over the points; the condition number is that of the"
        + " powers."
    ]
    fit.notePerfection(data, model.residualSumOfSquares)
    return fit
  }

  private static func coefficients(
    _ model: PolynomialModel,
    _ names: [String],
    _ confidence: Double
  ) throws(StatisticsError) -> [Coefficient] {
    let t = try StudentDistribution(degreesOfFreedom: Double(model.degreesOfFreedom))
    let reach = t.isf((1 - confidence) / 2)
    return names.indices.map { place in
      let estimate = model.coefficients[place]
      let error = model.standardErrors[place]
      let ratio = estimate / error
      return Coefficient(
        name: names[place],
        estimate: estimate,
        standardError: error,
        ratio: ratio,
        p: t.twoSided(ratio),
        low: estimate - reach * error,
        high: estimate + reach * error
      )
    }
  }

  /// The likelihood under normal errors, and what it is weighed against.
  private static func criteria(
    _ model: PolynomialModel,
    _ weights: [Double]?
  ) -> [(name: String, value: Double?)] {
    let rows = Double(model.count)
    let weightTerm = (weights ?? []).reduce(0) { $1 > 0 ? $0 + log($1) : $0 }
    let spread = log(2 * .pi) + 1 + log(model.residualSumOfSquares / rows)
    let logLikelihood = (weightTerm - rows * spread) / 2
    // The deviation counts as a parameter.
    let parameters = Double(model.coefficients.count + 1)
    return [
      ("logLikelihood", logLikelihood), ("aic", 2 * parameters - 2 * logLikelihood),
      ("bic", log(rows) * parameters - 2 * logLikelihood),
    ]
  }
}
