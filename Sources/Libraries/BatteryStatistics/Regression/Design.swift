public import BatteryNumbers

/// The columns that a model explains an outcome by, each with its name.
///
/// Columns are doubles or exact fractions, which keep the digits of a text: what
/// ``Lane/exact`` computes from fractions has no rounding at all before the last.
public struct Design: Sendable {
  /// The names, the intercept's first.
  public let names: [String]
  /// The columns as doubles.
  public let columns: [[Double]]
  /// Whether the first column is the intercept, all ones.
  public let hasIntercept: Bool
  /// The columns as they were given, where they were fractions.
  let fractions: [[Fraction]]?

  /// The number of rows.
  public var rows: Int { columns.first?.count ?? 0 }

  /// The name that an intercept has.
  public static let interceptName = "(Intercept)"

  /// Makes a design of columns of doubles.
  ///
  /// - Parameters:
  ///   - columns: The columns, all as long, without the intercept.
  ///   - names: A name for each; x1, x2 and so on where none are given.
  ///   - intercept: Whether a column of ones comes first.
  /// - Throws: ``StatisticsError`` when columns differ in length, names are missing, or a value is NaN
  ///   or infinite.
  public init(
    _ columns: [[Double]],
    names: [String]? = nil,
    intercept: Bool = true
  ) throws(StatisticsError) {
    let names = names ?? columns.indices.map { "x\($0 + 1)" }
    try Self.check(columns.map(\.count), names)
    for (column, name) in zip(columns, names) { try StatisticsError.check(finite: column, name) }
    let ones = [Double](repeating: 1, count: columns.first?.count ?? 0)
    self.names = intercept ? [Self.interceptName] + names : names
    self.columns = intercept ? [ones] + columns : columns
    hasIntercept = intercept
    fractions = nil
  }

  /// Makes a design of columns of exact fractions.
  ///
  /// - Throws: ``StatisticsError`` when columns differ in length, names are missing, or a number is
  ///   beyond the largest double.
  public init(
    exact columns: [[Fraction]],
    names: [String]? = nil,
    intercept: Bool = true
  ) throws(StatisticsError) {
    let names = names ?? columns.indices.map { "x\($0 + 1)" }
    try Self.check(columns.map(\.count), names)
    let ones = [Fraction](repeating: 1, count: columns.first?.count ?? 0)
    let all = intercept ? [ones] + columns : columns
    let doubles = all.map { $0.map { Double($0) } }
    if let place = doubles.firstIndex(where: { !$0.allSatisfy(\.isFinite) }) {
      let name = intercept ? names[place - 1] : names[place]
      throw StatisticsError(
        .notFinite,
        "\(name) has numbers beyond the largest double. Scale the column.",
        columns: [name]
      )
    }
    self.names = intercept ? [Self.interceptName] + names : names
    self.columns = doubles
    hasIntercept = intercept
    fractions = all
  }

  /// The intercept alone, for so many rows.
  public init(interceptOnly rows: Int) {
    names = [Self.interceptName]
    columns = [[Double](repeating: 1, count: rows)]
    hasIntercept = true
    fractions = nil
  }

  private static func check(_ lengths: [Int], _ names: [String]) throws(StatisticsError) {
    guard lengths.count == names.count else {
      throw StatisticsError(
        .shape,
        "There are \(lengths.count) columns and \(names.count) names. Give each column a name."
      )
    }
    for (length, name) in zip(lengths, names) where length != lengths[0] {
      throw StatisticsError(
        .shape,
        "\(name) has \(length) rows and \(names[0]) \(lengths[0]). Give columns of the same length.",
        columns: [name]
      )
    }
  }

  /// The columns as fractions: doubles are what they are in binary.
  var exactColumns: [[Fraction]] {
    fractions ?? columns.map { $0.compactMap { Fraction(exactly: $0) } }
  }

  /// The number of an outcome's rows has to be that of the columns.
  func check(rows count: Int) throws(StatisticsError) {
    guard count == rows else {
      throw StatisticsError(
        .shape,
        "The outcome has \(count) rows and the columns have \(rows). Give as many."
      )
    }
    guard !columns.isEmpty else {
      throw StatisticsError(.shape, "There is no column to explain the outcome by. Give one.")
    }
  }
}
