import BatteryJobs
import BatteryTables
import Foundation
import Testing

@testable import StatsTool

@Suite("StatsRenderer") struct StatsRendererTests {
  private static let answer = StatsAnswer(
    json: ["a": 1],
    sections: [
      .init(
        title: "<T>",
        table: ReportTable(
          columns: [.init("figure"), .init("x", .trailing), .init("a<b", .trailing)],
          rows: [["mean", "1.5", "2"], ["count", "10", "20"]]
        )
      )
    ],
    drawings: [
      .histogram(title: "h", edges: [0, 1, 2, 3], counts: [1, 4, 0]),
      .scatter(
        title: "s",
        x: .init(name: "x", values: [0, 1, 2]),
        y: .init(name: "y", values: [0, 1, 4]),
        curve: [.init(x: 0, y: 0), .init(x: 2, y: 4)]
      ),
    ],
    notes: ["a & b"]
  )

  @Test("draws bars in eighths, the longest as wide as there is room")
  func bars() {
    let text = TextDrawing(width: 30).text(Self.answer.drawings[0])
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.count == 5)
    #expect(lines[2].hasSuffix(String(repeating: "█", count: 24)))
    #expect(lines[1] == "0  1  ██████")
    #expect(lines[3] == "2  0")
  }

  @Test("draws points of braille, none outside of the frame")
  func points() {
    let text = TextDrawing(width: 60).text(Self.answer.drawings[1])
    #expect(text.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) })
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 60 })
  }

  @Test("puts wide tables below each other on a narrow terminal")
  func narrow() {
    let text = StatsRenderer(.text, width: 12).render(Self.answer)
    #expect(text.split(separator: "\n").count { $0.hasPrefix("figure") } == 2)
  }

  @Test("escapes everything in a page, which has no script")
  func page() {
    let page = StatsRenderer(.html, title: "</title><script>").render(Self.answer)
    #expect(!page.contains("<script"))
    #expect(!page.contains("<T>"))
    #expect(page.contains("a&lt;b"))
    #expect(page.contains("a &amp; b"))
    #expect(page.contains("<svg"))
    #expect(page.contains("<polyline"))
  }

  @Test("has round numbers along axes")
  func ticks() {
    #expect(PageDrawing.ticks(0, 1) == [0, 0.2, 0.4, 0.6, 0.8, 1])
    #expect(PageDrawing.ticks(-3, 7.5) == [-2, 0, 2, 4, 6])
    #expect(PageDrawing.ticks(5, 5) == [5])
  }

  /// Values whose range is no double, or is nothing in doubles.
  static let extremes: [[Double]] = [
    [1e20, 1e20, 1e20], [0, .leastNonzeroMagnitude, 0], [0, 0x1p-1030, 0], [-1.7e308, 1.7e308, 0],
    [1.7e308, 1.7e308, 1.7e308], [.nan, .infinity, 1],
  ]

  @Test("draws what is far from 0, near to it, or without a range", arguments: extremes)
  func extreme(values: [Double]) {
    let points = zip(values, [-1.0, 0, 1]).map { StatsDrawing.Point(x: $1, y: $0) }
    var answer = Self.answer
    answer.drawings = [
      .scatter(
        title: "s",
        x: .init(name: "x", values: [1, 2, 3]),
        y: .init(name: "y", values: values),
        curve: points
      ),
      .histogram(title: "h", edges: [values[0], values[1]], counts: [3]),
    ]
    #expect(StatsRenderer(.text).render(answer).contains("y over x"))
    let page = StatsRenderer(.html).render(answer)
    #expect(page.contains("<circle") && !page.contains("nan"))
    let range = DrawingRange(values)
    #expect(values.allSatisfy { (0...1).contains(range.share($0)) })
    #expect(DrawingRange([1e20, 1e20]).share(1e20) == 0.5)
  }

  @Test("writes one table as CSV, the first where none is chosen")
  func csv() {
    var answer = Self.answer
    answer.sections.append(answer.sections[0])
    let one = "figure,x,a<b\r\nmean,1.5,2\r\ncount,10,20\r\n"
    #expect(StatsRenderer(.csv).render(answer) == one)
  }

  @Test("draws nothing when no plots are wanted, and has the table of a histogram instead")
  func plots() {
    var answer = Self.answer
    answer.sections[0].title = "h"
    #expect(!StatsRenderer(.text).render(answer).contains("mean"))
    for format in [TableFormat.text, .markdown, .html] {
      let text = StatsRenderer(format, hasPlots: false).render(answer)
      #expect(!text.contains("█") && !text.contains("<svg") && !text.contains("⠈"))
      #expect(text.contains("mean"))
    }
  }

  @Test("a table without rows is its title")
  func empty() {
    var answer = Self.answer
    answer.sections[0].title = "0 outliers"
    answer.sections[0].table.rows = []
    answer.drawings = []
    #expect(StatsRenderer(.text).render(answer) == "0 outliers\n\na & b\n")
    #expect(StatsRenderer(.html).render(answer).contains("None."))
  }

  @Test("text to a pipe has lines of any length, notes on a terminal end between words")
  func lines() {
    var answer = Self.answer
    answer.drawings = []
    answer.notes = [String(repeating: "word ", count: 30) + "end"]
    let piped = StatsRenderer(.text, hasPlots: false).render(answer).split(separator: "\n")
    #expect(piped.count == 4 && (piped.last?.count ?? 0) > 150)
    let shown = StatsRenderer(.text, width: 40).render(answer).split(separator: "\n")
    #expect(shown.allSatisfy { $0.count <= 40 })
    #expect(shown.dropFirst(3).allSatisfy { $0.hasPrefix("word") })
  }

  /// What would be obeyed by a page, by Markdown or by a terminal.
  static let hostile = "<script>alert(1)</script>|\u{1B}[31m`*\u{202E}\n\"'&"

  @Test("what names say is never obeyed", arguments: [TableFormat.text, .markdown, .html])
  func names(format: TableFormat) {
    let name = Self.hostile
    let point = StatsDrawing.Axis(name: name, values: [0, 1])
    let answer = StatsAnswer(
      json: nil,
      sections: [
        .init(
          title: name,
          table: ReportTable(columns: [.init(name), .init(name, .trailing)], rows: [[name, name]])
        ),
        .init(title: name, table: ReportTable(columns: [.init(name)])),
      ],
      drawings: [
        .scatter(title: name, x: point, y: point, curve: []),
        .histogram(title: name + "h", edges: [0, 1], counts: [2]),
      ],
      notes: [name]
    )
    let text = StatsRenderer(format, title: name, width: format == .text ? 60 : nil).render(answer)
    #expect(!text.unicodeScalars.contains("\u{1B}") && !text.unicodeScalars.contains("\u{202E}"))
    if format == .html { #expect(!text.contains("<script") && !text.contains("\"'&")) }
    guard format == .markdown else { return }
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }
    #expect(rows.count == 5)
    // Every row of a table has as many bars that are not escaped.
    let bars = rows.map { row in row.replacing("\\|", with: "").count { $0 == "|" } }
    #expect(bars == [3, 3, 3, 2, 2])
    let prose = text.components(separatedBy: "```").enumerated()
      .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
    // A break in a cell is all the markup there is.
    let free = ["\\<", "\\`", "<br>"].reduce(prose) { $0.replacing($1, with: "") }
    #expect(!free.contains("<") && !free.contains("`"))
  }
}
