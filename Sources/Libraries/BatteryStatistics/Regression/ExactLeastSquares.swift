internal import BatteryNumbers

/// The normal equations in integers of any size.
struct ExactLeastSquares {
  /// The columns, the outcome last, as integers over a common denominator each.
  private let scales: [BigInteger]
  private let weightScale: BigInteger
  /// The sums of products of each two columns.
  private let gram: [[BigInteger]]
  /// The adjugate of the columns' part of ``gram``, times the outcome's products and by itself.
  private let solutions: [[BigInteger]]
  private let determinant: BigInteger
  private let size: Int

  static func solve(
    _ design: Design,
    _ outcome: [Fraction],
    _ weights: [Fraction]?
  ) throws(StatisticsError) -> LeastSquaresSolution {
    let size = design.names.count
    let rows = weights?.count { !$0.isZero } ?? outcome.count
    guard outcome.count == design.rows else {
      throw StatisticsError(
        .shape,
        "The outcome holds a number that is not finite. Leave it out first."
      )
    }
    guard rows > size else { throw LeastSquaresSolution.tooFew(rows, size) }
    let figures = try ExactLeastSquares(design, outcome, weights).figures(design.hasIntercept)
    let coefficients = figures.coefficients.map(DoubleDouble.init(rounding:))
    let inverse = figures.inverse.map { $0.map(DoubleDouble.init(rounding:)) }
    return LeastSquaresSolution(
      coefficients: coefficients,
      inverse: inverse,
      rows: RowFigures { rowwise(design, outcome, weights, coefficients, inverse) },
      residualSquares: DoubleDouble(rounding: figures.residualSquares),
      totalSquares: DoubleDouble(rounding: figures.totalSquares),
      digits: 15,
      exact: figures
    )
  }

  private init(
    _ design: Design,
    _ outcome: [Fraction],
    _ weights: [Fraction]?
  ) throws(StatisticsError) {
    size = design.names.count
    let all = design.exactColumns.map(ScaledColumn.init) + [ScaledColumn(outcome)]
    let weight = weights.map(ScaledColumn.init)
    var gram = [[BigInteger]](repeating: [], count: size + 1)
    for first in 0...size {
      let left = weight.map { all[first].multiplied($0) } ?? all[first]
      gram[first] = (0...size).map { $0 < first ? gram[$0][first] : left.dot(all[$0]) }
    }
    self.gram = gram
    scales = all.map(\.scale)
    weightScale = weight?.scale ?? 1
    (solutions, determinant) = try Self.eliminate(gram, design.names)
  }

  /// What the integers say, as quotients that are not brought to lowest terms.
  private func figures(_ hasIntercept: Bool) -> ExactLeastSquaresFigures {
    let coefficients = (0..<size).map { place in
      ExactRatio(solutions[place][size] * scales[place], over: determinant * scales[size])
    }
    let inverse = (0..<size).map { row in
      (0..<size).map { column in
        ExactRatio(
          solutions[row][size + 1 + column] * scales[row] * scales[column] * weightScale,
          over: determinant
        )
      }
    }
    // yᵀWy - βᵀXᵀWy, and the squares about the mean.
    let unit = scales[size] * scales[size] * weightScale
    let explained = (0..<size).reduce(BigInteger(0)) { $0 + solutions[$1][size] * gram[$1][size] }
    let left = ExactRatio(
      gram[size][size] * determinant - explained,
      over: determinant * unit
    )
    let total =
      hasIntercept
      ? ExactRatio(
        gram[size][size] * gram[0][0] - gram[0][size] * gram[0][size],
        over: gram[0][0] * unit
      ) : ExactRatio(gram[size][size], over: unit)
    return ExactLeastSquaresFigures(
      coefficients: coefficients,
      inverse: inverse,
      residualSquares: left,
      totalSquares: total
    )
  }

  /// Solves for the last column of `gram` and for the unit vectors, by Bareiss' elimination: every
  /// division leaves no rest, and numbers grow no longer than the determinants that they are.
  private static func eliminate(
    _ gram: [[BigInteger]],
    _ names: [String]
  ) throws(StatisticsError) -> (solutions: [[BigInteger]], determinant: BigInteger) {
    let size = names.count
    var rows = (0..<size).map { row in
      gram[row] + (0..<size).map { $0 == row ? BigInteger(1) : BigInteger(0) }
    }
    var previous = BigInteger(1)
    for step in 0..<size {
      let pivot = rows[step][step]
      if pivot.isZero {
        // XᵀWX has no negative directions: a pivot of 0 is a column that those before determine.
        let others = (0..<step).filter { !rows[$0][step].isZero }.map { names[$0] }
        throw LeastSquaresSolution.dependent(names[step], on: others)
      }
      let source = rows[step]
      for row in 0..<size where row != step {
        let factor = rows[row][step]
        for column in 0..<(2 * size + 1) {
          rows[row][column] = (rows[row][column] * pivot - factor * source[column]) / previous
        }
      }
      previous = pivot
    }
    return (rows, previous)
  }

  /// Residuals and leverages, from coefficients of twice the digits.
  private static func rowwise(
    _ design: Design,
    _ outcome: [Fraction],
    _ weights: [Fraction]?,
    _ coefficients: [DoubleDouble],
    _ inverse: [[DoubleDouble]]
  ) -> RowFigures.Values {
    let columns = design.exactColumns.map { $0.map(DoubleDouble.init(rounding:)) }
    var (residuals, leverage) = ([Double](), [Double]())
    for row in outcome.indices {
      var left = DoubleDouble(rounding: outcome[row])
      var pull = DoubleDouble(0)
      for (place, column) in columns.enumerated() {
        left = left - column[row] * coefficients[place]
        var sum = DoubleDouble(0)
        for (other, next) in columns.enumerated() { sum = sum + inverse[place][other] * next[row] }
        pull = pull + sum * column[row]
      }
      residuals.append(left.value)
      leverage.append(pull.value * (weights.map { Double($0[row]) } ?? 1))
    }
    return RowFigures.Values(residuals: residuals, leverage: leverage)
  }
}

/// Fractions as integers over a common denominator.
struct ScaledColumn {
  var integers: [BigInteger]
  var scale: BigInteger

  init(_ fractions: [Fraction]) {
    var scale = BigInteger(1)
    for fraction in fractions where fraction.denominator != 1 {
      if !(scale % fraction.denominator).isZero {
        scale = BigInteger.leastCommonMultiple(scale, fraction.denominator)
      }
    }
    self.scale = scale
    integers = fractions.map { $0.numerator * (scale / $0.denominator) }
  }

  /// This column, each element times one of the weights, whose scale is left to the caller.
  func multiplied(_ weights: ScaledColumn) -> ScaledColumn {
    var copy = self
    copy.integers = zip(integers, weights.integers).map { $0 * $1 }
    return copy
  }

  func dot(_ other: ScaledColumn) -> BigInteger {
    var sum = BigInteger(0)
    for (a, b) in zip(integers, other.integers) { sum += a * b }
    return sum
  }
}

extension DoubleDouble {
  /// A fraction, rounded to about 31 digits.
  init(rounding fraction: Fraction) { self.init(rounding: ExactRatio(fraction)) }

  /// A quotient, rounded to about 31 digits.
  init(rounding ratio: ExactRatio) {
    let high = ratio.value
    let rest = Fraction(exactly: high).map { (ratio - ExactRatio($0)).value } ?? 0
    self.init(high, rest)
  }
}
