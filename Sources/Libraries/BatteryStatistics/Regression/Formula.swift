internal import BatteryNumbers

/// A formula that says which columns explain which outcome.
///
/// ```swift
/// let formula = try Formula("y ~ x1 + I(x1^2) + log(x2) + C(group)")
/// let (design, outcome) = try formula.design(["y": …, "x1": …, "x2": …, "group": …])
/// ```
///
/// `+` adds a term, `a:b` is a product, `a*b` is short for `a + b + a:b`, `(a + b):c` for
/// `a:c + b:c`, and `- 1` or `+ 0` leaves the intercept out. `I(…)` holds arithmetic with
/// `+ - * / ^`; `log`, `exp`, `sqrt` and `abs` work there and as terms. `C(name)`, and a column of
/// names, gives a column of zeros and ones for each group but the first in ``GroupOrder``, the
/// reference; where no other term says what the first one is like, it has a column, too.
///
/// Source of how groups become columns: Smith, "patsy: Describing statistical models in Python",
/// 2011.
public struct Formula: Sendable, Hashable, CustomStringConvertible {
  /// The formula as it was written.
  public private(set) var description: String
  /// Whether there is an intercept.
  public private(set) var hasIntercept: Bool
  /// The terms, as they were written; a product of several has several factors.
  private(set) var terms: [[FormulaExpression]]
  let outcome: FormulaExpression

  /// Reads a formula.
  ///
  /// - Throws: ``StatisticsError`` with the place of what cannot be read.
  public init(_ text: String) throws(StatisticsError) {
    var parser = FormulaParser(text)
    outcome = try parser.outcome()
    (terms, hasIntercept) = try parser.terms(explaining: outcome)
    description = text
  }

  /// The columns that are named, in the order of the formula, each once.
  public var columns: [String] {
    Self.once(([outcome] + terms.flatMap { $0 }).flatMap(\.columns))
  }

  /// The columns that are named in `C(…)`, in the order of the formula, each once.
  public var groupColumns: [String] { Self.once(terms.flatMap { $0 }.flatMap(\.groupColumns)) }

  /// The columns that are named outside of `C(…)`, in the order of the formula, each once.
  ///
  /// Those among them that hold names are taken as groups.
  public var numberColumns: [String] {
    Self.once(([outcome] + terms.flatMap { $0 }).flatMap(\.numberColumns))
  }

  private static func once(_ names: [String]) -> [String] {
    var seen = Set<String>()
    return names.filter { seen.insert($0).inserted }
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
        "“\(description)”: a polynomial has one term, a column of numbers. Write it as y ~ x."
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
}
