public import BatteryJobs
import BatteryTables

/// Writes answers for people and for programs.
public struct StatsRenderer: Sendable {
  /// How answers are written.
  public var format: TableFormat
  /// What the answer is about, for a page.
  public var title: String
  /// How many columns the terminal has; `nil` when the text does not go to one.
  public var width: Int?
  /// Whether colours are wanted.
  public var hasColours: Bool

  /// How wide drawings in text are where no terminal says it.
  private static let usualWidth = 80

  /// Makes a renderer; `width` and `hasColours` matter to text alone.
  public init(
    _ format: TableFormat,
    title: String = "Statistics",
    width: Int? = nil,
    hasColours: Bool = false
  ) {
    self.format = format
    self.title = title
    self.width = width
    self.hasColours = hasColours
  }

  /// Returns an answer in the renderer's format.
  public func render(_ answer: StatsAnswer) -> String {
    switch format {
    case .json: JSONWriter(isPretty: true).string(answer.json) + "\n"
    case .csv: csv(answer)
    case .text: text(answer)
    case .markdown: markdown(answer)
    case .html: StatsPage(title, answer).text
    }
  }

  /// Tables with the heading of each as a first column, where there are several.
  private func csv(_ answer: StatsAnswer) -> String {
    let renderer = TableRenderer(.csv)
    guard answer.sections.count > 1 else {
      return answer.sections.map { renderer.render($0.table) }.joined()
    }
    var text = ""
    var columns: [ReportTable.Column] = []
    for section in answer.sections {
      let table = ReportTable(
        columns: [.init("section")] + section.table.columns,
        rows: section.table.rows.map { [section.title] + $0 }
      )
      // Tables of the same columns go on without a header.
      if columns == table.columns {
        let lines = renderer.render(table)
        let header = renderer.render(ReportTable(columns: table.columns))
        text += lines.dropFirst(header.count)
      } else {
        text += (text.isEmpty ? "" : "\r\n") + renderer.render(table)
      }
      columns = table.columns
    }
    return text
  }

  private func text(_ answer: StatsAnswer) -> String {
    var renderer = TableRenderer(.text, width: width)
    if hasColours { renderer.styler = { _, _ in nil } }
    var blocks: [String] = []
    let drawn = answer.drawings.compactMap(\.tableTitle)
    // The bars of a histogram have its figures already.
    let sections = answer.sections.filter { !drawn.contains($0.title) }
    for section in sections {
      let title = sections.count > 1 ? "\(styled(section.title))\n" : ""
      for table in Self.fitted(section.table, to: width) {
        blocks.append(title + renderer.render(table))
      }
    }
    for drawing in answer.drawings {
      blocks.append(TextDrawing(width: width ?? Self.usualWidth).text(drawing))
    }
    if !answer.notes.isEmpty { blocks.append(answer.notes.map { "\($0)\n" }.joined()) }
    return blocks.joined(separator: "\n")
  }

  private func styled(_ title: String) -> String {
    let harmless = DisplayText.harmless(title)
    return hasColours ? TerminalStyle.bold.applied(to: harmless) : harmless
  }

  /// A wide table as several: the first column again before so many others as fit.
  private static func fitted(_ table: ReportTable, to width: Int?) -> [ReportTable] {
    guard let width, table.columns.count > 2 else { return [table] }
    let widths = table.columns.indices.map { place in
      ([table.columns[place].name] + table.rows.map { $0[place] }).map {
        DisplayText.width(of: $0)
      }.max() ?? 0
    }
    var tables: [ReportTable] = []
    var start = 1
    while start < widths.count {
      var end = start
      var used = widths[0]
      while end < widths.count, end == start || used + widths[end] + 2 <= width {
        used += widths[end] + 2
        end += 1
      }
      tables.append(
        ReportTable(
          columns: [table.columns[0]] + table.columns[start..<end],
          rows: table.rows.map { [$0[0]] + $0[start..<end] }
        )
      )
      start = end
    }
    return tables
  }

  private func markdown(_ answer: StatsAnswer) -> String {
    var text = ""
    for section in answer.sections {
      text += "## \(Self.heading(section.title))\n\n"
      text += TableRenderer(.markdown).render(section.table) + "\n"
    }
    for drawing in answer.drawings {
      text += "```text\n\(TextDrawing(width: Self.usualWidth).text(drawing))```\n\n"
    }
    text += answer.notes.map { "- \(Self.heading($0))\n" }.joined()
    return text
  }

  /// A text in which Markdown finds nothing of its own.
  private static func heading(_ text: String) -> String {
    var result = ""
    for scalar in DisplayText.harmless(text).unicodeScalars {
      if "\\`*_[]<>#|&".unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar == "\n" ? " " : scalar)
    }
    return result
  }
}

extension StatsDrawing {
  /// The title of the table whose figures all stand in the drawing.
  fileprivate var tableTitle: String? {
    if case .histogram(let title, _, _) = self { title } else { nil }
  }
}
