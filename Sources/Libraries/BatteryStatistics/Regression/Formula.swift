internal import BatteryNumbers

/// A formula that says which columns explain which outcome.
///
/// ```swift
/// let formula = try Formula("y ~ x1 + I(x1^2) + log(x2) + C(group)")
/// let (design, outcome) = try formula.design(["y": …, "x1": …, "x2": …, "group": …])
/// ```
///
/// `+` adds a term, `a:b` is a product, `a*b` is short for `a + b + a:b`, and `- 1` or `+ 0` leaves
/// the intercept out. `I(…)` holds arithmetic with `+ - * / ^`; `log`, `exp`, `sqrt` and `abs` work
/// there and as terms. `C(name)`, and a column of names, gives a column of zeros and ones for each
/// group but the first in ``GroupOrder``.
public struct Formula: Sendable, Hashable, CustomStringConvertible {
  /// The formula as it was written.
  public private(set) var description: String
  /// Whether there is an intercept.
  public private(set) var hasIntercept: Bool
  /// The terms, as they were written; a product of several has several factors.
  private var terms: [[FormulaExpression]]
  private let outcome: FormulaExpression

  /// Reads a formula.
  ///
  /// - Throws: ``StatisticsError`` with the place of what cannot be read.
  public init(_ text: String) throws(StatisticsError) {
    var parser = FormulaParser(text)
    outcome = try parser.outcome()
    (terms, hasIntercept) = try parser.terms()
    description = text
  }

  /// The columns that are named, in the order of the formula, each once.
  public var columns: [String] {
    var seen = Set<String>()
    return ([outcome] + terms.flatMap { $0 }).flatMap(\.columns).filter { seen.insert($0).inserted }
  }

  /// The columns that are named in `C(…)`, in the order of the formula, each once.
  public var groupColumns: [String] {
    var seen = Set<String>()
    return terms.flatMap { $0 }.flatMap(\.groupColumns).filter { seen.insert($0).inserted }
  }

  /// The columns that are named outside of `C(…)`, in the order of the formula, each once.
  public var numberColumns: [String] {
    var seen = Set<String>()
    return ([outcome] + terms.flatMap { $0 }).flatMap(\.numberColumns)
      .filter { seen.insert($0).inserted }
  }

  /// The outcome, as it is written.
  public var outcomeText: String { outcome.text }

  /// The columns that the outcome is computed from.
  public var outcomeColumns: [String] { outcome.columns }

  /// The formula without its intercept.
  public var withoutIntercept: Formula {
    var copy = self
    copy.hasIntercept = false
    if hasIntercept { copy.description += " - 1" }
    return copy
  }

  /// The formula with the powers of its one term, up to a degree: that of a polynomial.
  ///
  /// - Throws: ``StatisticsError`` when there is not one term alone, of numbers, or the degree is not
  ///   from 1 to 100.
  public func polynomial(_ degree: Int) throws(StatisticsError) -> Formula {
    guard (1...100).contains(degree) else {
      throw StatisticsError(.invalidArgument, "The degree is \(degree). Give one from 1 to 100.")
    }
    guard terms.count == 1, terms[0].count == 1, groupColumns.isEmpty, let base = terms[0].first
    else {
      throw StatisticsError(
        .formula,
        "\(description): a polynomial takes one column of numbers. Write it as y ~ x."
      )
    }
    var copy = self
    for power in 2..<max(degree + 1, 2) {
      let exponent = FormulaExpression.number(Fraction(power), "\(power)")
      copy.terms.append([.literal(.operation("^", base, exponent))])
    }
    copy.description = "\(outcome.text) ~ " + copy.terms.map { $0[0].text }.joined(separator: " + ")
    if !hasIntercept { copy.description += " - 1" }
    return copy
  }

  /// Makes the columns of a model from those of a table.
  ///
  /// Where all columns are exact and no function is called, the design is exact.
  ///
  /// - Throws: ``StatisticsError`` when a column is missing, has another length or is not a number where
  ///   one is needed.
  public func design(
    _ table: [String: FormulaColumn]
  ) throws(StatisticsError) -> (design: Design, outcome: FormulaColumn) {
    let target = try outcome.evaluate(table)
    guard target.doubles != nil else {
      throw StatisticsError(
        .formula,
        "The outcome \(outcome.text) holds names. Encode it as numbers first.",
        columns: outcome.columns
      )
    }
    if let name = columns.first(where: { table[$0] == nil }) {
      throw FormulaExpression.unknown(name, table)
    }
    for name in columns where table[name]?.count != target.count {
      throw StatisticsError(
        .shape,
        "The column \(name) has \(table[name]?.count ?? 0) rows and \(outcome.text) \(target.count).",
        columns: [name]
      )
    }
    var (names, values) = ([String](), [FormulaColumn]())
    var isFirstFactor = true
    for term in terms {
      var parts: [(name: String, column: FormulaColumn)] = []
      for factor in term {
        // Without an intercept the first factor keeps its first group.
        let keepsAll = !hasIntercept && isFirstFactor && term.count == 1
        let columns = try factor.columns(table, keepsFirstGroup: keepsAll)
        if keepsAll, columns.count > 1 { isFirstFactor = false }
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
      names += parts.map(\.name)
      values += parts.map(\.column)
    }
    if values.isEmpty, hasIntercept { return (Design(interceptOnly: target.count), target) }
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
}
