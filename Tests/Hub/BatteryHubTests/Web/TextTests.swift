import BatteryJobs
import Foundation
import Testing

@testable import BatteryHub

@Suite("Text of pages") struct TextTests {
  @Test(
    "obeys colours and weights, and nothing else that a terminal would",
    arguments: [
      ("plain", ["|plain"]), ("\u{1B}[31mred\u{1B}[0m on", ["f1|red", "| on"]),
      ("\u{1B}[1;32mok\u{1B}[22m", ["ab f2|ok"]), ("\u{1B}[91;104mx", ["f9 bg12|x"]),
      ("\u{1B}[38;5;196mx\u{1B}[39my", ["f9|x", "|y"]), ("\u{1B}[38;2;0;200;0mx", ["f10|x"]),
      ("\u{1B}[mplain", ["|plain"]), ("a\u{1B}[2Kb", ["|a␛[2Kb"]), ("a\rb\u{8}", ["|a␍b␈"]),
      ("\u{1B}]8;;javascript:alert(1)\u{7}x", ["|␛]8;;javascript:alert(1)␇x"]),
      ("\u{1B}]0;title\u{1B}\\", ["|␛]0;title␛\\"]), ("\u{1B}[31", ["|␛[31"]),
      ("tab\tkept\u{0}", ["|tab\tkept␀"]), ("\u{202E}evil", ["|⟨U+202E⟩evil"]),
      ("\u{9B}31mx\u{7F}", ["|⟨U+9B⟩31mx␡"]), ("\u{1B}[38;5mx\u{1B}[38mx", ["|xx"]),
      ("\u{1B}[99999999999999999999mx", ["|x"]), ("é 👩‍💻", ["|é 👩‍💻"]), ("", []),
    ] as [(String, [String])]
  )
  func ansi(text: String, spans: [String]) {
    let parsed = ANSIText(Array(text.utf8)).spans
    var joined: [String] = []
    for span in parsed { joined.append("\(span.classes)|\(span.text)") }
    #expect(joined.filter { $0 != "|" } == spans || merged(parsed) == spans)
  }

  private func merged(_ spans: [ANSIText.Span]) -> [String] {
    var result: [ANSIText.Span] = []
    for span in spans {
      if let last = result.last, last.classes == span.classes {
        result[result.count - 1].text += span.text
      } else {
        result.append(span)
      }
    }
    return result.map { "\($0.classes)|\($0.text)" }
  }

  @Test("shows bytes that are not UTF-8 as such, and the beginning of a line without end")
  func brokenBytes() {
    #expect(ANSIText([0x61, 0xFF, 0xC3]).spans.map(\.text) == ["a\u{FFFD}\u{FFFD}"])
    let long = ANSIText([UInt8](repeating: 0x61, count: 20_000))
    #expect(long.spans[0].text.utf8.count == ANSIText.limit)
    #expect(long.omitted == 20_000 - ANSIText.limit)
  }

  @Test("escapes texts and attributes") func html() {
    var html = HTMLWriter()
    html.element("a", .href("/jobs/\("a/b?c=\"<ü>")"), .title("\"><script>")) { html in
      html.text("<b>&'\u{0}")
    }
    #expect(
      String(decoding: html.bytes, as: UTF8.self)
        == "<a href=\"/jobs/a%2Fb%3Fc%3D%22%3C%C3%BC%3E\" title=\"&quot;&gt;&lt;script&gt;\">"
        + "&lt;b&gt;&amp;&#39;\u{FFFD}</a>"
    )
  }

  @Test("reads the fields of queries and forms") func fields() {
    let fields = FormFields("a=1&b=x+y%2B%C3%BC&a=2&c&=d&%zz=%4")
    #expect(fields["a"] == "1")
    #expect(fields.all("a") == ["1", "2"])
    #expect(fields["b"] == "x y+ü")
    #expect(fields["c"] == "")
    #expect(fields["%zz"] == "%4")
  }

  @Test("writes JSON with its keys in order") func json() {
    let json: JSON = [
      "b": [1, -2, true, nil], "a": "q\"\\\n\u{1}\u{1F}ü", "c": .double(.nan), "d": .double(0.5),
    ]
    #expect(
      String(decoding: json.bytes, as: UTF8.self)
        == #"{"b":[1,-2,true,null],"a":"q\"\\\n\u0001\u001fü","c":null,"d":0.5}"#
    )
  }

  @Test("writes times as the zone's clock shows them") func times()
    throws
  {
    let now = Date(timeIntervalSince1970: 1_768_824_000)
    let zone = try TimeZoneRules(identifier: "Europe/Berlin")
    #expect(TimeText.short(now, now: now, in: zone) == "13:00")
    #expect(TimeText.short(now + 86_400, now: now, in: zone) == "Tue 13:00")
    #expect(TimeText.short(now - 86_400, now: now, in: zone) == "yesterday 13:00")
    #expect(TimeText.short(now - 40 * 86_400, now: now, in: zone) == "10 Dec 2025 13:00")
    #expect(TimeText.full(now, in: zone) == "Mon 2026-01-19 13:00:00")
  }
}
