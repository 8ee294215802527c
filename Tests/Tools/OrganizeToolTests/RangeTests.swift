import BatteryJobs
import Foundation
import Testing

@testable import OrganizeTool

@Suite("Ranges of rules") struct RangeTests {
  @Test(
    "reads lengths",
    arguments: [
      ("> 10 MB", 10_000_001, Int64.max), (">=10mb", 10_000_000, .max), ("< 1 KiB", 0, 1023),
      ("<=5", 0, 5), ("1kB..5kB", 1000, 5000), (">= 1kB, < 5kB", 1000, 4999), ("0", 0, 0),
      ("= 7", 7, 7),
    ]
  )
  func sizes(_ text: String, _ least: Int64, _ most: Int64) throws {
    let range = try #require(SizeRange(text))
    #expect(range.least == least)
    #expect(range.most == most)
    #expect(try #require(SizeRange(range.description)) == range)
  }

  @Test(
    "refuses what is no length",
    arguments: [
      "", "10xb", "> ", "-1", "5..", "..5", "5..1", "< 0", "> 1, < 1", "ten", "1,", "9E9",
    ]
  )
  func noSizes(_ text: String) {
    #expect(SizeRange(text) == nil)
  }

  @Test(
    "tells ages",
    arguments: [
      ("30d", 30, true), ("30d", 29, false), ("> 30d", 31, true), ("< 2d", 1, true),
      ("< 2d", 2, false), ("1d..7d", 1, true), ("1d..7d", 7, false), ("1d", -5, false),
      ("< 1d", -5, true),
    ]
  )
  func ages(_ text: String, _ days: Int64, _ expected: Bool) throws {
    let range = try #require(AgeRange(text))
    let now: Int64 = 1_800_000_000_000_000_000
    #expect(range.contains(modified: now - days * 86_400_000_000_000, now: now) == expected)
    #expect(try #require(AgeRange(range.description)) == range)
  }

  @Test("refuses what is no age", arguments: ["", "30", "x", "7d..1d", "1d..", "> -1d"])
  func noAges(_ text: String) {
    #expect(AgeRange(text) == nil)
  }

  @Test("an age counts beyond all times")
  func extremeAges() throws {
    let old = try #require(AgeRange("1d"))
    #expect(old.contains(modified: .min, now: .max))
    #expect(!old.contains(modified: .max, now: .min))
  }

  @Test(
    "reads days, months and years",
    arguments: [
      ("2024", "2024-01-01", "2025-01-01"), ("2024-02", "2024-02-01", "2024-03-01"),
      ("2024-12", "2024-12-01", "2025-01-01"), ("2024-02-29", "2024-02-29", "2024-03-01"),
      ("2023-12-31", "2023-12-31", "2024-01-01"), ("2024-01..2024-06", "2024-01-01", "2024-07-01"),
    ]
  )
  func dates(_ text: String, _ start: String, _ end: String) throws {
    let range = try #require(DateRange(text)).instants(in: .utc)
    #expect(range.lowerBound == Self.time(start))
    #expect(range.upperBound == Self.time(end))
  }

  @Test("reads days before and after")
  func openDates() throws {
    let after = try #require(DateRange("> 2024-02")).instants(in: .utc)
    #expect(after == Self.time("2024-03-01")..<Int64.max)
    let from = try #require(DateRange(">= 2024")).instants(in: .utc)
    #expect(from == Self.time("2024-01-01")..<Int64.max)
    let before = try #require(DateRange("< 2024-02-05")).instants(in: .utc)
    #expect(before == Int64.min..<Self.time("2024-02-05"))
    #expect(try #require(DateRange("9999")).instants(in: .utc).isEmpty)
  }

  @Test(
    "refuses what is no day",
    arguments: ["", "24", "2024-13", "2024-02-30", "2024-2", "2024-", "x", "2025..2024", "20245"]
  )
  func noDates(_ text: String) {
    #expect(DateRange(text) == nil)
  }

  private static func time(_ day: String) -> Int64 {
    Int64(ISO8601.parse("\(day)T00:00:00Z")?.timeIntervalSince1970 ?? -1) * 1_000_000_000
  }
}
