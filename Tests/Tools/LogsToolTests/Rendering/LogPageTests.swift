import BatteryJobs
import BatteryTables
import Crypto
import Foundation
import Testing

@testable import LogsTool

@Suite("Log page") struct LogPageTests {
  private static func page(_ report: LogReport) -> String {
    LogReportRenderer(.html, title: "Traffic of <b>", subject: "a&b.log").render(report)
  }

  @Test(
    "is well-formed whatever the log says, and consists of nothing but our own elements",
    arguments: ReportExample.allCases
  )
  func wellFormed(_ example: ReportExample) throws {
    let outline = try HTMLOutline(Self.page(example.report))
    let allowed: Set = [
      "html", "head", "meta", "title", "style", "body", "a", "main", "header", "h1", "h2", "p",
      "dl", "dt", "dd", "div", "span", "section", "svg", "line", "g", "rect", "text", "circle",
      "ul", "li", "b", "i", "small", "code", "form", "label", "input", "kbd", "output", "nav",
      "table", "caption", "thead", "tbody", "tr", "th", "td", "footer", "script",
    ]
    #expect(Set(outline.elements.map(\.name)).subtracting(allowed) == [])
    let attributes = Set(outline.elements.flatMap { $0.attributes.keys })
    #expect(
      attributes.isDisjoint(with: ["style", "src", "action", "onclick", "onload", "onerror"])
    )
    #expect(!attributes.contains { $0.hasPrefix("on") })
    let targets = outline.elements.compactMap { $0.attributes["href"] }
    #expect(targets.allSatisfy { $0.hasPrefix("#") })
    #expect(outline.elements.filter { $0.name == "script" }.count == 1)
    #expect(outline.elements.filter { $0.name == "style" }.count == 1)
    let ids = outline.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
  }

  @Test("shows the values that attackers send as they are, in every table")
  func values() throws {
    let outline = try HTMLOutline(Self.page(.hostile))
    let cells = outline.elements.filter { $0.name == "td" }.map(\.text)
    for value in LogReport.hostileValues {
      let isPlain = value.unicodeScalars.allSatisfy { (" "..."~").contains($0) }
      guard isPlain, !value.isEmpty, value.utf8.count < 200 else { continue }
      #expect(cells.filter { $0 == value }.count == 16, "\(value)")
    }
    #expect(cells.contains("ESC[31mredESC[0mESC]0;titleBEL"))
    #expect(cells.contains("U+202Egpj.exe"))
    #expect(cells.contains("NUL<NULscript>document.title=1337</script>"))
    #expect(cells.contains("empty"))
  }

  @Test("lets nothing run but its own style and script, by their digests")
  func policy() throws {
    let outline = try HTMLOutline(Self.page(.hostile))
    let digests = ["style", "script"].map { name in
      let text = outline.elements.first { $0.name == name }?.text ?? ""
      return
        "\(name)-src 'sha256-\(Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString())'"
    }
    let policy = outline.elements.first { $0.attributes["http-equiv"] != nil }
    #expect(
      policy?.attributes["content"]
        == "default-src 'none'; base-uri 'none'; form-action 'none'; "
        + digests.joined(separator: "; ")
    )
    let script = outline.elements.first { $0.name == "script" }?.text ?? ""
    for sink in ["innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval("] {
      #expect(!script.contains(sink))
    }
  }

  @Test("says what it is in headings, captions and titles of drawings")
  func structure() throws {
    let outline = try HTMLOutline(Self.page(.example))
    let named = { (name: String) in outline.elements.filter { $0.name == name } }
    #expect(named("h1").map(\.text) == ["Traffic of <b>"])
    #expect(named("table").count == 16)
    #expect(named("caption").count == 16)
    #expect(named("th").allSatisfy { $0.attributes["scope"] == "col" })
    let ids = Set(outline.elements.compactMap { $0.attributes["id"] })
    let drawings = named("svg").filter { $0.attributes["role"] == "img" }
    #expect(drawings.count == 5)
    #expect(drawings.allSatisfy { ids.contains($0.attributes["aria-labelledby"] ?? "") })
    #expect(
      named("svg").allSatisfy {
        $0.attributes["role"] == "img" || $0.attributes["aria-hidden"] == "true"
      }
    )
    #expect(named("title").contains { $0.text == "13 Nov 2026: 155,548 hits, 19,463 visitors" })
  }

  @Test("draws no days that the report has left out")
  func incomplete() throws {
    var report = LogReport.example
    for index in report.panels.indices { report.panels[index].distinct += 1 }
    let outline = try HTMLOutline(Self.page(report))
    #expect(!outline.elements.contains { $0.attributes["class"] == "bars" })
  }

  @Test("stays below 3 MB with a thousand rows in each table, and is written in pieces")
  func size() throws {
    let agent = "Mozilla/5.0 (X11; Linux x86_64) \"AppleWebKit/537.36\" <like 'Gecko'> & others "
    let items = (0..<1000).map {
      LogReport.Item(
        "\($0) \(agent)\(agent)",
        hits: 123_456_789,
        visitors: 12_345_678,
        bytes: 123_456_789_012,
        of: 1_000_000_000,
        seconds: (0.123, 0.456, 0.789)
      )
    }
    var report = LogReport.hostile
    report.panels = LogReport.Name.allCases.map { .init(name: $0, items: items, distinct: 5000) }
    var sink = LargestPiece()
    try LogReportRenderer(.html).write(report, to: &sink)
    #expect(sink.total < 3_000_000)
    #expect(sink.total > 2_000_000)
    #expect(sink.largest < 200_000)
  }

  @Test("says so when there are no records")
  func empty() throws {
    var report = LogReport.small
    report.panels = []
    report.general.parsed = 0
    report.general.from = nil
    for (rejected, expected) in [
      (report.general.lines, "The log has no records: no line could be read."),
      (3, "1,200 lines were read; none meets what was asked for."),
      (report.general.lines - 1, "1 line was read; none meets what was asked for."),
    ] {
      report.general.rejected = rejected
      let outline = try HTMLOutline(Self.page(report))
      #expect(outline.elements.contains { $0.text == expected })
      #expect(LogReportRenderer(.text).render(report).contains(expected))
      #expect(LogReportRenderer(.markdown).render(report).contains(expected))
    }
  }

  @Test("says what was selected, and that shares are of it", arguments: [true, false])
  func selection(_ isSelected: Bool) throws {
    let page = LogReportRenderer(.html, selection: isSelected ? "path ~ \"<b>\"" : nil)
      .render(.small)
    let texts = try HTMLOutline(page).elements.map(\.text)
    #expect(page.contains("<b>Selected:</b> path ~ &quot;&lt;b&gt;&quot;") == isSelected)
    #expect(texts.contains("300 of the selected hits") == isSelected)
    #expect(texts.contains("300 hits") != isSelected)
  }

  @Test("shows the busiest crawler's own share, and that of all")
  func crawlers() {
    let page = Self.page(.example)
    #expect(page.contains("<code>Googlebot</code> <small>120,640 hits, 5.0%</small>"))
    #expect(page.contains("<dt>All crawlers</dt><dd>11.0% of hits <small>265,408 hits</small>"))
  }

  @Test("shows no sizes where the log has none")
  func sizes() throws {
    var report = LogReport.small
    report.general.bytes = 0
    for panel in report.panels.indices {
      for item in report.panels[panel].items.indices {
        report.panels[panel].items[item].bytes = 0
      }
    }
    let texts = try HTMLOutline(Self.page(report)).elements.map(\.text)
    #expect(texts.contains("no sizes in the log"))
    for format in [TableFormat.html, .text, .markdown] {
      #expect(!LogReportRenderer(format).render(report).contains("0 B"))
    }
  }

  @Test("says in text and in Markdown what was selected, as a value")
  func selectionInText() {
    let selection = "path ~ \"<b>\u{1B}[31m\""
    let text = LogReportRenderer(.text, selection: selection).render(.small)
    #expect(text.hasPrefix("Selected  path ~ \"<b>␛[31m\"\n"))
    let markdown = LogReportRenderer(.markdown, selection: selection).render(.small)
    #expect(markdown.contains("\n\nSelected: path \\~ \"&lt;b&gt;␛\\[31m\"\n\n"))
  }

  private struct LargestPiece: ByteSink {
    var total = 0
    var largest = 0

    mutating func write(_ bytes: UnsafeRawBufferPointer) {
      total += bytes.count
      largest = max(largest, bytes.count)
    }
  }
}
