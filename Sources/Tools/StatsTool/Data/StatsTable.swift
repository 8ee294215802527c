public import BatteryStatistics

/// The columns that a question needs, of the rows that meet the condition and have all values.
public struct StatsTable: Sendable {
  /// The number of rows.
  public var rows: Int
  /// The columns of numbers, by name.
  public var numbers: [String: NumberColumn]
  /// The columns of texts, by name.
  public var labels: [String: [String]]
  /// How many rows were left out because a value is missing.
  public var missing: Int
  /// The names of the columns of numbers, in the order in which they were asked for or stand in the
  /// file.
  public var order: [String]

  /// Makes a table.
  ///
  /// - Parameters:
  ///   - rows: The number of rows; every column has as many.
  ///   - numbers: The columns of numbers, by name.
  ///   - labels: The columns of texts, by name.
  ///   - missing: How many rows were left out because a value is missing.
  ///   - order: The names of the columns of numbers; sorted unless they are given.
  public init(
    rows: Int,
    numbers: [String: NumberColumn],
    labels: [String: [String]] = [:],
    missing: Int = 0,
    order: [String]? = nil
  ) {
    self.rows = rows
    self.numbers = numbers
    self.labels = labels
    self.missing = missing
    self.order = order ?? numbers.keys.sorted()
  }

  /// The columns of numbers in their order.
  public var columns: [NumberColumn] { order.compactMap { numbers[$0] } }

  /// Returns a column of numbers.
  ///
  /// - Throws: ``StatisticsError`` with the names that there are when there is none of this name.
  public func column(_ name: String) throws(StatisticsError) -> NumberColumn {
    guard let column = numbers[name] else { throw Self.unknown(name, "numbers", order) }
    return column
  }

  /// Returns a column of texts.
  ///
  /// - Throws: ``StatisticsError`` with the names that there are when there is none of this name.
  public func labels(of name: String) throws(StatisticsError) -> [String] {
    guard let column = labels[name] else { throw Self.unknown(name, "texts", labels.keys.sorted()) }
    return column
  }

  private static func unknown(
    _ name: String,
    _ kind: String,
    _ names: [String]
  ) -> StatisticsError {
    StatisticsError(
      .unknownColumn,
      "There is no column of \(kind) “\(name)”."
        + (names.isEmpty ? "" : " There are \(names.joined(separator: ", "))."),
      columns: [name]
    )
  }
}
