import BatteryTables

/// A day of the calendar, as panels name it: `2026-11-01`.
struct LogDay: Hashable, Comparable, Sendable {
  private let calendarDay: CalendarDay

  /// Days since 1970.
  var number: Int { Int(calendarDay.daysSince1970) }

  init(number: Int) {
    calendarDay = CalendarDay(daysSince1970: Int32(clamping: number))
  }

  /// Reads `2026-11-01`; `nil` for anything else.
  init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = Int(text.prefix(4)), let month = Int(text.dropFirst(5).prefix(2)),
      let day = Int(text.suffix(2)),
      let calendarDay = CalendarDay(year: year, month: month, day: day)
    else { return nil }
    self.calendarDay = calendarDay
  }

  static func < (left: LogDay, right: LogDay) -> Bool { left.number < right.number }

  var year: Int { calendarDay.components.year }
  var month: Int { calendarDay.components.month }

  /// The day without its year: `1 Nov`.
  var short: String { "\(calendarDay.components.day) \(ShownTime.month(month))" }

  /// The day with its year: `1 Nov 2026`.
  var full: String { "\(short) \(year)" }

  /// Whether it is a Saturday or a Sunday; day 0 was a Thursday.
  var isWeekend: Bool { [2, 3].contains(((number % 7) + 7) % 7) }
}
