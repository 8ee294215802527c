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
  /// The same without any rounding, in the exact lane.
  var exact: ExactLeastSquaresFigures?

  /// A column that others determine.
  static func dependent(_ column: String, on others: [String]) -> StatisticsError {
    let names = [column] + others
    let constant = names.filter { $0 != Design.interceptName }
    let problem =
      if others.isEmpty {
        "The column \(column) is 0 in every row. Leave it out."
      } else if names.count == 2, constant.count == 1 {
        "The column \(constant[0]) is the same in every row, as the intercept is. Leave it out."
      } else {
        "The column \(column) is determined by \(others.joined(separator: ", "))."
          + " Leave one of them out."
      }
    return StatisticsError(.rankDeficient, problem, columns: names)
  }

  static func tooFew(_ rows: Int, _ columns: Int) -> StatisticsError {
    StatisticsError(
      .tooFewValues,
      "\(rows) \(rows == 1 ? "row leaves" : "rows leave") nothing to judge \(columns)"
        + " \(columns == 1 ? "coefficient" : "coefficients") by. Give more rows than columns."
    )
  }
}
