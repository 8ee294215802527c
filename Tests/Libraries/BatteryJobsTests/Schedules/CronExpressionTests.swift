import BatteryJobs
import Foundation
import Testing

@Suite("Cron expression") struct CronExpressionTests {
  @Test(
    "reads what the specification allows",
    arguments: [
      "0 0 * * *", "  0 0 * * *  ", "0\t0   *\t*  *", "0,30,59 0,12,23 1,15,31 1,6,12 0-7",
      "0 0 1 JAN,feb,Mar sun-SAT", "*/30 10-20/10 */2 1-12/3 *", "10-50/10 * * * *",
      "0 0 * * FRI-SUN", "0 0 * * 5-7", "*/100 * * * *", "0 0 30 2 MON",
      "0 0 0 * * *", "* * * * * *", "0-30 */15 1,2 * * *", "0 15 10 * * * 2025",
      "0 0 12 1 1 * 2025-2030", "0 0 0 1 1 * */2", "0 0 0 1 1 * 1971-2199/2",
      "0 0 0 1 1 * 1970,2199",
      "0 0 L * *", "0 0 15,L * *", "0 0 * * 5L", "0 0 * * FRI#L", "0 0 * * FRIL", "0 0 * * 5#L",
      "0 0 * * 2#3", "0 0 * * MON#1,MON#3,FRI", "0 0 * * 7#1", "0 12 15W * *", "0 12 LW * *",
      "0 12 L-3 * *", "0 12 L-3W * *", "0 12 1 * +MON", "0 12 1 * +MON#1", "0 12 * * +1-5",
      "0 0 ? * ?", "0 0 1 * ?", "@yearly", "@annually", "@monthly", "@weekly", "@daily",
      "@midnight", "@hourly", "@reboot", " @daily ",
    ]
  )
  func allowed(_ text: String) throws {
    let schedule = try Schedule.cron(text)
    #expect(try Schedule(schedule.description) == schedule)
    #expect(!schedule.summary.isEmpty)
  }

  @Test(
    "refuses what the specification refuses",
    arguments: [
      "60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *", "* * * 0 *", "* * * 13 *",
      "* * * * 8", "60 * * * * *", "* * * * * * 1969", "* * * * * * 2200", "0 17-9 * * *",
      "0 0 * DEC-FEB *", "*/0 * * * *", "/30 * * * *", "0/15 * * * *", "10/10 * * * *",
      "5,/3 * * * *", "* * * *", "* * * * * * * *", "*", "a * * * *", "* * * janu *", "1- * * * *",
      "-1 * * * *", "1,,2 * * * *", ",1 * * * *", "1, * * * *", "** * * * *", "*5 * * * *",
      "1-2-3 * * * *", "1.5 * * * *", "0x1 * * * *", "１ * * * *", "0 0 l * *", "0 0 15w * *",
      "0 0 1-15W * *", "0 0 1,15W * *", "0 0 15W,1 * *", "0 0 32W * *", "0 0 W * *", "0 0 L-31 * *",
      "0 0 L-0 * *", "0 0 L/2 * *", "L * * * *", "0 0 * L *", "0 0 * * L", "0 0 * * 2#0",
      "0 0 * * 2#6", "0 0 * * #1", "0 0 * * MON-FRI#1", "0 0 1#1 * *", "0 0 * * +", "+0 0 * * *",
      "0 0 +1 * *", "0 0 * * MON,+TUE", "0 0 * * ++MON", "? 0 * * *", "0 ? * * *", "0 0 * ? *",
      "0 0 1,? * *", "0 0 ?/2 * *", "@Daily", "@DAILY", "@every_minute", "@", "@daily 0 0 * * *",
      "@daily @hourly", "0 0 * *\n*", "0 0 * * *\u{00A0}", "H * * * *", "0 0 ~5 * *",
    ]
  )
  func refused(_ text: String) {
    #expect(throws: ScheduleError.self) { try Schedule.cron(text) }
  }

  @Test(
    "refuses a date that never comes when it is read",
    arguments: [
      "0 0 30 2 *", "0 0 31 2,4,6,9,11 *", "0 0 0 29 2 * 2023", "0 0 0 29 2 * 2100",
      "0 0 1 * +MON#2", "0 0 31W 2 *", "0 0 L-30 2,4 *", "0 0 1-28 2 +1#5",
    ]
  )
  func impossible(_ text: String) {
    #expect { try Schedule.cron(text) } throws: { error in
      (error as? ScheduleError)?.code == .impossibleDate
    }
  }

  @Test(
    "names the field, the column and the remedy",
    arguments: [
      (
        "0 25 * * *",
        "schedule \"0 25 * * *\", hour, column 3: 25 is out of range; write 0 to 23"
      ),
      (
        "0 0/15 * * *",
        "schedule \"0 0/15 * * *\", hour, column 4: a step needs a range; write 0-23/15 or */15"
      ),
      (
        "0 0 * * MOM",
        "schedule \"0 0 * * MOM\", day of week, column 9: \"MOM\" is not a name here;"
          + " did you mean MON?"
      ),
      (
        "0 0 1 january *",
        "schedule \"0 0 1 january *\", month, column 7: \"january\" is not a name here;"
          + " did you mean JAN?"
      ),
      (
        "0 22-4 * * *",
        "schedule \"0 22-4 * * *\", hour, column 3: the range 22-4 runs backwards;"
          + " write 22-23,0-4"
      ),
      (
        "0 0 30 2 *",
        "schedule \"0 0 30 2 *\", day of month, column 5: no such date ever comes;"
          + " choose a day that its months have"
      ),
      (
        "@dayly",
        "schedule \"@dayly\", column 1: this nickname is unknown; did you mean @daily?"
      ),
      (
        "0 0 * *",
        "schedule \"0 0 * *\": it has 4 fields; write 5 (minute, hour, day of month, month,"
          + " day of week), 6 with the second first, or 7 with the year last"
      ),
    ]
  )
  func messages(_ text: String, _ message: String) {
    #expect(refusal(text) == message)
  }

  @Test(
    "finds the instants that the fields mean",
    arguments: [
      ("5-59/15 3 * * *", "2026-01-01T00:00", "01-01T03:05 01-01T03:20 01-01T03:35 01-01T03:50"),
      ("0 12 1 * MON", "2026-05-30T00:00", "06-01T12:00 06-08T12:00 06-15T12:00 06-22T12:00"),
      ("0 12 13 * +FRI", "2026-01-01T00:00", "02-13T12:00 03-13T12:00 11-13T12:00"),
      ("0 12 */10 * MON", "2026-01-01T13:00", "01-05T12:00 01-11T12:00 01-12T12:00 01-19T12:00"),
      ("0 0 L * *", "2028-01-15T00:00", "01-31T00:00 02-29T00:00 03-31T00:00 04-30T00:00"),
      ("0 0 L-2 2 *", "2027-01-15T00:00", "02-26T00:00 02-27T00:00"),
      ("0 12 15W * *", "2026-01-20T00:00", "02-16T12:00 03-16T12:00 04-15T12:00 05-15T12:00"),
      ("0 12 1W * *", "2026-07-15T00:00", "08-03T12:00 09-01T12:00 10-01T12:00 11-02T12:00"),
      ("0 12 31W * *", "2026-01-05T00:00", "01-30T12:00 03-31T12:00 05-29T12:00 07-31T12:00"),
      ("0 12 LW * *", "2026-01-05T00:00", "01-30T12:00 02-27T12:00 03-31T12:00 04-30T12:00"),
      ("0 0 * * FRI#L", "2026-01-01T00:00", "01-30T00:00 02-27T00:00 03-27T00:00"),
      ("0 0 * * 2#3", "2026-01-01T00:00", "01-20T00:00 02-17T00:00 03-17T00:00"),
      ("0 0 * * MON#5", "2026-01-01T00:00", "03-30T00:00 06-29T00:00 08-31T00:00"),
      ("0 0 * * */3", "2026-01-01T00:00", "01-03T00:00 01-04T00:00 01-07T00:00 01-10T00:00"),
      ("@weekly", "2026-01-01T00:00", "01-04T00:00 01-11T00:00"),
      ("0 0 30 2 MON", "2026-01-01T00:00", "02-02T00:00 02-09T00:00"),
    ]
  )
  func instants(_ text: String, _ start: String, _ expected: String) throws {
    let expected = expected.split(separator: " ").map(String.init)
    let found = try occurrences(try Schedule(text), after: start, count: expected.count)
    #expect(found.map { String($0.dropFirst(5).prefix(11)) } == expected)
  }

  @Test("counts seconds and years where the fields ask for them")
  func secondsAndYears() throws {
    let seconds = try Schedule("*/20 59 23 31 12 *")
    #expect(
      try occurrences(seconds, after: "2025-12-31T23:59:39", count: 3) == [
        "2025-12-31T23:59:40+00:00", "2026-12-31T23:59:00+00:00", "2026-12-31T23:59:20+00:00",
      ]
    )
    let years = try Schedule("0 0 0 1 1 * 2190-2199/8")
    #expect(
      try occurrences(years, after: "2026-01-01T00:00", count: 5) == [
        "2190-01-01T00:00:00+00:00", "2198-01-01T00:00:00+00:00",
      ]
    )
    #expect(years.next(after: .distantFuture, in: .utc) == nil)
    #expect(years.previous(before: .distantPast, in: .utc) == nil)
  }

  @Test("finds a date that comes once in 28 or more years, and ends where nothing comes")
  func rarities() throws {
    let leapMonday = try Schedule("0 0 29 2 +1")
    #expect(
      try occurrences(leapMonday, after: "2072-03-01T00:00", count: 2) == [
        "2112-02-29T00:00:00+00:00", "2140-02-29T00:00:00+00:00",
      ]
    )
    let berlin = try TimeZoneRules(identifier: "Europe/Berlin")
    let instant = try #require(ISO8601.parse("2026-01-01T00:00Z"))
    // Wildcard minutes of an hour that the clock skips on just that day.
    let never = try Schedule("*/10 2 * 3 SUN#L")
    #expect(never.next(after: instant, in: berlin) == nil)
    #expect(never.previous(before: instant, in: berlin) != nil, "before 1980 there was no gap")
  }

  @Test("@reboot is due at no time")
  func startup() throws {
    let schedule = try Schedule("@reboot")
    #expect(schedule.runsAtStartup)
    #expect(schedule.next(after: .now, in: .utc) == nil)
    #expect(schedule.previous(before: .now, in: .utc) == nil)
    #expect(try !Schedule("@daily").runsAtStartup)
  }
}
