import BatteryTables
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import LogsTool

@Suite("Log segment")
struct LogSegmentTests {
  private static func table(_ lines: [String]) -> LogTable {
    let text = lines.joined(separator: "\n")
    let source = MemoryByteSource(Array(text.utf8), name: "test")
    let result = try? LogScan.read(source, threads: 1) { ClassicParser(ClassicLayout()) }
    return result?.table ?? LogTable()
  }

  private static let lines = [
    #"10.0.0.1 - ann [01/Nov/2026:10:00:00 -0330] "GET /a?b HTTP/1.1" 200 5000000000 "-" "Agent ü" 12"#,
    #"::1 - - [02/Nov/2026:10:00:01 +0100] "POST /b HTTP/2.0" 404 - "https://e.org/" "-""#,
    #"10.0.0.1 - - [01/Nov/2026:10:00:00 +0000] "-" 400 0 "-" "-""#,
  ]

  private static func areEqual(_ left: LogTable, _ right: LogTable) -> Bool {
    LogTable.NumberField.allCases.allSatisfy { left[$0] == right[$0] }
      && LogTable.TextField.allCases.allSatisfy {
        left[$0].codes == right[$0].codes && left[$0].different == right[$0].different
      }
  }

  @Test("gives back what was written", arguments: 0...3)
  func roundTrip(count: Int) throws {
    let directory = try TemporaryDirectory()
    let table = Self.table(Array(Self.lines[..<count]))
    #expect(table.count == count)
    let path = directory.path.appending("1.segment")
    try LogSegment.write(table, to: path)
    #expect(Self.areEqual(try LogSegment.read(path), table))
  }

  @Test("takes more records after it was read")
  func growing() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path.appending("1.segment")
    try LogSegment.write(Self.table(Array(Self.lines[..<2])), to: path)
    var table = try LogSegment.read(path)
    var last = Self.table([Self.lines[2], Self.lines[0]])
    table.take(&last)
    let codes = table[.host].codes
    #expect(
      (0..<4).map { table[.host].different[codes[$0]] } == [
        "10.0.0.1", "::1", "10.0.0.1", "10.0.0.1",
      ]
    )
    #expect(table[.host].different.count == 2)
  }

  @Test("notices any byte that has changed, and any end that is missing")
  func damage() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path.appending("1.segment")
    try LogSegment.write(Self.table(Self.lines), to: path)
    let bytes = try [UInt8](Data(contentsOf: URL(filePath: path.string)))
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= 0x10
      try Data(damaged).write(to: URL(filePath: path.string))
      #expect(throws: TableError.self, "byte \(place)") { try LogSegment.read(path) }
    }
    for count in stride(from: 0, to: bytes.count, by: 7) {
      try Data(bytes[..<count]).write(to: URL(filePath: path.string))
      #expect(throws: TableError.self, "\(count) bytes") { try LogSegment.read(path) }
    }
  }
}
