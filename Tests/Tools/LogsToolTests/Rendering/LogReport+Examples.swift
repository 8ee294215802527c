import BatteryTables

@testable import LogsTool

extension LogReport {
  /// A report small enough to be written out.
  static let small = LogReport(
    general: General(
      lines: 1203,
      parsed: 1200,
      rejected: 3,
      bytes: 5_000_000,
      visitors: 310,
      from: "2026-11-01T06:25:03+01:00",
      to: "2026-11-02T23:59:59+01:00"
    ),
    panels: [
      Panel(
        name: .status,
        items: [
          Item(
            "200",
            hits: 900,
            visitors: 300,
            bytes: 4_900_000,
            of: 1200,
            seconds: (0.012, 0.2, 3)
          ),
          Item("404", hits: 300, visitors: 30, bytes: 100_000, of: 1200),
        ],
        distinct: 7
      ),
      Panel(
        name: .requests,
        items: [Item("/a,\"b\"_|<i>", hits: 600, visitors: 200, bytes: 2048, of: 1200)],
        distinct: 1
      ),
    ]
  )

  /// A month of a small company's site.
  static let example: LogReport = {
    var numbers = Numbers()
    let total = 2_412_804
    var report = LogReport(
      general: General(
        lines: total + 37,
        parsed: total,
        rejected: 37,
        bytes: 61_203_339_104,
        visitors: 214_551,
        from: "2026-10-25T00:00:00+02:00",
        to: "2026-11-23T23:59:58+01:00"
      ),
      panels: []
    )
    func add(
      _ name: Name,
      distinct: Int? = nil,
      of part: Double = 1,
      _ values: [(String, Double)],
      timed: Bool = false
    ) {
      let sum = values.reduce(0) { $0 + $1.1 }
      let items = values.map { value, weight in
        let hits = Int(Double(total) * part * weight / sum)
        let speed = 0.004 + numbers.next() * 0.09
        return Item(
          value,
          hits: hits,
          visitors: max(1, Int(Double(hits) * (0.05 + numbers.next() * 0.09))),
          bytes: Int(Double(hits) * (2_000 + numbers.next() * 40_000)),
          of: total,
          seconds: timed ? (speed, speed * 4.1, speed * 17.3) : nil
        )
      }
      let isByTime = [.hours, .days, .months].contains(name)
      let sorted = isByTime ? items : items.sorted { $0.hits > $1.hits }
      report.panels.append(Panel(name: name, items: sorted, distinct: distinct ?? items.count))
    }
    let words = [
      "battery", "charger", "solar", "cable", "inverter", "panel", "adapter", "lamp", "case", "kit",
    ]
    func zipf(_ count: Int, _ value: (Int) -> String) -> [(String, Double)] {
      (0..<count).map { (value($0), 1 / Double($0 + 2)) }
    }
    let paths = ["/", "/products", "/products/search?q=12v+lithium", "/cart", "/api/v1/stock"]
    add(
      .requests,
      distinct: 19_933,
      of: 0.62,
      zipf(60) { index in
        paths.indices.contains(index)
          ? paths[index]
          : "/products/\(words[index % 10])-\(words[(index * 7 + 3) % 10])-\(100 + index * 37)"
      },
      timed: true
    )
    add(
      .notFound,
      distinct: 812,
      of: 0.031,
      zipf(40) {
        ["/wp-login.php", "/.env", "/xmlrpc.php", "/old/catalogue-2019.pdf"][$0 % 4]
          + ($0 < 4 ? "" : "?\($0)")
      }
    )
    add(
      .staticFiles,
      distinct: 220,
      of: 0.27,
      zipf(24) {
        "/assets/\(words[$0 % 10])-\($0).\(["css", "js", "webp", "woff2"][$0 % 4])"
      }
    )
    add(
      .hosts,
      distinct: 59_989,
      of: 0.04,
      zipf(50) { "203.0.113.\($0 * 5 % 251)" }
    )
    add(
      .agents,
      distinct: 138,
      of: 0.7,
      zipf(30) {
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
          + "Chrome/\(140 - $0).0.0.0 Safari/537.36"
      }
    )
    add(
      .browsers,
      [
        ("Chrome 141", 41), ("Safari 18", 21), ("Chrome 140", 9), ("Firefox 145", 8),
        ("Edge 141", 6),
        ("Samsung Internet 28", 3), ("Crawlers", 11), ("Opera 120", 1), ("Unknown", 0.8),
        ("Firefox 128", 0.4),
      ]
    )
    add(
      .systems,
      [
        ("Windows 10", 34), ("Android 15", 22), ("iOS 18.6", 18), ("macOS 15.1", 9),
        ("Crawlers", 11), ("Linux", 4), ("Android 14", 1.6), ("Windows 7", 0.1), ("Unknown", 0.3),
      ]
    )
    add(
      .crawlers,
      of: 0.11,
      [("Googlebot", 5), ("bingbot", 2.5), ("GPTBot", 2), ("AhrefsBot", 1), ("UptimeRobot", 0.5)]
    )
    add(
      .referrers,
      distinct: 2_410,
      of: 0.4,
      zipf(30) {
        [
          "https://www.google.com/", "https://duckduckgo.com/", "https://news.example.org/item?id=",
        ][
          $0 % 3
        ] + ($0 < 3 ? "" : "\($0 * 977)")
      }
    )
    add(.methods, [("GET", 93), ("POST", 5), ("HEAD", 1.7), ("OPTIONS", 0.3)])
    add(.protocols, [("HTTP/2.0", 71), ("HTTP/1.1", 28.5), ("HTTP/1.0", 0.5)])
    add(
      .status,
      [
        ("200", 82), ("304", 7.1), ("301", 3.2), ("404", 3.4), ("302", 1.9), ("403", 0.9),
        ("499", 0.6), ("500", 0.44), ("502", 0.23), ("206", 0.2), ("405", 0.03),
      ],
      timed: true
    )
    add(.vhosts, [("shop.example.com", 70), ("www.example.com", 22), ("api.example.com", 8)])
    let day: [Double] = [
      4, 2.5, 2, 1.8, 2, 3, 6, 11, 16, 21, 23, 22, 20, 21, 22, 21, 20, 19, 20, 23, 24, 19, 12, 7,
    ]
    add(.hours, day.indices.map { ($0 < 10 ? "0\($0)" : "\($0)", day[$0]) })
    add(
      .days,
      (0..<30).map { (index: Int) -> (String, Double) in
        let number = 20_751 + index
        let usual: Double = LogDay(number: number).isWeekend ? 52 : 84
        let rush: Double = index == 19 ? 70 : 0
        let day = CalendarDay(daysSince1970: Int32(number))
        return (day.description, usual + rush + numbers.next() * 22)
      }
    )
    add(.months, [("2026-10", 7), ("2026-11", 23)])
    return report
  }()

  /// What attackers send, in every panel.
  static let hostile: LogReport = {
    let items = hostileValues.enumerated().map { index, value in
      Item(
        value,
        hits: 1000 - index,
        visitors: 10,
        bytes: 1 << 20,
        of: 60_000,
        seconds: (1, 2, .nan)
      )
    }
    return LogReport(
      general: General(
        lines: 61_000,
        parsed: 60_000,
        rejected: 1_000,
        bytes: 1 << 40,
        visitors: 900,
        from: "<script>document.title=1337</script>",
        to: "2026-13-99T\u{202E}'><img src=x onerror=document.title=1337>"
      ),
      panels: Name.allCases.map { Panel(name: $0, items: items, distinct: 100_000) },
      alerts: hostileValues.map { value in
        let top = RaisedAlert.Top(value: value, hits: 1)
        return RaisedAlert(
          alert: value,
          value: 1,
          requests: 2,
          from: value,
          to: value,
          topPath: top,
          topClient: top
        )
      }
    )
  }()

  /// The same where the charts take their labels from the values.
  static let hostileCharts: LogReport = {
    var report = hostile
    for index in report.panels.indices {
      report.panels[index].distinct = report.panels[index].items.count
    }
    return report
  }()

  static let hostileValues: [String] =
    [
      "<script>document.title=1337</script>", "\"><img src=x onerror=document.title=1337>",
      "<svg onload=document.title=1337>",
      "</style><script>document.title=1337</script>",
      "</title><script>document.title=1337</script>",
      "</script><script>document.title=1337</script>",
      "</td></tr></table><script>document.title=1337</script>",
      "<iframe srcdoc='<script>parent.document.title=1337</script>'>",
      "'><body onload=document.title=1337>",
      "' autofocus onfocus=document.title=1337 x='", "\" onmouseover=\"document.title=1337",
      "javascript:document.title=1337",
      "<a href=javascript:document.title=1337>x</a>",
      "data:text/html,<script>document.title=1337</script>",
      "<math><mi//xlink:href=\"data:x,<script>document.title=1337\">",
      "<style>*{display:none}</style>",
      "<base href=//evil.example>", "<link rel=stylesheet href=//evil.example/x.css>",
      "<meta http-equiv=refresh content='0;url=javascript:document.title=1337'>", "<!--", "-->",
      "]]>",
      "<![CDATA[", "<details open ontoggle=document.title=1337>",
      "<input autofocus onfocus=document.title=1337>",
      "{{constructor.constructor('document.title=1337')()}}", "${document.title=1337}",
      "&lt;script&gt;document.title=1337",
      "&#60;script&#62;document.title=1337", "+ADw-script+AD4-document.title=1337+ADw-/script+AD4-",
      "\u{0}<\u{0}script>document.title=1337</script>", "\u{1B}[31mred\u{1B}[0m\u{1B}]0;title\u{7}",
      "\u{1B}]8;;javascript:document.title=1337\u{7}click\u{1B}]8;;\u{7}", "\u{9B}31m",
      "\u{202E}gpj.exe",
      "\u{2066}isolated\u{2069}\u{200B}\u{FEFF}\u{AD}", "line\nbreak\r\nand\ttab\u{2028}\u{2029}",
      "=HYPERLINK(\"http://evil.example\")", "| a | b |\n| --- |",
      "[x](javascript:document.title=1337)",
      "`code` *bold* _it_ ~~no~~ @someone #1 www.evil.example http://evil.example",
      "Z" + String(repeating: "\u{301}", count: 500), "", " ", "-",
      "1<script>", "200<script>document.title=1337</script>",
      "2026-11-01\"><script>document.title=1337</script>",
      "13<svg onload=document.title=1337>",
    ] + [String(repeating: "<script>document.title=1337</script>\u{202E}", count: 4000)]
    + [String(repeating: "'\"&", count: 40_000)]
}

/// The examples by name, so that a failing test does not print all of one.
enum ReportExample: String, CaseIterable {
  case small
  case company
  case hostile
  case hostileCharts

  var report: LogReport {
    switch self {
    case .small: .small
    case .company: .example
    case .hostile: .hostile
    case .hostileCharts: .hostileCharts
    }
  }
}

extension LogReport.Item {
  init(
    _ value: String,
    hits: Int,
    visitors: Int,
    bytes: Int,
    of total: Int,
    seconds: (Double, Double, Double)? = nil
  ) {
    self.init(
      value: value,
      hits: hits,
      visitors: visitors,
      bytes: bytes,
      share: Double(hits) / Double(total),
      seconds: seconds.map { LogReport.Percentiles(p50: $0.0, p95: $0.1, p99: $0.2) }
    )
  }
}

/// Numbers from 0 to 1 that look random and are always the same.
private struct Numbers {
  private var state: UInt64 = 7

  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 53)
  }
}
