import BatteryJobs
import Foundation
import Testing

@Suite("ISO 8601 text") struct ISO8601Tests {
  @Test(
    "has the zone's time and a numeric offset",
    arguments: [
      ("2026-03-29T01:00:00Z", "Europe/Berlin", "2026-03-29T03:00:00+02:00"),
      ("2026-03-29T01:00:00Z", "UTC", "2026-03-29T01:00:00+00:00"),
      ("2026-03-29T01:00:00.250Z", "America/St_Johns", "2026-03-28T22:30:00.250-02:30"),
      ("1969-12-31T23:59:59.999Z", "UTC", "1969-12-31T23:59:59.999+00:00"),
      ("1850-01-01T00:00:00Z", "Europe/Berlin", "1850-01-01T00:53:28+00:53:28"),
      ("0001-01-01T00:00:00Z", "UTC", "0001-01-01T00:00:00+00:00"),
    ]
  )
  func format(_ text: String, _ zone: String, _ expected: String) throws {
    let date = try #require(ISO8601.parse(text))
    #expect(ISO8601.format(date, in: try TimeZoneRules(identifier: zone)) == expected)
    #expect(ISO8601.parse(expected) == date)
  }

  @Test(
    "is read in its usual spellings",
    arguments: [
      "2026-03-29T03:00:00+02:00", "2026-03-29T03:00+02:00", "2026-03-29 03:00+02",
      "2026-03-29t01:00:00z", "2026-03-29T03:00:00.000+0200", "2026-03-28T23:30:00,0-01:30",
    ]
  )
  func spellings(_ text: String) throws {
    #expect(ISO8601.parse(text) == Date(timeIntervalSince1970: 1_774_746_000))
  }

  @Test(
    "is refused when malformed",
    arguments: [
      "", "2026-03-29", "2026-03-29T03:00", "2026-02-29T03:00Z", "2026-03-29T24:00Z",
      "2026-03-29T03:60Z", "2026-13-01T03:00Z", "2026-00-01T03:00Z", "2026-03-29T03:00:00.Z",
      "2026-03-29T03:00:00+2:00", "2026-03-29T03:00:00+24:00", "2026-03-29T03:00:00Zx",
      "2026-3-29T03:00Z", "２026-03-29T03:00Z", "20260329T030000Z", "2026-03-29T03:00:60Z",
    ]
  )
  func malformed(_ text: String) {
    #expect(ISO8601.parse(text) == nil)
  }

  @Test("without an offset is the zone's time, after a gap and first of two")
  func local() throws {
    let berlin = try TimeZoneRules(identifier: "Europe/Berlin")
    #expect(ISO8601.parse("2026-03-29T02:30", in: berlin) == ISO8601.parse("2026-03-29T01:00Z"))
    #expect(ISO8601.parse("2026-10-25T02:30", in: berlin) == ISO8601.parse("2026-10-25T00:30Z"))
    #expect(
      ISO8601.parse("2026-07-01T12:00:00.5", in: berlin)
        == ISO8601.parse("2026-07-01T10:00:00.500Z")
    )
    #expect(ISO8601.parse("2026-07-01T12:00Z", in: berlin) == ISO8601.parse("2026-07-01T12:00Z"))
  }
}
