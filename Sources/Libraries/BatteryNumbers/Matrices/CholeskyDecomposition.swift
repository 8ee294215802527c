internal import CMatrixKernels

/// A symmetric positive definite matrix as the product of a lower triangle and its transpose.
public struct CholeskyDecomposition: Sendable {
  /// The lower triangle.
  public let lower: Matrix

  /// Decomposes a matrix, of which the lower half alone is read.
  ///
  /// - Throws: ``NumberError`` when the matrix is not square, not positive definite, or not finite in
  ///   its lower half.
  /// - Complexity: O(size³).
  public init(_ matrix: Matrix) throws(NumberError) {
    guard matrix.isSquare else {
      throw NumberError(
        .shape,
        "A matrix of \(matrix.rows) rows and \(matrix.columns) columns is not square."
          + " Give one of as many rows as columns."
      )
    }
    try matrix.checkFinite(lowerHalfAlone: true)
    let size = matrix.rows
    var lower = Matrix(rows: size, columns: size)
    var failed: Int?
    lower.values.withUnsafeMutableBufferPointer { buffer in
      guard let l = buffer.baseAddress else { return }
      for row in 0..<size {
        for column in 0...row {
          let known = matrix_dot(column, l + row * size, l + column * size)
          let rest = matrix.values[row * size + column] - known
          if column < row {
            l[row * size + column] = rest / l[column * size + column]
          } else if rest > 0 {
            l[row * size + row] = rest.squareRoot()
          } else {
            failed = row
            return
          }
        }
      }
    }
    if let failed {
      throw NumberError(
        .notPositiveDefinite,
        "The matrix is not positive definite: its upper left \(failed + 1) rows and columns have"
          + " no positive determinant. Use the LU decomposition."
      )
    }
    self.lower = lower
  }

  /// The determinant, which is more than zero.
  public var determinant: Double {
    (0..<lower.rows).reduce(1) { $0 * lower[$1, $1] * lower[$1, $1] }
  }

  /// The numbers whose product with the matrix is `right`.
  ///
  /// - Throws: ``NumberError`` when there are not as many numbers as rows.
  public func solve(_ right: [Double]) throws(NumberError) -> [Double] {
    let size = lower.rows
    guard right.count == size else {
      throw NumberError(
        .shape,
        "A system of \(size) equations has \(right.count) right sides. Give \(size)."
      )
    }
    var x = right
    lower.values.withUnsafeBufferPointer { l in
      x.withUnsafeMutableBufferPointer { x in
        guard let l = l.baseAddress, let x = x.baseAddress else { return }
        for row in 0..<size {
          x[row] = (x[row] - matrix_dot(row, l + row * size, x)) / l[row * size + row]
        }
        for row in (0..<size).reversed() {
          x[row] /= l[row * size + row]
          matrix_add_scaled(row, -x[row], l + row * size, x)
        }
      }
    }
    return x
  }
}
