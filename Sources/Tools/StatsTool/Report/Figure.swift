import BatteryNumbers
import BatteryStatistics
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

  /// How many significant digits a figure for people has unless something else is asked for.
  static let usualDigits = 7
  /// The most digits that can be asked for: all of them.
  static let mostDigits = 17

  /// How many digits the answer that is being written shall have; `nil` for as many as are usual.
  @TaskLocal static var askedDigits: Int?

  /// A number of the input for people: the shortest text that reads back as the same double.
  static func echo(_ number: Double?) -> String { text(number) { "\($0)" } }

  /// A computed figure for people, with so many significant digits unless others were asked for.
  ///
  /// The digits before the point are all there: 10000000.2 becomes 10000000, and never 1e+07.
  static func text(_ number: Double?, digits: Int = usualDigits) -> String {
    text(number) { rounded($0, askedDigits ?? digits) }
  }

  /// A figure among others that are so far apart: a thousandth of the distance can be seen.
  static func text(_ number: Double?, spread: Double?) -> String {
    guard let number, let spread else { return text(number) }
    return text(number, digits: max(usualDigits, digits(of: number.magnitude, apart: spread) + 3))
  }

  /// Figures in their order, with digits enough to tell each from its neighbours.
  static func texts(_ numbers: [Double], digits: Int = usualDigits) -> [String] {
    let gaps = zip(numbers, numbers.dropFirst()).map { abs($1 / 2 - $0 / 2) * 2 }.filter { $0 > 0 }
    let needed = self.digits(of: numbers.map(\.magnitude).max() ?? 0, apart: gaps.min() ?? 0)
    return numbers.map { text($0, digits: max(digits, needed + 1)) }
  }

  /// A figure of five digits, for axes.
  static func short(_ number: Double) -> String {
    guard number.isFinite else { return text(number) }
    return rounded(number, 5)
  }

  /// How many digits a number needs for a difference to be seen in the last of them.
  private static func digits(of magnitude: Double, apart difference: Double) -> Int {
    guard magnitude.isFinite, difference.isFinite, magnitude > 0, difference > 0 else { return 0 }
    let places = log10(magnitude).rounded(.down) - log10(difference).rounded(.down) + 1
    return Int(min(max(places, 0), Double(mostDigits)))
  }

  private static func text(_ number: Double?, _ finite: (Double) -> String) -> String {
    guard let number, !number.isNaN else { return "–" }
    guard number.isFinite else { return number > 0 ? "∞" : "-∞" }
    if number == number.rounded(), number.magnitude < 1e15 { return "\(Int(number))" }
    return finite(number)
  }

  private static func rounded(_ number: Double, _ digits: Int) -> String {
    if digits >= mostDigits { return "\(number)" }
    let isLong = number.magnitude < 1e15 && number.magnitude >= pow(10, Double(digits))
    return String(format: isLong ? "%.0f" : "%.\(max(digits, 1))g", locale: nil, number)
  }
}

/// A value of the data, or one between two of them: exactly what is written, where that is known.
enum ExactValue: Sendable, Hashable {
  /// A number of the data, with all its digits.
  case number(ScaledNumber)
  /// A number that was computed and that no digit was lost of: a decimal number of up to 17 digits.
  case decimal(ScaledNumber)
  /// A number that was computed, rounded once.
  case rounded(Double)

  /// A value between others: exact where it is a decimal number of no more digits than a double has.
  init(_ fraction: Fraction) {
    let number = Decimal(exactly: fraction).flatMap { ScaledNumber($0.description)?.normal }
    if let number, number.coefficient.magnitude < BigInteger(10).power(17) {
      self = .number(number)
    } else {
      self.init(ExactRatio(fraction))
    }
  }

  /// A ratio, or its square root with its sign: the decimal number that it is where the shortest text
  /// of its double says it whole, or else the nearest double, or 17 digits where doubles do not
  /// reach as far or have fewer of them.
  init(_ ratio: ExactRatio, isRoot: Bool = false) {
    let value = isRoot ? ratio.signedSquareRoot : ratio.value
    if !isRoot, value.isNormal, value != value.rounded(), let number = ScaledNumber("\(value)"),
      ratio.isEqual(to: number)
    {
      self = .decimal(number)
    } else if value.isNormal || ratio.numerator.isZero {
      self = .rounded(value)
    } else {
      let (coefficient, scale) = ratio.decimal(isRoot: isRoot)
      self = .number(ScaledNumber(coefficient, scale: scale, base: .ten).normal)
    }
  }

  /// Whether it is beyond the range in which doubles have all their digits.
  var isBeyondDouble: Bool {
    guard case .number(let number) = self, number.base == .ten else { return false }
    return !number.double.isNormal && !number.coefficient.isZero
  }

  /// What has to be said of figures some of which are there.
  static let beyondDouble =
    "figures beyond the range of doubles are written as decimals, with an exponent."

  /// The nearest double.
  var double: Double {
    switch self {
    case .number(let number), .decimal(let number): number.double
    case .rounded(let value): value
    }
  }

  /// The value without any further rounding; `nil` for NaN and infinity.
  var fraction: Fraction? {
    switch self {
    case .number(let number), .decimal(let number): number.fraction
    case .rounded(let value): Fraction(exactly: value)
    }
  }

  /// All digits of a decimal number; 17 of a double.
  var json: JSONValue {
    switch self {
    case .number(let number) where number.base == .ten, .decimal(let number):
      JSONNumber(number.text).map { .number($0) } ?? Figure.json(number.double)
    default: Figure.json(double)
    }
  }

  /// For people: a number of the data as it is written, one that was computed with a few digits.
  func text(spread: Double? = nil) -> String {
    switch self {
    case .number(let number) where number.base == .ten: number.text
    case .number(let number): Figure.echo(number.double)
    case .decimal(let number): Figure.text(number.double, spread: spread)
    case .rounded(let value): Figure.text(value, spread: spread)
    }
  }
}
