internal import BatteryNumbers
internal import BatteryStatistics

/// A table as a model takes it: the columns of a formula, the outcome and the weights.
struct RegressionData {
  var design: Design
  /// The outcome as doubles.
  var outcome: [Double]
  /// The outcome without any rounding, in the exact lane.
  var exactOutcome: [Fraction]?
  var weights: [Double]?
  var exactWeights: [Fraction]?
  /// Whether a function made doubles of exact numbers.
  var isRounded: Bool

  init(
    _ formula: Formula,
    _ table: StatsTable,
    _ settings: StatsSettings
  ) throws(StatisticsError) {
    let isExact = settings.lane == .exact
    let columns = try Self.columns(formula, table, isExact: isExact)
    let target: FormulaColumn
    (design, target) = try formula.design(columns)
    guard let outcome = target.values else {
      throw StatisticsError(.formula, "The outcome \(formula.outcomeText) holds names.")
    }
    self.outcome = outcome
    if isExact {
      if case .exact(let fractions) = target {
        exactOutcome = fractions
      } else {
        exactOutcome = outcome.compactMap { Fraction(exactly: $0) }
      }
    }
    isRounded = isExact && !(design.isExact || design.names.count <= 1) || target.isRounded(isExact)
    if let name = settings.weights {
      let column = try table.column(name)
      weights = column.doubles
      if isExact { exactWeights = column.fractions }
    }
  }

  /// The columns that a formula names, in the lane's numbers.
  static func columns(
    _ formula: Formula,
    _ table: StatsTable,
    isExact: Bool
  ) throws(StatisticsError) -> [String: FormulaColumn] {
    var columns: [String: FormulaColumn] = [:]
    for name in formula.groupColumns { columns[name] = .labels(try table.labels(of: name)) }
    for name in formula.numberColumns {
      let column = try table.column(name)
      columns[name] = isExact ? .exact(column.fractions) : .numbers(column.doubles)
    }
    return columns
  }
}

extension FormulaColumn {
  /// The values as doubles; `nil` for names.
  var values: [Double]? {
    switch self {
    case .numbers(let values): values
    case .exact(let values): values.map { Double($0) }
    case .labels: nil
    }
  }

  fileprivate func isRounded(_ isExact: Bool) -> Bool {
    if case .numbers = self { isExact } else { false }
  }
}
