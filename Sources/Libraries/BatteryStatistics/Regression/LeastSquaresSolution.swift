/// What either lane hands over to ``LinearModel``.
struct LeastSquaresSolution {
  var coefficients: [DoubleDouble]
  /// (XᵀWX)⁻¹.
  var inverse: [[DoubleDouble]]
  var rows: RowFigures
  var residualSquares: DoubleDouble
  /// About the weighted mean where there is an intercept.
  var totalSquares: DoubleDouble
  var digits: Int
  /// Where it is a by-product.
  var condition: ConditionNumber?

  /// A column that others determine.
  static func dependent(_ column: String, on others: [String]) -> StatisticsError {
    StatisticsError(
      .rankDeficient,
      others.isEmpty
        ? "The column \(column) is 0 in every row. Leave it out."
        : "The column \(column) is determined by \(others.joined(separator: ", "))."
          + " Leave one of them out.",
      columns: [column] + others
    )
  }

  static func tooFew(_ rows: Int, _ columns: Int) -> StatisticsError {
    StatisticsError(
      .tooFewValues,
      "\(rows) rows leave nothing to judge \(columns) coefficients by. Give more rows than columns."
    )
  }
}
