/// How a calculator computes and prints.
public struct CalcSettings: Hashable, Sendable {
  /// The significant digits of results that have no end, or are too long.
  public var precision = 28
  /// Whether exact results are printed as fractions.
  public var printsFractions = false

  /// The most digits that ``precision`` may be.
  public static let precisionLimit = 1_000_000
  /// The most digits of an exact number.
  public static let digitLimit = 1_000_000
  /// Exact numbers with up to so many digits are printed whole.
  static let wholeDigits = 1_000
  /// How many operations a line may take.
  static let stepLimit = 1_000_000
  /// How deep parentheses may be nested.
  static let nestingLimit = 200
  /// How deep functions may call functions.
  static let callLimit = 200

  /// Makes the usual settings.
  public init() {}

  /// How long a line may take.
  var timeLimit: Duration { .seconds(60 + precision / 1_000) }
  /// The digits that an inexact value is computed with at first.
  var firstPrecision: Int { precision + 20 }
  /// The digits beyond which a question counts as undecided.
  var lastPrecision: Int { max(4_000, 2 * precision + 100) }
}
