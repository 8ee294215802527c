/// Why a model, a test or a distribution has no answer.
public struct ModelError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of an error, to which more may be added.
  public struct Code: RawRepresentable, Sendable, Hashable {
    /// The name.
    public var rawValue: String

    /// Makes a code from its name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// An argument is outside of what an operation takes.
    public static let invalidArgument = Code(rawValue: "invalidArgument")
    /// Rows, columns or names do not fit each other.
    public static let shape = Code(rawValue: "shape")
    /// There are too few values for what is asked.
    public static let tooFewValues = Code(rawValue: "tooFewValues")
    /// A value is NaN or infinite.
    public static let notFinite = Code(rawValue: "notFinite")
    /// Columns depend on others.
    public static let rankDeficient = Code(rawValue: "rankDeficient")
    /// All values are the same where they must differ.
    public static let constant = Code(rawValue: "constant")
    /// Steps came to no end.
    public static let notConverged = Code(rawValue: "notConverged")
    /// Columns tell the two outcomes apart without an error.
    public static let perfectSeparation = Code(rawValue: "perfectSeparation")
    /// A formula is not written as one.
    public static let formula = Code(rawValue: "formula")
    /// A formula names a column that is not there.
    public static let unknownColumn = Code(rawValue: "unknownColumn")
  }

  /// The kind.
  public var code: Code
  /// What happened and what to do.
  public var message: String
  /// The columns that are meant, by name.
  public var columns: [String]

  /// Makes an error.
  public init(_ code: Code, _ message: String, columns: [String] = []) {
    self.code = code
    self.message = message
    self.columns = columns
  }

  /// The message.
  public var description: String { message }

  static func check(degreesOfFreedom: Double) throws(ModelError) {
    guard degreesOfFreedom > 0, degreesOfFreedom.isFinite else {
      throw ModelError(
        .invalidArgument,
        "\(degreesOfFreedom) degrees of freedom make no distribution. Give a number above 0."
      )
    }
  }

  /// Refuses NaN and infinity, with the place of the first.
  static func check(finite values: [Double], _ name: String) throws(ModelError) {
    guard let place = values.firstIndex(where: { !$0.isFinite }) else { return }
    let count = values.count { !$0.isFinite }
    throw ModelError(
      .notFinite,
      "\(name): value \(place + 1) is \(values[place]), one of \(count) that are not finite."
        + " Leave them out first.",
      columns: [name]
    )
  }
}
