/// A column by which rows are sorted.
public struct SortKey: Hashable, Sendable {
  /// The name of the column.
  public var column: String
  /// Whether great values come first. Rows without a value come last either way.
  public var descending: Bool

  /// Describes a key.
  public init(_ column: String, descending: Bool = false) {
    self.column = column
    self.descending = descending
  }

  /// Reads keys as `--by` takes them: `city, price desc` or `city,-price`.
  ///
  /// A name with a comma or a sign before it stands in double quotes.
  public static func list(_ text: String) throws(TableError) -> [SortKey] {
    []
  }
}
