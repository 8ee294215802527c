/// Pearson's tests of counts.
public enum ChiSquareTest {
  /// Tests whether counts fall as expected.
  ///
  /// - Parameters:
  ///   - observed: The counts.
  ///   - expected: What was expected, in any unit; by default all alike.
  ///   - estimatedParameters: How many numbers of the expectation came from the counts themselves.
  /// - Returns: The statistic, the degrees of freedom and the probability for large counts.
  /// - Throws: ``StatisticsError`` for fewer than two counts, negative ones, an expectation of 0, or as
  ///   many estimated numbers that no degree of freedom is left.
  public static func goodnessOfFit(
    _ observed: [Double],
    expected: [Double]? = nil,
    estimatedParameters: Int = 0
  ) throws(StatisticsError) -> TestResult {
    try check(observed, least: 2)
    let expected = expected ?? observed.map { _ in 1 }
    let (total, unit) = (observed.reduce(0, +), expected.reduce(0, +))
    guard expected.count == observed.count, expected.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw StatisticsError(
        .invalidArgument,
        "Give an expectation above 0 for each of the \(observed.count) counts."
      )
    }
    let statistic = zip(observed, expected).reduce(0) { sum, pair in
      let right = pair.1 * total / unit
      return sum + (pair.0 - right) * (pair.0 - right) / right
    }
    guard (0..<(observed.count - 1)).contains(estimatedParameters) else {
      throw StatisticsError(
        .invalidArgument,
        "\(estimatedParameters) numbers cannot be estimated from \(observed.count) counts."
          + " Give 0 to \(observed.count - 2)."
      )
    }
    let freedom = Double(observed.count - 1 - estimatedParameters)
    return try result("chi-square goodness of fit", statistic, freedom)
  }

  /// Tests whether the rows and columns of a table of counts are independent.
  ///
  /// For two rows and two columns Yates' correction is made unless `correction` is false.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two rows or columns, negative counts, or a row or
  ///   column of nothing but zeros.
  public static func independence(
    _ table: [[Double]],
    correction: Bool = true
  ) throws(StatisticsError) -> TestResult {
    let width = table.first?.count ?? 0
    guard table.count > 1, width > 1, table.allSatisfy({ $0.count == width }) else {
      throw StatisticsError(.shape, "Give two or more rows of two or more counts, all as many.")
    }
    try check(table.flatMap { $0 }, least: 4)
    let rows = table.map { $0.reduce(0, +) }
    let columns = (0..<width).map { column in table.reduce(0) { $0 + $1[column] } }
    guard !rows.contains(0), !columns.contains(0) else {
      throw StatisticsError(.invalidArgument, "A row or column holds only zeros. Leave it out.")
    }
    let total = rows.reduce(0, +)
    let corrects = correction && width == 2 && table.count == 2
    var statistic = 0.0
    for (row, counts) in table.enumerated() {
      for (column, count) in counts.enumerated() {
        let expected = rows[row] * columns[column] / total
        let difference = (count - expected).magnitude
        let moved = corrects ? difference - min(0.5, difference) : difference
        statistic += moved * moved / expected
      }
    }
    return try result(
      "chi-square independence",
      statistic,
      Double((table.count - 1) * (width - 1))
    )
  }

  private static func check(_ counts: [Double], least: Int) throws(StatisticsError) {
    try Moments.check(counts, "The table", least: least)
    guard counts.allSatisfy({ $0 >= 0 }), counts.contains(where: { $0 > 0 }) else {
      throw StatisticsError(.invalidArgument, "Counts are 0 or more, and not all 0.")
    }
  }

  private static func result(
    _ method: String,
    _ statistic: Double,
    _ freedom: Double
  ) throws(StatisticsError) -> TestResult {
    TestResult(
      method: method,
      statistic: statistic,
      p: try ChiSquareDistribution(degreesOfFreedom: freedom).sf(statistic),
      degreesOfFreedom: freedom,
      isExact: false
    )
  }
}
