public import BatteryJobs
public import BatteryTables

/// Writes the report of a log for people and for programs.
///
/// Values come from whoever sent requests to a server. JSON and CSV have them as they are; everywhere
/// else control characters and marks of direction are shown instead of obeyed, and what a
/// markup would read as its own is escaped.
public struct LogReportRenderer: Sendable {
  /// How the report is written.
  public var format: TableFormat

  /// The title of Markdown and of the page.
  public var title: String

  /// What the report is about, such as the names of the files; `nil` for nothing.
  public var subject: String?

  /// Which records the report is of, such as `since 2026-11-22; status >= 500`; `nil` for all.
  public var selection: String?

  /// How many columns the terminal has; `nil` when the text does not go to a terminal.
  public var width: Int?

  /// Whether the text has colours.
  public var hasColours: Bool

  /// Whether a spreadsheet must not take a value of CSV for a formula.
  ///
  /// Values that begin with `=`, `+`, `-`, `@`, a tab or a line ending then get a `'` before them, and
  /// are no longer what the log has.
  public var guardsFormulas: Bool

  /// Makes a renderer.
  public init(
    _ format: TableFormat,
    title: String = "Traffic report",
    subject: String? = nil,
    selection: String? = nil,
    width: Int? = nil,
    hasColours: Bool = false,
    guardsFormulas: Bool = false
  ) {
    self.format = format
    self.title = title
    self.subject = subject
    self.selection = selection
    self.width = width
    self.hasColours = hasColours
    self.guardsFormulas = guardsFormulas
  }

  /// Writes a report piece by piece.
  ///
  /// - Throws: What the sink throws.
  /// - Complexity: O(the bytes of all values).
  public func write(_ report: LogReport, to sink: inout some ByteSink) throws {
    switch format {
    case .text: try writeText(report, to: &sink)
    case .json: try writeJSON(report, to: &sink)
    case .csv: try writeCSV(report, to: &sink)
    case .markdown: try writeMarkdown(report, to: &sink)
    case .html:
      let page = LogPage(report, title: title, subject: subject, selection: selection)
      try page.write(to: &sink)
    }
  }

  /// Returns the report as a text.
  public func render(_ report: LogReport) -> String {
    var sink = MemoryByteSink()
    // Writing into memory cannot fail.
    try? write(report, to: &sink)
    return String(decoding: sink.bytes, as: UTF8.self)
  }
}
