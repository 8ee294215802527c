/// Why a statistic, a model, a test or a distribution has no answer.
public struct StatisticsError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of an error, to which more may be added.
  public struct Code: RawRepresentable, Sendable, Hashable {
    /// The name.
    public var rawValue: String

    /// Makes a code from its name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// There are too few values for what is asked.
    public static let tooFewValues = Code(rawValue: "tooFewValues")
    /// Lists, rows, columns or states do not fit each other.
    public static let shape = Code(rawValue: "shape")
    /// A value or an argument is outside of what an operation takes.
    public static let invalidArgument = Code(rawValue: "invalidArgument")
    /// A value of the data is one that an operation does not take: a negative weight, a 0 to divide by.
    public static let invalidData = Code(rawValue: "invalidData")
    /// A value is NaN or infinite where only numbers have an answer.
    public static let notFinite = Code(rawValue: "notFinite")
    /// All values are the same where they must differ.
    public static let constant = Code(rawValue: "constant")
    /// Columns depend on others.
    public static let rankDeficient = Code(rawValue: "rankDeficient")
    /// Steps came to no end.
    public static let notConverged = Code(rawValue: "notConverged")
    /// Columns tell the two outcomes apart without an error.
    public static let perfectSeparation = Code(rawValue: "perfectSeparation")
    /// A formula is not written as one.
    public static let formula = Code(rawValue: "formula")
    /// A formula names a column that is not there.
    public static let unknownColumn = Code(rawValue: "unknownColumn")
    /// A saved state is damaged or of a version that is not known.
    public static let invalidState = Code(rawValue: "invalidState")
  }

  /// The kind.
  public var code: Code
  /// What happened and what to do.
  public var message: String
  /// The columns that are meant, by name.
  public var columns: [String]
  /// The place of the row that is meant, from 0; `nil` where it is not one row.
  public var row: Int?

  /// Makes an error.
  public init(_ code: Code, _ message: String, columns: [String] = [], row: Int? = nil) {
    self.code = code
    self.message = message
    self.columns = columns
    self.row = row
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

  static func check(degreesOfFreedom: Double) throws(StatisticsError) {
    guard degreesOfFreedom > 0, degreesOfFreedom.isFinite else {
      throw StatisticsError(
        .invalidArgument,
        "\(degreesOfFreedom) degrees of freedom make no distribution. Give a number above 0."
      )
    }
  }

  /// Refuses NaN and infinity, with the place of the first.
  static func check(finite values: [Double], _ name: String) throws(StatisticsError) {
    guard let place = values.firstIndex(where: { !$0.isFinite }) else { return }
    let count = values.count { !$0.isFinite }
    // NaN has a sign that says nothing.
    let value = values[place].isNaN ? .nan : values[place]
    throw StatisticsError(
      .notFinite,
      "\(name): value \(place + 1) is \(value), one of \(count) that are not finite."
        + " Leave them out first.",
      columns: [name]
    )
  }
}
