internal import BatteryNumbers
internal import Foundation

/// A logistic model whose slopes are held back by the sum of their squares.
///
/// It minimises Σ log(1 + exp(-margin)) + penalty / 2 · Σ β², the intercept left free: scikit-learn's
/// `LogisticRegression` with C = 1 / penalty. It has an answer also where columns tell zeros and ones
/// apart without an error. For standard errors take ``LogisticModel``.
public struct RidgeLogisticModel: Sendable, Hashable, Codable {
  /// The names of the slopes.
  public let names: [String]
  /// The intercept; 0 where the design has none.
  public let intercept: Double
  /// The slopes.
  public let slopes: [Double]
  /// The penalty.
  public let penalty: Double
  /// Newton's steps that were taken.
  public let steps: Int

  /// Fits a model.
  ///
  /// - Throws: ``StatisticsError`` when the penalty is not above 0, an outcome is neither 0 nor 1, all
  ///   are the same, or the steps came to no end.
  public init(_ design: Design, outcome: [Double], penalty: Double) throws(StatisticsError) {
    guard penalty > 0, penalty.isFinite else {
      throw StatisticsError(
        .invalidArgument,
        "A penalty of \(penalty) holds nothing back. Give one above 0, or take a logistic model."
      )
    }
    try design.check(rows: outcome.count)
    let first = design.hasIntercept ? 1 : 0
    // Small numbers beside large ones cost digits: columns are brought to a like size by powers of two.
    let scales = design.columns.map { column in
      let largest = column.reduce(0) { max($0, $1.magnitude) }
      return largest > 0 ? Double(sign: .plus, exponent: -largest.exponent, significand: 1) : 1
    }
    var search = try LogisticSearch(
      zip(design.columns, scales).map { column, scale in column.map { $0 * scale } },
      outcome,
      penalties: scales.indices.map { $0 < first ? 0 : penalty * scales[$0] * scales[$0] }
    )
    try search.run(Self.step)
    let result = zip(search.estimates, scales).map { $0 * $1 }
    names = Array(design.names[first...])
    intercept = design.hasIntercept ? result[0] : 0
    slopes = Array(result[first...])
    self.penalty = penalty
    steps = search.steps
  }

  /// The probability of a 1 for a row of columns, the intercept left out.
  ///
  /// - Throws: ``StatisticsError`` when there are not as many values as slopes.
  public func predict(_ row: [Double]) throws(StatisticsError) -> Double {
    try StatisticsError.check(row, columns: slopes.count)
    return LogisticSearch.probability(zip(row, slopes).reduce(intercept) { $0 + $1.0 * $1.1 })
  }

  private static func step(_ search: LogisticSearch) throws(StatisticsError) -> [Double] {
    let (columns, penalties) = (search.columns, search.penalties)
    let weights = search.variances
    // y - p without a difference: 1 - p or -p.
    let errors = zip(search.scores, search.outcome).map { score, outcome in
      outcome == 1 ? LogisticSearch.probability(-score) : -LogisticSearch.probability(score)
    }
    var curvature = Matrix(rows: columns.count, columns: columns.count)
    var gradient = [Double](repeating: 0, count: columns.count)
    for (place, column) in columns.enumerated() {
      var pull = DoubleDouble(-penalties[place]) * search.estimates[place]
      for row in column.indices { pull = pull + DoubleDouble(product: column[row], errors[row]) }
      gradient[place] = pull.value
      for other in 0...place {
        var sum = 0.0
        for row in column.indices { sum += column[row] * columns[other][row] * weights[row] }
        curvature[place, other] = sum
        curvature[other, place] = sum
      }
      curvature[place, place] += penalties[place]
    }
    do {
      return try CholeskyDecomposition(curvature).solve(gradient)
    } catch {
      throw StatisticsError(
        .notConverged,
        "The curvature is 0 in doubles: the penalty is too small for these columns. Give a larger one."
      )
    }
  }
}
