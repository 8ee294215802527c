import BatteryJobs
import BatteryTables
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import LogsTool

/// Logs in which every field is hostile, in all the forms that reports have.
@Suite("Hostile strings", .serialized, .timeLimit(.minutes(5))) struct HostileStringTests {
  // A hyphen means nothing in a log.
  private static let lists = [HostileStrings.own, HostileStrings.naughty]
    .map { $0.filter { $0 != "-" } }
    .filter { !$0.isEmpty }

  /// A log of JSON lines, so that each string is in the report as it is.
  private static func report(_ strings: [String]) throws -> LogReport {
    let directory = try TemporaryDirectory()
    var log = ""
    for (number, text) in strings.enumerated() {
      let value = JSONValue.string(text)
      for status in [200, 404] {
        log += """
          {"ts":17953416\(10 + number % 90).5,"request":{"remote_ip":\(value),"proto":\(value),\
          "method":\(value),"host":\(value),"uri":\(value),"headers":{"User-Agent":[\(value)],\
          "Referer":[\(value)]}},"user_id":\(value),"duration":0.01,"size":5,"status":\(status)}

          """
      }
    }
    let file = try directory.write(log, to: "hostile.log")
    var analysis = try LogAnalysis([file])
    #expect(analysis.rejects == [])
    analysis = try LogAnalysis([file], LogAnalysis.Reading(format: try LogFormat("caddy")))
    #expect(analysis.lines == strings.count * 2)
    return try analysis.report(LogAnalysis.Question(top: 5000, countsClientErrors: true))
  }

  private static func page(_ report: LogReport, _ strings: [String]) -> String {
    var renderer = LogReportRenderer(.html)
    renderer.subject = strings.joined(separator: " ")
    return renderer.render(report)
  }

  @Test(
    "run no script in a browser and are shown as they are, even without the page's policy",
    .enabled(if: Browser.executable != nil, "skipped: chromium is not installed"),
    arguments: lists.indices
  )
  func browser(_ list: Int) async throws {
    let strings = Self.lists[list]
    let report = try Self.report(strings)
    let page = Self.page(report, strings)
    // Those that are shown character for character, and whole.
    let plain = strings.filter { text in
      text.utf8.count < 120 && !text.isEmpty && text != "-"
        && VisibleText(text).allSatisfy { if case .plain = $0 { true } else { false } }
    }
    #expect(plain.count * 2 > strings.count)
    let expected = Data(try JSONEncoder().encode(plain)).base64EncodedString()
    let script = """
      const plain = JSON.parse(new TextDecoder().decode(
        Uint8Array.from(atob("\(expected)"), (c) => c.charCodeAt(0))));
      const texts = (...ids) => new Set(ids.flatMap((id) => Array.from(
        document.querySelectorAll(`#${id} tbody tr`), (row) => row.cells[0].textContent)));
      const lack = (...ids) => {
        const all = texts(...ids);
        return JSON.stringify(plain.filter((text) => !all.has(text)).slice(0, 3));
      };
      say(plain.length, lack("requests", "staticFiles"), lack("notFound"), lack("referrers"),
        lack("agents"), lack("vhosts"), lack("methods"), lack("protocols"));
      const inner = new Set(Array.from(document.querySelectorAll("tbody *"), (e) => e.tagName));
      say(Array.from(inner).sort().join());
      const odd = Array.from(document.querySelectorAll("*")).flatMap((e) => e.getAttributeNames())
        .filter((name) => /^on|^src|^action|^formaction|^srcdoc/.test(name));
      say(odd.length, document.querySelectorAll("a:not([href^='#'])").length,
        document.querySelectorAll("script").length, document.querySelectorAll("style").length);
      setTimeout(() => { say(window.hits, document.title); done(); }, 500);
      """
    let trap = """
      <head><script>window.hits = 0;
      window.hit = window.alert = window.confirm = window.prompt = window.print =
        () => { window.hits += 1; };</script>
      """
    let open = page.replacing("<head>", with: trap, maxReplacements: 1)
    #expect(open != page)
    let said = try await Browser.run(script, in: open)
    // The trap and the test's script are two of three.
    #expect(
      said == "\(plain.count) [] [] [] [] [] [] []|B,I,TD,TR|0 0 3 1|0 Traffic report"
    )

    let shown = try await Browser.load(page)
    let count = { (text: String) in shown.components(separatedBy: text).count - 1 }
    #expect(shown.contains("<title>Traffic report</title>"))
    for tag in ["<script", "<style", "<body", "<form", "</html>"] {
      #expect(count(tag) == 1, "\(tag)")
    }
    for tag in ["<img", "<iframe", "<base", "<link", "<details", "<math", "<!--", "<template"] {
      #expect(!shown.contains(tag), "\(tag)")
    }
  }

  @Test(
    "would be noticed if they ran",
    .enabled(if: Browser.executable != nil, "skipped: chromium is not installed")
  )
  func trap() async throws {
    let strings = HostileStrings.own
    let page = Self.page(try Self.report(strings), strings)
      .replacing(
        "<head>",
        with: "<head><script>window.hits = 0; hit = () => { hits += 1; }</script>"
      )
      .replacing("</main>", with: strings.joined(separator: "\n") + "</main>")
    let said = try await Browser.run(
      "setTimeout(() => { say(window.hits > 0); done(); }, 500);",
      in: page
    )
    #expect(said != "0")
    #expect(said != "false")
  }

  @Test("leave no control byte in text and Markdown, and break no form", arguments: lists.indices)
  func forms(_ list: Int) throws {
    let strings = Self.lists[list]
    let report = try Self.report(strings)
    for format in [TableFormat.text, .markdown] {
      var renderer = LogReportRenderer(format)
      renderer.subject = strings.joined(separator: "\u{1B}[2J\n")
      for width in [nil, 40, 80, 200] {
        renderer.width = width
        let text = renderer.render(report)
        let categories: [Unicode.GeneralCategory] = [
          .control, .format, .lineSeparator, .paragraphSeparator,
        ]
        let hidden = text.unicodeScalars.filter { scalar in
          scalar != "\n" && categories.contains(scalar.properties.generalCategory)
        }
        #expect(hidden.map(\.value) == [], "\(format)")
      }
    }
    try json(report)
    try csv(report)
  }

  private func json(_ report: LogReport) throws {
    let text = LogReportRenderer(.json).render(report)
    #expect(text.utf8.allSatisfy { $0 == 10 || $0 >= 0x20 && $0 != 0x7F })
    let value = try JSONValue(parsing: text)
    let panels = try #require(value.object?["panels"]?.object)
    for panel in report.panels {
      let rows = try #require(panels[panel.name.rawValue]?.array)
      let values = rows.map { $0.object?["value"]?.string.map { Array($0.utf8) } }
      #expect(values == panel.items.map { Array($0.value.utf8) })
    }
  }

  private func csv(_ report: LogReport) throws {
    var renderer = LogReportRenderer(.csv)
    let rows = Self.parsed(renderer.render(report))
    #expect(
      rows.first == ["panel", "value", "hits", "visitors", "bytes", "share", "p50", "p95", "p99"]
    )
    #expect(rows.allSatisfy { $0.count == 9 })
    let values = report.orderedPanels.flatMap { $0.items.map { Array($0.value.utf8) } }
    #expect(rows.dropFirst().map { Array($0[1].utf8) } == values)
    renderer.guardsFormulas = true
    let guarded = Self.parsed(renderer.render(report))
    #expect(guarded.count == rows.count)
    #expect(
      guarded.allSatisfy {
        !"=+-@\t\r\n".unicodeScalars.contains($0[1].unicodeScalars.first ?? "x")
      }
    )
  }

  /// Reads CSV as RFC 4180 has it.
  private static func parsed(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "\"") where isQuoted && bytes.first == byte:
        field.append(byte)
        bytes.removeFirst()
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted, 13 where !isQuoted && bytes.first == 10:
        row.append(String(decoding: field, as: UTF8.self))
        field = []
        guard byte == 13 else { continue }
        bytes.removeFirst()
        rows.append(row)
        row = []
      default: field.append(byte)
      }
    }
    return rows
  }
}
