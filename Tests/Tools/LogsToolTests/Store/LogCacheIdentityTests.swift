import BatteryTables
import Foundation
import SystemPackage
import Testing

@testable import LogsTool

@Suite("What a log cache tells apart", .timeLimit(.minutes(5))) struct LogCacheIdentityTests {
  private let yard: LogYard
  private var cache: LogCache

  init() throws {
    yard = try LogYard()
    cache = LogCache(yard.path("cache"))
    cache.least = 0
  }

  private func analysis(_ format: LogFormat? = nil, _ cache: LogCache?) throws -> LogAnalysis {
    var reading = LogAnalysis.Reading(format: format)
    reading.cache = cache
    return try LogAnalysis([yard.log], reading)
  }

  @Test("keeps logs apart by how their days are written")
  func patterns() throws {
    try yard.append("10.0.0.1 03/04/2026 10:00:00 /a 200\n10.0.0.1 05/06/2026 10:00:00 /b 200\n")
    func times(_ days: String, _ cache: LogCache?) throws -> [Int] {
      let format = try LogFormat("%h %d %t %U %s", dateFormat: days, timeFormat: "%H:%M:%S")
      let table = try analysis(format, cache).whole().table
      return (0..<table.count).map { table.time($0) }.sorted()
    }
    let expected = try times("%d/%m/%Y", nil)
    #expect(try times("%m/%d/%Y", cache) != expected)
    #expect(try times("%d/%m/%Y", cache) == expected)
  }

  @Test("refuses a state whose days were said to be written otherwise")
  func state() throws {
    try yard.append("10.0.0.1 03/04/2026 10:00:00 /a 200\n")
    func run(_ days: String) throws {
      let format = try LogFormat("%h %d %t %U %s", dateFormat: days, timeFormat: "%H:%M:%S")
      try yard.run { $0.format = format }
    }
    try run("%d/%m/%Y")
    try run("%d/%m/%Y")
    let error = #expect(throws: TableError.self) { try run("%m/%d/%Y") }
    #expect(error?.description.contains("--date-format '%d/%m/%Y'") == true)
  }

  @Test("finds a log in a wrong format with a cache and a state as without", arguments: 0..<3)
  func mismatch(_ kind: Int) throws {
    try yard.write(30)
    for _ in 0..<2 {
      let error = #expect(throws: TableError.self) {
        let format = try LogFormat("s3")
        switch kind {
        case 0: _ = try analysis(format, nil)
        case 1: _ = try analysis(format, cache)
        default: try yard.run { $0.format = format }
        }
      }
      #expect(error?.description.contains("none of its 30 lines is in the format") == true)
    }
  }

  @Test("notices other bytes though the time of the last change was set back")
  func changed() throws {
    try yard.write(30)
    #expect(try analysis(nil, cache).report().general.lines == 30)
    let attributes = try FileManager.default.attributesOfItem(atPath: yard.log.string)
    var bytes = try yard.bytes("access.log")
    let place = try #require(bytes.firstRange(of: Array("/page/7 ".utf8)))
    bytes[place.upperBound - 2] = UInt8(ascii: "X")
    let file = try FileDescriptor.open(yard.log, .writeOnly)
    try file.writeAll(bytes)
    try file.close()
    let time = try #require(attributes[.modificationDate] as? Date)
    try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: yard.log.string)
    try setTime(like: attributes)
    #expect(try analysis(nil, cache).report() == analysis(nil, nil).report())
  }

  /// Sets the whole time back, to the nanosecond.
  private func setTime(like attributes: [FileAttributeKey: Any]) throws {
    let manifest = try #require(
      FileManager.default.subpathsOfDirectory(atPath: cache.directory.string)
        .first { $0.hasSuffix(LogStateDirectory.manifestName) }
    )
    let data = try Data(
      contentsOf: URL(filePath: cache.directory.appending(manifest).string)
    )
    let kept = try JSONDecoder().decode(LogManifest.self, from: data)
    let nanoseconds = try #require(kept.sources.first).mark.modified
    var times = [timespec(), timespec()]
    for place in times.indices {
      times[place].tv_sec = Int(nanoseconds / 1_000_000_000)
      times[place].tv_nsec = Int(nanoseconds % 1_000_000_000)
    }
    #expect(utimensat(AT_FDCWD, yard.log.string, times, 0) == 0)
  }

  @Test("is made anew by other parsers")
  func revision() throws {
    try yard.write(30)
    try yard.append("no record\n")
    #expect(try analysis(nil, cache).rejects.count == 1)
    #expect(try analysis(nil, cache).rejects.isEmpty)
    var newer = cache
    newer.revision += 1
    #expect(try analysis(nil, newer).rejects.count == 1)
  }

  @Test("does not take a part of a log for the whole")
  func part() throws {
    try yard.write(3000)
    let packed = try yard.compressed("access.log")
    try yard.put(Array(packed.dropLast(packed.count / 2)), "access.log")
    #expect(throws: TableError.self) { try analysis(nil, nil) }
    #expect(throws: TableError.self) { try analysis(nil, cache) }
  }
}
