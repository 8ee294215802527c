/// A condition or a computed value over the columns of a table, as `--where` takes it.
///
/// The language is SQL's as far as it goes: columns (`price`, `"unit price"`), numbers, `'texts'`,
/// `date '2026-01-31'`, `timestamp '…'`, `true`, `false`, `null`; `= <> < <= > >=`, `and or not`,
/// `+ - * / // %`, `||`, `in`, `between`, `is null`, `like`, `~ 'regular expression'`, `case`, casts
/// and functions. A comparison with a value that is not there is neither true nor false.
///
/// Whole numbers and decimals are computed exactly: what does not fit is an error. `/` always gives a
/// double; `//` and `%` divide as SQL does, towards zero. A division by zero has no value.
public struct TableExpression: Sendable {
  /// What was written.
  public var text: String { source.text }
  private let source: ExpressionSource
  let syntax: Syntax

  /// Reads an expression.
  ///
  /// - Parameters:
  ///   - text: The expression.
  ///   - name: What errors call it, such as the option that it comes from: `where:1:9: …`.
  ///   - columns: All columns, where they are known before any table is: double quotes are then
  ///     taken for those of a text when there is no column of the name.
  /// - Throws: ``TableError`` with the line and column where it is not understood.
  public init(
    _ text: String,
    name: String = "where",
    columns: Set<String>? = nil
  ) throws(TableError) {
    let source = ExpressionSource(text: text, name: name)
    self.init(source, try Parser.expression(source, columns: columns))
  }

  init(_ source: ExpressionSource, _ syntax: Syntax) {
    self.source = source
    self.syntax = syntax
  }

  /// A column by its name, whatever signs are in it.
  public init(column name: String) {
    self.init(ExpressionSource(text: name, name: "column"), Syntax(.column(name), at: 0))
  }

  /// The name of the column, when the expression is no more than one.
  public var columnName: String? {
    if case .column(let name) = syntax.kind { name } else { nil }
  }

  /// Looks the columns up and checks the types.
  ///
  /// - Throws: ``TableError`` with the line and column of what does not fit.
  public func compiled(for schema: Schema) throws(TableError) -> CompiledExpression {
    CompiledExpression(try Compiler(source: source, schema: schema).term(syntax))
  }

  /// As ``compiled(for:)``, for an expression that is true or false.
  ///
  /// - Throws: ``TableError`` also when it is something else.
  public func compiledCondition(for schema: Schema) throws(TableError) -> CompiledExpression {
    CompiledExpression(try Compiler(source: source, schema: schema).condition(syntax))
  }
}
