/// A set of the signals of the General Decimal Arithmetic specification.
///
/// Raised signals are flags; signals that are to stop the work are traps.
public struct DecimalSignals: OptionSet, Hashable, Sendable, CustomStringConvertible {
  /// A bit for each signal.
  public let rawValue: UInt16

  /// Creates a set from bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The exponent was changed to fit the representation.
  public static let clamped = DecimalSignals(rawValue: 1 << 0)
  /// A finite number was divided by zero.
  public static let divisionByZero = DecimalSignals(rawValue: 1 << 1)
  /// Digits other than zero were lost.
  public static let inexact = DecimalSignals(rawValue: 1 << 2)
  /// The operation has no result: it is NaN.
  public static let invalidOperation = DecimalSignals(rawValue: 1 << 3)
  /// The exponent of the result exceeds the context's largest.
  public static let overflow = DecimalSignals(rawValue: 1 << 4)
  /// Digits, perhaps zeros, were removed.
  public static let rounded = DecimalSignals(rawValue: 1 << 5)
  /// The result was subnormal before it was rounded.
  public static let subnormal = DecimalSignals(rawValue: 1 << 6)
  /// The result was both subnormal and inexact.
  public static let underflow = DecimalSignals(rawValue: 1 << 7)
  /// A binary floating-point number was mixed with decimal ones.
  public static let floatOperation = DecimalSignals(rawValue: 1 << 8)

  /// Every signal.
  public static let all = DecimalSignals(rawValue: 0x1FF)

  /// Python's names of the signals in the set.
  public var description: String {
    let names = Self.names.enumerated().filter { rawValue >> $0.offset & 1 == 1 }.map(\.element)
    return "[" + names.joined(separator: ", ") + "]"
  }

  private static let names = [
    "Clamped", "DivisionByZero", "Inexact", "InvalidOperation", "Overflow", "Rounded",
    "Subnormal", "Underflow", "FloatOperation",
  ]
}
