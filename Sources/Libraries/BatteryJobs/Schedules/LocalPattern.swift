/// Which local times a schedule means, as sets of years, months, days and times of day.
///
/// The searches jump from field to field and know nothing of zones: ``ZonedSearch`` maps what they
/// find to instants.
struct LocalPattern: Hashable, Sendable {
  /// The years, ascending; `nil` for every year.
  var years: [Int]?
  /// The months, bits 1 to 12.
  var months: UInt16
  var days: DayRule
  var times: TimesOfDay
  /// Whether every time is written out, so that a changed clock must neither lose nor repeat it.
  var isFixed: Bool

  static let everyMonth: UInt16 = 0b1_1111_1111_1110

  /// The calendar repeats after 400 years, so a longer search finds nothing new.
  static let searchedYears = 400

  /// The first local time at or after `local`, in seconds.
  func next(from local: Int64) -> Int64? {
    var (startDay, second) = CivilDate.split(local)
    let start = CivilDate(daysSinceEpoch: startDay)
    var (year, month, day) = (start.year, start.month, start.day)
    let lastYear = year + Self.searchedYears
    while true {
      if let years {
        guard let following = years.first(where: { $0 >= year }) else { return nil }
        if following > year { (year, month, day, second) = (following, 1, 1, 0) }
      }
      guard year <= lastYear else { return nil }
      let laterMonths = UInt32(months) & (UInt32.max << UInt32(month))
      guard laterMonths != 0 else {
        (year, month, day, second) = (year + 1, 1, 1, 0)
        continue
      }
      if laterMonths.trailingZeroBitCount > month {
        (month, day, second) = (laterMonths.trailingZeroBitCount, 1, 0)
      }
      let laterDays = days.mask(year: year, month: month) & (UInt32.max << UInt32(day))
      guard laterDays != 0 else {
        (month, day, second) = (month + 1, 1, 0)
        continue
      }
      if laterDays.trailingZeroBitCount > day {
        (day, second) = (laterDays.trailingZeroBitCount, 0)
      }
      if let time = times.first(from: second) {
        startDay = CivilDate(year: year, month: month, day: day).daysSinceEpoch
        return Int64(startDay) * 86_400 + Int64(time)
      }
      (day, second) = (day + 1, 0)
    }
  }

  /// The last local time before `local`, in seconds.
  func previous(before local: Int64) -> Int64? {
    var (endDay, second) = CivilDate.split(local)
    let end = CivilDate(daysSinceEpoch: endDay)
    var (year, month, day) = (end.year, end.month, end.day)
    let firstYear = year - Self.searchedYears
    while true {
      if let years {
        guard let preceding = years.last(where: { $0 <= year }) else { return nil }
        if preceding < year { (year, month, day, second) = (preceding, 12, 31, 86_400) }
      }
      guard year >= firstYear else { return nil }
      let earlierMonths = UInt32(months) & ~(UInt32.max << UInt32(month + 1))
      guard earlierMonths != 0 else {
        (year, month, day, second) = (year - 1, 12, 31, 86_400)
        continue
      }
      let lastMonth = 31 - earlierMonths.leadingZeroBitCount
      if lastMonth < month { (month, day, second) = (lastMonth, 31, 86_400) }
      let earlierDays = days.mask(year: year, month: month) & ~(UInt32.max << UInt32(day + 1))
      guard earlierDays != 0 else {
        (month, day, second) = (month - 1, 31, 86_400)
        continue
      }
      let lastDay = 31 - earlierDays.leadingZeroBitCount
      if lastDay < day { (day, second) = (lastDay, 86_400) }
      if let time = times.last(before: second) {
        endDay = CivilDate(year: year, month: month, day: day).daysSinceEpoch
        return Int64(endDay) * 86_400 + Int64(time)
      }
      (day, second) = (day - 1, 86_400)
    }
  }

  /// Whether any year has a day that this pattern means.
  ///
  /// Without a list of years it suffices to look at the calendar's 14 kinds of year.
  var isPossible: Bool {
    let candidates = years ?? Self.kindsOfYear
    return candidates.contains { year in
      (1...12).contains { month in
        months & (1 << UInt16(month)) != 0 && days.mask(year: year, month: month) != 0
      }
    }
  }

  private static let kindsOfYear: [Int] = {
    var seen: Set<Int> = []
    return (1996...2023).filter { year in
      let weekday = CivilDate(year: year, month: 1, day: 1).weekday
      return seen.insert(weekday * 2 + (CivilDate.isLeap(year) ? 1 : 0)).inserted
    }
  }()
}
