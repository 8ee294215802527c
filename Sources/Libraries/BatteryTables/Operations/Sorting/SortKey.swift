/// A column by which rows are sorted.
public struct SortKey: Hashable, Sendable {
  /// The name of the column.
  public var column: String
  /// Whether great values come first.
  ///
  /// Rows without a value come last either way.
  public var descending: Bool

  /// Describes a key.
  public init(_ column: String, descending: Bool = false) {
    self.column = column
    self.descending = descending
  }

  /// Reads keys as `--by` takes them: `city, price desc` or `city,-price`.
  ///
  /// A name with a comma, a space or a sign in it stands in double quotes.
  ///
  /// - Parameters:
  ///   - text: The keys, with commas between them.
  ///   - name: What errors call it.
  /// - Returns: The keys, the most important one first.
  /// - Throws: ``TableError`` with the line and column of what is not understood.
  public static func list(_ text: String, name: String = "by") throws(TableError) -> [SortKey] {
    var parser = try Parser(ExpressionSource(text: text, name: name))
    var keys: [SortKey] = []
    repeat {
      let isNegative = parser.take("-")
      let column = try parser.name()
      let isDescending = parser.takeWord("desc")
      if !isDescending { _ = parser.takeWord("asc") }
      keys.append(SortKey(column, descending: isNegative != isDescending))
    } while parser.take(",")
    guard parser.isAtEnd else { throw parser.unexpected("a comma, \"desc\" or the end") }
    return keys
  }
}
