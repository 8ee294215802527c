public import BatteryTables

/// Conditions over the records of a log.
public enum LogCondition {
  /// The columns that conditions know.
  public static var columns: [String] { LogColumns.schema.names }

  /// Reads a condition, such as `status >= 500 and path ~ '^/api'`.
  ///
  /// Texts may stand in double quotes, too, since no column of a log needs them.
  ///
  /// - Parameters:
  ///   - text: The condition.
  ///   - name: What errors call it.
  /// - Returns: The condition.
  /// - Throws: ``TableError`` with the line and column where it is not understood, or when it names
  ///   what a log does not have.
  public static func read(
    _ text: String,
    name: String = "where"
  ) throws(TableError) -> TableExpression {
    let condition = try TableExpression(text, name: name, columns: Set(columns))
    for column in condition.columns.sorted() where !columns.contains(column) {
      throw TableError(
        .unknownColumn,
        "\(name): a log has no \"\(column)\". Use \(columns.joined(separator: ", "))."
      )
    }
    // Whether the types fit is known before any log is read, too.
    _ = try condition.compiledCondition(for: LogColumns.schema)
    return condition
  }
}
