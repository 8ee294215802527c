internal import BatteryNumbers
internal import BatteryStatistics
internal import BatteryTables

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
  /// The terms that make groups of the rows.
  var groupings: [FormulaGrouping]

  init(
    _ formula: Formula,
    _ table: StatsTable,
    _ settings: StatsSettings
  ) throws(StatisticsError) {
    let isExact = settings.lane == .exact
    let columns = try Self.columns(formula, table, isExact: isExact)
    let target: FormulaColumn
    (design, target) = try formula.design(columns)
    groupings = try formula.groupings(columns)
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
      try column.checkWeightsAsDoubles()
      weights = column.doubles
      if isExact { exactWeights = column.fractions }
    }
  }

  /// Refuses an outcome that is not one of two classes.
  func checkClasses(_ formula: Formula) throws(StatisticsError) {
    guard let row = outcome.firstIndex(where: { $0 != 0 && $0 != 1 }) else { return }
    throw StatisticsError(
      .invalidData,
      "the outcome \(formula.outcomeText) is \(Figure.echo(outcome[row])), neither 0 nor 1."
        + " Encode it as one of both.",
      columns: formula.outcomeColumns,
      row: row
    )
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
      if table.numbers[name] == nil, let labels = table.labels[name] {
        columns[name] = .labels(labels)
        continue
      }
      let column = try table.column(name)
      if isExact {
        columns[name] = .exact(column.fractions)
      } else {
        columns[name] = .numbers(try column.finiteDoubles(for: "this model is"))
      }
    }
    return columns
  }
}

extension [FormulaGrouping] {
  /// With what the coefficients of groups compare them.
  var notes: [String] {
    compactMap { grouping in
      guard let reference = grouping.reference else { return nil }
      let reason = grouping.term.hasPrefix("C(") ? "" : " holds texts, which make groups; it"
      return "\(grouping.term)\(reason) has the reference group “\(reference)”: coefficients are"
        + " differences from it."
    }
  }

  /// The same for programs.
  var json: JSONValue {
    .array(
      compactMap { grouping in
        grouping.reference.map { ["term": .string(grouping.term), "reference": .string($0)] }
      }
    )
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
