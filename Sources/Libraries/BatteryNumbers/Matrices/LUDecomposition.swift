internal import CMatrixKernels

/// A square matrix as a product of a permutation, a lower and an upper triangle.
///
/// Rows are exchanged so that every pivot is the largest of its column; blocks of columns are
/// eliminated at once, by a product of matrices.
public struct LUDecomposition: Sendable {
  private static let block = 64

  /// Which row of the matrix came to each place.
  public let permutation: [Int]
  /// Below the diagonal the lower triangle, whose diagonal is ones; the upper one on it and above.
  private let triangles: Matrix
  private let exchangesAreOdd: Bool
  private let scales: [Double]

  /// Decomposes a matrix.
  ///
  /// - Throws: ``NumberError`` when the matrix is not square or holds what is not finite.
  /// - Complexity: O(size³).
  public init(_ matrix: Matrix) throws(NumberError) {
    guard matrix.isSquare else {
      throw NumberError(
        .shape,
        "A matrix of \(matrix.rows) rows and \(matrix.columns) columns is not square."
          + " Give one of as many rows as columns."
      )
    }
    try matrix.checkFinite()
    let size = matrix.rows
    var work = matrix
    var permutation = Array(0..<size)
    var odd = false
    work.values.withUnsafeMutableBufferPointer { buffer in
      guard let a = buffer.baseAddress else { return }
      for first in stride(from: 0, to: size, by: Self.block) {
        let end = min(first + Self.block, size)
        Self.eliminate(a, size, first, end, &permutation, &odd)
        guard end < size else { break }
        // The rows of the block, then all below by one product.
        for row in (first + 1)..<max(end, first + 1) {
          for above in first..<row {
            matrix_add_scaled(
              size - end,
              -a[row * size + above],
              a + above * size + end,
              a + row * size + end
            )
          }
        }
        let status = matrix_multiply_add(
          size - end,
          size - end,
          end - first,
          -1,
          a + end * size + first,
          size,
          1,
          a + first * size + end,
          size,
          1,
          a + end * size + end,
          size
        )
        precondition(status == 0, "There is no memory for a decomposition")
      }
    }
    triangles = work
    self.permutation = permutation
    exchangesAreOdd = odd
    scales = Self.scales(matrix, permutation)
  }

  /// How large each pivot might be, which has nothing to do with the units of rows and columns:
  /// the largest element of its row, times the largest of its column beside those of the rows.
  private static func scales(_ matrix: Matrix, _ permutation: [Int]) -> [Double] {
    let size = matrix.rows
    var (rows, columns) = ([Double](repeating: 0, count: size), [Double](repeating: 0, count: size))
    for row in 0..<size {
      let elements = matrix.values[(row * size)..<((row + 1) * size)]
      rows[row] = elements.reduce(0) { max($0, $1.magnitude) }
      guard rows[row] > 0 else { continue }
      for (column, element) in elements.enumerated() {
        columns[column] = max(columns[column], element.magnitude / rows[row])
      }
    }
    return (0..<size).map { rows[permutation[$0]] * columns[$0] }
  }

  /// Eliminates columns, in these columns alone.
  private static func eliminate(
    _ a: UnsafeMutablePointer<Double>,
    _ size: Int,
    _ first: Int,
    _ end: Int,
    _ permutation: inout [Int],
    _ odd: inout Bool
  ) {
    for column in first..<end {
      var pivot = column
      for row in column..<size
      where a[row * size + column].magnitude > a[pivot * size + column].magnitude {
        pivot = row
      }
      if pivot != column {
        for place in 0..<size {
          (a[pivot * size + place], a[column * size + place]) =
            (a[column * size + place], a[pivot * size + place])
        }
        permutation.swapAt(pivot, column)
        odd.toggle()
      }
      let top = a[column * size + column]
      guard top != 0 else { continue }
      for row in (column + 1)..<max(size, column + 1) {
        let factor = a[row * size + column] / top
        a[row * size + column] = factor
        if factor == 0 { continue }
        matrix_add_scaled(
          end - column - 1,
          -factor,
          a + column * size + column + 1,
          a + row * size + column + 1
        )
      }
    }
  }

  /// The number of rows and columns.
  public var size: Int { triangles.rows }

  /// The lower triangle, with ones on the diagonal.
  public var lower: Matrix {
    Matrix(rows: size, columns: size) { row, column in
      row == column ? 1 : row > column ? triangles[row, column] : 0
    }
  }

  /// The upper triangle.
  public var upper: Matrix {
    Matrix(rows: size, columns: size) { row, column in
      row <= column ? triangles[row, column] : 0
    }
  }

  /// The determinant: zero for a singular matrix.
  public var determinant: Double {
    (0..<size).reduce(exchangesAreOdd ? -1 : 1) { $0 * triangles[$1, $1] }
  }

  /// The place of the first pivot that is zero, or so small that rounding alone may have left it.
  private var singularPlace: Int? {
    let tolerance = Double(size) * 0x1p-53
    return (0..<size).first { triangles[$0, $0].magnitude <= scales[$0] * tolerance }
  }

  /// Whether the matrix has no inverse, as far as doubles can tell.
  public var isSingular: Bool { singularPlace != nil }

  /// The numbers whose product with the matrix is `right`.
  ///
  /// - Throws: ``NumberError`` when the shapes do not fit or the matrix is singular.
  public func solve(_ right: [Double]) throws(NumberError) -> [Double] {
    let column = try Matrix(rows: right.count, columns: 1, values: right)
    return try solve(column).values
  }

  /// The matrix whose product with the matrix is `right`.
  ///
  /// - Throws: ``NumberError`` when the shapes do not fit or the matrix is singular.
  public func solve(_ right: Matrix) throws(NumberError) -> Matrix {
    guard right.rows == size else {
      throw NumberError(
        .shape,
        "A system of \(size) equations has \(right.rows) right sides. Give \(size)."
      )
    }
    if let place = singularPlace {
      throw NumberError(
        .singular,
        "The matrix is singular: column \(place + 1) depends on the ones before it."
          + " Leave it out, or look for a least-squares solution."
      )
    }
    let width = right.columns
    var result = Matrix(rows: size, columns: width)
    for (row, source) in permutation.enumerated() {
      for column in 0..<width { result[row, column] = right[source, column] }
    }
    result.values.withUnsafeMutableBufferPointer { buffer in
      triangles.values.withUnsafeBufferPointer { triangle in
        guard let x = buffer.baseAddress, let a = triangle.baseAddress else { return }
        for row in 0..<size {
          for above in 0..<row {
            matrix_add_scaled(width, -a[row * size + above], x + above * width, x + row * width)
          }
        }
        for row in (0..<size).reversed() {
          for below in (row + 1)..<max(size, row + 1) {
            matrix_add_scaled(width, -a[row * size + below], x + below * width, x + row * width)
          }
          for column in 0..<width { x[row * width + column] /= a[row * size + row] }
        }
      }
    }
    return result
  }

  /// The matrix whose product with the matrix is the identity.
  ///
  /// - Throws: ``NumberError`` when the matrix is singular.
  public func inverse() throws(NumberError) -> Matrix { try solve(.identity(size)) }
}
