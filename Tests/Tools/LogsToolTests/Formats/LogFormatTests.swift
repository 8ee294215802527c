import Testing

@testable import LogsTool

@Suite("Formats of logs", .timeLimit(.minutes(5))) struct LogFormatTests {
  private static let newest = Int64(FormatLines.time) + 3600

  static let formats: [(name: String, lines: [LineCase])] = [
    ("combined", ClassicParserTests.lines),
    ("vhost", ClassicParserTests.virtualHosts),
    ("caddy", FormatLines.caddy),
    ("json", FormatLines.json),
    ("logfmt", FormatLines.logfmt),
    ("w3c", FormatLines.w3c),
    ("cloudfront", FormatLines.cloudFront),
    ("s3", FormatLines.s3),
    ("alb", FormatLines.loadBalancer),
    ("syslog", FormatLines.syslog),
  ]

  @Test("read their lines", arguments: formats.indices)
  func reads(_ place: Int) throws {
    let (name, lines) = Self.formats[place]
    let parser = try LogFormat(name).makeParser(newest: Self.newest)
    for example in lines + lines {
      #expect(parser.describe(example.line) == example.expected, "\(name): \(example.name)")
    }
  }

  @Test("read nothing after the end of lines that are cut off", arguments: formats.indices)
  func prefixes(_ place: Int) throws {
    let (name, lines) = Self.formats[place]
    let parser = try LogFormat(name).makeParser(newest: Self.newest)
    for example in lines where example.line.utf8.count < 2000 {
      let bytes = Array(example.line.utf8)
      for count in 0...bytes.count {
        guard case .success(let line) = parser.read(bytes[..<count]) else { continue }
        #expect(!line.description.contains("Firefox"))
      }
    }
  }

  @Test("bear lines of other formats and long ones", arguments: formats.indices)
  func hostile(_ place: Int) throws {
    let (name, lines) = Self.formats[place]
    let parser = try LogFormat(name).makeParser(newest: Self.newest)
    for example in Self.formats.flatMap(\.lines) { _ = parser.describe(example.line) }
    // What takes time for each pair of bytes would take minutes here.
    let first = Array((lines.first?.line ?? "").utf8)
    let units = ["a", " ", "\"", "\\", "[", "{\"a\":", "<", "\0", "1", "\t", "a=b ", "\\\" "]
    for unit in units {
      let long = [[UInt8]](repeating: Array(unit.utf8), count: 60_000).flatMap { $0 }
      _ = parser.read(long)
      _ = parser.read(first.dropLast(3) + long + [120])
    }
    let megabyte = first + [UInt8](repeating: 97, count: 1_000_000)
    _ = parser.read(megabyte)
  }

  @Test("take the columns of a W3C log from its directive")
  func directives() throws {
    let parser = try LogFormat("w3c").makeParser()
    func take(_ line: String) -> Bool {
      Array(line.utf8).withUnsafeBufferPointer { parser.takeDirective($0) }
    }
    #expect(take("#Software: a server"))
    #expect(take("#Fields: date time c-ip cs-method cs-uri-stem sc-status sc-bytes cs(Referer)"))
    #expect(
      parser.describe("2026-11-22 10:00:00 ::1 GET / 200 17 https://e.com/")
        == "time=1795341600|host=::1|method=GET|target=/|status=200|bytes=17|referrer=https://e.com/"
    )
    #expect(take("#Fields: time date sc-status\r"))
    #expect(parser.describe("10:00:00 2026-11-22 500\r") == "time=1795341600|status=500")
    #expect(!take("10:00:00 2026-11-22 500"))
  }

  @Test("of GoAccess read their lines", arguments: GoAccessCase.all)
  func goAccess(_ example: GoAccessCase) throws {
    let format = try LogFormat(
      example.format,
      dateFormat: example.date,
      timeFormat: example.time
    )
    let parser = format.makeParser(newest: Self.newest)
    #expect(parser.describe(example.line) == example.expected)
    let bytes = Array(example.line.utf8)
    for count in 0...bytes.count {
      guard case .success(let line) = parser.read(bytes[..<count]) else { continue }
      #expect(!line.description.contains("Firefox"))
    }
  }

  static let expressions: [(pattern: String, line: String, expected: String)] = [
    (
      #"^(?<host>\S+) (?<time>\S+) (?<method>[A-Z]+) (?<path>\S+) -> (?<status>\d+) in (?<duration>\S+)$"#,
      "203.0.113.9 2026-11-22T10:00:00Z GET /é -> 200 in 12ms",
      "time=1795341600|host=203.0.113.9|method=GET|target=/é|status=200|duration=12000"
    ),
    (
      #"(?P<date>\d{4}-\d\d-\d\d) (?P<time>\d\d:\d\d:\d\d)[^\[]*\[(?<level>\w+)\] (?<message>.*)"#,
      "2026-11-22 10:00:00,123 [WARN] disk is full\r",
      "time=1795341600|target=disk is full"
    ),
    (#"^(?<time>\d+) (?<request>.*)$"#, "nothing", "! the regular expression does not match"),
  ]

  @Test("of regular expressions read their lines", arguments: expressions.indices)
  func regex(_ place: Int) throws {
    let example = Self.expressions[place]
    let parser = try LogFormat("regex:\(example.pattern)").makeParser()
    #expect(parser.describe(example.line) == example.expected)
    #expect(parser.describe(String(repeating: "a", count: 70_000)).contains("longer"))
  }

  @Test(
    "that are none say what to write",
    arguments: [
      ("apache3", "there is no format named apache3. Pass one of combined"),
      ("%h %s", "the format %h %s has no time. Add %d and %t, or %x"),
      ("%h %d %G", "the format has %G, which is none of"),
      ("%d ~h %t", "~h needs the bytes between addresses in braces"),
      ("regex:(", "( is no regular expression"),
      ("regex:(?<host>.*)", "the regular expression has no group for the time"),
      ("{\"a\": \"%h\"", "the format begins with a brace, but is no JSON"),
      ("{\"a\": \"%h\"}", "has no time. Add %x, or %d and %t"),
    ]
  )
  func errors(_ text: String, _ message: String) throws {
    do {
      _ = try LogFormat(text)
      Issue.record("\(text) was taken")
    } catch {
      #expect(error.message.contains(message))
    }
  }

  @Test("refuse times whose specifiers are not known")
  func timeErrors() {
    #expect(throws: LogFormatError.self) { try LogFormat("%h %d", dateFormat: "%Q") }
    #expect(throws: LogFormatError.self) { try LogFormat("%h %d %t", timeFormat: "%H:%") }
  }

  @Test("have names that make them again, and titles")
  func names() throws {
    for name in LogFormat.names {
      let format = try LogFormat(name)
      #expect(try LogFormat(format.text) == format)
      #expect(!format.title.isEmpty)
      #expect(
        try LogFormat(name.uppercased()).title == format.title || name == "squid"
          || name == "traefik" || name == "cloudstorage"
      )
    }
  }
}

/// A format in specifiers with a line and what it says.
struct GoAccessCase: CustomTestStringConvertible, Sendable {
  var format: String
  var date: String?
  var time: String?
  var line: String
  var expected: String

  var testDescription: String { format }

  init(
    _ format: String,
    _ line: String,
    _ expected: String,
    date: String? = nil,
    time: String? = nil
  ) {
    self.format = format
    self.line = line
    self.expected = expected
    self.date = date
    self.time = time
  }

  static let all: [GoAccessCase] = [
    GoAccessCase(
      #"%h %^[%d:%t %^] "%r" %s %b "%R" "%u""#,
      #"203.0.113.9 - ann [22/Nov/2026:10:00:00 +0100] "GET /a\"b HTTP/1.1" 200 5 "-" "a%20b""#,
      #"time=1795341600|host=203.0.113.9|method=GET|target=/a\"b|protocol=HTTP/1.1|status=200|bytes=5|agent=a b"#,
      date: "%d/%b/%Y",
      time: "%H:%M:%S"
    ),
    GoAccessCase(
      #"%h %^[%d:%t %^] "%r" %s %b"#,
      #"203.0.113.9 - ann [22/Nov/2026:10:00:00 +0100] "-" 408 -"#,
      "time=1795341600|host=203.0.113.9|target=-|status=408"
    ),
    GoAccessCase(
      #"%v:%^ %h %e [%d:%t %^] "%m %U %H" %s %b %D"#,
      #"e.com:80 [2001:db8::1] ann [22/Nov/2026:10:00:00 +0000] "GET /a HTTP/1.1" 200 5 17"#,
      "time=1795341600|vhost=e.com|host=2001:db8::1|user=ann|method=GET|target=/a|protocol=HTTP/1.1|status=200|bytes=5|duration=17"
    ),
    GoAccessCase(
      #"%d\t%t\t%h\t%m\t%U\t%q\t%s\t%T"#,
      "2026-11-22\t10:00:00\t203.0.113.9\tGET\t/a\tb=1\t200\t0.25",
      "time=1795341600|host=203.0.113.9|method=GET|target=/a?b=1|status=200|duration=250000"
    ),
    GoAccessCase(
      "%d %t %^ %h %U",
      "Nov  2 10:00:00 web 203.0.113.9 /a",
      "time=1793613600|host=203.0.113.9|target=/a",
      date: "%b %d",
      time: "%T"
    ),
    GoAccessCase(
      "%x %h %U %n",
      "1795341600123 203.0.113.9 /a 9000",
      "time=1795341600|host=203.0.113.9|target=/a|duration=9",
      date: "%*",
      time: "%*"
    ),
    GoAccessCase(
      #"[%x] %h %U"#,
      "[22/Nov/2026:11:00:00 +0100] 203.0.113.9 /a",
      "time=1795345200|offset=3600|host=203.0.113.9|target=/a",
      date: "%d/%b/%Y:%H:%M:%S %z"
    ),
    GoAccessCase(
      #"[%x] %h %U"#,
      "[22/Nov/2026:11:00:00 +0100] 203.0.113.9 /a",
      "time=1795345200|offset=3600|host=203.0.113.9|target=/a"
    ),
    GoAccessCase(
      "%d %t %~%L %h %U",
      "11/22/26 10:00:00     12 203.0.113.9 /a",
      "time=1795341600|host=203.0.113.9|target=/a|duration=12000",
      date: "%D",
      time: "%T"
    ),
    GoAccessCase(
      #"%^"~h{, }" %^[%d:%t %^] "%r" %s"#,
      #"10.0.0.1 "203.0.113.9, 198.51.100.2" - [22/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200"#,
      "time=1795341600|host=203.0.113.9|method=GET|target=/|protocol=HTTP/1.1|status=200"
    ),
    GoAccessCase(
      #""~h{, }" %^[%d:%t %^] "%r" %s"#,
      #""203.0.113.9, 198.51.100.2" - [22/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200"#,
      "time=1795341600|host=203.0.113.9|method=GET|target=/|protocol=HTTP/1.1|status=200"
    ),
    GoAccessCase(
      #"~h{ ,} %^[%d:%t %^] "%r" %s"#,
      #"203.0.113.9, 198.51.100.2 - - [22/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200"#,
      "time=1795341600|host=203.0.113.9|method=GET|target=/|protocol=HTTP/1.1|status=200"
    ),
    GoAccessCase(
      "SQUID",
      "1795341600.603    310 203.0.113.9 TCP_MISS/200 1234 GET http://e.com/ ann DIRECT/192.0.2.1 text/html",
      "time=1795341600|host=203.0.113.9|user=ann|method=GET|target=http://e.com/|status=200|bytes=1234|duration=310000"
    ),
    GoAccessCase(
      "CLOUDSTORAGE",
      #""1795341600123456","203.0.113.9","1","","GET","/b/o","200","12","99","4711","e.com","https://e.com/","curl","id""#,
      "time=1795341600|host=203.0.113.9|method=GET|target=/b/o|status=200|bytes=99|referrer=https://e.com/|agent=curl|duration=4711"
    ),
    GoAccessCase(
      "TRAEFIKCLF",
      #"203.0.113.9 - ann [22/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 5 "-" "curl" 12 "site@docker" "http://10.0.0.5:80" 5ms"#,
      "time=1795341600|vhost=site@docker|host=203.0.113.9|user=ann|method=GET|target=/|protocol=HTTP/1.1|status=200|bytes=5|agent=curl|duration=5000"
    ),
    GoAccessCase(
      #"{"t": "%x.%^", "r": {"ip": "%h", "u": "%U", "h": {"UA": ["%u"]}}, "s": "%s", "d": "%T"}"#,
      #"{"t":1795341600.5,"r":{"ip":"203.0.113.9","u":"/a","h":{"UA":["curl"]}},"s":200,"d":0.5}"#,
      "time=1795341600|host=203.0.113.9|target=/a|status=200|agent=curl|duration=500000"
    ),
    GoAccessCase(
      "%h %d %U",
      "203.0.113.9 31/Feb/2026 /a",
      "! the time is none that is known"
    ),
  ]
}
