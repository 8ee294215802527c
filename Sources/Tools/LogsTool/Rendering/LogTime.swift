/// The times of a report as people read them.
enum LogTime {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Returns `2026-11-01T06:25:03+01:00` as `1 Nov 2026, 06:25 +01:00`, and anything else as it is.
  static func full(_ text: String) -> String {
    let parts = text.split(separator: "T", maxSplits: 1)
    guard parts.count == 2, let day = LogDay(parts[0]), parts[1].utf8.count >= 5 else {
      return text
    }
    let zone = parts[1].drop { ($0.isASCII && $0.isNumber) || $0 == ":" || $0 == "." }
    return "\(day.full), \(parts[1].prefix(5)) \(zone == "Z" ? "UTC" : zone)"
  }

  /// The name of a month, from 1 to 12, in three letters.
  static func month(_ month: Int) -> String {
    months.indices.contains(month - 1) ? months[month - 1] : "?"
  }
}

/// A day of the calendar, as panels name it: `2026-11-01`.
struct LogDay: Hashable, Comparable, Sendable {
  /// Days since 1970.
  let number: Int

  init(number: Int) { self.number = number }

  /// Reads `2026-11-01`; `nil` for anything else.
  init?(_ text: some StringProtocol) {
    let digits = Array(text.utf8)
    guard digits.count == 10, digits[4] == 0x2D, digits[7] == 0x2D,
      let year = Int(text.prefix(4)), let month = Int(text.dropFirst(5).prefix(2)),
      let day = Int(text.suffix(2)), year > 0, (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    number = Self.number(year, month, day)
    guard self.day == day, self.month == month else { return nil }
  }

  static func < (left: LogDay, right: LogDay) -> Bool { left.number < right.number }

  var year: Int { civil.year }
  var month: Int { civil.month }
  var day: Int { civil.day }

  /// The day with its year: `1 Nov 2026`.
  var full: String { "\(short) \(year)" }

  /// The day without its year: `1 Nov`.
  var short: String { "\(day) \(LogTime.month(month))" }

  /// Whether it is a Saturday or a Sunday; day 0 was a Thursday.
  var isWeekend: Bool { [2, 3].contains(((number % 7) + 7) % 7) }

  // Years that begin in March have the leap day at their end (Hinnant, "chrono-Compatible Low-Level
  // Date Algorithms").
  private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private var civil: (year: Int, month: Int, day: Int) {
    let days = number + 719_468
    let era = days / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }
}
