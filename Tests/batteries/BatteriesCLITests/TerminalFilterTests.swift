import Testing

@testable import BatteriesCLI

@Suite("Terminal filter") struct TerminalFilterTests {
  @Test(
    "leaves text, tabs and colours, and nothing else that a terminal obeys",
    arguments: [
      ("plain\ttext", "plain\ttext"),
      ("ünïcode 日本", "ünïcode 日本"),
      ("\u{1B}[31mred\u{1B}[0m", "\u{1B}[31mred\u{1B}[0m\u{1B}[0m"),
      ("\u{1B}[2J\u{1B}[Hgone", "gone"),
      ("\u{1B}]0;title\u{07}rest", "rest"),
      ("\u{1B}]8;;http://evil\u{1B}\\link", "link"),
      ("\u{1B}[?1049hscreen", "screen"),
      ("\u{9B}31mC1", "31mC1"),
      ("back\u{08}space\u{7F}", "backspace"),
      ("\u{202E}txt.exe", "txt.exe"),
      ("\u{1B}", ""),
      ("\u{1B}[31", ""),
      ("\u{1B}Pq#0~\u{1B}\\after", "after"),
    ]
  )
  func filters(text: String, expected: String) {
    let filtered = TerminalFilter.filtered(Array(text.utf8))
    #expect(String(decoding: filtered, as: UTF8.self) == expected)
  }

  @Test("makes bytes that are not UTF-8 visible")
  func bytes() {
    let filtered = TerminalFilter.filtered([0x61, 0xFF, 0x62])
    #expect(String(decoding: filtered, as: UTF8.self) == "a\u{FFFD}b")
  }
}
