internal import BatteryNumbers

/// Pearson's tests of counts.
///
/// Counts are doubles, integers, `Decimal` or `Fraction`. The statistic is an exact ratio that is rounded
/// once; its probability is asymptotic.
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
  public static func goodnessOfFit<Value: StatisticsNumber>(
    _ observed: [Value],
    expected: [Value]? = nil,
    estimatedParameters: Int = 0
  ) throws(StatisticsError) -> TestResult {
    let counts = try Self.counts(observed, least: 2)
    let shares = expected?.compactMap(\.exactFraction) ?? counts.map { _ in 1 }
    guard (expected ?? observed).count == shares.count, shares.count == counts.count,
      shares.allSatisfy({ $0 > 0 })
    else {
      throw StatisticsError(
        .invalidArgument,
        "Give an expectation above 0 for each of the \(counts.count) counts."
      )
    }
    guard (0..<(counts.count - 1)).contains(estimatedParameters) else {
      throw StatisticsError(
        .invalidArgument,
        "\(estimatedParameters) numbers cannot be estimated from \(counts.count) counts."
          + " Give 0 to \(counts.count - 2)."
      )
    }
    // Σ (o - e)² / e is Σ o² / e - n, since the expectations are n altogether.
    let (total, unit) = (counts.sum(), shares.sum())
    let statistic = zip(counts, shares).map { $0 * $0 / $1 }.sum() * unit / total - total
    let freedom = Double(counts.count - 1 - estimatedParameters)
    return try result("chi-square goodness of fit", statistic, freedom)
  }

  /// Tests whether the rows and columns of a table of counts are independent.
  ///
  /// For two rows and two columns Yates' correction is made unless `correction` is false.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two rows or columns, negative counts, or a row or
  ///   column of nothing but zeros.
  public static func independence<Value: StatisticsNumber>(
    _ table: [[Value]],
    correction: Bool = true
  ) throws(StatisticsError) -> TestResult {
    let width = table.first?.count ?? 0
    guard table.count > 1, width > 1, table.allSatisfy({ $0.count == width }) else {
      throw StatisticsError(.shape, "Give two or more rows of two or more counts, all as many.")
    }
    let counts = try Self.counts(table.flatMap { $0 }, least: 4)
    let places = counts.indices
    let rows = table.indices.map { row in counts[(row * width)..<((row + 1) * width)].sum() }
    let columns = (0..<width).map { column in
      stride(from: column, to: counts.count, by: width).map { counts[$0] }.sum()
    }
    guard !rows.contains(where: \.isZero), !columns.contains(where: \.isZero) else {
      throw StatisticsError(.constant, "A row or column holds only zeros. Leave it out.")
    }
    let total = rows.sum()
    let statistic: Fraction
    if correction, width == 2, table.count == 2 {
      let half: Fraction = "1/2"
      statistic = places.map { place in
        let expected = rows[place / width] * columns[place % width] / total
        let difference = (counts[place] - expected).magnitude
        let moved = difference - min(half, difference)
        return moved * moved / expected
      }.sum()
    } else {
      let squares = places.map { place in
        counts[place] * counts[place] / (rows[place / width] * columns[place % width])
      }
      statistic = total * (squares.sum() - 1)
    }
    return try result(
      "chi-square independence",
      statistic,
      Double((table.count - 1) * (width - 1))
    )
  }

  private static func counts<Value: StatisticsNumber>(
    _ values: [Value],
    least: Int
  ) throws(StatisticsError) -> [Fraction] {
    let counts = try Moments.fractions(values, "The table", least: least)
    guard counts.allSatisfy({ $0 >= 0 }), counts.contains(where: { $0 > 0 }) else {
      throw StatisticsError(.invalidData, "Counts are 0 or more, and not all 0.")
    }
    return counts
  }

  private static func result(
    _ method: String,
    _ statistic: Fraction,
    _ freedom: Double
  ) throws(StatisticsError) -> TestResult {
    let rounded = Double(statistic)
    return TestResult(
      method: method,
      statistic: rounded,
      p: try ChiSquareDistribution(degreesOfFreedom: freedom).sf(rounded),
      degreesOfFreedom: freedom,
      probability: .asymptotic
    )
  }
}
