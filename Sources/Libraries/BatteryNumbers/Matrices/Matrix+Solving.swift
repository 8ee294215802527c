extension Matrix {
  /// Refuses infinities and NaN, which would make a decomposition meaningless.
  func checkFinite(lowerHalfAlone: Bool = false) throws(NumberError) {
    let found = values.indices.first { place in
      !values[place].isFinite && (!lowerHalfAlone || place % columns <= place / columns)
    }
    guard let place = found else { return }
    throw NumberError(
      .invalidArgument,
      "Row \(place / columns + 1), column \(place % columns + 1) of the matrix is"
        + " \(values[place]). Give finite numbers."
    )
  }

  /// The numbers whose product with the matrix is `right`.
  ///
  /// - Throws: ``NumberError`` when the matrix is not square, singular or not finite, or the shapes
  ///   do not fit.
  public func solve(_ right: [Double]) throws(NumberError) -> [Double] {
    try LUDecomposition(self).solve(right)
  }

  /// The matrix whose product with the matrix is `right`.
  ///
  /// - Throws: ``NumberError`` when the matrix is not square, singular or not finite, or the shapes
  ///   do not fit.
  public func solve(_ right: Matrix) throws(NumberError) -> Matrix {
    try LUDecomposition(self).solve(right)
  }

  /// The matrix whose product with the matrix is the identity.
  ///
  /// - Throws: ``NumberError`` when the matrix is not square, singular or not finite.
  public func inverse() throws(NumberError) -> Matrix { try LUDecomposition(self).inverse() }

  /// The determinant.
  ///
  /// - Throws: ``NumberError`` when the matrix is not square or holds what is not finite.
  public func determinant() throws(NumberError) -> Double {
    try LUDecomposition(self).determinant
  }

  /// How many columns are independent, as far as doubles can tell.
  ///
  /// - Parameter tolerance: What counts as zero beside the largest column; by default the longer side
  ///   of the matrix times 2^-52.
  /// - Returns: The rank.
  /// - Throws: ``NumberError`` when the matrix holds what is not finite.
  public func rank(tolerance: Double? = nil) throws(NumberError) -> Int {
    try QRDecomposition(self, pivoting: true).rank(tolerance: tolerance)
  }

  /// The coefficients for which the product with the matrix comes nearest to `right`.
  ///
  /// - Parameters:
  ///   - right: As many numbers as the matrix has rows.
  ///   - tolerance: What counts as zero when the rank is determined.
  ///   - allowsDependentColumns: Whether columns that depend on others get the coefficient 0; without
  ///     it they are an error.
  /// - Returns: The solution with the rank it was found for.
  /// - Throws: ``NumberError`` when the shapes do not fit, the matrix holds what is not finite, or
  ///   columns depend on each other.
  public func leastSquares(
    _ right: [Double],
    tolerance: Double? = nil,
    allowsDependentColumns: Bool = false
  ) throws(NumberError) -> LeastSquares {
    guard right.count == rows else {
      throw NumberError(
        .shape,
        "\(rows) rows have \(right.count) right sides. Give \(rows)."
      )
    }
    let decomposition = try QRDecomposition(self, pivoting: true)
    let rank = decomposition.rank(tolerance: tolerance)
    let dependent = decomposition.permutation.dropFirst(rank).sorted()
    if !dependent.isEmpty, !allowsDependentColumns {
      let names = dependent.map { "\($0 + 1)" }.joined(separator: ", ")
      throw NumberError(
        .singular,
        "Of \(columns) columns \(rank) are independent; without \(names) they would be."
          + " Leave those out, or allow dependent columns."
      )
    }
    let (coefficients, residual) = decomposition.nearest(to: right, rank: rank)
    return LeastSquares(
      coefficients: coefficients,
      rank: rank,
      dependentColumns: dependent,
      residualNorm: residual
    )
  }
}
