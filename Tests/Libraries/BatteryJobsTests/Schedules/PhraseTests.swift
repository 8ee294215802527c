import BatteryJobs
import Foundation
import Testing

@Suite("Calendar phrase") struct PhraseTests {
  @Test(
    "means what the same cron expression means",
    arguments: [
      ("daily at 02:00", "0 2 * * *"), ("Daily at 2:00", "0 2 * * *"), ("daily 02:00", "0 2 * * *"),
      ("every day at 02:00", "0 2 * * *"), ("daily", "0 0 * * *"), ("at 02:00 daily", "0 2 * * *"),
      ("daily at 09:00, 17:00", "0 9,17 * * *"), ("daily at 9am and 5pm", "0 9,17 * * *"),
      ("daily at 9 am", "0 9 * * *"), ("daily at 12am", "0 0 * * *"),
      ("daily at noon", "0 12 * * *"),
      ("daily at midnight", "0 0 * * *"), ("daily at 12:30pm", "30 12 * * *"),
      ("daily at 07:30:15", "15 30 7 * * *"), ("hourly", "0 * * * *"), ("every hour", "0 * * * *"),
      ("hourly at :15", "15 * * * *"), ("hourly at :15 and at :45", "15,45 * * * *"),
      ("every minute", "* * * * *"), ("weekly on mon at 9:00", "0 9 * * 1"),
      ("weekly", "0 0 * * 0"), ("mon,thu 07:30", "30 7 * * 1,4"),
      ("mon, thu at 07:30", "30 7 * * 1,4"),
      ("Monday and Thursday at 07:30", "30 7 * * 1,4"), ("every monday at 07:30", "30 7 * * 1"),
      ("mondays at 07:30", "30 7 * * 1"), ("at 07:30 on mondays", "30 7 * * 1"),
      ("mon-fri at 18:00", "0 18 * * 1-5"), ("mon to fri at 18:00", "0 18 * * 1-5"),
      ("fri-mon 06:00", "0 6 * * 5-7,1"), ("weekdays at 18:00", "0 18 * * 1-5"),
      ("every weekday at 18:00", "0 18 * * 1-5"), ("weekends at 10:00", "0 10 * * 0,6"),
      ("monthly", "0 0 1 * *"), ("monthly at 04:00", "0 4 1 * *"),
      ("last day of month at 18:00", "0 18 L * *"),
      ("last day of the month at 18:00", "0 18 L * *"),
      ("on the last day of every month at 6pm", "0 18 L * *"),
      ("first day of month at 00:10", "10 0 1 * *"), ("day 15 of month at 12:00", "0 12 15 * *"),
      ("day 1, 15 of month at 12:00", "0 12 1,15 * *"), ("15th of month at noon", "0 12 15 * *"),
      ("on the 1st and 15th at 12:00", "0 12 1,15 * *"),
      ("monthly on the 3rd at 12:00", "0 12 3 * *"), ("monthly on day 3 at 12:00", "0 12 3 * *"),
      ("first monday of month at 09:00", "0 9 * * 1#1"),
      ("2nd tue of month at 09:00", "0 9 * * 2#2"),
      ("last friday of month at 17:00", "0 17 * * 5#L"),
      ("first weekday of month at 09:00", "0 9 1W * *"),
      ("last weekday of month at 09:00", "0 9 LW * *"),
      ("last day of february at 12:00", "0 12 L 2 *"),
      ("first monday of jan, jul at 08:00", "0 8 * 1,7 1#1"),
      ("mon-fri at 08:00 in march", "0 8 * 3 1-5"), ("15th of jan-mar at 08:00", "0 8 15 1-3 *"),
      ("yearly", "0 0 1 1 *"), ("yearly on 25 december at 08:00", "0 8 25 12 *"),
      ("december 25 at 08:00", "0 8 25 12 *"), ("yearly on dec 24th at 08:00", "0 8 24 12 *"),
    ]
  )
  func meaning(_ phrase: String, _ cron: String) throws {
    let zone = "Europe/Berlin"
    let start = "2026-02-27T00:00"
    let schedule = try Schedule(phrase)
    #expect(
      try occurrences(schedule, after: start, in: zone, count: 40)
        == occurrences(try Schedule.cron(cron), after: start, in: zone, count: 40)
    )
    #expect(try Schedule(schedule.description) == schedule)
  }

  @Test(
    "is refused with the word, its column and a suggestion",
    arguments: [
      ("dayly at 02:00", "column 1: \"dayly\" is not understood here; did you mean daily?"),
      ("daily at 25:00", "column 10: \"25:00\" is no time of day; write 09:00, 21:30 or 9pm"),
      ("daily at 9", "column 10: \"9\" could be morning or evening; write 09:00 or 9pm"),
      ("daily at 14", "column 10: \"14\" is no time of day; write 14:00"),
      ("daily at 13pm", "column 10: \"13pm\" is no time of day; write 09:00, 21:30 or 9pm"),
      ("daily at", "column 7: \"at\" needs a time after it, as in at 09:00"),
      ("daily at 09:00, 17", "column 17: \"17\" is no time of day; write it as 09:00 or 9am"),
      ("mon,thru 07:30", "column 5: \"thru\" is not understood here; did you mean thu?"),
      ("mon,thu", "it does not say at what time; add at 09:00"),
      ("at 09:00", "it does not say on which days; write daily at 09:00"),
      ("daily on mon at 09:00", "every day and certain days contradict each other; remove one"),
      (
        "daily weekly at 09:00",
        "column 7: \"weekly\" contradicts what stands before it; remove one"
      ),
      ("day 32 of month at 09:00", "column 5: \"32\" is no day of a month; write 1 to 31"),
      ("day 30 of february at 09:00", "no such date ever comes; choose a day that its months have"),
      (
        "monday of month at 09:00",
        "a month has several such days; write first monday of month at 09:00"
      ),
      (
        "last of month at 09:00",
        "column 1: \"last\" needs what is last, as in last day of month or last friday of month"
      ),
      (
        "6th monday of month at 09:00",
        "column 1: \"6th\" is too many; a month has at most 5 of each weekday"
      ),
      ("hourly at 09:00", "column 11: \"09:00\" is no minute of an hour; write hourly at :15"),
      ("hourly on mon", "hours and minutes take no days; write cron, as 0 9-17 * * MON-FRI"),
      (
        "day 13 of month on fri at 09:00",
        "it names days of the month and days of the week; write cron, as 0 9 13 * +FRI for both or 0 9 13 * FRI for either"
      ),
      (
        "whenever",
        "column 1: \"whenever\" is not understood here; write daily at 02:00, mon,thu 07:30, every 15m, or a cron expression"
      ),
      ("every other day at 09:00", "column 7: \"other\" is not understood here"),
      ("every 15", "column 7: \"15\" is no length of time; write 30s, 15m, 1h30m or 2d"),
      (
        "every 15m on mon",
        "column 11: \"on\" has no meaning after an interval; only \"jitter 30s\" may follow"
      ),
      ("every 500ms", "the interval is too short; write 1s or more"),
      ("every 1m jitter 1m", "the jitter must be shorter than the interval of 1m"),
      ("2026-02-30T09:00", "this is no date and time; write 2026-12-01T09:00"),
      ("", "it is empty; write \"daily at 02:00\" or \"0 2 * * *\""),
    ]
  )
  func refused(_ phrase: String, _ problem: String) throws {
    let message = try #require(refusal(phrase))
    #expect(message.hasPrefix("schedule \"\(phrase)\""))
    #expect(message.contains(problem))
    #expect(!message.contains("\n"))
  }
}
