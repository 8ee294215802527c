/// A day of the proleptic Gregorian calendar.
///
/// The conversions follow Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
public struct CalendarDay: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  public var daysSince1970: Int32

  /// Makes a day from its number.
  public init(daysSince1970: Int32) {
    self.daysSince1970 = daysSince1970
  }

  /// The numbers of the days in the years from 0 to 9999, which are those that can be written.
  static let writable: ClosedRange<Int64> = -719_528...2_932_896

  /// Makes a day; `nil` when the calendar has none such, or the year is not from 0 to 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(inMonth: month, of: year)
    else { return nil }
    // Years begin in March, so that a leap day is their last, and 400 years earlier, so that none is
    // negative.
    let shifted = UInt32(truncatingIfNeeded: month <= 2 ? year &+ 399 : year &+ 400)
    let months = UInt32(truncatingIfNeeded: month > 2 ? month &- 3 : month &+ 9)
    let centuries = shifted / 100
    let days =
      shifted &* 365 &+ shifted / 4 &- centuries &+ centuries / 4 &+ (153 &* months &+ 2) / 5
      &+ UInt32(truncatingIfNeeded: day)
    daysSince1970 = Int32(truncatingIfNeeded: days) &- (719_469 + 146_097)
  }

  /// The year, the month from 1 to 12 and the day from 1 to 31.
  public var components: (year: Int, month: Int, day: Int) {
    let shifted = Int(daysSince1970) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// How many days a month has.
  static func days(inMonth month: Int, of year: Int) -> Int {
    // The lengths alternate, and begin anew in August.
    guard month == 2 else { return 30 &+ (month &+ month >> 3) & 1 }
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
  }

  /// Whether a day comes before another.
  public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
    left.daysSince1970 < right.daysSince1970
  }
}

extension CalendarDay: CustomStringConvertible {
  /// The day as ISO 8601 writes it: 2026-11-22.
  public var description: String {
    let (year, month, day) = components
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

/// A number with zeros before it up to a number of digits.
func padded(_ number: Int, _ digits: Int) -> String {
  let text = "\(number)"
  return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}
