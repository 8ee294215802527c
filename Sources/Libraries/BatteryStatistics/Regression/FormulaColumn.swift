public import BatteryNumbers

/// A column that a formula may name.
public enum FormulaColumn: Sendable, Hashable {
  /// Doubles.
  case numbers([Double])
  /// Exact numbers, as they were written.
  case exact([Fraction])
  /// Names of groups, for `C(…)`.
  case labels([String])

  /// The number of rows.
  public var count: Int {
    switch self {
    case .numbers(let values): values.count
    case .exact(let values): values.count
    case .labels(let values): values.count
    }
  }

  /// The values as doubles; `nil` for names.
  var doubles: [Double]? {
    switch self {
    case .numbers(let values): values
    case .exact(let values): values.map { Double($0) }
    case .labels: nil
    }
  }

  /// A name for the group of each row.
  var groups: [String] {
    switch self {
    case .numbers(let values): values.map { Int(exactly: $0).map(String.init) ?? "\($0)" }
    case .exact(let values): values.map(Self.name)
    case .labels(let values): values
    }
  }

  /// A decimal number as it is written in data, another fraction as one.
  private static func name(_ value: Fraction) -> String {
    let double = Double(value)
    let text = Int(exactly: double).map(String.init) ?? "\(double)"
    return (try? Fraction(parsing: text)) == value ? text : value.description
  }

  /// Both columns' rows taken together, exactly where both are exact.
  static func combine(
    _ first: FormulaColumn,
    _ second: FormulaColumn,
    _ exact: (Fraction, Fraction) -> Fraction,
    _ double: (Double, Double) -> Double
  ) -> FormulaColumn? {
    if case .exact(let a) = first, case .exact(let b) = second {
      return .exact(zip(a, b).map { exact($0, $1) })
    }
    guard let a = first.doubles, let b = second.doubles else { return nil }
    return .numbers(zip(a, b).map { double($0, $1) })
  }
}
