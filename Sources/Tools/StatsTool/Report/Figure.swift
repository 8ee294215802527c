import BatteryNumbers
import BatteryTables
import Foundation

/// How figures are written.
enum Figure {
  /// A figure for programs: 17 significant digits, which read back as the same double.
  static func json(_ number: Double?) -> JSONValue {
    guard let number, number.isFinite else { return .null }
    let text = String(format: "%.17g", locale: nil, number)
    return JSONNumber(text).map { .number($0) } ?? .null
  }

  /// A figure for people: the shortest text that reads back as the same double.
  static func text(_ number: Double?) -> String {
    guard let number else { return "–" }
    guard number.isFinite else { return number.isNaN ? "–" : number > 0 ? "∞" : "-∞" }
    if number == number.rounded(), number.magnitude < 1e15 { return "\(Int(number))" }
    return "\(number)"
  }

  /// A figure of five digits, for axes.
  static func short(_ number: Double) -> String {
    guard number.isFinite else { return text(number) }
    return String(format: "%.5g", locale: nil, number)
  }
}

/// A value of the data, or one between two of them: exactly what is written, where that is known.
enum ExactValue: Sendable, Hashable {
  /// A number of the data, with all its digits.
  case number(ScaledNumber)
  /// A number that was computed, rounded once.
  case rounded(Double)

  /// The nearest double.
  var double: Double {
    switch self {
    case .number(let number): number.double
    case .rounded(let value): value
    }
  }

  /// The value without any further rounding; `nil` for NaN and infinity.
  var fraction: Fraction? {
    switch self {
    case .number(let number): number.fraction
    case .rounded(let value): Fraction(exactly: value)
    }
  }

  /// All digits of a decimal number; 17 of a double.
  var json: JSONValue {
    switch self {
    case .number(let number) where number.base == .ten:
      JSONNumber(number.text).map { .number($0) } ?? Figure.json(number.double)
    default: Figure.json(double)
    }
  }

  /// For people.
  var text: String {
    switch self {
    case .number(let number) where number.base == .ten: number.text
    default: Figure.text(double)
    }
  }
}
