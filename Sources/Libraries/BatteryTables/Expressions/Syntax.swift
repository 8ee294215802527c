/// A part of an expression as it was written, and the byte at which it begins.
struct Syntax: Sendable {
  indirect enum Kind: Sendable {
    case literal(Value)
    case column(String)
    case negation(Syntax)
    case not(Syntax)
    case binary(BinaryOperator, Syntax, Syntax)
    case isNull(Syntax)
    case isIn(Syntax, [Syntax])
    case like(Syntax, Syntax)
    case matches(Syntax, Syntax)
    case call(String, [Syntax])
    case cast(Syntax, ColumnType, isLenient: Bool)
    case choice([(condition: Syntax, value: Syntax)], otherwise: Syntax?)
  }

  var kind: Kind
  var offset: Int

  init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}

/// An operator with two sides.
enum BinaryOperator: String, Sendable {
  case equal = "="
  case notEqual = "<>"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case and
  case or
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divide = "/"
  case quotient = "//"
  case remainder = "%"
  case concatenate = "||"

  var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }

  /// The comparison with its sides exchanged.
  var mirrored: BinaryOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: self
    }
  }
}
