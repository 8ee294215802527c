/// A condition or a computed value over the columns of a table, as `--where` takes it.
///
/// The language is SQL's as far as it goes; ``grammar`` is a summary. Columns are named as they are,
/// or within double quotes or backticks; texts stand in single quotes. A comparison with a value
/// that is not there is neither true nor false, as in SQL.
public struct TableExpression: Sendable {
  /// What was written.
  public let text: String
  /// What stands before the place in errors: `where` in `where:1:9: …`.
  public let name: String

  /// Reads an expression.
  ///
  /// - Parameters:
  ///   - text: The expression.
  ///   - name: What errors call it, such as the option that it comes from.
  /// - Throws: ``TableError`` with the line and column where it is not understood.
  public init(_ text: String, name: String = "where") throws(TableError) {
    self.text = text
    self.name = name
  }

  /// Looks the columns up and checks the types.
  ///
  /// - Throws: ``TableError`` with the line and column of what does not fit.
  public func compiled(for schema: Schema) throws(TableError) -> CompiledExpression {
    throw TableError(.unavailable, "")
  }

  /// As ``compiled(for:)``, for an expression that is true or false.
  ///
  /// - Throws: ``TableError`` also when it is something else.
  public func compiledCondition(for schema: Schema) throws(TableError) -> CompiledExpression {
    try compiled(for: schema)
  }
}
