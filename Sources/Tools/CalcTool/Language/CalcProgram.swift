import BatteryNumbers

/// An expression as steps of a machine with a stack, so that none is too deep to run.
struct CalcProgram {
  /// What a step does with the values on the stack.
  enum Operation {
    case number(Fraction)
    case name(String)
    /// An argument of the function around.
    case argument(Int)
    case prefix(Prefix)
    case infix(Infix)
    case factorial
    case percent
    case call(String, count: Int)
    /// Takes a truth off the stack, and goes on elsewhere when it is false.
    case branch(to: Int)
    case jump(to: Int)
    /// Goes on elsewhere when the truth on the stack is this one, and takes it off when not.
    case shortcut(when: Bool, to: Int)
    /// Refuses what is no truth.
    case truth
  }

  enum Prefix {
    case negate, plus, not
  }

  enum Infix {
    case add, subtract, multiply, divide, floorDivide, modulo, power
    case equal, unequal, less, lessOrEqual, greater, greaterOrEqual
  }

  struct Step {
    var operation: Operation
    var column: Int
  }

  var steps: [Step] = []
}

/// A part of a line between semicolons.
enum CalcStatement {
  case expression(CalcProgram)
  case assignment(String, CalcProgram)
  case definition(String, CalcFunction)
}

/// A function that a line defined.
struct CalcFunction {
  var parameters: [String]
  var body: CalcProgram
}
