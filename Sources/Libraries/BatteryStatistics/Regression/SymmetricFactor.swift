internal import BatteryNumbers

/// A symmetric positive definite matrix as a lower triangle times its transpose, in twice the digits.
struct SymmetricFactor {
  let lower: [[DoubleDouble]]

  var size: Int { lower.count }

  /// Decomposes a matrix; `nil` where it is not positive definite.
  init?(size: Int, _ matrix: (Int, Int) -> DoubleDouble) {
    var lower: [[DoubleDouble]] = []
    for row in 0..<size {
      var line: [DoubleDouble] = []
      for column in 0...row {
        var rest = matrix(row, column)
        let other = column == row ? line : lower[column]
        for place in 0..<column { rest = rest - line[place] * other[place] }
        if column < row {
          line.append(rest / other[column])
        } else {
          guard rest.high > 0, rest.high < .infinity else { return nil }
          line.append(rest.squareRoot)
        }
      }
      lower.append(line)
    }
    self.lower = lower
  }

  /// The numbers by which the triangle gives `right`.
  func forward(_ right: [DoubleDouble]) -> [DoubleDouble] {
    var result = right
    for row in 0..<size {
      for place in 0..<row { result[row] = result[row] - lower[row][place] * result[place] }
      result[row] = result[row] / lower[row][row]
    }
    return result
  }

  /// The numbers by which the transposed triangle gives `right`.
  func backward(_ right: [DoubleDouble]) -> [DoubleDouble] {
    var result = right
    for row in (0..<size).reversed() {
      for place in (row + 1)..<max(size, row + 1) {
        result[row] = result[row] - lower[place][row] * result[place]
      }
      result[row] = result[row] / lower[row][row]
    }
    return result
  }

  /// The inverse of the matrix.
  var inverse: [[DoubleDouble]] {
    (0..<size).map { column in
      var unit = [DoubleDouble](repeating: DoubleDouble(0), count: size)
      unit[column] = DoubleDouble(1)
      return backward(forward(unit))
    }
  }

  /// The transposed triangle in doubles: what reflections would make of the columns.
  var triangle: Matrix {
    Matrix(rows: size, columns: size) { $0 <= $1 ? lower[$1][$0].value : 0 }
  }
}

extension DoubleDouble {
  /// The square root of a positive number, by one step of Newton's.
  var squareRoot: DoubleDouble {
    let root = high.squareRoot()
    guard root > 0 else { return DoubleDouble(0) }
    let rest = self - DoubleDouble(product: root, root)
    return DoubleDouble(root) + rest.value / (2 * root)
  }
}
