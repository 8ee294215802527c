import Testing

@testable import LogsTool

@Suite("Lines of web servers", .timeLimit(.minutes(5))) struct ClassicParserTests {
  private static let start = "203.0.113.7 - - [10/Oct/2000:13:55:36 +0000]"
  private static let get = "method=GET|target=/|protocol=HTTP/1.1"

  static let lines: [LineCase] = [
    LineCase(
      "combined",
      #"203.0.113.7 - frank [10/Oct/2000:13:55:36 -0700] "GET /a.gif?x=1 HTTP/1.0" 200 2326 "#
        + #""https://example.com/start" "Mozilla/5.0 (X11)""#,
      "time=971186136|offset=-25200|host=203.0.113.7|user=frank|method=GET|target=/a.gif?x=1|"
        + "protocol=HTTP/1.0|status=200|bytes=2326|referrer=https://example.com/start|"
        + "agent=Mozilla/5.0 (X11)"
    ),
    LineCase(
      "common",
      start + #" "GET / HTTP/1.1" 304 -"#,
      "time=971186136|host=203.0.113.7|\(get)|status=304"
    ),
    LineCase(
      "a carriage return at the end",
      start + " \"GET / HTTP/1.1\" 304 12\r",
      "time=971186136|host=203.0.113.7|\(get)|status=304|bytes=12"
    ),
    LineCase(
      "hyphens for the referrer and the agent",
      start + #" "GET / HTTP/1.1" 200 5 "-" "-""#,
      "time=971186136|host=203.0.113.7|\(get)|status=200|bytes=5"
    ),
    LineCase(
      "IPv6",
      #"2001:db8::7 - - [10/Oct/2000:13:55:36 +0530] "POST /x HTTP/2.0" 201 0 "-" "curl/8.5.0""#,
      "time=971186136|offset=19800|host=2001:db8::7|method=POST|target=/x|protocol=HTTP/2.0|"
        + "status=201|bytes=0|agent=curl/8.5.0"
    ),
    LineCase(
      "a user with spaces and brackets",
      #"h.example - Jean [x] Luc [10/Oct/2000:13:55:36 +0000] "HEAD / HTTP/1.1" 200 0"#,
      "time=971186136|host=h.example|user=Jean [x] Luc|method=HEAD|target=/|protocol=HTTP/1.1|"
        + "status=200|bytes=0"
    ),
    LineCase(
      "a user with a bracket before a digit",
      #"h - a [1x [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 0"#,
      "time=971186136|host=h|user=a [1x|\(get)|status=200|bytes=0"
    ),
    LineCase(
      "a user with a time",
      #"h - x [01/Jan/2020:00:00:00 +0000] y [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 0"#,
      "time=971186136|host=h|user=x [01/Jan/2020:00:00:00 +0000] y|\(get)|status=200|bytes=0"
    ),
    LineCase(
      "zero bytes before it, as in a file that was cut off",
      "\0\0\0" + start + #" "GET / HTTP/1.1" 200 0"#,
      "time=971186136|host=203.0.113.7|\(get)|status=200|bytes=0"
    ),
    LineCase(
      "an ident",
      #"h.example 1000 bob [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 0"#,
      "time=971186136|host=h.example|user=bob|\(get)|status=200|bytes=0"
    ),
    LineCase(
      "addresses that proxies added",
      #"198.51.100.1, 10.0.0.1 - - [10/Oct/2000:13:55:36 +0000] "GET / HTTP/1.1" 200 0"#,
      "time=971186136|host=198.51.100.1|\(get)|status=200|bytes=0"
    ),
    LineCase(
      "escaped quotes",
      start + #" "GET /a\"b HTTP/1.1" 200 1 "https://e.com/\"" "say \"hi\" \\""#,
      #"time=971186136|host=203.0.113.7|method=GET|target=/a\"b|protocol=HTTP/1.1|status=200|"#
        + #"bytes=1|referrer=https://e.com/\"|agent=say \"hi\" \\"#
    ),
    LineCase(
      "quotes as hexadecimal numbers",
      start + #" "GET /\x22 HTTP/1.1" 200 1 "-" "a\x22b""#,
      #"time=971186136|host=203.0.113.7|method=GET|target=/\x22|protocol=HTTP/1.1|status=200|"#
        + #"bytes=1|agent=a\x22b"#
    ),
    LineCase(
      "quotes as they come",
      start + #" "GET /?q="two" HTTP/1.1" 200 1 "https://e.com/"x" "a "b"""#,
      #"time=971186136|host=203.0.113.7|method=GET|target=/?q="two"|protocol=HTTP/1.1|status=200|"#
        + #"bytes=1|referrer=https://e.com/"x|agent=a "b""#
    ),
    LineCase(
      "a backslash as it comes before the last quote",
      start + #" "GET / HTTP/1.1" 200 1 "-" "C:\""#,
      #"time=971186136|host=203.0.113.7|\#(get)|status=200|bytes=1|agent=C:\"#
    ),
    LineCase(
      "no request",
      start + #" "-" 408 -  "-" "-""#,
      "time=971186136|host=203.0.113.7|target=-|status=408"
    ),
    LineCase(
      "an empty request",
      start + #" "" 400 0"#,
      "time=971186136|host=203.0.113.7|target=|status=400|bytes=0"
    ),
    LineCase(
      "TLS",
      start + #" "\x16\x03\x01\x02\x00\x01\x00 \xFC" 400 157 "-" "-""#,
      #"time=971186136|host=203.0.113.7|target=\x16\x03\x01\x02\x00\x01\x00 \xFC|status=400|"#
        + "bytes=157"
    ),
    LineCase(
      "no protocol",
      start + #" "GET /old page" 200 7"#,
      "time=971186136|host=203.0.113.7|method=GET|target=/old page|status=200|bytes=7"
    ),
    LineCase(
      "spaces in the target",
      start + #" "GET /a b  c HTTP/1.1" 200 7"#,
      "time=971186136|host=203.0.113.7|method=GET|target=/a b  c|protocol=HTTP/1.1|status=200|"
        + "bytes=7"
    ),
    LineCase(
      "another protocol and method",
      start + #" "M-SEARCH * HTTP/3" 405 7"#,
      "time=971186136|host=203.0.113.7|method=M-SEARCH|target=*|protocol=HTTP/3|status=405|bytes=7"
    ),
    LineCase(
      "a method alone",
      start + #" "GET HTTP/1.1" 400 7"#,
      "time=971186136|host=203.0.113.7|target=GET HTTP/1.1|status=400|bytes=7"
    ),
    LineCase(
      "no status",
      start + #" "GET / HTTP/1.1" - -"#,
      "time=971186136|host=203.0.113.7|\(get)"
    ),
    LineCase(
      "the largest size",
      start + #" "GET / HTTP/1.1" 200 9007199254740992"#,
      "time=971186136|host=203.0.113.7|\(get)|status=200|bytes=9007199254740992"
    ),
    LineCase(
      "a size that no answer has",
      start + #" "GET / HTTP/1.1" 200 999999999999999999"#,
      "! the size is larger than that of any answer"
    ),
    LineCase(
      "a leap second",
      #"h - - [31/Dec/2016:23:59:60 +0000] "GET / HTTP/1.1" 200 0"#,
      "time=1483228800|host=h|\(get)|status=200|bytes=0"
    ),
    LineCase(
      "a time without a zone",
      #"h - - [10/Oct/2000:13:55:36] "GET / HTTP/1.1" 200 0"#,
      "time=971186136|host=h|\(get)|status=200|bytes=0"
    ),
    LineCase(
      "a time in ISO 8601",
      #"h - - [2000-10-10T13:55:36+02:00] "GET / HTTP/1.1" 200 0"#,
      "time=971186136|offset=7200|host=h|\(get)|status=200|bytes=0"
    ),
    LineCase(
      "a forwarded address at the end",
      start + #" "GET / HTTP/1.1" 200 1 "-" "curl" "198.51.100.9""#,
      "time=971186136|host=203.0.113.7|\(get)|status=200|bytes=1|agent=curl"
    ),
    LineCase(
      "seconds at the end",
      start + #" "GET / HTTP/1.1" 200 1 "-" "curl" "-" 0.012"#,
      "time=971186136|host=203.0.113.7|\(get)|status=200|bytes=1|agent=curl|duration=12000"
    ),
    LineCase(
      "microseconds at the end",
      start + #" "GET / HTTP/1.1" 200 1 "-" "curl" 4711"#,
      "time=971186136|host=203.0.113.7|\(get)|status=200|bytes=1|agent=curl|duration=4711"
    ),
    LineCase(
      "microseconds after the size",
      start + #" "GET / HTTP/1.1" 200 1 4711"#,
      "time=971186136|host=203.0.113.7|\(get)|status=200|bytes=1|duration=4711"
    ),
    LineCase(
      "seconds before the referrer",
      start + #" "GET / HTTP/1.1" 200 1 0.25 "-" "curl""#,
      "time=971186136|host=203.0.113.7|\(get)|status=200|bytes=1|agent=curl|duration=250000"
    ),
    LineCase(
      "named seconds among others",
      start + #" "GET / HTTP/1.1" 200 1 "-" "curl" rt=1.5 uct="0.001" urt="1.4""#,
      "time=971186136|host=203.0.113.7|\(get)|status=200|bytes=1|agent=curl|duration=1500000"
    ),
    LineCase(
      "sizes that are no times",
      start + #" "GET / HTTP/1.1" 200 1 "-" "curl" 532 1043"#,
      "time=971186136|host=203.0.113.7|\(get)|status=200|bytes=1|agent=curl"
    ),
    LineCase(
      "the fields of Traefik",
      start + #" "GET / HTTP/1.1" 200 1 "-" "curl" 12 "site@docker" "http://10.0.0.5:80" 5ms"#,
      "time=971186136|host=203.0.113.7|\(get)|status=200|bytes=1|agent=curl|duration=5000"
    ),
    LineCase(
      "the fields of an ingress",
      start
        + #" "GET / HTTP/1.1" 200 1 "-" "curl" 403 0.031 [shop-80] [] 10.1.0.7:8080 9 0.030 200 f0"#,
      "time=971186136|host=203.0.113.7|\(get)|status=200|bytes=1|agent=curl|duration=31000"
    ),
    LineCase("nothing", "", "! the line is empty"),
    LineCase("a word", "word", "! there is no time in brackets after the client"),
    LineCase(
      "a month that is none",
      #"h - - [31/Foo/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 0"#,
      "! the time is not like 10/Oct/2000:13:55:36 +0000"
    ),
    LineCase(
      "a day that the month has not",
      #"h - - [29/Feb/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 0"#,
      "! the time is not like 10/Oct/2000:13:55:36 +0000"
    ),
    LineCase(
      "an hour that is none",
      #"h - - [28/Feb/2026:24:00:00 +0000] "GET / HTTP/1.1" 200 0"#,
      "! the time is not like 10/Oct/2000:13:55:36 +0000"
    ),
    LineCase(
      "a year before 1970",
      #"h - - [31/Dec/1969:23:59:59 +0000] "GET / HTTP/1.1" 200 0"#,
      "! the time is not like 10/Oct/2000:13:55:36 +0000"
    ),
    LineCase(
      "a year after 2105",
      #"h - - [01/Jan/2106:00:00:00 +0000] "GET / HTTP/1.1" 200 0"#,
      "! the time is not like 10/Oct/2000:13:55:36 +0000"
    ),
    LineCase(
      "a request that is not closed",
      start + #" "GET / HTTP/1.1"#,
      "! the quotes of the request are not closed"
    ),
    LineCase(
      "a request without quotes",
      start + " GET / 200 1",
      "! there is no request in quotes after the time"
    ),
    LineCase(
      "a status that is none",
      start + #" "GET / HTTP/1.1" OK 1"#,
      "! there is no status of three digits after the request"
    ),
    LineCase(
      "a size that is none",
      start + #" "GET / HTTP/1.1" 200 -5"#,
      "! the size is no number"
    ),
    LineCase(
      "a size of more digits than a number",
      start + #" "GET / HTTP/1.1" 200 12345678901234567890"#,
      "! the size is no number"
    ),
    LineCase("no size", start + #" "GET / HTTP/1.1" 200"#, "! there is no size after the status"),
    LineCase(
      "an agent that is not closed",
      start + #" "GET / HTTP/1.1" 200 5 "-" "Mozilla"#,
      "! the quotes of the last field are not closed"
    ),
  ]

  @Test("are read", arguments: lines)
  func reads(_ example: LineCase) {
    let parser = ClassicParser(ClassicLayout())
    #expect(parser.describe(example.line) == example.expected)
    // What the parser remembers of the line before it changes nothing.
    #expect(parser.describe(example.line) == example.expected)
  }

  static let virtualHosts: [LineCase] = [
    LineCase(
      "with a port",
      "www.example.com:443 " + start + #" "GET / HTTP/1.1" 200 1 "-" "curl""#,
      "time=971186136|vhost=www.example.com|host=203.0.113.7|\(get)|status=200|bytes=1|agent=curl"
    ),
    LineCase(
      "without a port",
      "www.example.com " + start + #" "GET / HTTP/1.1" 200 1"#,
      "time=971186136|vhost=www.example.com|host=203.0.113.7|\(get)|status=200|bytes=1"
    ),
    LineCase(
      "IPv6",
      "[::1]:80 ::1 - bob [10/Oct/2000:13:55:36 +0000] \"GET / HTTP/1.1\" 200 1",
      "time=971186136|vhost=[::1]|host=::1|user=bob|\(get)|status=200|bytes=1"
    ),
  ]

  @Test("with a virtual host are read", arguments: virtualHosts)
  func readsVirtualHosts(_ example: LineCase) {
    let parser = ClassicParser(ClassicLayout(hasVirtualHost: true))
    #expect(parser.describe(example.line) == example.expected)
  }

  @Test("take a number at the end for what the layout says")
  func timeUnits() {
    let line = Self.start + #" "GET / HTTP/1.1" 200 1 "-" "curl" 3"#
    let parser = ClassicParser(ClassicLayout(timeUnit: .seconds))
    #expect(parser.describe(line).hasSuffix("|duration=3000000"))
  }

  @Test("that are cut off anywhere are turned down or read, and nothing after them is")
  func prefixes() {
    for example in Self.lines + Self.virtualHosts {
      let bytes = Array(example.line.utf8)
      for hasVirtualHost in [false, true] {
        let parser = ClassicParser(ClassicLayout(hasVirtualHost: hasVirtualHost))
        for count in 0...bytes.count {
          guard case .success(let line) = parser.read(bytes[..<count]) else { continue }
          #expect(!line.description.contains("Firefox"))
          #expect(line.duration < 10_000_000)
        }
      }
    }
  }

  @Test("of a megabyte are read at once")
  func longLines() {
    let parser = ClassicParser(ClassicLayout())
    let long = String(repeating: "a\\\"b", count: 250_000)
    let line = Self.start + " \"GET /\(long) HTTP/1.1\" 200 1 \"-\" \"\(long)\""
    guard case .success(let record) = parser.read(line.utf8) else {
      Issue.record("it was not read")
      return
    }
    #expect(record.target?.utf8.count == 1_000_001)
    #expect(record.agent == long)
    let quotes = String(repeating: "\"", count: 1_000_000)
    #expect(parser.describe(Self.start + " \(quotes)").hasPrefix("!"))
    #expect(parser.describe(Self.start + " \"GET / HTTP/1.1\" 200 1 \(quotes)x").hasPrefix("!"))
    #expect(parser.describe(String(repeating: " [1", count: 300_000)).hasPrefix("!"))
  }
}
