/// What an expression comes to.
public struct CalcResult: Hashable, Sendable {
  /// The expression, as it was given.
  public var expression: String
  /// The result as text: a decimal, a fraction where fractions are wanted, `true` or `false`.
  public var value: String
  /// Whether the text is the result itself, and not the nearest number with so many digits.
  public var isExact: Bool
  /// Whether no precision would print another text: `false` where the result cannot be told from
  /// zero, or from a tie between two numbers with so many digits.
  public var isCertain = true
  /// The result as a fraction, where it is a rational number that is not too long to print.
  public var fraction: String?
  /// The answer, where the expression is a comparison.
  public var truth: Bool?
  /// What a reader of the text should know, a sentence each.
  public var notes: [String] = []
}

extension CalcResult: Encodable {
  private enum Key: String, CodingKey {
    case expression, value, exact, certain, fraction
  }

  /// Writes the fields as `--format json` prints them: a number is a text, so that it keeps its digits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(expression, forKey: .expression)
    if let truth {
      try container.encode(truth, forKey: .value)
    } else {
      try container.encode(value, forKey: .value)
    }
    try container.encode(isExact, forKey: .exact)
    if !isCertain { try container.encode(false, forKey: .certain) }
    try container.encodeIfPresent(fraction, forKey: .fraction)
  }
}
