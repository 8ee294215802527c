import BatteryTables
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import LogsTool

@Suite("Log cache")
struct LogCacheTests {
  private let directory: TemporaryDirectory
  private let cache: LogCache
  private var log: FilePath { directory.path.appending("access.log") }

  init() throws {
    directory = try TemporaryDirectory()
    cache = LogCache(directory.path.appending("cache"))
  }

  /// A log that is long enough to be kept, with a line in a hundred that is no record.
  private static func lines(_ range: Range<Int>) -> String {
    let padding = String(repeating: "x", count: 180)
    return range.map { number in
      number % 100 == 7
        ? "no record\n"
        : "10.0.\(number % 7).\(number % 250) - - [01/Nov/2026:10:\(10 + number % 50):00 +0000] "
          + "\"GET /\(number % 97)?\(padding) HTTP/1.1\" \(number % 5 == 0 ? 404 : 200) \(number) "
          + "\"-\" \"Agent \(number % 11)\"\n"
    }.joined()
  }

  private static let enough = 70_000

  private func analysis(isCached: Bool = true) throws -> LogAnalysis {
    var reading = LogAnalysis.Reading()
    if isCached { reading.cache = cache }
    return try LogAnalysis([log], reading)
  }

  private func states() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: cache.directory.string)
  }

  private func append(_ text: String) throws {
    let handle = try FileHandle(forWritingTo: URL(filePath: log.string))
    defer { try? handle.close() }
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
  }

  @Test("answers as the log does, whatever happened to it meanwhile", .timeLimit(.minutes(5)))
  func answers() throws {
    func expectSame(_ what: Comment) throws {
      let (kept, read) = (try analysis(), try analysis(isCached: false))
      #expect(try kept.report() == read.report(), what)
      #expect(kept.lines == read.lines && kept.rejected == read.rejected, what)
    }
    try directory.write(Self.lines(0..<Self.enough), to: "access.log")
    try expectSame("first")
    try expectSame("second")
    #expect(try states().count == 1)
    #expect(try analysis().rejects.isEmpty, "nothing was read")
    try append(Self.lines(0..<500))
    try expectSame("appended")
    try append("10.0.0.9 - - [01/Nov/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"Open")
    try expectSame("a last line without its end")
    try append(" end\"\n")
    try expectSame("the end of that line")
    // Another log in the same place, and the same log with one other byte.
    try directory.write(Self.lines(5..<Self.enough + 5), to: "access.log")
    try expectSame("replaced")
    var bytes = try Data(contentsOf: URL(filePath: log.string))
    let place = try #require(bytes.firstRange(of: Data("Agent 3".utf8)))
    bytes[place.upperBound - 1] = UInt8(ascii: "4")
    let handle = try FileHandle(forWritingTo: URL(filePath: log.string))
    try handle.write(contentsOf: bytes)
    try handle.close()
    try expectSame("changed in its place")
  }

  @Test("makes a damaged cache anew", .timeLimit(.minutes(5)))
  func damage() throws {
    try directory.write(Self.lines(0..<Self.enough), to: "access.log")
    let expected = try analysis().report()
    let state = cache.directory.appending(try #require(states().first))
    for name in try FileManager.default.contentsOfDirectory(atPath: state.string) {
      try Data("damaged".utf8).write(to: URL(filePath: state.appending(name).string))
      #expect(try analysis().report() == expected, "\(name)")
    }
  }

  @Test("keeps no short log, and no more than its limit")
  func limit() throws {
    try directory.write(Self.lines(0..<100), to: "access.log")
    _ = try analysis()
    #expect(!FileManager.default.fileExists(atPath: cache.directory.string))
    let small = LogCache(directory.path.appending("small"), limit: 250)
    for number in 0..<4 {
      try directory.write(String(repeating: "x", count: 100), to: "small/\(number)/records")
      let time = Date(timeIntervalSince1970: TimeInterval([300, 100, 400, 200][number]))
      try FileManager.default.setAttributes(
        [.modificationDate: time],
        ofItemAtPath: small.directory.appending("\(number)").string
      )
    }
    small.prune()
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: small.directory.string).sorted() == [
        "0", "2",
      ]
    )
  }
}
