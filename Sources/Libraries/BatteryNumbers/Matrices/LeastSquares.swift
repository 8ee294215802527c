/// What comes nearest where equations have no common solution.
public struct LeastSquares: Sendable, Hashable, Codable {
  /// A coefficient for each column.
  public var coefficients: [Double]
  /// How many columns are independent.
  public var rank: Int
  /// The columns that were left out, counted from 0.
  public var dependentColumns: [Int]
  /// The length of what is left of the right side.
  public var residualNorm: Double
}
