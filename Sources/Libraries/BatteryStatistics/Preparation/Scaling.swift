/// A shift and a factor for each column, fitted to training rows.
///
/// ```swift
/// let scaling = try Scaling(.standard, fittedTo: training)
/// let scaled = try scaling.transform(test)
/// ```
public struct Scaling: Sendable, Hashable, Codable {
  /// By what columns are scaled.
  public enum Method: Sendable, Hashable, Codable {
    /// The mean becomes 0 and the standard deviation (of the population, as in scikit-learn) 1.
    case standard
    /// The smallest value becomes the lower end and the largest the upper one.
    case minMax(lower: Double = 0, upper: Double = 1)
    /// The median becomes 0 and the interquartile range (by ``QuantileMethod/inclusive``) 1.
    case robust
  }

  /// By what columns are scaled.
  public let method: Method
  /// What becomes 0, or the lower end, in each column.
  public let centers: [Double]
  /// What becomes 1, or the distance of the ends, in each column; 1 for a constant column.
  public let scales: [Double]
  /// The places of the columns without a spread: they are only shifted.
  public let constantColumns: [Int]

  /// Fits a scaling.
  ///
  /// - Parameters:
  ///   - method: By what columns are scaled.
  ///   - columns: The training rows, column by column.
  /// - Throws: ``StatisticsError`` for a column without rows or with a value that is not finite, or
  ///   ends that are not finite and ascending.
  public init(_ method: Method, fittedTo columns: [[Double]]) throws(StatisticsError) {
    if case .minMax(let lower, let upper) = method {
      guard lower < upper, (upper - lower).isFinite else {
        throw StatisticsError(
          .invalidArgument,
          "Columns cannot be scaled to \(lower) to \(upper). Give finite ends in ascending order."
        )
      }
    }
    var (centers, scales, constant): ([Double], [Double], [Int]) = ([], [], [])
    for (place, column) in columns.enumerated() {
      try StatisticsError.check(finite: column, "Column \(place + 1)")
      guard !column.isEmpty else { throw .tooFew("scaling", 0, needs: 1) }
      let (center, scale) = try Self.fit(method, column)
      centers.append(center)
      scales.append(scale == 0 ? 1 : scale)
      if scale == 0 { constant.append(place) }
    }
    self.method = method
    (self.centers, self.scales, constantColumns) = (centers, scales, constant)
  }

  private static func fit(
    _ method: Method,
    _ column: [Double]
  ) throws(StatisticsError) -> (center: Double, scale: Double) {
    switch method {
    case .standard:
      let moments = ExactMoments(column)
      return (try moments.mean(), try moments.standardDeviation(population: true))
    case .minMax:
      let least = column.reduce(.infinity, min)
      return (least, column.reduce(-.infinity, max) - least)
    case .robust:
      let quartiles = try Statistics.quantiles(column, at: [0.25, 0.5, 0.75])
      return (quartiles[1], quartiles[2] - quartiles[0])
    }
  }

  /// Scales columns.
  ///
  /// - Throws: ``StatisticsError`` for another number of columns than the scaling was fitted to.
  public func transform(_ columns: [[Double]]) throws(StatisticsError) -> [[Double]] {
    try StatisticsError.check(columns: columns.count, fitted: centers.count)
    let (lower, width) = ends
    return columns.indices.map { place in
      let (center, scale) = (centers[place], scales[place])
      return columns[place].map { ($0 - center) / scale * width + lower }
    }
  }

  /// Takes the scaling back.
  ///
  /// - Throws: ``StatisticsError`` for another number of columns than the scaling was fitted to.
  public func inverse(_ columns: [[Double]]) throws(StatisticsError) -> [[Double]] {
    try StatisticsError.check(columns: columns.count, fitted: centers.count)
    let (lower, width) = ends
    return columns.indices.map { place in
      let (center, scale) = (centers[place], scales[place])
      return columns[place].map { ($0 - lower) / width * scale + center }
    }
  }

  private var ends: (lower: Double, width: Double) {
    guard case .minMax(let lower, let upper) = method else { return (0, 1) }
    return (lower, upper - lower)
  }
}
