/// What is wrong with data or with an argument.
public struct StatisticsError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of an error, to which more may be added.
  public struct Code: RawRepresentable, Sendable, Hashable {
    /// The name.
    public var rawValue: String

    /// Makes a code from its name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// There are too few values.
    public static let tooFewValues = Code(rawValue: "tooFewValues")
    /// Lists are not of the same length, or states not of the same shape.
    public static let shape = Code(rawValue: "shape")
    /// A value or an argument is outside of what the statistic takes.
    public static let invalidArgument = Code(rawValue: "invalidArgument")
    /// A value is not a number where only numbers have an answer.
    public static let notANumber = Code(rawValue: "notANumber")
    /// The statistic has no value for constant data.
    public static let constant = Code(rawValue: "constant")
    /// A saved state is damaged or of a version that is not known.
    public static let invalidState = Code(rawValue: "invalidState")
  }

  /// The kind.
  public var code: Code
  /// What happened and what to do.
  public var message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }

  static func tooFew(_ statistic: String, _ count: Int, needs least: Int) -> StatisticsError {
    StatisticsError(
      .tooFewValues,
      "The \(statistic) of \(count) \(count == 1 ? "value" : "values") is not defined."
        + " Give \(least) or more."
    )
  }

  static func unequal(_ statistic: String, _ first: Int, _ second: Int) -> StatisticsError {
    StatisticsError(
      .shape,
      "The \(statistic) got \(first) and \(second) values. Give as many of both."
    )
  }
}
