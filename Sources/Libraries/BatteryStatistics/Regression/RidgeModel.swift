internal import BatteryNumbers

/// A linear model whose slopes are held back by the sum of their squares.
///
/// It minimises Σ (y - ŷ)² + penalty · Σ β², the intercept left free, as scikit-learn's `Ridge`.
public struct RidgeModel: Sendable, Hashable, Codable {
  /// The names of the slopes.
  public let names: [String]
  /// The intercept; 0 where the design has none.
  public let intercept: Double
  /// The slopes.
  public let slopes: [Double]
  /// The penalty.
  public let penalty: Double

  /// Fits a model, by the sums of products; where columns depend on each other so much that these
  /// have too few digits, by least squares with a row below for each slope.
  ///
  /// - Throws: ``StatisticsError`` when the penalty is not above 0 or the outcome does not fit.
  public init(
    _ design: Design,
    outcome: [Double],
    penalty: Double,
    workers: Int? = nil
  ) throws(StatisticsError) {
    guard penalty > 0, penalty.isFinite else {
      throw StatisticsError(
        .invalidArgument,
        "A penalty of \(penalty) holds nothing back. Give one above 0."
      )
    }
    self.penalty = penalty
    if let data = try CenteredProducts(design, outcome, workers: workers),
      let slopes = Self.slopes(data, penalty)
    {
      names = data.names
      self.slopes = slopes
      intercept = data.intercept(slopes)
      return
    }
    let centered = try CenteredData(design, outcome)
    let (rows, size) = (outcome.count, centered.columns.count)
    names = centered.names
    let root = penalty.squareRoot()
    let matrix = Matrix(rows: rows + size, columns: size) { row, column in
      row < rows ? centered.columns[column][row] : row - rows == column ? root : 0
    }
    let right = centered.outcome + [Double](repeating: 0, count: size)
    do {
      slopes = try matrix.leastSquares(right).coefficients
    } catch {
      throw StatisticsError(.shape, "\(error)")
    }
    intercept = centered.intercept(slopes)
  }

  private static func slopes(_ data: CenteredProducts, _ penalty: Double) -> [Double]? {
    func element(_ row: Int, _ column: Int) -> DoubleDouble {
      row == column ? data[row, row] + penalty : data[row, column]
    }
    guard let factor = SymmetricFactor(size: data.size, element),
      factor.inflation < NormalEquations.maximumInflation
    else { return nil }
    let right = (0..<data.size).map { data[$0, data.size] }
    return factor.backward(factor.forward(right)).map(\.value)
  }

  /// What the model gives for a row of columns, the intercept left out.
  ///
  /// - Throws: ``StatisticsError`` when there are not as many values as slopes.
  public func predict(_ row: [Double]) throws(StatisticsError) -> Double {
    try StatisticsError.check(row, columns: slopes.count)
    return zip(row, slopes).reduce(intercept) { $0 + $1.0 * $1.1 }
  }
}
