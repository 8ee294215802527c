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

  /// What was written, with one space around signs and the parentheses that are needed.
  var text: String {
    switch self {
    case .number(_, let text): text
    case .column(let name): name
    case .function(let name, let inner): "\(name)(\(inner.written))"
    case .groups(let name): "C(\(name))"
    case .literal(let inner): "I(\(inner.written))"
    default: written
    }
  }

  /// The same as a part of arithmetic, where a name that is no word stands in backticks.
  private var written: String {
    switch self {
    case .column(let name):
      Self.isWord(name) ? name : "`\(name)`"
    case .negative(let inner): "-" + inner.within(.power)
    case .operation("^", let left, let right): left.within(.primary) + "^" + right.within(.power)
    case .operation(let sign, let left, let right) where sign == "*" || sign == "/":
      "\(left.within(.product)) \(sign) \(right.within(.power))"
    case .operation(let sign, let left, let right):
      "\(left.within(.sum)) \(sign) \(right.within(.product))"
    default: text
    }
  }

  /// How tightly signs hold what is beside them.
  private enum Rank: Int {
    case sum, product, power, primary
  }

  private var rank: Rank {
    switch self {
    case .negative, .operation("^", _, _): .power
    case .operation(let sign, _, _): sign == "*" || sign == "/" ? .product : .sum
    default: .primary
    }
  }

  private func within(_ least: Rank) -> String {
    rank.rawValue < least.rawValue ? "(\(written))" : written
  }

  private static func isWord(_ name: String) -> Bool {
    name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
      && name.first?.isNumber == false
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

  /// Whether this is the same as another, whatever it is wrapped in.
  func isSame(as other: FormulaExpression) -> Bool { unwrapped == other.unwrapped }

  private var unwrapped: FormulaExpression {
    switch self {
    case .literal(let inner): inner.unwrapped
    case .groups(let name): .column(name)
    default: self
    }
  }

  // MARK: - Values

  /// Whether the rows of a table make groups of this; numbers are taken as they are.
  func isGrouping(_ table: [String: FormulaColumn]) -> Bool {
    switch self {
    case .groups: true
    case .column(let name): table[name]?.doubles == nil
    default: false
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
      else { throw notNumbers(table) }
      return .numbers(try finite(values.map(function), table))
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
      if let divisors = try right.evaluate(table).doubles, divisors.contains(0) {
        let places = divisors.indices.filter { divisors[$0] == 0 }
        throw noValue("\(text) divides by 0", places, of: divisors.count, table)
      }
      return try combined(left, right, table, { $0 / $1 }, { $0 / $1 })
    default: return try power(left, right, table)
    }
  }

  private func power(
    _ left: FormulaExpression,
    _ right: FormulaExpression,
    _ table: [String: FormulaColumn]
  ) throws(StatisticsError) -> FormulaColumn {
    let base = try left.evaluate(table)
    let exponents = try right.evaluate(table)
    if right.columns.isEmpty, case .exact(let powers) = exponents, case .exact(let values) = base,
      let power = powers.first, power.isInteger, let power = power.numerator.asInt,
      power >= 0 || !values.contains(where: \.isZero), Self.isShort(values, to: power)
    {
      return .exact(values.map { power < 0 ? 1 / $0.power(-power) : $0.power(power) })
    }
    guard let values = base.doubles, let powers = exponents.doubles else {
      throw notNumbers(table)
    }
    return .numbers(try finite(zip(values, powers).map { pow($0, $1) }, table))
  }

  /// The most bits that a power may have, and still be computed without rounding.
  private static let mostBits = 1 << 16

  /// Whether powers have few enough digits to be computed without rounding.
  private static func isShort(_ values: [Fraction], to power: Int) -> Bool {
    guard power.magnitude > 100 else { return true }
    let longest = values.reduce(0) {
      max($0, $1.numerator.bitLength, $1.denominator.bitLength)
    }
    let (bits, isBeyond) = Int(power.magnitude).multipliedReportingOverflow(by: longest)
    return !isBeyond && bits <= mostBits
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
      throw notNumbers(table)
    }
    return result
  }

  // MARK: - Mistakes

  private func finite(
    _ values: [Double],
    _ table: [String: FormulaColumn]
  ) throws(StatisticsError) -> [Double] {
    let places = values.indices.filter { !values[$0].isFinite }
    guard let first = places.first else { return values }
    let value =
      values[first].isNaN
      ? "has no value" : isOverflow(first, table) ? "is beyond the largest double" : "is infinite"
    throw noValue("\(text) \(value)", places, of: values.count, table)
  }

  /// Whether what is infinite in a row is a number too large for doubles, and no pole.
  private func isOverflow(_ row: Int, _ table: [String: FormulaColumn]) -> Bool {
    switch self {
    case .operation("^", let base, _): (try? base.evaluate(table))?.doubles?[row] != 0
    case .function("exp", _): true
    default: false
    }
  }

  private func noValue(
    _ problem: String,
    _ places: [Int],
    of count: Int,
    _ table: [String: FormulaColumn]
  ) -> StatisticsError {
    var seen = Set<String>()
    let columns = columns.filter { seen.insert($0).inserted }
    let values = columns.compactMap { name in
      table[name]?.doubles.map { "\(name) is \(Self.short($0[places[0]]))" }
    }
    let whereabouts = values.isEmpty ? "" : " where \(values.joined(separator: " and "))"
    return StatisticsError(
      .notFinite,
      "\(problem)\(whereabouts), in \(places.count) of \(count) rows."
        + (values.isEmpty
          ? " Write another term." : " Leave such rows out, or write another term."),
      columns: columns,
      row: values.isEmpty ? nil : places[0]
    )
  }

  private static func short(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }

  private func notNumbers(_ table: [String: FormulaColumn]) -> StatisticsError {
    let names = columns.filter { table[$0].map { $0.doubles == nil } ?? false }
    return StatisticsError(
      .formula,
      "\(text) takes numbers, and the column \(names.first ?? "") holds texts."
        + " Write its name alone for groups, or another column.",
      columns: names
    )
  }
}
