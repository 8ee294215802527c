import Foundation
import Testing

@testable import LogsTool

/// Compares the parser with one that goes through the line byte by byte, on random lines.
@Suite("Random lines of web servers", .timeLimit(.minutes(5))) struct ClassicParserRandomTests {
  @Test("are read as a plain parser reads them", arguments: 0..<8)
  func random(_ seed: UInt64) {
    var generator = RandomLines(seed: seed &* 7919 &+ 1)
    let parser = ClassicParser(ClassicLayout())
    for _ in 0..<2500 {
      let (line, expected) = generator.next()
      #expect(parser.describe(line) == expected, "\(line)")
    }
  }

  @Test("with bytes that were changed never read past their end", arguments: 0..<4)
  func mutated(_ seed: UInt64) {
    var generator = RandomLines(seed: seed &+ 99)
    let parser = ClassicParser(ClassicLayout())
    for _ in 0..<5000 {
      var line = Array(generator.next().line.utf8)
      for _ in 0...generator.below(4) {
        let bytes: [UInt8] = [0, 9, 13, 32, 34, 45, 47, 48, 58, 91, 92, 93, 255]
        line[generator.below(line.count)] = bytes[generator.below(bytes.count)]
      }
      guard case .success(let record) = parser.read(line) else { continue }
      let limit = line.count
      for text in [record.host, record.user, record.target, record.referrer, record.agent] {
        #expect((text?.utf8.count ?? 0) <= limit * 3)
      }
    }
  }
}

/// Makes lines together with what they say.
private struct RandomLines {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }

  private mutating func pick(_ texts: [String]) -> String { texts[below(texts.count)] }

  /// Text as a server writes it between quotes: with its quotes and backslashes escaped.
  private mutating func field(_ characters: String) -> String {
    let characters = characters.map(String.init)
    return (0..<(1 + below(70))).map { _ in pick(characters) }.joined()
  }

  mutating func next() -> (line: String, expected: String) {
    let day = 1 + below(28)
    let month = below(12)
    let year = 1990 + below(60)
    let clock = (below(24), below(60), below(60))
    let zoneHours = below(25) - 12
    let zoneMinutes = pick(["00", "30", "45"])
    var parts = DateComponents()
    (parts.year, parts.month, parts.day) = (year, month + 1, day)
    (parts.hour, parts.minute, parts.second) = clock
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let time = calendar.date(from: parts)?.timeIntervalSince1970 ?? 0
    let offset = (abs(zoneHours) * 60 + (Int(zoneMinutes) ?? 0)) * (zoneHours < 0 ? -60 : 60)
    let names = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    let host = pick([
      "192.0.2.\(below(256))", "2001:db8::\(below(99))", "client\(below(9)).example",
    ])
    let user = pick(["-", "-", "bob", "Ann Lee", "x [y]"])
    let method = pick(["GET", "GET", "POST", "HEAD", "DELETE", "PROPFIND"])
    let target = "/" + field("abc/?&=%.-_ é[]<>':1234567890")
    let version = pick(["HTTP/1.0", "HTTP/1.1", "HTTP/2.0", "HTTP/3"])
    let status = 100 + below(500)
    let bytes = pick(["-", "0", "\(below(1_000_000_000))"])
    let referrer = pick([
      "-", "", "https://e.com/" + field("abc/?&=\\\" ".filter { $0 != "\\" && $0 != "\"" }),
    ])
    let escapes = [#"\""#, #"\\"#, #"\x22"#, "a", "Z", " ", ";", "(", "/", "[", "é"]
    let agent = "M" + (0..<below(60)).map { _ in pick(escapes) }.joined()

    var zone = "\(abs(zoneHours))"
    if zone.count == 1 { zone = "0" + zone }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let stamp =
      "\(two(day))/\(names[month])/\(year):\(two(clock.0)):\(two(clock.1)):\(two(clock.2)) "
      + "\(zoneHours < 0 ? "-" : "+")\(zone)\(zoneMinutes)"
    let line =
      "\(host) - \(user) [\(stamp)] \"\(method) \(target) \(version)\" \(status) \(bytes) "
      + "\"\(referrer)\" \"\(agent)\""

    var expected = ["time=\(Int64(time))"]
    if offset != 0 { expected.append("offset=\(offset)") }
    expected.append("host=\(host)")
    if user != "-" { expected.append("user=\(user)") }
    expected += ["method=\(method)", "target=\(target)", "protocol=\(version)", "status=\(status)"]
    if bytes != "-" { expected.append("bytes=\(bytes)") }
    if referrer != "-" { expected.append("referrer=\(referrer)") }
    expected.append("agent=\(agent)")
    return (line, expected.joined(separator: "|"))
  }
}
