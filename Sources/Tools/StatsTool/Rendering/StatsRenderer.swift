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
  /// Whether drawings are wanted.
  public var hasPlots: Bool
  /// Which table CSV has; `nil` for the first one as people read it.
  var table: AnswerTable?
  /// The columns whose values make groups, which rows of that table begin with.
  var by: [String] = []

  /// How wide drawings in text are where no terminal says it.
  private static let usualWidth = 80

  /// Wider, the longest bars tell no more.
  private static let mostWidth = 100

  /// Makes a renderer; `width` and `hasColours` matter to text alone.
  public init(
    _ format: TableFormat,
    title: String = "Statistics",
    width: Int? = nil,
    hasColours: Bool = false,
    hasPlots: Bool = true
  ) {
    self.format = format
    self.title = title
    self.width = width
    self.hasColours = hasColours
    self.hasPlots = hasPlots
  }

  /// Returns an answer in the renderer's format.
  public func render(_ answer: StatsAnswer) -> String {
    var answer = answer
    if !hasPlots { answer.drawings = [] }
    return switch format {
    case .json: JSONWriter(isPretty: true).string(answer.json) + "\n"
    case .csv: csv(answer)
    case .text: text(answer)
    case .markdown: markdown(answer)
    case .html: StatsPage(title, answer).text
    }
  }

  /// One table, with as many cells in each row.
  private func csv(_ answer: StatsAnswer) -> String {
    let table = table?.table(of: answer.json, by: by) ?? answer.sections.first?.table
    return table.map { TableRenderer(.csv).render($0) } ?? ""
  }

  private func text(_ answer: StatsAnswer) -> String {
    var renderer = TableRenderer(.text, width: width)
    if hasColours { renderer.styler = { _, _ in nil } }
    var blocks: [String] = []
    let drawn = answer.drawings.compactMap(\.tableTitle)
    // The bars of a histogram have its figures already.
    let sections = answer.sections.filter { !drawn.contains($0.title) }
    for section in sections {
      guard !section.table.rows.isEmpty else {
        blocks.append("\(styled(section.title))\n")
        continue
      }
      let title = sections.count > 1 ? "\(styled(section.title))\n" : ""
      for table in Self.fitted(section.table, to: width) {
        blocks.append(title + renderer.render(table))
      }
    }
    for drawing in answer.drawings {
      let columns = min(width ?? Self.usualWidth, Self.mostWidth)
      blocks.append(TextDrawing(width: columns).text(drawing))
    }
    if !answer.notes.isEmpty {
      blocks.append(answer.notes.map { Self.wrapped(DisplayText.harmless($0), to: width) }.joined())
    }
    return blocks.joined(separator: "\n")
  }

  private func styled(_ title: String) -> String {
    let harmless = DisplayText.harmless(title)
    return hasColours ? TerminalStyle.bold.applied(to: harmless) : harmless
  }

  /// A text in lines that end between words.
  private static func wrapped(_ text: String, to width: Int?) -> String {
    guard let width, DisplayText.width(of: text) > width else { return text + "\n" }
    var lines = [""]
    for word in text.split(separator: " ") {
      let longer = lines[lines.count - 1].isEmpty ? "\(word)" : "\(lines[lines.count - 1]) \(word)"
      if DisplayText.width(of: longer) <= width || lines[lines.count - 1].isEmpty {
        lines[lines.count - 1] = longer
      } else {
        lines.append("\(word)")
      }
    }
    return lines.map { $0 + "\n" }.joined()
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
