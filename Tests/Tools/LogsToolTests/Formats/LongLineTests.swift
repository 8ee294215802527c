import Testing

@testable import LogsTool

/// Lines that somebody wrote to keep a parser busy: searching each field's end to the end of the line
/// would take minutes.
@Suite("Long lines", .timeLimit(.minutes(1))) struct LongLineTests {
  @Test(
    "are read once, however many fields they have",
    arguments: [#""a\" "#, #""\" "#, #""a"b\" "#, "\"a\" ", "1.5 "]
  )
  func fields(_ field: String) {
    let start = #"203.0.113.7 - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 5 "#
    let line = start + String(repeating: field, count: 1_000_000 / field.utf8.count)
    _ = ClassicParser(ClassicLayout()).read(line.utf8)
  }

  @Test("are taken apart as short ones are")
  func shortLines() {
    let parser = ClassicParser(ClassicLayout())
    let line = #"h - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 5 "#
    #expect(
      parser.describe(line + #""a\" "b\" "c\" 0.25"#)
        == #"time=971186136|host=h|method=GET|target=/|protocol=HTTP/1.1|status=200|bytes=5|"#
        + #"referrer=a\|agent=b\|duration=250000"#
    )
  }
}
