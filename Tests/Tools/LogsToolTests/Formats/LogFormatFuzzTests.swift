import Foundation
import SystemPackage
import TestKit
import Testing

@testable import LogsTool

/// Damaged lines through every parser.
///
/// `BATTERIES_FUZZ_LINES=1000000 BATTERIES_FUZZ_SEED=7` makes a longer run of another seed; the number
/// is that of lines for each format.
@Suite("Damaged lines", .timeLimit(.minutes(60))) struct LogFormatFuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let count = environment["BATTERIES_FUZZ_LINES"].flatMap { Int($0) } ?? 1500
  private static let seed = environment["BATTERIES_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1

  static let formats =
    LogFormat.names + [
      #"%h %^[%d:%t %^] "%r" %s %b "%R" "%u""#, #"%x %h %v %m %U %q %H %s %b %D"#,
      #"~h{, } %e [%d:%t %z] "%r" %s %b %L"#.replacingOccurrences(of: " %z", with: " %^"),
      #"{"time":"%x","ip":"%h","req":{"m":"%m","u":"%U"},"s":"%s","b":"%b"}"#,
      #"regex:^(?<host>\S+) \S+ (?<user>\S+) \[(?<time>[^\]]+)\] "(?<request>[^"]*)" (?<status>\d+)"#,
    ]

  /// Lines of every format, as they should be.
  private static let seeds: [[UInt8]] =
    (ClassicParserTests.lines + ClassicParserTests.virtualHosts + FormatLines.caddy
    + FormatLines.json + FormatLines.logfmt + FormatLines.w3c + FormatLines.cloudFront
    + FormatLines.s3 + FormatLines.loadBalancer + FormatLines.syslog)
    .map { Array($0.line.utf8) }
    + [
      "#Fields: " + W3CLayout.standard.columns.joined(separator: " "),
      "1795341600.123    12 203.0.113.9 TCP_MISS/200 1234 GET http://e.com/ bob DIRECT/10.0.0.1 text/html",
      #""1795341600000000","203.0.113.9","1","","GET","/a","200","1","2","30000","h","https://e.com/","UA""#,
      "2026-11-22T10:00:00+01:00 203.0.113.9 www.e.com GET /x ?a=b HTTP/1.1 200 5 1234",
      #"{"time":"2026-11-22 10:00:00","ip":"::1","req":{"m":"GET","u":"/x"},"s":200,"b":5}"#,
    ].map { Array($0.utf8) }

  @Test("are read or refused, and nothing after them counts or is touched", arguments: formats)
  func guarded(_ text: String) throws {
    let format = try LogFormat(text)
    let (first, second) = (
      format.makeParser(newest: 1_795_341_600), format.makeParser(newest: 1_795_341_600)
    )
    let memory = GuardedLine(capacity: 1 << 16)
    var mutator = LineMutator(seed: Self.seed &+ UInt64(text.utf8.count) &* 7919, Self.seeds)
    var read = 0
    // What follows a line looks like more of it, or like nothing.
    let rest = Array(
      #"" 200 512 "https://e.com/" "Firefox" 0.125 [10/Oct/2000:12:00:00 +0000] ]}]"}"#.utf8
    )
    for _ in 0..<(text.hasPrefix("regex:") ? Self.count / 10 : Self.count) {
      let line = mutator.next(limit: 1 << 15)
      let one = memory.read(line, before: rest, first)
      let two = memory.read(line, before: [0], second)
      #expect(one == two, "\(String(decoding: line, as: UTF8.self).debugDescription)")
      guard case .success(let record) = one else { continue }
      read += 1
      #expect(record.localTime >= -2_000_000 && record.localTime < 4_300_000_000)
      #expect(record.status >= -1 && record.bytes >= -1 && record.duration >= -1)
      #expect(record.status < 1000 || text == "s3" || text.hasSuffix("lb"))
    }
    #expect(read > 0, "no line was of the format")
  }

  @Test("are all counted: those that are read and those that are not", arguments: formats)
  func counted(_ text: String) throws {
    let directory = try TemporaryDirectory()
    var mutator = LineMutator(seed: Self.seed &+ UInt64(text.utf8.count) &* 104_729, Self.seeds)
    var log: [UInt8] = []
    for line in Self.seeds { log += line + [10] }
    for _ in 0..<(text.hasPrefix("regex:") ? Self.count / 10 : Self.count) {
      log += mutator.next(limit: 4000) + [10]
    }
    if mutator.below(2) == 0 { log.removeLast() }
    let file = directory.path.appending("fuzz.log")
    try Data(log).write(to: URL(filePath: file.string))
    let isW3C = ["w3c", "iis", "cloudfront"].contains(text)
    var lines = log.split(separator: 10, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    let directives = isW3C ? lines.count { $0.first == UInt8(ascii: "#") } : 0
    let analysis = try LogAnalysis([file], LogAnalysis.Reading(format: try LogFormat(text)))
    let general = try analysis.report().general
    #expect(general.parsed + general.rejected == general.lines)
    #expect(general.lines == lines.count - directives)
    #expect(analysis.rejects.count == general.rejected)
    let starts = lines.indices.reduce(into: [0]) { $0.append($0[$1] + lines[$1].count + 1) }
    #expect(analysis.rejects.allSatisfy { starts[$0.line - 1] == $0.offset && !$0.reason.isEmpty })
    _ = LogFormat.detect(in: Array(log.prefix(1 << 18)))
  }
}

/// Damages lines: bytes that matter to parsers are changed, left out, put in or moved, and lines are
/// joined or repeated.
struct LineMutator {
  private static let bytes =
    Array("\0\t\r \"-/:[]\\{},=<>0195+%#.eZ\u{7F}".utf8) + [0x80, 0xC3, 0xFF]

  private var state: UInt64
  private let seeds: [[UInt8]]

  init(seed: UInt64, _ seeds: [[UInt8]]) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    self.seeds = seeds
  }

  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(max(1, limit)))
  }

  mutating func next(limit: Int) -> [UInt8] {
    var line = seeds[below(seeds.count)]
    for _ in 0..<below(5) { damage(&line) }
    return Array(line.prefix(limit))
  }

  private mutating func damage(_ line: inout [UInt8]) {
    let place = below(line.count + 1)
    let byte = Self.bytes[below(Self.bytes.count)]
    switch below(9) {
    case 0 where place < line.count: line[place] = byte
    case 1: line.insert(byte, at: place)
    case 2: line.removeSubrange(place..<min(line.count, place + 1 + below(8)))
    case 3: line.removeSubrange(place...)
    case 4: line.insert(contentsOf: [UInt8](repeating: byte, count: 1 << below(10)), at: place)
    case 5:
      let other = seeds[below(seeds.count)]
      line = Array(line[..<place]) + other[below(other.count + 1)...]
    case 6:
      let end = min(line.count, place + below(40))
      line.insert(contentsOf: line[place..<end], at: below(line.count + 1))
    case 7 where place < line.count: line[place] = UInt8(below(256))
    default:
      // Another number, for times and sizes.
      if let digit = line[place...].firstIndex(where: { $0 &- 48 < 10 }) {
        line[digit] = 48 + UInt8(below(10))
      }
    }
    // A line has no line feed.
    for place in line.indices where line[place] == 10 { line[place] = 11 }
  }
}
