import BatteryNumbers

/// A word of an expression.
struct CalcToken {
  enum Kind: Equatable {
    case number(Fraction)
    case name(String)
    case symbol(CalcSymbol)
    case end
  }

  var kind: Kind
  /// Where it begins, counted from 1 in characters.
  var column: Int
  /// How it is written.
  var text: String

  func isSymbol(_ symbol: CalcSymbol) -> Bool { kind == .symbol(symbol) }
}

/// Everything in an expression that is neither a number nor a name.
enum CalcSymbol {
  case plus, minus, times, divide, floorDivide, percent, power, factorial
  case open, close, comma, assign, semicolon
  case equal, unequal, less, lessOrEqual, greater, greaterOrEqual
  case and, or, not, modulo

  /// The words that are no names.
  static let words: [String: CalcSymbol] = ["and": .and, "or": .or, "not": .not, "mod": .modulo]

  /// The signs, longer ones first where one begins as another.
  static let signs: [(text: String, symbol: CalcSymbol)] = [
    ("**", .power), ("//", .floorDivide), ("==", .equal), ("!=", .unequal), ("<=", .lessOrEqual),
    (">=", .greaterOrEqual), ("+", .plus), ("-", .minus), ("*", .times), ("/", .divide),
    ("%", .percent), ("^", .power), ("!", .factorial), ("(", .open), (")", .close),
    (",", .comma), ("=", .assign), (";", .semicolon), ("<", .less), (">", .greater),
    ("\u{2212}", .minus), ("\u{2013}", .minus), ("\u{D7}", .times), ("\u{B7}", .times),
    ("\u{22C5}", .times), ("\u{F7}", .divide), ("\u{2264}", .lessOrEqual),
    ("\u{2265}", .greaterOrEqual), ("\u{2260}", .unequal),
  ]
}
