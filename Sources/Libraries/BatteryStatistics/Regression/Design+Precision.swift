extension Design {
  /// Whether the columns are fractions, so that none of their digits was rounded.
  public var isExact: Bool { fractions != nil }

  /// The ratio of the largest to the smallest singular value of the columns: how much a fit by them
  /// enlarges an error.
  ///
  /// - Parameter weights: What each row counts.
  /// - Returns: The ratio; infinite or very large where columns depend on each other.
  public func conditionNumber(weights: [Double]? = nil) -> Double {
    columns.isEmpty || rows == 0 ? .nan : ConditionNumber(columns, weights).raw
  }
}
