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
  /// How many values each column of numbers lacks; `nil` where rows are complete.
  ///
  /// Columns may differ in length else, and rows are those that have any value.
  var missingValues: [String: Int]?
  /// The names of the columns of numbers, in the order in which they were asked for or stand in the
  /// file.
  public var order: [String]
  /// Which rows of the files these are; `nil` of a table that comes from none.
  var origins: RowOrigins?

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

  /// How much was left out: values of columns that stand for themselves, or else rows.
  var leftOut: Int { missingValues?.values.reduce(0, +) ?? missing }

  /// The columns of numbers in their order.
  public var columns: [NumberColumn] { order.compactMap { numbers[$0] } }

  /// Where a row is found in the files, to be named in an answer or an error.
  ///
  /// - Parameter index: The place of the row in this table, from 0.
  /// - Returns: The file, and the numbers of the row and its line.
  package func place(of index: Int) -> RowPlace {
    origins?.place(of: index) ?? RowPlace(row: index + 1)
  }

  /// The headings of the columns that say where rows are found, as ``cells(of:)`` fills them.
  var placeHeadings: [String] {
    let place = place(of: 0)
    return (place.isOneOfSeveral ? ["file"] : []) + [place.line == nil ? "row" : "line"]
  }

  /// Where a row is found, as the cells of a table.
  func cells(of index: Int) -> [String] {
    let place = place(of: index)
    let file = place.isOneOfSeveral ? [place.file ?? ""] : []
    // Of several files some may have no lines.
    let hasLines = self.place(of: 0).line != nil
    let number = hasLines == (place.line != nil) ? "" : place.line == nil ? "row " : "line "
    return file + [number + "\(place.line ?? place.row)"]
  }

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

  /// Refuses columns that have not as many numbers as there are rows.
  func checkRows(_ names: [String]) throws(StatisticsError) {
    for name in names {
      let count = try column(name).count
      guard count != rows else { continue }
      throw StatisticsError(
        .shape,
        "The column \(name) has \(Counted.text(count, "number")) in \(Counted.text(rows, "row"))."
          + " Give one for each.",
        columns: [name]
      )
    }
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
