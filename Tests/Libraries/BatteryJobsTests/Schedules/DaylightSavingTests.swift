import BatteryJobs
import Foundation
import Testing

/// A schedule around a change of the clock.
struct ClockChange: Sendable, CustomTestStringConvertible {
  var text: String
  var zone: String
  var start: String
  var expected: [String]

  init(_ text: String, _ zone: String, _ start: String, _ expected: String...) {
    self.text = text
    self.zone = zone
    self.start = start
    self.expected = expected
  }

  var testDescription: String { "\(text) in \(zone) from \(start)" }

  /// A fixed time that the clock skips runs once, right after the gap.
  static let gaps = [
    ClockChange(
      "30 2 * * *",
      "Europe/Berlin",
      "2026-03-28T12:00",
      "2026-03-29T03:00:00+02:00",
      "2026-03-30T02:30:00+02:00"
    ),
    ClockChange(
      "0,30 2 * * *",
      "America/New_York",
      "2026-03-07T12:00",
      "2026-03-08T03:00:00-04:00",
      "2026-03-09T02:00:00-04:00"
    ),
    ClockChange(
      "0 2,3 * * *",
      "America/New_York",
      "2026-03-07T12:00",
      "2026-03-08T03:00:00-04:00",
      "2026-03-09T02:00:00-04:00"
    ),
    ClockChange(
      "15 30 2 * * *",
      "America/New_York",
      "2026-03-07T12:00",
      "2026-03-08T03:00:00-04:00"
    ),
    ClockChange(
      "30 1-5 * * *",
      "America/New_York",
      "2026-03-08T00:00",
      "2026-03-08T01:30:00-05:00",
      "2026-03-08T03:00:00-04:00",
      "2026-03-08T03:30:00-04:00"
    ),
    ClockChange(
      "daily at 02:30",
      "Europe/Berlin",
      "2026-03-28T12:00",
      "2026-03-29T03:00:00+02:00"
    ),
    ClockChange(
      "@daily",
      "Africa/Cairo",
      "2026-04-23T12:00",
      "2026-04-24T01:00:00+03:00",
      "2026-04-25T00:00:00+03:00"
    ),
    ClockChange(
      "@daily",
      "America/Santiago",
      "2026-09-05T12:00",
      "2026-09-06T01:00:00-03:00",
      "2026-09-07T00:00:00-03:00"
    ),
    ClockChange(
      "30 0 L * *",
      "Asia/Amman",
      "2017-03-30T12:00",
      "2017-03-31T01:00:00+03:00",
      "2017-04-30T00:30:00+03:00"
    ),
    ClockChange(
      "15 2 * * *",
      "Australia/Lord_Howe",
      "2026-10-03T12:00",
      "2026-10-04T02:30:00+11:00",
      "2026-10-05T02:15:00+11:00"
    ),
    ClockChange(
      "0 12 * * *",
      "Pacific/Apia",
      "2011-12-29T13:00",
      "2011-12-31T00:00:00+14:00",
      "2011-12-31T12:00:00+14:00"
    ),
    ClockChange(
      "0 9 30 12 *",
      "Pacific/Apia",
      "2011-01-01T00:00",
      "2011-12-31T00:00:00+14:00",
      "2012-12-30T09:00:00+14:00"
    ),
    ClockChange(
      "2026-03-29T02:30",
      "Europe/Berlin",
      "2026-01-01T00:00",
      "2026-03-29T03:00:00+02:00"
    ),
  ]

  /// A fixed time that the clock repeats runs once, in the first pass.
  static let overlaps = [
    ClockChange(
      "30 2 * * *",
      "Europe/Berlin",
      "2026-10-24T12:00",
      "2026-10-25T02:30:00+02:00",
      "2026-10-26T02:30:00+01:00"
    ),
    ClockChange(
      "0 2 * * *",
      "Europe/Berlin",
      "2026-10-24T12:00",
      "2026-10-25T02:00:00+02:00",
      "2026-10-26T02:00:00+01:00"
    ),
    ClockChange(
      "0 3 * * *",
      "Europe/Berlin",
      "2026-10-24T12:00",
      "2026-10-25T03:00:00+01:00"
    ),
    ClockChange(
      "0 1-3 * * *",
      "America/New_York",
      "2026-11-01T00:00",
      "2026-11-01T01:00:00-04:00",
      "2026-11-01T02:00:00-05:00",
      "2026-11-01T03:00:00-05:00"
    ),
    ClockChange(
      "45 1 * * *",
      "Australia/Lord_Howe",
      "2026-04-04T12:00",
      "2026-04-05T01:45:00+11:00",
      "2026-04-06T01:45:00+10:30"
    ),
    ClockChange(
      "30 23 * * *",
      "America/Santiago",
      "2026-04-04T12:00",
      "2026-04-04T23:30:00-03:00",
      "2026-04-05T23:30:00-04:00"
    ),
    ClockChange(
      "weekly on sun at 02:30",
      "Europe/Berlin",
      "2026-10-24T12:00",
      "2026-10-25T02:30:00+02:00",
      "2026-11-01T02:30:00+01:00"
    ),
    ClockChange(
      "2026-10-25T02:30",
      "Europe/Berlin",
      "2026-01-01T00:00",
      "2026-10-25T02:30:00+02:00"
    ),
  ]

  /// Wildcards and `*/n` take the clock as it is and follow elapsed time.
  static let elapsed = [
    ClockChange(
      "0 * * * *",
      "Europe/Berlin",
      "2026-03-29T00:30",
      "2026-03-29T01:00:00+01:00",
      "2026-03-29T03:00:00+02:00",
      "2026-03-29T04:00:00+02:00"
    ),
    ClockChange(
      "30 * * * *",
      "Europe/Berlin",
      "2026-03-29T01:00",
      "2026-03-29T01:30:00+01:00",
      "2026-03-29T03:30:00+02:00"
    ),
    ClockChange(
      "*/20 2 * * *",
      "Europe/Berlin",
      "2026-03-28T12:00",
      "2026-03-30T02:00:00+02:00"
    ),
    ClockChange(
      "0 */2 * * *",
      "Africa/Cairo",
      "2026-04-23T21:00",
      "2026-04-23T22:00:00+02:00",
      "2026-04-24T02:00:00+03:00"
    ),
    ClockChange(
      "*/30 * * * *",
      "Europe/Berlin",
      "2026-10-25T02:10",
      "2026-10-25T02:30:00+02:00",
      "2026-10-25T02:00:00+01:00",
      "2026-10-25T02:30:00+01:00",
      "2026-10-25T03:00:00+01:00"
    ),
    ClockChange(
      "*/30 1 * * *",
      "America/New_York",
      "2026-11-01T00:30",
      "2026-11-01T01:00:00-04:00",
      "2026-11-01T01:30:00-04:00",
      "2026-11-01T01:00:00-05:00",
      "2026-11-01T01:30:00-05:00",
      "2026-11-02T01:00:00-05:00"
    ),
    ClockChange(
      "*/30 * * * *",
      "Australia/Lord_Howe",
      "2026-04-05T01:20",
      "2026-04-05T01:30:00+11:00",
      "2026-04-05T01:30:00+10:30",
      "2026-04-05T02:00:00+10:30"
    ),
    ClockChange(
      "hourly",
      "Europe/Berlin",
      "2026-10-25T01:30",
      "2026-10-25T02:00:00+02:00",
      "2026-10-25T02:00:00+01:00",
      "2026-10-25T03:00:00+01:00"
    ),
    ClockChange(
      "every 1h",
      "Europe/Berlin",
      "2026-10-25T01:30",
      "2026-10-25T02:00:00+02:00",
      "2026-10-25T02:00:00+01:00",
      "2026-10-25T03:00:00+01:00"
    ),
    ClockChange(
      "*/30 0 1 * * *",
      "America/New_York",
      "2026-11-01T00:59",
      "2026-11-01T01:00:00-04:00",
      "2026-11-01T01:00:30-04:00",
      "2026-11-01T01:00:00-05:00",
      "2026-11-01T01:00:30-05:00",
      "2026-11-02T01:00:00-05:00"
    ),
  ]
}

@Suite("Schedule when the clock is changed") struct DaylightSavingTests {
  @Test("runs a skipped fixed time once, right after the gap", arguments: ClockChange.gaps)
  func gap(_ example: ClockChange) throws { try check(example) }

  @Test("runs a repeated fixed time once, the first time", arguments: ClockChange.overlaps)
  func overlap(_ example: ClockChange) throws { try check(example) }

  @Test("follows elapsed time with wildcards and intervals", arguments: ClockChange.elapsed)
  func elapsed(_ example: ClockChange) throws { try check(example) }

  private func check(_ example: ClockChange) throws {
    let schedule = try Schedule(example.text)
    #expect(
      try occurrences(
        schedule,
        after: example.start,
        in: example.zone,
        count: example.expected.count
      )
        == example.expected
    )
  }
}
