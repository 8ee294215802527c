import BatteryTables
import Foundation
import SystemPackage
import Testing

@testable import LogsTool

@Suite("Content of logs", .timeLimit(.minutes(5))) struct LogContentTests {
  @Test("is found to have changed while it is read")
  func changes() throws {
    let yard = try LogYard()
    try yard.write(1000)
    let content = try #require(try LogContent(yard.log))
    let size = content.mark.size
    var source = try content.source(100, to: size)
    var bytes = [UInt8](repeating: 0, count: 1000)
    #expect(try bytes.withUnsafeMutableBytes { try source.fill($0) } == 1000)
    try yard.write(1)
    #expect(throws: Never.self) { try content.check(upTo: size) }
    yard.truncateFile("access.log", to: 500)
    #expect(throws: LogContent.Changed.self) {
      _ = try bytes.withUnsafeMutableBytes { try source.fill($0) }
    }
    #expect(throws: LogContent.Changed.self) { try content.check(upTo: size) }
    #expect(throws: LogContent.Changed.self) { _ = try content.endOfLines(from: 0) }
    yard.truncateFile("access.log")
    try yard.write(2000)
    #expect(throws: LogContent.Changed.self) { try content.check(upTo: size) }
  }

  @Test("is told apart by its last bytes, however short or long it is", arguments: [1, 2, 2000])
  func lastBytes(_ lines: Int) throws {
    let yard = try LogYard()
    try yard.write(lines)
    try yard.run()
    let path = "state/\(LogStateDirectory.manifestName)"
    let manifest = try JSONDecoder().decode(LogManifest.self, from: Data(yard.bytes(path)))
    let source = try #require(manifest.sources.first)
    #expect(try LogContent(yard.log)?.relation(to: source) == .same)
    try yard.write(3)
    #expect(try LogContent(yard.log)?.relation(to: source) == .same)
    var bytes = try yard.bytes("access.log")
    bytes[source.offset - 10] ^= 1
    try yard.put(bytes, "access.log")
    #expect(try LogContent(yard.log)?.relation(to: source) == .other)
  }

  @Test("is read to the end of its last line, however long that is")
  func endOfLines() throws {
    let yard = try LogYard()
    let start = try {
      try yard.write(3); return try yard.bytes("access.log").count
    }()
    #expect(try LogContent(yard.log)?.endOfLines(from: 0) == start)
    try yard.append(String(repeating: "x", count: 200_000))
    #expect(try LogContent(yard.log)?.endOfLines(from: 0) == start)
    #expect(try LogContent(yard.log)?.endOfLines(from: start) == start)
    #expect(try LogContent(yard.log)?.endOfLines(from: start + 70_000) == start + 70_000)
    try yard.append("\n")
    #expect(try LogContent(yard.log)?.endOfLines(from: start) == start + 200_001)
  }

  @Test(
    "is of a log by its name",
    arguments: [
      ("access.log.1", true), ("access.log.12.gz", true), ("access.log-20261122", true),
      ("access.log-2026-11-22T10:00:00.zst", true), ("access.log.old", true),
      ("access.log.gz", true), ("access.log.2.bz2", true), ("access.log", false),
      ("access.log.html", false), ("access.log.swp", false), ("access.log2", false),
      ("access.log-errors", false), ("access.log.1.tmp", false), ("other.log.1", false),
    ]
  )
  func names(_ name: String, _ isRotated: Bool) {
    let log: FilePath = "/var/log/access.log"
    #expect(LogFamily.isRotated(FilePath("/var/log/\(name)"), of: log) == isRotated)
    #expect(!LogFamily.isRotated(FilePath("/var/log/old/\(name)"), of: log))
  }
}
