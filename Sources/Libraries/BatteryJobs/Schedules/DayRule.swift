/// Which days of a month a schedule means: days of the month, days of the week, or both.
///
/// Sets are bit masks: bit 15 of ``days`` is the 15th, bit 0 of ``weekdays`` is Sunday.
struct DayRule: Hashable, Sendable {
  /// The day whose nearest weekday is meant (`15W`, `LW`, `L-3W`).
  enum Anchor: Hashable, Sendable {
    case day(Int)
    case beforeLast(Int)
  }

  /// Days of the month, bits 1 to 31.
  var days: UInt32 = 0
  /// Days counted back from the last: bit 0 is the last day, bit 3 three days before it.
  var daysBeforeLast: UInt32 = 0
  /// The day whose nearest weekday is meant.
  var nearestWeekday: Anchor?
  /// Every such day of the week, bits 0 to 6.
  var weekdays: UInt8 = 0
  /// The n-th such day of the week in the month: bit `(n - 1) * 8 + weekday`.
  var nthWeekdays: UInt64 = 0
  /// The last such day of the week in the month, bits 0 to 6.
  var lastWeekdays: UInt8 = 0
  /// Whether the day of the month is restricted.
  var restrictsDays = false
  /// Whether the day of the week is restricted.
  var restrictsWeekdays = false
  /// Whether both restrictions must hold (`+`), instead of either.
  var requiresBoth = false

  static let everyDay = DayRule()

  /// The days of that month, as bits 1 to 31.
  func mask(year: Int, month: Int) -> UInt32 {
    let length = CivilDate.daysInMonth(month, of: year)
    let all = (UInt32.max >> UInt32(31 - length)) & ~1
    guard restrictsDays || restrictsWeekdays else { return all }
    let firstWeekday = CivilDate(year: year, month: month, day: 1).weekday
    if !restrictsWeekdays { return dayMask(length, firstWeekday) & all }
    if !restrictsDays { return weekdayMask(length, firstWeekday) & all }
    let byDay = dayMask(length, firstWeekday)
    let byWeekday = weekdayMask(length, firstWeekday)
    return (requiresBoth ? byDay & byWeekday : byDay | byWeekday) & all
  }

  private func dayMask(_ length: Int, _ firstWeekday: Int) -> UInt32 {
    var mask = days
    var rest = daysBeforeLast
    while rest != 0 {
      let back = rest.trailingZeroBitCount
      rest &= rest - 1
      if back < length { mask |= 1 << UInt32(length - back) }
    }
    if let nearestWeekday, let day = weekday(near: nearestWeekday, length, firstWeekday) {
      mask |= 1 << UInt32(day)
    }
    return mask
  }

  /// The weekday nearest to the anchor, without leaving the month.
  private func weekday(near anchor: Anchor, _ length: Int, _ firstWeekday: Int) -> Int? {
    let day =
      switch anchor {
      case .day(let day): day
      case .beforeLast(let back): length - back
      }
    guard (1...length).contains(day) else { return nil }
    switch (firstWeekday + day - 1) % 7 {
    case 6: return day > 1 ? day - 1 : day + 2
    case 0: return day < length ? day + 1 : day - 2
    default: return day
    }
  }

  private func weekdayMask(_ length: Int, _ firstWeekday: Int) -> UInt32 {
    var mask: UInt32 = 0
    for weekday in 0..<7 {
      let first = 1 + CivilDate.floorModulo(weekday - firstWeekday, 7)
      let bit = UInt8(1) << UInt8(weekday)
      if weekdays & bit != 0 { mask |= 0x1020_4081 << UInt32(first) }
      if lastWeekdays & bit != 0 {
        mask |= 1 << UInt32(first + (length - first) / 7 * 7)
      }
      guard nthWeekdays != 0 else { continue }
      for nth in 0..<5 where nthWeekdays & (1 << UInt64(nth * 8 + weekday)) != 0 {
        mask |= 1 << UInt32(first + nth * 7)
      }
    }
    return mask
  }
}
