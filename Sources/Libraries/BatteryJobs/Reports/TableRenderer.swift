/// Writes tables for people and for programs.
public struct TableRenderer: Sendable {
  /// Chooses how a cell of a terminal's table looks, by the name of its column and its text.
  public typealias Styler = @Sendable (_ column: String, _ cell: String) -> TerminalStyle?

  /// How tables are written.
  public var format: TableFormat

  /// How many columns the terminal has; `nil` when the text does not go to a terminal, so that
  /// nothing is cut off.
  public var width: Int?

  /// How cells look, where colours are wanted; `nil` for plain text.
  public var styler: Styler?

  /// Makes a renderer.
  ///
  /// `width` and `styler` matter to the text format alone.
  public init(_ format: TableFormat, width: Int? = nil, styler: Styler? = nil) {
    self.format = format
    self.width = width
    self.styler = styler
  }

  /// Returns a table in the renderer's format, with a line ending after the last line.
  ///
  /// - Complexity: O(the bytes of all cells).
  public func render(_ table: ReportTable) -> String {
    switch format {
    case .text: text(table)
    case .json: json(table)
    case .csv: csv(table)
    case .markdown: markdown(table)
    case .html: html(table)
    }
  }
}
