import BatteryJobs
import BatteryTables
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

  @Test("writes one table as CSV, and names several")
  func csv() {
    var answer = Self.answer
    let one = "figure,x,a<b\r\nmean,1.5,2\r\ncount,10,20\r\n"
    #expect(StatsRenderer(.csv).render(answer) == one)
    answer.sections.append(answer.sections[0])
    answer.sections[1].title = "second"
    let text = StatsRenderer(.csv).render(answer)
    #expect(text.hasPrefix("section,figure,x,a<b\r\n<T>,mean,1.5,2\r\n"))
    #expect(text.hasSuffix("second,mean,1.5,2\r\nsecond,count,10,20\r\n"))
  }
}
