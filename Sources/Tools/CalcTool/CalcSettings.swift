/// How a calculator computes and prints.
public struct CalcSettings: Hashable, Sendable {
  /// The significant digits of results that have no end, or are too long.
  public var precision = 28
  /// Whether exact results are printed as fractions.
  public var printsFractions = false
  /// How many digits results have behind the point; `nil` for as many as they need.
  public var places: Int?

  /// The most digits that ``precision`` may be.
  public static let precisionLimit = 1_000_000
  /// The most digits that ``places`` may be.
  public static let placesLimit = 100_000
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
  var timeLimit: Duration { .seconds(60 + digits / 1_000) }
  /// The digits that an inexact value is computed with at first.
  var firstPrecision: Int { digits + 20 }
  /// The digits beyond which a question counts as undecided, where little cancels.
  var lastPrecision: Int { max(4_000, 2 * digits + 100) }
  /// The most digits that are tried of numbers whose large parts may cancel.
  static let cancellationLimit = 100_000

  private var digits: Int { max(precision, places ?? 0) }
}
