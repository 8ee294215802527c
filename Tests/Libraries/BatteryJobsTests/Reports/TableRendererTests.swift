import BatteryJobs
import Foundation
import Testing

@Suite("Table renderer") struct TableRendererTests {
  private let table = ReportTable(
    columns: [.init("path"), .init("size", .trailing)],
    rows: [["/var/log", "12 MiB"], ["/a, \"b\" | <c>", "9 B"]]
  )

  @Test("aligns texts at the left and figures at the right, without spaces at a line's end")
  func text() {
    #expect(
      TableRenderer(.text).render(table) == """
        path             size
        /var/log       12 MiB
        /a, "b" | <c>     9 B

        """
    )
  }

  @Test("lays out wide and dangerous texts, short rows and empty cells in the same columns")
  func unusual() {
    let table = ReportTable(
      columns: [.init("名"), .init("n", .trailing), .init("end")],
      rows: [
        ["日本", "1", ""], ["a\u{1B}[1mb", "22"], ["é", "333", "x  "], ["a longer text", "", "y"],
      ]
    )
    #expect(
      TableRenderer(.text).render(table) == """
        名               n  end
        日本             1
        a␛[1mb          22
        é              333  x
        a longer text       y

        """
    )
    #expect(
      TableRenderer(.text, width: 18).render(table) == """
        名          n  end
        日本        1
        a␛[1mb     22
        é         333  x
        a longe…       y

        """
    )
  }

  @Test("writes an object for each row, with the columns in their order")
  func json() throws {
    let text = TableRenderer(.json).render(table)
    #expect(
      text == """
        [
          {"path":"/var/log","size":"12 MiB"},
          {"path":"/a, \\"b\\" | <c>","size":"9 B"}
        ]

        """
    )
    let rows = try JSONDecoder().decode([[String: String]].self, from: Data(text.utf8))
    #expect(rows[1]["path"] == "/a, \"b\" | <c>")
  }

  @Test("quotes the fields that RFC 4180 says need it, and no others")
  func csv() {
    let table = ReportTable(
      columns: [.init("a"), .init("b")],
      rows: [["plain", "1,5"], ["say \"hi\"", "two\nlines"], ["", " edge"]]
    )
    #expect(
      TableRenderer(.csv).render(table)
        == "a,b\r\nplain,\"1,5\"\r\n\"say \"\"hi\"\"\",\"two\nlines\"\r\n,\" edge\"\r\n"
    )
  }

  @Test("escapes what Markdown and HTML would read as markup")
  func markup() {
    let markdown = TableRenderer(.markdown).render(table)
    #expect(markdown.hasPrefix("| path | size |\n| --- | ---: |\n| /var/log | 12 MiB |\n"))
    #expect(markdown.contains("| /a, \"b\" \\| &lt;c> | 9 B |"))
    let html = TableRenderer(.html).render(table)
    #expect(html.contains("<td>/a, &quot;b&quot; | &lt;c&gt;</td>"))
    #expect(html.contains("<td style=\"text-align:right\">9 B</td>"))
  }

  @Test("keeps a line break inside a cell as a break", arguments: [TableFormat.markdown, .html])
  func lineBreak(format: TableFormat) {
    let table = ReportTable(columns: [.init("a")], rows: [["one\r\ntwo\nthree"]])
    #expect(TableRenderer(format).render(table).contains("one<br>two<br>three"))
  }

  @Test("cuts the widest text, never a figure, to fit the terminal")
  func narrowTerminal() {
    let table = ReportTable(
      columns: [.init("name"), .init("reason"), .init("n", .trailing)],
      rows: [["nightly-backup", String(repeating: "x", count: 100), "1234567890"]]
    )
    let lines = TableRenderer(.text, width: 60).render(table).split(separator: "\n")
    #expect(lines[1].count == 60)
    #expect(lines[1].hasPrefix("nightly-backup  xxx"))
    #expect(lines[1].hasSuffix("x…  1234567890"))
    #expect(TableRenderer(.text).render(table).contains(String(repeating: "x", count: 100)))
  }

  @Test("counts wide and combining characters as a terminal does")
  func wideCharacters() {
    let table = ReportTable(
      columns: [.init("a"), .init("b")],
      rows: [["日本", "1"], ["e\u{301}", "2"], ["abcd", "3"]]
    )
    #expect(
      TableRenderer(.text).render(table).split(separator: "\n") == [
        "a     b", "日本  1", "e\u{301}     2", "abcd  3",
      ]
    )
  }

  @Test("shows escape sequences of hostile data instead of obeying them")
  func hostileCells() {
    let table = ReportTable(
      columns: [.init("a")],
      rows: [["\u{1B}[2Jgone\r\n\u{202E}txt.exe\u{9B}1m"]]
    )
    let text = TableRenderer(.text).render(table)
    #expect(text == "a\n␛[2Jgone␍␊\u{FFFD}txt.exe\u{FFFD}1m\n")
  }

  @Test("colours cells without moving the columns")
  func colours() {
    let table = ReportTable(
      columns: [.init("state"), .init("job")],
      rows: [["failed", "a"], ["succeeded", "b"]]
    )
    let text = TableRenderer(.text) { column, cell in
      column == "state" && cell == "failed" ? .red : nil
    }.render(table)
    #expect(
      text.split(separator: "\n") == [
        "\u{1B}[1mstate\u{1B}[0m      \u{1B}[1mjob\u{1B}[0m",
        "\u{1B}[31mfailed\u{1B}[0m     a",
        "succeeded  b",
      ]
    )
  }

  @Test("writes a table without rows in every format", arguments: TableFormat.allCases)
  func empty(format: TableFormat) {
    let text = TableRenderer(format).render(ReportTable(columns: [.init("a"), .init("b")]))
    #expect(text.utf8.last == 0x0A)
    if format == .json { #expect(text == "[]\n") }
  }
}
