internal import BatteryNumbers
internal import Foundation

/// A part of a formula.
indirect enum FormulaExpression: Sendable, Hashable {
  case number(Fraction, String)
  case column(String)
  case function(String, FormulaExpression)
  case negative(FormulaExpression)
  case operation(Character, FormulaExpression, FormulaExpression)
  /// `C(…)`.
  case groups(String)
  /// `I(…)`.
  case literal(FormulaExpression)

  static let functions: [String: @Sendable (Double) -> Double] = [
    "log": { log($0) }, "exp": { exp($0) }, "sqrt": { $0.squareRoot() }, "abs": { $0.magnitude },
  ]

  var text: String {
    switch self {
    case .number(_, let text): text
    case .column(let name): name
    case .function(let name, let inner): "\(name)(\(inner.text))"
    case .negative(let inner): "-\(inner.text)"
    case .operation("^", let left, let right): "\(left.text)^\(right.text)"
    case .operation(let sign, let left, let right): "\(left.text) \(sign) \(right.text)"
    case .groups(let name): "C(\(name))"
    case .literal(let inner): "I(\(inner.text))"
    }
  }

  var columns: [String] {
    switch self {
    case .number: []
    case .column(let name), .groups(let name): [name]
    case .function(_, let inner), .negative(let inner), .literal(let inner): inner.columns
    case .operation(_, let left, let right): left.columns + right.columns
    }
  }

  /// The columns within `C(…)`.
  var groupColumns: [String] {
    if case .groups(let name) = self { [name] } else { [] }
  }

  /// The columns outside of `C(…)`.
  var numberColumns: [String] {
    if case .groups = self { [] } else { columns }
  }

  /// The columns of a term: one, or one for each group but the first.
  func columns(
    _ table: [String: FormulaColumn],
    keepsFirstGroup: Bool
  ) throws(StatisticsError) -> [(name: String, column: FormulaColumn)] {
    let value = try evaluate(table)
    var isGrouping = false
    if case .groups = self { isGrouping = true }
    if case .labels = value { isGrouping = true }
    guard isGrouping else { return [(text, value)] }
    let groups = value.groups
    let names = Set(groups).sorted(by: GroupOrder.isBefore)
    return names.dropFirst(keepsFirstGroup ? 0 : 1).map { name in
      ("\(text)[\(name)]", .exact(groups.map { $0 == name ? 1 : 0 }))
    }
  }

  func evaluate(_ table: [String: FormulaColumn]) throws(StatisticsError) -> FormulaColumn {
    switch self {
    case .column(let name), .groups(let name):
      guard let column = table[name] else {
        throw Self.unknown(name, table)
      }
      return column
    case .number(let value, _):
      return .exact([Fraction](repeating: value, count: table.values.first?.count ?? 0))
    case .literal(let inner): return try inner.evaluate(table)
    case .negative(let inner):
      return try combined(.number(0, "0"), inner, table, { $0 - $1 }, { $0 - $1 })
    case .function(let name, let inner):
      guard let function = Self.functions[name], let values = try inner.evaluate(table).doubles
      else { throw notNumbers() }
      let results = values.map(function)
      try StatisticsError.check(finite: results, text)
      return .numbers(results)
    case .operation(let sign, let left, let right):
      return try operation(sign, left, right, table)
    }
  }

  static func unknown(_ name: String, _ table: [String: FormulaColumn]) -> StatisticsError {
    let known = table.keys.sorted().joined(separator: ", ")
    return StatisticsError(
      .unknownColumn,
      "There is no column \(name). There are: \(known).",
      columns: [name]
    )
  }

  private func operation(
    _ sign: Character,
    _ left: FormulaExpression,
    _ right: FormulaExpression,
    _ table: [String: FormulaColumn]
  ) throws(StatisticsError) -> FormulaColumn {
    switch sign {
    case "+": return try combined(left, right, table, { $0 + $1 }, { $0 + $1 })
    case "-": return try combined(left, right, table, { $0 - $1 }, { $0 - $1 })
    case "*": return try combined(left, right, table, { $0 * $1 }, { $0 * $1 })
    case "/":
      if try right.evaluate(table).doubles?.contains(0) == true {
        throw StatisticsError(
          .invalidArgument,
          "\(text) divides by 0 in a row. Leave the row out.",
          columns: right.columns
        )
      }
      return try combined(left, right, table, { $0 / $1 }, { $0 / $1 })
    default:
      if case .number(let power, _) = right, power.isInteger, let power = power.numerator.asInt,
        (0...100).contains(power), case .exact(let base) = try left.evaluate(table)
      {
        return .exact(base.map { $0.power(power) })
      }
      guard let base = try left.evaluate(table).doubles,
        let powers = try right.evaluate(table).doubles
      else { throw notNumbers() }
      let results = zip(base, powers).map { pow($0, $1) }
      try StatisticsError.check(finite: results, text)
      return .numbers(results)
    }
  }

  private func combined(
    _ left: FormulaExpression,
    _ right: FormulaExpression,
    _ table: [String: FormulaColumn],
    _ exact: (Fraction, Fraction) -> Fraction,
    _ double: (Double, Double) -> Double
  ) throws(StatisticsError) -> FormulaColumn {
    let (first, second) = (try left.evaluate(table), try right.evaluate(table))
    guard let result = FormulaColumn.combine(first, second, exact, double) else {
      throw notNumbers()
    }
    return result
  }

  private func notNumbers() -> StatisticsError {
    StatisticsError(
      .formula,
      "\(text) takes numbers and a column holds names. Take C(…) for groups.",
      columns: columns
    )
  }
}
