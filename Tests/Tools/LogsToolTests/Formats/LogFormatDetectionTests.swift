import Testing

@testable import LogsTool

@Suite("Detection of a log's format", .timeLimit(.minutes(5))) struct LogFormatDetectionTests {
  private static let agent = #" "https://e.com/" "Mozilla/5.0 (X11; Linux)""#

  /// Makes lines by the number in each.
  private static func log(_ count: Int, _ line: (Int) -> String) -> [UInt8] {
    Array((0..<count).map { line($0) + "\n" }.joined().utf8)
  }

  private static func access(_ number: Int, _ rest: String = agent) -> String {
    "203.0.113.\(number % 256) - - [22/Nov/2026:10:00:\(10 + number % 50) +0000] "
      + #""GET /a?b=c&d=\#(number) HTTP/1.1" 200 \#(number)"# + rest
  }

  private static func combinedWithHost(_ number: Int) -> String {
    "www.example.com:443 " + access(number)
  }

  static let samples: [(text: String, title: String, lines: @Sendable (Int) -> String)] = [
    ("combined", "combined", { access($0) }),
    ("common", "common", { access($0, "") }),
    ("vhost", "vhost combined", { combinedWithHost($0) }),
    ("vhost-common", "vhost common", { "e.com \(access($0, ""))" }),
    ("combined", "combined", { access($0, agent + #" "198.51.100.1" 0.004"#) }),
    ("common", "common", { access($0, " 1\($0)") }),
    ("json", "JSON lines", { #"{"ts":179534160\#($0 % 10),"msg":"said","n":\#($0)}"# }),
    ("logfmt", "logfmt", { #"time=2026-11-22T10:00:00Z level=info msg="n \#($0)""# }),
    (
      "syslog-3164", "syslog (RFC 3164)", { "Nov 22 10:00:00 web sshd[\($0)]: a=b c=d e=f" }
    ),
    (
      "syslog-5424", "syslog (RFC 5424)",
      { "<13>1 2026-11-22T10:00:00Z web app \($0) - - method=GET" }
    ),
    ("caddy", "Caddy's JSON", { _ in FormatLines.caddy[0].line }),
    ("s3", "Amazon S3", { _ in FormatLines.s3[0].line }),
    ("alb", "Amazon's load balancers", { FormatLines.loadBalancer[$0 % 2].line }),
    ("cloudfront", "CloudFront", { _ in FormatLines.cloudFront[0].line }),
    ("w3c", "W3C extended", { _ in FormatLines.w3c[0].line }),
  ]

  @Test("tells every format by its lines", arguments: samples.indices)
  func formats(_ place: Int) {
    let sample = Self.samples[place]
    for count in [1, 2, 400] {
      let guess = LogFormat.detect(in: Self.log(count, sample.lines))
      #expect(guess.format?.text == sample.text)
      #expect(guess.format?.title == sample.title)
      #expect(guess.confidence == 1)
      #expect(guess.failures.isEmpty)
      #expect(guess.reason.hasPrefix("\(count) of the first \(count) lines are in the format"))
    }
  }

  @Test("leaves a last line out that has no end, unless it is the only one")
  func unendedLines() {
    let whole = Self.access(1)
    let guess = LogFormat.detect(in: Array((whole + "\n" + whole.prefix(60)).utf8))
    #expect(guess.confidence == 1)
    #expect(LogFormat.detect(in: Array(whole.utf8)).format?.text == "combined")
    #expect(LogFormat.detect(in: Array(whole.prefix(60).utf8)).format == nil)
  }

  @Test("takes the format of most lines, and says how many have it")
  func mixtures() {
    let mixed = Self.log(100) { number in
      number % 4 == 0
        ? "garbage \(number)" : number % 4 == 1 ? Self.access(number, "") : Self.access(number)
    }
    let guess = LogFormat.detect(in: mixed)
    #expect(guess.format?.title == "combined")
    #expect(guess.confidence == 0.75)
    #expect(guess.failures.isEmpty)
    #expect(
      guess.reason
        == "75 of the first 100 lines are in the format combined; the next best, common, has 25."
    )
  }

  @Test("shows three lines that fail when fewer than half are in the format")
  func failures() {
    let mixed = Self.log(100) { $0 % 5 == 4 ? Self.access($0) : "garbage\u{1B}[31m \($0)" }
    let guess = LogFormat.detect(in: mixed)
    #expect(guess.format?.title == "combined")
    #expect(guess.confidence == 0.2)
    #expect(guess.failures.map(\.line) == [1, 2, 3])
    #expect(guess.failures.first?.text == "garbage␛[31m 0")
    #expect(guess.failures.first?.reason == "there is no time in brackets after the client")
  }

  @Test("takes a program's own log for none, though its lines begin with a time as syslog's may")
  func programs() {
    let syslog = Self.log(5) { "2026-11-22T10:00:00.12+01:00 web-1 sshd[\($0)]: Accepted key" }
    #expect(LogFormat.detect(in: syslog).format?.text == "syslog-3164")
    for line in [
      "2026-11-22T10:00:00,139 INFO [main] Version : 8.0.1",
      "2026-11-22T10:00:00.835618Z 0 [Note] [Server] ready",
      "2026-11-22T10:00:00Z INFO a=2026-01-01T00:00:00Z b",
      "2026-11-22T10:00:00.193Z info vpxd[45715] [x] -- BEGIN",
    ] {
      #expect(LogFormat.detect(in: Self.log(5) { _ in line }).format == nil, "\(line)")
    }
  }

  @Test("finds no format in prose, and shows lines of it")
  func prose() {
    let guess = LogFormat.detect(in: Self.log(10) { "Once upon a time, in chapter \($0)" })
    #expect(guess.format == nil)
    #expect(guess.confidence == 0)
    #expect(guess.failures.count == 3)
    #expect(guess.reason == "None of the first 10 lines is in a known format.")
  }

  @Test(
    "says why bytes are no log",
    arguments: [
      ([UInt8](), "There is nothing in it."),
      ([0x1F, 0x8B, 8, 0], "The log is compressed twice. Decompress it with gunzip once."),
      (
        [0x28, 0xB5, 0x2F, 0xFD],
        "The log is compressed twice. Decompress it with unzstd once."
      ),
      ([0xFF, 0xFE, 65, 0], "The log is in UTF-16. Convert it with iconv -f UTF-16 -t UTF-8."),
      (
        [127, 69, 76, 70, 0, 0, 0, 0], "This is no log but a binary file. Check the path."
      ),
      (
        [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 4],
        "The log is compressed with xz, which is not read here. Undo it first: "
          + "xz -dc FILE | batteries logs -"
      ),
      (
        Array("BZh91AY&SY".utf8),
        "The log is compressed with bzip2, which is not read here. Undo it first: "
          + "bzip2 -dc FILE | batteries logs -"
      ),
      (
        (0..<4000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 / 7 &+ $0 / 3) | 1 },
        "This is no log but a binary file. Check the path."
      ),
      ([10, 10, 32, 10], "There are only empty lines in it."),
    ]
  )
  func obstacles(_ head: [UInt8], _ reason: String) {
    let guess = LogFormat.detect(in: head)
    #expect(guess.format == nil)
    #expect(guess.reason == reason)
  }

  @Test("says that the messages of syslog are lines of access logs")
  func syslogMessages() {
    let head = "<190>Nov 22 10:00:00 web nginx: "
    let combined = LogFormat.detect(in: Self.log(9) { head + Self.access($0) })
    let place = "within syslog (RFC 3164), and none is in another."
    #expect(
      combined.reason == "9 of the first 9 lines are in the format combined \(place)"
    )
    #expect(combined.format?.text == "syslog-3164")
    let common = LogFormat.detect(in: Self.log(9) { head + Self.access($0, "") })
    #expect(common.reason == "9 of the first 9 lines are in the format common \(place)")
  }

  @Test("takes texts in old encodings and with colours for logs")
  func encodings() {
    let coloured: [UInt8] = [0xE9, 0xE8, 0xFC, 0x1B, 0x5B, 0x33, 0x31, 0x6D]
    let line = Array(Self.access(1).utf8.dropLast()) + coloured + Array("\"\n".utf8)
    #expect(LogFormat.detect(in: line + line).format?.text == "combined")
  }

  @Test("takes the columns of W3C logs with it, for lines that no directive stands before")
  func columns() throws {
    let log =
      "#Version: 1.0\r\n#Fields: time date c-ip cs-uri-stem sc-status\r\n10:00:00 2026-11-22 ::1 /a 200\r\n"
    let guess = LogFormat.detect(in: Array(log.utf8))
    #expect(guess.confidence == 1)
    let parser = try #require(guess.format).makeParser()
    #expect(
      parser.describe("10:00:00 2026-11-22 ::1 /a 200\r")
        == "time=1795341600|host=::1|target=/a|status=200"
    )
  }

  @Test("tells seconds from microseconds at the end of lines")
  func timeUnits() throws {
    let seconds = LogFormat.detect(in: Self.log(50) { Self.access($0, Self.agent + " \($0 % 3)") })
    let line = Self.access(1, Self.agent + " 2")
    #expect(try #require(seconds.format).makeParser().describe(line).hasSuffix("duration=2000000"))
    let micros = LogFormat.detect(in: Self.log(50) { Self.access($0, Self.agent + " \(12 + $0)") })
    #expect(try #require(micros.format).makeParser().describe(line).hasSuffix("duration=2"))
  }

  @Test("skips a byte order mark and blank lines")
  func byteOrderMark() {
    let guess = LogFormat.detect(
      in: Array("\u{FEFF}\(Self.access(1))\n\n  \n\(Self.access(2))\n".utf8)
    )
    #expect(guess.confidence == 1)
  }

  @Test("survives bytes of every kind")
  func garbage() {
    var state: UInt64 = 7
    for size in [1, 63, 64, 65, 5000] {
      for _ in 0..<20 {
        let head = (0..<size).map { _ in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return UInt8(truncatingIfNeeded: state >> 40)
        }
        #expect(LogFormat.detect(in: head).confidence <= 1)
      }
    }
  }
}
