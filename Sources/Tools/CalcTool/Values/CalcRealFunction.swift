/// A function of one real number that has no exact results but a few.
enum CalcRealFunction: String {
  case squareRoot, exp, ln, log10, sin, cos, asin, acos, atan, sinh, cosh, tanh, asinh, acosh, atanh
}

extension BallArithmetic {
  /// All results of a function for the numbers of a ball.
  func apply(_ function: CalcRealFunction, _ a: Ball) throws -> Ball {
    switch function {
    case .squareRoot: try squareRoot(a)
    case .exp: try exp(a)
    case .ln: try ln(a)
    case .log10: try log10(a)
    case .sin: try sin(a)
    case .cos: try cos(a)
    case .asin: try asin(a)
    case .acos: try acos(a)
    case .atan: try atan(a)
    case .sinh: try sinh(a)
    case .cosh: try cosh(a)
    case .tanh: try tanh(a)
    case .asinh: try asinh(a)
    case .acosh: try acosh(a)
    case .atanh: try atanh(a)
    }
  }
}
