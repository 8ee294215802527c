/// Why an expression has no result.
public struct CalcError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of an error, to which more may be added.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The name.
    public var rawValue: String

    /// Makes a code from its name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The text is no expression.
    public static let syntax = Code(rawValue: "syntax")
    /// A name has no value, or a value of another kind.
    public static let name = Code(rawValue: "name")
    /// The operation has no result for these values.
    public static let domain = Code(rawValue: "domain")
    /// The result would be too large, or take too long.
    public static let tooLarge = Code(rawValue: "tooLarge")
    /// No precision that is tried decides the question.
    public static let undecided = Code(rawValue: "undecided")
  }

  /// The kind.
  public var code: Code
  /// What happened and what to do.
  public var message: String
  /// Where in the line, counted from 1 in characters.
  public var column: Int

  init(_ code: Code, _ message: String, column: Int) {
    self.code = code
    self.message = message
    self.column = column
  }

  /// The column and the message.
  public var description: String { "column \(column): \(message)" }
}
