internal import BatteryNumbers

/// What can be said of a linear model by its sums of squares and the inverse of its products.
struct LinearFigures {
  var estimates: [Double]
  var errors: [Double]
  /// The estimates over their errors.
  var ratios: [Double]
  /// The covariances of the estimates, row by row.
  var covariance: [[Double]]
  var residualSquares: Double
  var residualMeanSquare: Double
  var residualDeviation: Double
  var regressionSquares: Double
  var regressionMeanSquare: Double
  var rSquared: Double
  var adjustedRSquared: Double
  var fStatistic: Double

  /// Figures of quotients of integers, each rounded once.
  ///
  /// - Parameters:
  ///   - exact: What is known without rounding.
  ///   - left: The degrees of freedom of the residuals.
  ///   - used: Those of the model, without the intercept.
  init(_ exact: ExactLeastSquaresFigures, left: Int, used: Int) {
    let variance = exact.residualSquares / left
    let explained = exact.totalSquares - exact.residualSquares
    estimates = exact.coefficients.map(\.value)
    let variances = exact.inverse.indices.map { exact.inverse[$0][$0] * variance }
    errors = variances.map(\.squareRoot)
    ratios = zip(exact.coefficients, variances).map { estimate, variance in
      if variance.isZero { return estimate.value / 0 }
      let size = (estimate * estimate / variance).squareRoot
      return estimate.numerator.isNegative ? -size : size
    }
    covariance = exact.inverse.map { $0.map { ($0 * variance).value } }
    residualSquares = exact.residualSquares.value
    residualMeanSquare = variance.value
    residualDeviation = variance.squareRoot
    regressionSquares = used == 0 ? 0 : explained.value
    regressionMeanSquare = used == 0 ? .nan : (explained / used).value
    let hasSpread = !exact.totalSquares.isZero
    rSquared = hasSpread ? (explained / exact.totalSquares).value : .nan
    let unexplained = exact.residualSquares * (left + used)
    let whole = exact.totalSquares * left
    adjustedRSquared = hasSpread ? ((whole - unexplained) / whole).value : .nan
    fStatistic =
      used == 0
      ? .nan
      : variance.isZero
        ? explained.value / 0 : (explained / used / variance).value
  }

  /// Figures of sums in twice the digits of a double.
  init(_ solution: LeastSquaresSolution, left: Int, used: Int) {
    let variance = solution.residualSquares / Double(left)
    let explained = solution.totalSquares - solution.residualSquares
    estimates = solution.coefficients.map(\.value)
    let pairs = solution.errors(left: left)
    errors = pairs.map(\.value)
    ratios = zip(solution.coefficients, pairs).map { estimate, error in
      error.high > 0 ? (estimate / error).value : estimate.value / error.high
    }
    covariance = solution.inverse.map { $0.map { ($0 * variance).value } }
    residualSquares = solution.residualSquares.value
    residualMeanSquare = variance.value
    residualDeviation = variance.squareRoot.value
    regressionSquares = used == 0 ? 0 : explained.value
    regressionMeanSquare = used == 0 ? .nan : (explained / Double(used)).value
    let hasSpread = solution.totalSquares.high > 0
    rSquared = hasSpread ? (explained / solution.totalSquares).value : .nan
    let share = solution.residualSquares / solution.totalSquares
    adjustedRSquared =
      hasSpread ? (DoubleDouble(1) - share * Double(left + used) / Double(left)).value : .nan
    fStatistic = regressionMeanSquare / residualMeanSquare
  }
}

extension LeastSquaresSolution {
  /// The standard errors of the coefficients, in twice the digits.
  func errors(left: Int) -> [DoubleDouble] {
    let deviation = (residualSquares / Double(left)).squareRoot
    return inverse.indices.map { inverse[$0][$0].squareRoot * deviation }
  }
}
