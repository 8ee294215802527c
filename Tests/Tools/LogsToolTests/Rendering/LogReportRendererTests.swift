import BatteryJobs
import Foundation
import Testing

@testable import LogsTool

@Suite("Log report renderer") struct LogReportRendererTests {
  @Test("draws bars by what the rows are sorted by")
  func bars() throws {
    var report = LogReport.example
    let panel = try #require(report.panels.first { $0.name == .requests })
    let most = panel.items.map(\.bytes).max() ?? 0
    report.order = .bytes
    #expect(report.bars(of: panel) == panel.items.map { Double($0.bytes) / Double(most) })
    report.order = nil
    #expect(report.bars(of: panel).first == 1)
    #expect(report.bars(of: panel) != panel.items.map { Double($0.bytes) / Double(most) })
  }

  @Test("writes JSON in the shape that is promised, the panels in their order")
  func json() {
    #expect(
      LogReportRenderer(.json).render(.small) == #"""
        {
          "general": {"lines":1203,"parsed":1200,"rejected":3,"bytes":5000000,"visitors":310,"from":"2026-11-01T06:25:03+01:00","to":"2026-11-02T23:59:59+01:00"},
          "alerts": [],
          "panels": {
            "requests": [
              {"value":"/a,\"b\"_|<i>","hits":600,"visitors":200,"bytes":2048,"share":0.5}
            ],
            "notFound": [],
            "staticFiles": [],
            "hosts": [],
            "agents": [],
            "browsers": [],
            "systems": [],
            "crawlers": [],
            "referrers": [],
            "methods": [],
            "protocols": [],
            "status": [
              {"value":"200","hits":900,"visitors":300,"bytes":4900000,"share":0.75,"seconds":{"p50":0.012,"p95":0.2,"p99":3.0}},
              {"value":"404","hits":300,"visitors":30,"bytes":100000,"share":0.25}
            ],
            "vhosts": [],
            "hours": [],
            "days": [],
            "months": []
          },
          "distinct": {"requests":1,"notFound":0,"staticFiles":0,"hosts":0,"agents":0,"browsers":0,"systems":0,"crawlers":0,"referrers":0,"methods":0,"protocols":0,"status":7,"vhosts":0,"hours":0,"days":0,"months":0}
        }

        """#
    )
  }

  private static let alerts = [
    RaisedAlert(
      alert: "rate(status >= 500, 5m) > 2%",
      value: 0.25,
      matching: 5,
      requests: 20,
      from: "2026-11-22T09:00:00+01:00",
      to: "2026-11-22T09:05:00+01:00",
      topPath: .init(value: "/<i>\u{1B}", hits: 4),
      topClient: .init(value: "192.0.2.1", hits: 5)
    ),
    RaisedAlert(alert: "p95(seconds) > 1", value: 1.5, requests: 40),
  ]

  @Test("writes alerts before everything else, and shows what clients sent in them")
  func alerts() throws {
    var report = LogReport.small
    report.alerts = Self.alerts
    let text = LogReportRenderer(.text).render(report)
    #expect(
      text.hasPrefix(
        """
        Alerts  2
          rate(status >= 500, 5m) > 2%: 25 % (5 of 20) from 2026-11-22T09:00:00+01:00 to 09:05:00+01:00
          most often /<i>\u{241B} (4), from 192.0.2.1 (5)
          p95(seconds) > 1: 1.5 (of 40)

        Hits      1,200

        """
      ),
      "\(text.prefix(400))"
    )
    let markdown = LogReportRenderer(.markdown).render(report)
    #expect(
      markdown.contains(
        """
        ## Alerts

        - **rate(status &gt;= 500, 5m) &gt; 2%: 25 % (5 of 20) from 2026-11-22T09:00:00+01:00 to \
        09:05:00+01:00**; most often /&lt;i&gt;\u{241B} (4), from 192.0.2.1 (5)
        - **p95(seconds) &gt; 1: 1.5 (of 40)**

        | Total | |
        """
      ),
      "\(markdown.prefix(500))"
    )
    let json = LogReportRenderer(.json).render(report)
    #expect(
      json.contains(
        #"""
          "alerts": [
            {"alert":"rate(status >= 500, 5m) > 2%","value":0.25,"matching":5,"requests":20,"from":"2026-11-22T09:00:00+01:00","to":"2026-11-22T09:05:00+01:00","topPath":{"value":"/<i>\u001b","hits":4},"topClient":{"value":"192.0.2.1","hits":5}},
            {"alert":"p95(seconds) > 1","value":1.5,"matching":null,"requests":40,"from":null,"to":null,"topPath":null,"topClient":null}
          ],
        """#
      ),
      "\(json.prefix(700))"
    )
    #expect((try JSONSerialization.jsonObject(with: Data(json.utf8)) as? NSDictionary)?.count == 4)
    let page = LogReportRenderer(.html).render(report)
    #expect(page.components(separatedBy: "class=\"card alerts\"").count == 2)
    let start = try #require(page.firstRange(of: "<section class=\"card alerts\">")?.lowerBound)
    #expect(start < (page.firstRange(of: "<dl class=\"totals\">")?.lowerBound ?? page.startIndex))
    #expect(page.contains("<small>most often /&lt;i&gt;"))
  }

  @Test("writes JSON that is read back as what the log has, without a byte that a terminal obeys")
  func hostileJSON() throws {
    let text = LogReportRenderer(.json).render(.hostile)
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let panels = object?["panels"] as? [String: [[String: Any]]]
    #expect(panels?.count == LogReport.Name.allCases.count)
    for rows in (panels ?? [:]).values {
      #expect(rows.compactMap { $0["value"] as? String } == LogReport.hostileValues)
    }
    #expect(Self.obeyed(in: text) == [])
  }

  @Test("writes CSV with all figures as they are")
  func csv() {
    let text = LogReportRenderer(.csv).render(.small)
    #expect(
      text.components(separatedBy: "\r\n") == [
        "panel,value,hits,visitors,bytes,share,p50,p95,p99",
        "requests,\"/a,\"\"b\"\"_|<i>\",600,200,2048,0.5,,,",
        "status,200,900,300,4900000,0.75,0.012,0.2,3.0",
        "status,404,300,30,100000,0.25,,,",
        "",
      ]
    )
  }

  @Test("keeps a spreadsheet from taking values for formulas where that is asked for")
  func formulas() {
    let value = "=HYPERLINK(\"http://evil.example\")"
    var report = LogReport.small
    report.panels[1].items[0].value = value
    let quoted = "\"=HYPERLINK(\"\"http://evil.example\"\")\""
    #expect(!LogReportRenderer(.csv).render(report).contains("'="))
    report.panels[1].items[0].value = value
    #expect(LogReportRenderer(.csv).render(report).contains("requests,=HYPER") == false)
    #expect(LogReportRenderer(.csv).render(report).contains("requests,\(quoted),600"))
    let guarded = LogReportRenderer(.csv, guardsFormulas: true).render(report)
    #expect(guarded.contains("requests,\"'=HYPERLINK(\"\"http://evil.example\"\")\",600"))
  }

  @Test("writes Markdown in which no value is markup")
  func markdown() {
    #expect(
      LogReportRenderer(.markdown, subject: "access.log").render(.small) == #"""
        # Traffic report

        access.log

        | Total | |
        | --- | ---: |
        | Hits | 1,200 |
        | Visitors | 310 |
        | Sent | 4.8 MiB |
        | Lines | 1,203 |
        | Rejected | 3 (0.2%) |
        | From | 1 Nov 2026, 06:25 +01:00 |
        | To | 2 Nov 2026, 23:59 +01:00 |

        ## Requests

        | Path | Hits | Share | Visitors | Bytes |
        | --- | ---: | ---: | ---: | ---: |
        | /a,"b"\_\|&lt;i&gt; | 600 | 50.0% | 200 | 2.0 KiB |

        ## Statuses

        2 of 7

        | Status | Hits | Share | Visitors | Bytes | p50 | p95 | p99 |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
        | 200 | 900 | 75.0% | 300 | 4.7 MiB | 12.0 ms | 200 ms | 3.00 s |
        | 404 | 300 | 25.0% | 30 | 97.7 KiB | – | – | – |

        """#
    )
  }

  @Test(
    "neither links, mentions nor runs anything of a value in Markdown",
    arguments: [
      ("[x](javascript:1)", #"\[x\](javascript:1)"#),
      ("http://evil.example", "http:&#47;/evil.example"),
      ("www.evil.example", "www&#46;evil.example"),
      ("@someone #1 ~~no~~ `c`", #"&#64;someone &#35;1 \~\~no\~\~ \`c\`"#),
      ("<script>&lt;", "&lt;script&gt;&amp;lt;"),
      ("a|b\n| c", #"a\|b␊\| c"#),
      ("\u{202E}gpj.exe", "&lt;U+202E>gpj.exe"),
    ]
  )
  func markdownValues(_ value: String, _ expected: String) {
    var report = LogReport.small
    report.panels[1].items[0].value = value
    #expect(LogReportRenderer(.markdown).render(report).contains("\n| \(expected) | 600 |"))
  }

  @Test("writes aligned text with bars")
  func text() {
    #expect(
      LogReportRenderer(.text, width: 120).render(.small) == """
        Hits      1,200
        Visitors  310
        Sent      4.8 MiB
        Lines     1,203
        Rejected  3 (0.2%)
        From      1 Nov 2026, 06:25 +01:00
        To        2 Nov 2026, 23:59 +01:00

        Requests  1
        Hits  Share  Visitors    Bytes                    Path
         600  50.0%       200  2.0 KiB  ████████████████  /a,"b"_|<i>

        Statuses  2 of 7
        Hits  Share  Visitors     Bytes      p50     p95     p99            Status
         900  75.0%       300   4.7 MiB  12.0 ms  200 ms  3.00 s  ████████  200
         300  25.0%        30  97.7 KiB        –       –       –  ██▋       404

        """
    )
  }

  @Test("fits a terminal, however long values are", arguments: [60, 80, 100, 120, 200])
  func width(_ columns: Int) {
    let text = LogReportRenderer(.text, width: columns).render(.example)
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= columns })
    #expect(lines.contains { $0.count > columns * 3 / 4 })
  }

  @Test("writes nothing into a terminal or Markdown that is obeyed", arguments: [true, false])
  func hostileText(_ isText: Bool) {
    let text = LogReportRenderer(isText ? .text : .markdown, width: 100).render(.hostile)
    #expect(Self.obeyed(in: text) == [])
    let has = { (value: String) in text.contains(value) }
    #expect(has(isText ? "␛[31mred␛[0m" : "␛\\[31mred␛\\[0m"))
    #expect(text.utf8.count < 200_000)
  }

  @Test("colours what stands out, and only then")
  func colours() {
    let text = LogReportRenderer(.text, width: 120, hasColours: true).render(.small)
    #expect(text.contains("\u{1B}[32m200\u{1B}[0m"))
    #expect(text.contains("\u{1B}[33m404\u{1B}[0m"))
    let plain = text.replacing(/\u{1B}\[\d+m/, with: "")
    #expect(plain == LogReportRenderer(.text, width: 120).render(.small))
  }

  /// The characters that a terminal takes for commands, or that change the direction of writing.
  private static func obeyed(in text: String) -> Set<Unicode.Scalar> {
    Set(
      text.unicodeScalars.filter {
        $0 != "\n" && [.control, .format, .lineSeparator].contains($0.properties.generalCategory)
      }
    )
  }
}
