internal import BatteryNumbers

/// A coefficient of correlation.
public enum CorrelationMethod: String, Sendable, Hashable, CaseIterable, Codable {
  /// Of the values: how near they are to a line. Python's `linear`.
  case pearson
  /// Of their ranks, ties sharing theirs. Python's `ranked`.
  case spearman
  /// Of the pairs in the same and in the opposite order: τ-b.
  case kendall
}

/// A line through points.
public struct LinearRegression: Sendable, Hashable, Codable {
  /// By how much y grows with x.
  public var slope: Double
  /// The y at which x is zero.
  public var intercept: Double

  /// Makes a line.
  public init(slope: Double, intercept: Double) {
    self.slope = slope
    self.intercept = intercept
  }

  /// The y that the line has at an x.
  public func predict(_ x: Double) -> Double { slope * x + intercept }
}

extension Statistics {
  /// The covariance of a sample, with the bits of Python's.
  ///
  /// Deviations are rounded, their products summed exactly. ``ExactComoments`` rounds the whole of it
  /// once.
  ///
  /// - Throws: ``StatisticsError`` for lists of different length, or fewer than two values.
  public static func covariance(
    _ x: [Double],
    _ y: [Double]
  ) throws(StatisticsError) -> Double {
    try check(x, y, "covariance")
    return try products(deviations(x), deviations(y)) / Double(x.count - 1)
  }

  /// The coefficient of correlation, from -1 to 1.
  ///
  /// - Throws: ``StatisticsError`` for lists of different length, fewer than two values, or a list
  ///   whose values are all the same: it has no correlation.
  public static func correlation(
    _ x: [Double],
    _ y: [Double],
    method: CorrelationMethod = .pearson
  ) throws(StatisticsError) -> Double {
    try check(x, y, "correlation")
    if method == .kendall { return try kendall(x, y) }
    let (x, y) =
      method == .spearman
      ? (centredRanks(x), centredRanks(y)) : (deviations(x), deviations(y))
    let spread = try squareRootOfProduct(products(x, x), products(y, y))
    guard spread != 0 else {
      throw StatisticsError(
        .constant,
        "A list whose values are all the same has no correlation. Give one with other values."
      )
    }
    return try products(x, y) / spread
  }

  private static func kendall(_ x: [Double], _ y: [Double]) throws(StatisticsError) -> Double {
    try CorrelationTest.kendall(x, y).estimate ?? .nan
  }

  /// The line that has the least squared distance from points in the direction of y.
  ///
  /// - Parameters:
  ///   - x: The places of the points.
  ///   - y: Their heights.
  ///   - proportional: Whether the line has to go through the origin.
  /// - Returns: The line.
  /// - Throws: ``StatisticsError`` for lists of different length, fewer than two values, or places
  ///   that are all the same.
  public static func linearRegression(
    _ x: [Double],
    _ y: [Double],
    proportional: Bool = false
  ) throws(StatisticsError) -> LinearRegression {
    try check(x, y, "linear regression")
    let (dx, dy) = proportional ? (x, y) : (deviations(x), deviations(y))
    let spread = try products(dx, dx)
    guard spread != 0 else {
      throw StatisticsError(.constant, "All x are the same. Give points at different places.")
    }
    let slope = try products(dx, dy) / spread
    if proportional { return LinearRegression(slope: slope, intercept: 0) }
    let count = Double(x.count)
    return LinearRegression(
      slope: slope,
      intercept: fsum(y).sum / count - slope * (fsum(x).sum / count)
    )
  }

  /// The ranks of values, the lowest one first; those that are the same share the mean of theirs.
  public static func ranks<Value: Comparable>(_ data: [Value], start: Double = 1) -> [Double] {
    let order = data.indices.sorted { data[$0] < data[$1] }
    var result = [Double](repeating: 0, count: data.count)
    var first = 0
    while first < order.count {
      var end = first + 1
      while end < order.count, data[order[end]] == data[order[first]] { end += 1 }
      let rank = start - 1 + Double(first) + Double(end - first + 1) / 2
      for place in first..<end { result[order[place]] = rank }
      first = end
    }
    return result
  }

  private static func centredRanks(_ data: [Double]) -> [Double] {
    ranks(data, start: Double(data.count - 1) / -2)
  }

  private static func deviations(_ data: [Double]) -> [Double] {
    let mean = fsum(data).sum / Double(data.count)
    return data.map { $0 - mean }
  }

  private static func products(_ x: [Double], _ y: [Double]) throws(StatisticsError) -> Double {
    let isFinite = x.allSatisfy(\.isFinite) && y.allSatisfy(\.isFinite)
    guard isFinite else { return zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
    var sum = ExactTotals.emptyProducts
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in ExactTotals.addProducts(x, y, to: &sum) }
    }
    let (significand, exponent) = sum.scaled
    return ExactRatio(significand, over: 1, exponent: exponent - 2_148).value
  }

  private static func check(
    _ x: [Double],
    _ y: [Double],
    _ name: String
  ) throws(StatisticsError) {
    guard x.count == y.count else { throw .unequal(name, x.count, y.count) }
    guard x.count >= 2 else { throw .tooFew(name, x.count, needs: 2) }
  }

  /// The root of a product, as near as Python has it, also where the product is out of range.
  static func squareRootOfProduct(_ x: Double, _ y: Double) -> Double {
    let root = (x * y).squareRoot()
    if !root.isFinite {
      if root.isInfinite, x.isFinite, y.isFinite {
        return squareRootOfProduct(0x1p-512 * x, 0x1p-512 * y) * 0x1p512
      }
      return root
    }
    if root == 0 {
      if x != 0, y != 0 { return squareRootOfProduct(0x1p537 * x, 0x1p537 * y) * 0x1p-537 }
      return root
    }
    let rest = (try? Mathematics.sumprod([x, root], [y, -root])) ?? 0
    return root + rest / (2 * root)
  }
}
