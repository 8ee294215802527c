/// Why a table could not be read, worked on or written: one line that says where, what, and what to
/// do.
public struct TableError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What sort of problem it is; later versions may have more.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The name of the code.
    public let rawValue: String

    /// Names a code.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// The data is not what its format says.
    public static let invalidData = Code(rawValue: "invalid-data")
    /// A column is not there.
    public static let unknownColumn = Code(rawValue: "unknown-column")
    /// An expression or option is not understood.
    public static let invalidExpression = Code(rawValue: "invalid-expression")
    /// A value does not fit where it is to go.
    public static let typeMismatch = Code(rawValue: "type-mismatch")
    /// A file is missing.
    public static let notFound = Code(rawValue: "not-found")
    /// A file may not be opened.
    public static let denied = Code(rawValue: "denied")
    /// Reading or writing failed.
    public static let inputOutput = Code(rawValue: "input-output")
    /// There is nothing in the file.
    public static let empty = Code(rawValue: "empty")
    /// What is asked for is not there on this machine.
    public static let unavailable = Code(rawValue: "unavailable")
  }

  /// What sort of problem it is.
  public let code: Code
  /// The line.
  public let message: String

  /// Describes a problem.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The line.
  public var description: String { message }
}
