/// What exactly made an operation signal.
public struct DecimalCondition: Hashable, Sendable, CustomStringConvertible {
  private enum Code: UInt32 {
    case clamped, divisionByZero, inexact, invalidOperation, overflow, rounded, subnormal
    case underflow, floatOperation
    case conversionSyntax, divisionImpossible, divisionUndefined, insufficientStorage
    case invalidContext
  }

  private let code: Code

  /// The exponent was changed to fit the representation.
  public static let clamped = DecimalCondition(code: .clamped)
  /// A finite number was divided by zero.
  public static let divisionByZero = DecimalCondition(code: .divisionByZero)
  /// Digits other than zero were lost.
  public static let inexact = DecimalCondition(code: .inexact)
  /// The operation has no result for these operands.
  public static let invalidOperation = DecimalCondition(code: .invalidOperation)
  /// The exponent of the result exceeds the context's largest.
  public static let overflow = DecimalCondition(code: .overflow)
  /// Digits, perhaps zeros, were removed.
  public static let rounded = DecimalCondition(code: .rounded)
  /// The result was subnormal before it was rounded.
  public static let subnormal = DecimalCondition(code: .subnormal)
  /// The result was both subnormal and inexact.
  public static let underflow = DecimalCondition(code: .underflow)
  /// A binary floating-point number was mixed with decimal ones.
  public static let floatOperation = DecimalCondition(code: .floatOperation)
  /// The text is no number.
  public static let conversionSyntax = DecimalCondition(code: .conversionSyntax)
  /// The quotient of an integer division has more digits than the precision.
  public static let divisionImpossible = DecimalCondition(code: .divisionImpossible)
  /// Zero was divided by zero.
  public static let divisionUndefined = DecimalCondition(code: .divisionUndefined)
  /// The operation needs more digits than ``DecimalContext/digitLimit`` allows.
  public static let insufficientStorage = DecimalCondition(code: .insufficientStorage)
  /// The context's precision or exponents are outside the limits.
  public static let invalidContext = DecimalCondition(code: .invalidContext)

  /// The signal that this condition raises.
  public var signal: DecimalSignals {
    code.rawValue > Code.floatOperation.rawValue
      ? .invalidOperation : DecimalSignals(rawValue: 1 << UInt16(code.rawValue))
  }

  /// One line: what happened.
  public var description: String {
    switch code {
    case .clamped: "the exponent was clamped"
    case .divisionByZero: "division by zero"
    case .inexact: "the result is inexact"
    case .invalidOperation: "the operation has no result for these operands"
    case .overflow: "the result exceeds the largest exponent"
    case .rounded: "the result was rounded"
    case .subnormal: "the result is subnormal"
    case .underflow: "the result is below the smallest exponent"
    case .floatOperation: "a binary floating-point number was mixed with decimal ones"
    case .conversionSyntax: "the text is no number"
    case .divisionImpossible: "the integer quotient has more digits than the precision"
    case .divisionUndefined: "zero divided by zero is undefined"
    case .insufficientStorage: "the operation needs more digits than the context's digitLimit"
    case .invalidContext: "the context's precision or exponents are outside the limits"
    }
  }

  /// The remedy.
  var remedy: String {
    switch code {
    case .clamped, .inexact, .rounded, .subnormal, .underflow, .overflow:
      "raise the context's precision or exponents, or do not trap the signal"
    case .divisionByZero, .divisionUndefined: "check the divisor before dividing"
    case .invalidOperation: "check the operands"
    case .floatOperation: "convert it with Decimal(_:) on purpose"
    case .conversionSyntax: "write digits with at most one point and an exponent, as in 1.25E-3"
    case .divisionImpossible, .insufficientStorage: "use a higher limit or smaller operands"
    case .invalidContext:
      "use a precision from 1 to 999999999, and exponents that lie on either side of zero"
    }
  }

  // MARK: Collecting

  /// The conditions of one operation as bits.
  struct Set: OptionSet {
    var rawValue: UInt32

    init(rawValue: UInt32) { self.rawValue = rawValue }

    init(_ condition: DecimalCondition) { rawValue = 1 << condition.code.rawValue }

    static let clamped = Set(.clamped)
    static let divisionByZero = Set(.divisionByZero)
    static let inexact = Set(.inexact)
    static let invalidOperation = Set(.invalidOperation)
    static let overflow = Set(.overflow)
    static let rounded = Set(.rounded)
    static let subnormal = Set(.subnormal)
    static let underflow = Set(.underflow)
    static let floatOperation = Set(.floatOperation)
    static let conversionSyntax = Set(.conversionSyntax)
    static let divisionImpossible = Set(.divisionImpossible)
    static let divisionUndefined = Set(.divisionUndefined)
    static let insufficientStorage = Set(.insufficientStorage)
    static let invalidContext = Set(.invalidContext)

    /// The signals of these conditions.
    @inline(__always)
    var signals: DecimalSignals {
      var bits = UInt16(truncatingIfNeeded: rawValue & 0x1FF)
      if rawValue > 0x1FF { bits |= DecimalSignals.invalidOperation.rawValue }
      return DecimalSignals(rawValue: bits)
    }

    /// The gravest condition whose signal is trapped.
    func gravest(in traps: DecimalSignals) -> DecimalCondition? {
      let order: [DecimalCondition] = [
        .invalidContext, .insufficientStorage, .conversionSyntax, .divisionImpossible,
        .divisionUndefined, .invalidOperation, .divisionByZero, .floatOperation, .overflow,
        .underflow, .subnormal, .inexact, .rounded, .clamped,
      ]
      return order.first { contains(Set($0)) && traps.contains($0.signal) }
    }
  }
}
