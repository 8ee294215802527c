import BatteryJobs
import Foundation
import Testing

@Suite("Schedule") struct ScheduleTests {
  @Test("is encoded as its text and read back")
  func codable() throws {
    let schedules = try [
      "*/5  9-17 * *\tMON-FRI", "Mon, Thu  07:30", "every 15m jitter 30s", "@daily",
      "2026-12-01 09:00", "2026-12-01T09:00:00+02:00",
    ].map { try Schedule($0) }
    let data = try JSONEncoder().encode(schedules)
    #expect(
      try JSONDecoder().decode([String].self, from: data) == [
        "*/5 9-17 * * MON-FRI", "mon, thu 07:30", "every 15m jitter 30s", "@daily",
        "2026-12-01T09:00", "2026-12-01T09:00:00+02:00",
      ]
    )
    #expect(try JSONDecoder().decode([Schedule].self, from: data) == schedules)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Schedule].self, from: Data(#"["60 * * * *"]"#.utf8))
    }
  }

  @Test(
    "says in English when it is due",
    arguments: [
      ("0 2 * * *", "every day at 02:00"), ("daily at 9am, 5pm", "every day at 09:00 and 17:00"),
      ("* * * * *", "every minute"), ("*/15 * * * *", "every 15 minutes"),
      ("* * * * * *", "every second"), ("*/10 * * * * *", "every 10 seconds"),
      ("hourly", "every hour"), ("15 * * * *", "every hour at minute 15"),
      ("0 */2 * * *", "every 2 hours"), ("30 */6 * * *", "minute 30 of every 6 hours"),
      ("*/10 9-17 * * 1-5", "every 10 minutes of hours 9-17, every weekday"),
      ("mon,thu 07:30", "every Monday and Thursday at 07:30"),
      ("weekdays at 18:00", "every weekday at 18:00"),
      ("0 0 1 * *", "on day 1 of every month at 00:00"),
      ("last day of month at 18:00", "on the last day of every month at 18:00"),
      ("first monday of month at 09:00", "on the first Monday of every month at 09:00"),
      ("0 12 LW * *", "on the last weekday of every month at 12:00"),
      ("0 12 1 * +MON", "on day 1 of every month if it is Monday at 12:00"),
      ("0 12 1 * MON", "on day 1 of every month or every Monday at 12:00"),
      ("yearly", "on day 1 of the month in January at 00:00"),
      ("0 0 12 1 1 * 2025-2030", "on day 1 of the month in January at 12:00 in 2025-2030"),
      ("every 15m", "every 15m"), ("every 1h jitter 5m", "every 1h, up to 5m later"),
      ("2026-12-01T09:00", "once, at 2026-12-01T09:00"), ("@reboot", "once, when the hub starts"),
    ]
  )
  func summary(_ text: String, _ expected: String) throws {
    #expect(try Schedule(text).summary == expected)
  }

  @Test("counts intervals from the epoch")
  func interval() throws {
    #expect(
      try occurrences(try Schedule("every 15m"), after: "2026-01-01T00:07:01", count: 2) == [
        "2026-01-01T00:15:00+00:00", "2026-01-01T00:30:00+00:00",
      ]
    )
    let week = try Schedule.every(.days(7))
    #expect(week.description == "every 7d")
    #expect(
      try occurrences(week, after: "1970-01-01T00:00", count: 1) == ["1970-01-08T00:00:00+00:00"]
    )
    #expect(try Schedule("every 90 minutes") == Schedule.every(.minutes(90)))
  }

  @Test("delays every slot of an interval within the jitter, evenly and always alike")
  func jitter() throws {
    let schedule = try Schedule("every 10m jitter 9m")
    let start = Date(timeIntervalSince1970: 1_700_000_000)
    var buckets = [0, 0, 0]
    var instants: Set<Date> = []
    for date in schedule.occurrences(after: start, in: .utc, seed: 42).prefix(3000) {
      let delay = date.timeIntervalSince1970.truncatingRemainder(dividingBy: 600)
      #expect(delay >= 0 && delay <= 540)
      buckets[min(2, Int(delay / 180))] += 1
      instants.insert(date)
      #expect(schedule.next(after: date.addingTimeInterval(-0.001), in: .utc, seed: 42) == date)
    }
    #expect(instants.count == 3000)
    #expect(buckets.allSatisfy { (900...1100).contains($0) })
    #expect(
      schedule.next(after: start, in: .utc, seed: 42)
        != schedule.next(after: start, in: .utc, seed: 43)
    )
  }

  @Test("is due once at an instant, in the zone unless it has an offset")
  func once() throws {
    let berlin = try TimeZoneRules(identifier: "Europe/Berlin")
    let local = try Schedule("2026-12-01T09:00")
    let fixed = try Schedule("2026-12-01T09:00:00+05:00")
    let start = try #require(ISO8601.parse("2026-01-01T00:00Z"))
    #expect(local.next(after: start, in: berlin) == ISO8601.parse("2026-12-01T09:00+01:00"))
    #expect(fixed.next(after: start, in: berlin) == ISO8601.parse("2026-12-01T04:00Z"))
    let instant = try #require(fixed.next(after: start, in: berlin))
    #expect(fixed.next(after: instant, in: berlin) == nil)
    #expect(fixed.previous(before: instant, in: berlin) == nil)
    #expect(fixed.previous(before: instant.addingTimeInterval(0.5), in: berlin) == instant)
  }

  @Test("looks strictly after and strictly before, with fractions of a second")
  func strictness() throws {
    let schedule = try Schedule("0 2 * * *")
    let due = try #require(ISO8601.parse("2026-01-02T02:00Z"))
    #expect(schedule.next(after: due, in: .utc) == due.addingTimeInterval(86_400))
    #expect(schedule.previous(before: due, in: .utc) == due.addingTimeInterval(-86_400))
    #expect(schedule.next(after: due.addingTimeInterval(-0.25), in: .utc) == due)
    #expect(schedule.previous(before: due.addingTimeInterval(0.25), in: .utc) == due)
  }

  @Test("quotes hostile text on one line")
  func hostile() throws {
    for text in ["0 0 \u{1B}[2J * *", "daily\nat 02:00", String(repeating: "9", count: 5000)] {
      let message = try #require(refusal(text))
      #expect(message.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
      #expect(message.utf8.count < 600)
    }
  }

  @Test("answers in microseconds, not by stepping")
  func speed() throws {
    let berlin = try TimeZoneRules(identifier: "Europe/Berlin")
    let start = try #require(ISO8601.parse("2026-01-01T00:00Z"))
    let schedules = try ["0 2 * * *", "*/5 * * * * *", "0 0 29 2 +1"].map { try Schedule($0) }
    let clock = ContinuousClock()
    let elapsed = clock.measure {
      for schedule in schedules {
        for index in 0..<1000 {
          _ = schedule.next(after: start.addingTimeInterval(Double(index) * 3600), in: berlin)
        }
      }
    }
    #expect(elapsed < .seconds(5), "3,000 searches took \(elapsed)")
  }
}
