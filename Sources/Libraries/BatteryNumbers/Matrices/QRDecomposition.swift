internal import CMatrixKernels

/// A matrix as a product of one with orthonormal columns and an upper triangle, by Householder's
/// reflections.
///
/// With pivoting the columns are taken in the order of what is left of them, so that the diagonal
/// falls and the rank can be read from it (Businger and Golub 1965).
public struct QRDecomposition: Sendable {
  /// The number of rows of the matrix.
  public let rows: Int
  /// The number of columns of the matrix.
  public let columns: Int
  /// Which column of the matrix came to each place.
  public let permutation: [Int]
  /// The columns, each in one piece: reflectors below the diagonal, the triangle above.
  private var work: [Double]
  private var diagonal: [Double] = []
  private var scales: [Double] = []

  /// Decomposes a matrix.
  ///
  /// - Parameters:
  ///   - matrix: The matrix, of any shape.
  ///   - pivoting: Whether columns are exchanged to reveal the rank.
  /// - Throws: ``NumberError`` when the matrix holds what is not finite.
  /// - Complexity: O(rows × columns²).
  public init(_ matrix: Matrix, pivoting: Bool = false) throws(NumberError) {
    try matrix.checkFinite()
    rows = matrix.rows
    columns = matrix.columns
    work = matrix.transposed().values
    var order = Array(0..<columns)
    let steps = min(rows, columns)
    let (rows, columns) = (rows, columns)
    var (diagonal, scales): ([Double], [Double]) = ([], [])
    work.withUnsafeMutableBufferPointer { buffer in
      guard let a = buffer.baseAddress else { return }
      var norms = (0..<columns).map { Self.norm(rows, a + $0 * rows) }
      for step in 0..<steps {
        if pivoting { Self.exchange(a, rows, step, &norms, &order) }
        let column = a + step * rows + step
        let (length, rest) = (Self.norm(rows - step, column), rows - step)
        guard length > 0 else {
          diagonal.append(0)
          scales.append(0)
          continue
        }
        let top = column[0] > 0 ? -length : length
        // The reflector is scaled so that its first element is 1 + |x| / length.
        for place in 0..<rest { column[place] /= -top }
        column[0] += 1
        for other in (step + 1)..<max(columns, step + 1) {
          let target = a + other * rows + step
          matrix_add_scaled(
            rest,
            -matrix_dot(rest, column, target) / column[0],
            column,
            target
          )
        }
        diagonal.append(top)
        scales.append(column[0])
        if pivoting { Self.reduce(a, rows, step, &norms) }
      }
    }
    self.diagonal = diagonal
    self.scales = scales
    permutation = order
  }

  /// The length, scaled where squares would overflow or vanish.
  private static func norm(_ count: Int, _ values: UnsafePointer<Double>) -> Double {
    let square = matrix_dot(count, values, values)
    if square > 1e-280, square < 1e300 { return square.squareRoot() }
    return Mathematics.hypot(Array(UnsafeBufferPointer(start: values, count: count)))
  }

  /// Brings the column of which most is left to the front.
  private static func exchange(
    _ a: UnsafeMutablePointer<Double>,
    _ rows: Int,
    _ step: Int,
    _ norms: inout [Double],
    _ order: inout [Int]
  ) {
    var best = step
    for place in step..<norms.count where norms[place] > norms[best] { best = place }
    guard best != step else { return }
    for row in 0..<rows {
      (a[best * rows + row], a[step * rows + row]) = (a[step * rows + row], a[best * rows + row])
    }
    norms.swapAt(best, step)
    order.swapAt(best, step)
  }

  /// Takes the row that is done from what is left of each column.
  private static func reduce(
    _ a: UnsafeMutablePointer<Double>,
    _ rows: Int,
    _ step: Int,
    _ norms: inout [Double]
  ) {
    for place in (step + 1)..<max(norms.count, step + 1) where norms[place] > 0 {
      let ratio = a[place * rows + step] / norms[place]
      let left = max(1 - ratio * ratio, 0)
      // Where almost all is gone the difference has lost its digits: measure anew.
      norms[place] =
        left < 1e-6
        ? norm(rows - step - 1, a + place * rows + step + 1) : norms[place] * left.squareRoot()
    }
  }

  /// The upper triangle, with as many rows as the shorter side of the matrix.
  public var r: Matrix {
    Matrix(rows: diagonal.count, columns: columns) { row, column in
      row == column ? diagonal[row] : row < column ? work[column * rows + row] : 0
    }
  }

  /// The orthonormal columns, as many as the shorter side of the matrix.
  public var q: Matrix {
    var columnsOfQ = [Double](repeating: 0, count: diagonal.count * rows)
    for column in diagonal.indices {
      var unit = [Double](repeating: 0, count: rows)
      unit[column] = 1
      for step in diagonal.indices.reversed() { reflect(&unit, step) }
      columnsOfQ.replaceSubrange((column * rows)..<((column + 1) * rows), with: unit)
    }
    return Matrix(rows: rows, columns: diagonal.count) { columnsOfQ[$1 * rows + $0] }
  }

  private func reflect(_ vector: inout [Double], _ step: Int) {
    guard scales[step] != 0 else { return }
    work.withUnsafeBufferPointer { work in
      vector.withUnsafeMutableBufferPointer { target in
        guard let work = work.baseAddress, let target = target.baseAddress else { return }
        let column = work + step * rows + step
        let factor = -matrix_dot(rows - step, column, target + step) / scales[step]
        matrix_add_scaled(rows - step, factor, column, target + step)
      }
    }
  }

  /// How many columns are independent, as far as doubles can tell.
  ///
  /// Only a decomposition with pivoting tells it reliably.
  ///
  /// - Parameter tolerance: What counts as zero beside the largest element of the diagonal; by
  ///   default the longer side of the matrix times 2^-52.
  /// - Returns: The rank.
  public func rank(tolerance: Double? = nil) -> Int {
    let largest = diagonal.reduce(0) { max($0, $1.magnitude) }
    let limit = largest * (tolerance ?? Double(max(rows, columns)) * 0x1p-52)
    return diagonal.firstIndex { $0.magnitude <= limit } ?? diagonal.count
  }

  /// The coefficients for which the columns come nearest to `right`, and what is left.
  ///
  /// Columns beyond the rank get the coefficient 0.
  func nearest(
    to right: [Double],
    rank: Int
  ) -> (coefficients: [Double], residual: Double) {
    var rotated = right
    for step in diagonal.indices { reflect(&rotated, step) }
    var solution = [Double](repeating: 0, count: columns)
    for row in (0..<rank).reversed() {
      var sum = rotated[row]
      for column in (row + 1)..<max(rank, row + 1) {
        sum -= work[column * rows + row] * solution[column]
      }
      solution[row] = sum / diagonal[row]
    }
    var ordered = solution
    for (place, column) in permutation.enumerated() { ordered[column] = solution[place] }
    return (ordered, Mathematics.hypot(Array(rotated[rank...])))
  }
}
