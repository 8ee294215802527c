internal import BatteryNumbers

extension Formula {
  /// Makes the columns of a model from those of a table.
  ///
  /// Where all columns are exact and no function is called, the design is exact.
  ///
  /// - Throws: ``StatisticsError`` when a column is missing, has another length or is not a number where
  ///   one is needed.
  public func design(
    _ table: [String: FormulaColumn]
  ) throws(StatisticsError) -> (design: Design, outcome: FormulaColumn) {
    let target = try target(table)
    guard !terms.isEmpty || hasIntercept else {
      throw StatisticsError(
        .formula,
        "“\(description)”: neither a term nor an intercept is left to explain \(outcome.text)."
          + " Name a column, or keep the intercept."
      )
    }
    var (names, values) = ([String](), [FormulaColumn]())
    for (term, pieces) in try codedTerms(table) {
      for piece in pieces {
        for (name, column) in try Self.columns(term, piece, table) {
          names.append(name)
          values.append(column)
        }
      }
    }
    if values.isEmpty { return (Design(interceptOnly: target.count), target) }
    let exact = values.compactMap { column -> [Fraction]? in
      if case .exact(let values) = column { values } else { nil }
    }
    let design =
      if exact.count == values.count {
        try Design(exact: exact, names: names, intercept: hasIntercept)
      } else {
        try Design(values.compactMap(\.doubles), names: names, intercept: hasIntercept)
      }
    return (design, target)
  }

  /// The terms that make groups of a table's rows, in the order of the formula, each once.
  ///
  /// - Throws: ``StatisticsError`` as ``design(_:)``.
  public func groupings(
    _ table: [String: FormulaColumn]
  ) throws(StatisticsError) -> [FormulaGrouping] {
    var (order, isCompared) = ([FormulaExpression](), Set<FormulaExpression>())
    for (term, pieces) in try codedTerms(table) {
      for factor in term where factor.isGrouping(table) {
        if !order.contains(factor) { order.append(factor) }
        if pieces.contains(where: { $0[factor] == false }) { isCompared.insert(factor) }
      }
    }
    var groupings: [FormulaGrouping] = []
    for factor in order {
      let names = try GroupedFactor(factor, table).names
      let reference = isCompared.contains(factor) ? names.first : nil
      groupings.append(FormulaGrouping(term: factor.text, groups: names, reference: reference))
    }
    return groupings
  }

  /// The outcome's numbers, where all columns are as long.
  private func target(_ table: [String: FormulaColumn]) throws(StatisticsError) -> FormulaColumn {
    if let name = columns.first(where: { table[$0] == nil }) {
      throw FormulaExpression.unknown(name, table)
    }
    if let name = outcome.columns.first(where: { table[$0]?.doubles == nil }) {
      throw StatisticsError(
        .formula,
        "The outcome \(outcome.text) holds texts, and a model explains numbers."
          + " Name a column of numbers, or encode it: two groups as 0 and 1 for a logistic model.",
        columns: [name]
      )
    }
    let target = try outcome.evaluate(table)
    for name in columns where table[name]?.count != target.count {
      throw StatisticsError(
        .shape,
        "The column \(name) has \(table[name]?.count ?? 0) rows and \(outcome.text) \(target.count)."
          + " Give as many.",
        columns: [name]
      )
    }
    return target
  }

  /// The terms, each with the pieces that have columns.
  private func codedTerms(
    _ table: [String: FormulaColumn]
  ) throws(StatisticsError) -> [(term: [FormulaExpression], pieces: [GroupCoding.Piece])] {
    var coding = GroupCoding(hasIntercept: hasIntercept)
    var result: [(term: [FormulaExpression], pieces: [GroupCoding.Piece])] = []
    for term in terms {
      let pieces = try coding.pieces(
        grouping: term.filter { $0.isGrouping(table) },
        numbers: term.filter { !$0.isGrouping(table) }
      )
      result.append((term, pieces))
    }
    return result
  }

  /// The columns of a piece of a term: the products of those of its factors.
  private static func columns(
    _ term: [FormulaExpression],
    _ piece: GroupCoding.Piece,
    _ table: [String: FormulaColumn]
  ) throws(StatisticsError) -> [(name: String, column: FormulaColumn)] {
    var parts: [(name: String, column: FormulaColumn)] = []
    for factor in term {
      let columns: [(name: String, column: FormulaColumn)]
      if !factor.isGrouping(table) {
        columns = [(factor.text, try factor.evaluate(table))]
      } else if let keepsFirst = piece[factor] {
        columns = try GroupedFactor(factor, table).columns(factor.text, keepsFirst: keepsFirst)
      } else {
        continue
      }
      guard !parts.isEmpty else {
        parts = columns
        continue
      }
      parts = parts.flatMap { left in
        columns.compactMap { right in
          FormulaColumn.combine(left.column, right.column, { $0 * $1 }, { $0 * $1 })
            .map { ("\(left.name):\(right.name)", $0) }
        }
      }
    }
    return parts
  }
}
