/// What is wrong with a text, an argument or an operation.
public struct NumberError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of an error, to which more may be added.
  public struct Code: RawRepresentable, Sendable, Hashable {
    /// The name.
    public var rawValue: String

    /// Makes a code from its name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A text is no number.
    public static let notANumber = Code(rawValue: "notANumber")
    /// Something was divided by zero.
    public static let divisionByZero = Code(rawValue: "divisionByZero")
    /// An argument is outside of what an operation takes.
    public static let invalidArgument = Code(rawValue: "invalidArgument")
    /// A result would take more memory than allowed.
    public static let tooLarge = Code(rawValue: "tooLarge")
    /// Matrices do not fit each other or the operation.
    public static let shape = Code(rawValue: "shape")
    /// A matrix has no inverse.
    public static let singular = Code(rawValue: "singular")
    /// A matrix is not positive definite.
    public static let notPositiveDefinite = Code(rawValue: "notPositiveDefinite")
    /// A library of the system is missing.
    public static let unavailable = Code(rawValue: "unavailable")
  }

  /// The kind.
  public var code: Code
  /// What happened and what to do.
  public var message: String
  /// Where in the text, counted from 1 in characters; `nil` if there is no text.
  public var column: Int?

  /// Makes an error.
  public init(_ code: Code, _ message: String, column: Int? = nil) {
    self.code = code
    self.message = message
    self.column = column
  }

  /// The column, where there is one, and the message.
  public var description: String { column.map { "column \($0): \(message)" } ?? message }
}
