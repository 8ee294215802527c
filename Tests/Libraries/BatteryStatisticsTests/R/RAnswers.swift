import Foundation
import Testing

@testable import BatteryStatistics

/// Our answers to R's questions, by the names of its figures.
enum RAnswers {
  static func test(_ item: RCase) throws -> [String: [Double]] {
    let samples = item.samples
    switch item.kind {
    case "quantile":
      let method = try #require(QuantileMethod(rawValue: Int(item.number("type"))))
      return ["values": try Statistics.quantiles(samples[1], at: samples[0], method: method)]
    case "anova":
      let analysis = try AnalysisOfVariance(samples)
      return [
        "freedom": [analysis.betweenDegreesOfFreedom, analysis.withinDegreesOfFreedom].map(
          Double.init
        ),
        "squares": [analysis.betweenSquares, analysis.withinSquares],
        "statistic": [analysis.fStatistic], "p": [analysis.p],
      ]
    default:
      let result = try result(item, samples)
      if let exact = item.options["exact"] {
        #expect((result.probability != .asymptotic) == (exact == "TRUE"), "line \(item.place)")
      }
      var figures = ["statistic": [result.statistic], "p": [result.p]]
      figures["freedom"] = result.degreesOfFreedom.map { [$0] }
      figures["estimate"] = result.estimate.map { [$0] }
      if let low = result.low, let high = result.high { figures["interval"] = [low, high] }
      return figures
    }
  }

  private static func result(_ item: RCase, _ samples: [[Double]]) throws -> TestResult {
    let side = item.side
    let level = try item.options["level"] == nil ? 0.95 : item.number("level")
    let correct = item.options["correct"] == "TRUE"
    switch item.kind {
    case "t.one":
      return try TTest.oneSample(
        samples[0],
        mean: item.number("mean"),
        alternative: side,
        confidence: level
      )
    case "t.paired":
      return try TTest.paired(
        samples[0],
        samples[1],
        difference: item.number("mean"),
        alternative: side,
        confidence: level
      )
    case "t.welch", "t.student":
      return try TTest.twoSample(
        samples[0],
        samples[1],
        difference: item.number("mean"),
        equalVariances: item.kind == "t.student",
        alternative: side,
        confidence: level
      )
    case "independence":
      return try ChiSquareTest.independence(samples, correction: item.options["yates"] == "TRUE")
    case "fit": return try ChiSquareTest.goodnessOfFit(samples[0], expected: samples[1])
    case "mannwhitney":
      return try RankTest.mannWhitney(
        samples[0],
        samples[1],
        alternative: side,
        correction: correct
      )
    case "wilcoxon":
      return try RankTest.wilcoxon(samples[0], alternative: side, correction: correct)
    case "ks.one":
      var result = try KolmogorovSmirnovTest.oneSample(samples[0], NormalDistribution())
      if item.options["exact"] == "FALSE" {
        // R is asked for the limit, which is ours for more values than it takes here.
        result.p = KolmogorovSmirnovTest.limit(
          result.statistic * Double(samples[0].count).squareRoot()
        )
        result.probability = .asymptotic
      }
      return result
    case "ks.two": return try KolmogorovSmirnovTest.twoSample(samples[0], samples[1])
    case "shapiro": return try NormalityTest.shapiroWilk(samples[0])
    case "cor.pearson":
      return try CorrelationTest.pearson(
        samples[0],
        samples[1],
        alternative: side,
        confidence: level
      )
    case "cor.spearman":
      return try CorrelationTest.spearman(samples[0], samples[1], alternative: side)
    default: return try CorrelationTest.kendall(samples[0], samples[1], alternative: side)
    }
  }

  private static func design(_ item: RCase) throws -> (Design, [Double]) {
    let table = Dictionary(item.data.map { ($0.name, $0.column) }) { first, _ in first }
    let (design, outcome) = try Formula(#require(item.options["formula"])).design(table)
    guard case .numbers(let values) = outcome else { return (design, []) }
    return (design, values)
  }

  static func linear(_ item: RCase, exact: Bool) throws -> [String: [Double]] {
    let (design, outcome) = try design(item)
    let weights = item.options["weighted"] == "TRUE" ? item.samples.last : nil
    let model = try LinearModel(
      design,
      outcome: outcome,
      weights: weights,
      confidence: item.number("level"),
      lane: exact ? .exact : .fast
    )
    return [
      "estimate": model.coefficients.map(\.estimate),
      "error": model.coefficients.map(\.standardError),
      "t": model.coefficients.map(\.t), "p": model.coefficients.map(\.p),
      "low": model.coefficients.map(\.low), "high": model.coefficients.map(\.high),
      "sigma": [model.residualStandardDeviation], "rsquared": [model.rSquared],
      "adjusted": [model.adjustedRSquared],
      "f": [
        model.fStatistic, Double(model.modelDegreesOfFreedom), Double(model.degreesOfFreedom),
      ],
      "fp": [model.fP], "aic": [model.aic], "bic": [model.bic],
      "loglikelihood": [model.logLikelihood], "residuals": model.residuals,
      "leverage": model.leverage,
      // R's are of the weighted residuals.
      "standardized": zip(model.standardizedResiduals, weights ?? outcome.map { _ in 1 }).map {
        $0 * $1.squareRoot()
      },
    ]
  }

  static func logistic(_ item: RCase) throws -> [String: [Double]] {
    let (design, outcome) = try design(item)
    let model = try LogisticModel(design, outcome: outcome)
    return [
      "estimate": model.coefficients.map(\.estimate),
      "error": model.coefficients.map(\.standardError),
      "z": model.coefficients.map(\.t), "p": model.coefficients.map(\.p),
      "low": model.coefficients.map(\.low), "high": model.coefficients.map(\.high),
      "loglikelihood": [model.logLikelihood], "null": [model.nullLogLikelihood],
      "aic": [model.aic], "fitted": model.fitted,
    ]
  }
}
