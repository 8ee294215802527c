internal import BatteryNumbers

/// How much columns enlarge an error: the ratio of their singular values, by Jacobi's rotations.
struct ConditionNumber {
  var raw = 1.0
  var scaled = 1.0

  init(_ columns: [[Double]], _ weights: [Double]?) {
    let roots = weights.map { $0.map { $0.squareRoot() } }
    let weighted = roots.map { roots in columns.map { zip($0, roots).map { $0 * $1 } } } ?? columns
    guard columns.count > 1 else { return }
    guard columns.count <= columns[0].count else {
      // More columns than rows depend on each other.
      (raw, scaled) = (.infinity, .infinity)
      return
    }
    guard let triangle = Self.triangle(weighted) else {
      // Weights made numbers too large for a double.
      (raw, scaled) = (.nan, .nan)
      return
    }
    self = ConditionNumber(triangle: triangle)
  }

  /// The numbers of columns of which the triangle is known.
  init(triangle: Matrix) {
    let size = triangle.columns
    guard size > 1 else { return }
    raw = Self.ratio(triangle)
    // A triangle has the lengths and angles of its columns: its size is all that is left to turn.
    let units = (0..<size).map { place in
      let column = triangle.column(place)
      let length = Mathematics.hypot(column)
      return length > 0 ? column.map { $0 / length } : column
    }
    scaled = Self.triangle(units).map(Self.ratio) ?? .nan
  }

  private static func triangle(_ columns: [[Double]]) -> Matrix? {
    let matrix = Matrix(rows: columns[0].count, columns: columns.count) { columns[$1][$0] }
    return try? QRDecomposition(matrix, pivoting: true).r
  }

  private static func ratio(_ triangle: Matrix) -> Double {
    let size = triangle.columns
    // The rows of the triangle, turned until all are at right angles.
    var rows = (0..<size).map { triangle.row($0) }
    for _ in 0..<40 {
      var turned = false
      for first in 0..<(size - 1) {
        for second in (first + 1)..<size {
          let (a, b, c) = (
            dot(rows[first], rows[first]), dot(rows[second], rows[second]),
            dot(rows[first], rows[second])
          )
          guard c.magnitude > 1e-15 * (a * b).squareRoot(), c != 0 else { continue }
          turned = true
          let ratio = (b - a) / (2 * c)
          let tangent =
            (ratio < 0 ? -1 : 1) / (ratio.magnitude + (1 + ratio * ratio).squareRoot())
          let cosine = 1 / (1 + tangent * tangent).squareRoot()
          let sine = cosine * tangent
          for place in 0..<size {
            let (x, y) = (rows[first][place], rows[second][place])
            rows[first][place] = cosine * x - sine * y
            rows[second][place] = sine * x + cosine * y
          }
        }
      }
      if !turned { break }
    }
    let lengths = rows.map { Mathematics.hypot($0) }
    return (lengths.max() ?? 1) / (lengths.min() ?? 1)
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
