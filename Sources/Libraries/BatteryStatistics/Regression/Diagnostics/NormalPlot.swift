/// The points of a normal probability plot: data in order beside the quantiles that normal data would
/// have.
///
/// The points of normal data lie near a line.
public struct NormalPlot: Sendable, Hashable, Codable {
  /// The quantiles of the standard normal distribution, ascending.
  public let theoretical: [Double]
  /// The data, ascending.
  public let ordered: [Double]

  /// Places data beside quantiles.
  ///
  /// The i-th of n values stands beside the quantile of (i - a) / (n + 1 - 2a).
  ///
  /// Source: Blom, "Statistical Estimates and Transformed Beta-Variables", 1958.
  ///
  /// - Parameters:
  ///   - data: The data.
  ///   - offset: a, from 0 to 1; Blom's 3/8 comes near to the expected values of normal data.
  /// - Throws: ``StatisticsError`` for no value, one that is not finite, or an offset that is not from
  ///   0 up to 1.
  public init(_ data: [Double], offset: Double = 0.375) throws(StatisticsError) {
    guard !data.isEmpty else { throw .tooFew("normal plot", 0, needs: 1) }
    try StatisticsError.check(finite: data, "The data")
    guard offset >= 0, offset < 1 else {
      throw StatisticsError(
        .invalidArgument,
        "An offset of \(offset) gives no probabilities. Give one from 0 up to 1, as 0.375."
      )
    }
    let normal = NormalDistribution()
    let n = Double(data.count)
    theoretical = data.indices.map { place in
      normal.quantile((Double(place + 1) - offset) / (n + 1 - 2 * offset))
    }
    ordered = data.sorted()
  }

  /// The correlation of the points, 1 for points on a line.
  ///
  /// Source: Filliben, "The Probability Plot Correlation Coefficient Test for Normality",
  /// Technometrics 17 (1975).
  ///
  /// - Throws: ``StatisticsError`` for fewer than two points, or data that is all the same.
  public func correlation() throws(StatisticsError) -> Double {
    try ExactComoments(theoretical, ordered).correlation()
  }
}
