extension Schedule {
  /// A plain English line that says when the schedule is due: `every day at 02:00`.
  public var summary: String {
    switch rule {
    case .local(let pattern): PatternSummary(pattern: pattern).text
    case .interval(let rule):
      rule.jitter == 0
        ? "every \(TimeSpan(milliseconds: rule.interval))"
        : "every \(TimeSpan(milliseconds: rule.interval)), up to"
          + " \(TimeSpan(milliseconds: rule.jitter)) later"
    case .once: "once, at \(description)"
    case .startup: "once, when the hub starts"
    }
  }
}

/// Says in English which local times a pattern means.
private struct PatternSummary {
  let pattern: LocalPattern

  var text: String {
    let times = timesText
    let days = daysText
    var text: String
    if times.isClock {
      text = "\(days ?? "every day")\(monthsText) at \(times.text)"
    } else {
      text = times.text + (days.map { ", " + $0 } ?? "") + (days == nil ? monthsAlone : monthsText)
    }
    if let years = pattern.years, years.count < 230 {
      text += " in \(Self.spans(years))"
    }
    return text
  }

  /// The times of day; `isClock` when they are written out as clock times.
  private var timesText: (text: String, isClock: Bool) {
    if pattern.isFixed, let times = pattern.times.listed(limit: 6) {
      return (Self.list(times.map(Self.clock)), true)
    }
    guard case .grid(let hours, let minutes, let seconds) = pattern.times else {
      return (Self.list((pattern.times.listed(limit: .max) ?? []).map(Self.clock)), true)
    }
    let (hourList, minuteList) = (Self.members(UInt64(hours)), Self.members(minutes))
    let secondList = Self.members(seconds)
    var parts: [String] = []
    if secondList != [0] {
      parts.append(Self.unit("second", secondList, of: 60))
    }
    if secondList.count == 1 || minuteList.count < 60 {
      if minuteList == [0], secondList == [0] {
        return (Self.unit("hour", hourList, of: 24), false)
      }
      parts.append(Self.unit("minute", minuteList, of: 60))
    }
    if hourList.count < 24 {
      parts.append(Self.unit("hour", hourList, of: 24))
    } else if minuteList.count == 1, secondList.count == 1 {
      return ("every hour at " + parts.joined(separator: " of "), false)
    }
    return (parts.joined(separator: " of "), false)
  }

  private var daysText: String? {
    let days = pattern.days
    let byDay = days.restrictsDays ? dayTexts : []
    let byWeekday = days.restrictsWeekdays ? weekdayTexts : []
    if byDay.isEmpty, byWeekday.isEmpty { return nil }
    let month = " of \(hasEveryMonth ? "every month" : "the month")"
    let dayPart = byDay.isEmpty ? nil : "on \(Self.list(byDay))\(month)"
    let needsMonth = days.nthWeekdays != 0 || days.lastWeekdays != 0
    var weekdayPart = byWeekday.isEmpty ? nil : Self.list(byWeekday)
    if let part = weekdayPart {
      weekdayPart = needsMonth ? "on \(part)\(month)" : "every \(part)"
    }
    if let dayPart, let weekdayPart {
      return days.requiresBoth
        ? "\(dayPart) if it is \(Self.list(byWeekday))" : "\(dayPart) or \(weekdayPart)"
    }
    return dayPart ?? weekdayPart
  }

  private var dayTexts: [String] {
    let days = pattern.days
    var texts: [String] = []
    let numbers = Self.members(UInt64(days.days))
    if !numbers.isEmpty {
      texts.append((numbers.count > 1 ? "days " : "day ") + Self.spans(numbers))
    }
    for back in Self.members(UInt64(days.daysBeforeLast)) {
      texts.append(back == 0 ? "the last day" : "\(back) days before the last day")
    }
    switch days.nearestWeekday {
    case .day(let day): texts.append("the weekday nearest to day \(day)")
    case .beforeLast(0): texts.append("the last weekday")
    case .beforeLast(let back):
      texts.append("the weekday nearest to \(back) days before the last day")
    case nil: break
    }
    return texts
  }

  private var weekdayTexts: [String] {
    let days = pattern.days
    let ordinals = ["first", "second", "third", "fourth", "fifth"]
    var texts: [String] = []
    if days.weekdays == 0b011_1110 {
      texts.append("weekday")
    } else {
      // Monday first, as people read a week.
      texts += [1, 2, 3, 4, 5, 6, 0].filter { days.weekdays & (1 << UInt8($0)) != 0 }
        .map { Self.weekdayNames[$0] }
    }
    for bit in Self.members(days.nthWeekdays) {
      texts.append("the \(ordinals[bit / 8]) \(Self.weekdayNames[bit % 8])")
    }
    for weekday in Self.members(UInt64(days.lastWeekdays)) {
      texts.append("the last \(Self.weekdayNames[weekday])")
    }
    return texts
  }

  private var hasEveryMonth: Bool { pattern.months == LocalPattern.everyMonth }

  private var monthsText: String { hasEveryMonth ? "" : " in \(monthNames)" }
  private var monthsAlone: String { hasEveryMonth ? "" : ", in \(monthNames)" }

  private var monthNames: String {
    Self.list(Self.members(UInt64(pattern.months)).map { Self.monthNames[$0 - 1] })
  }
}

extension PatternSummary {
  private static let weekdayNames = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
  private static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  private static func members(_ bits: UInt64) -> [Int] {
    (0..<64).filter { bits & (1 << UInt64($0)) != 0 }
  }

  private static func clock(_ time: Int) -> String {
    let parts = [time / 3600, time / 60 % 60] + (time % 60 == 0 ? [] : [time % 60])
    return parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }

  private static func list(_ items: [String]) -> String {
    guard items.count > 1, let last = items.last else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }

  /// `every hour`, `every 15 minutes`, `minute 5`, `minutes 0-30`.
  private static func unit(_ name: String, _ values: [Int], of count: Int) -> String {
    if values.count == count { return "every \(name)" }
    if values.count == 1 { return "\(name) \(values[0])" }
    let step = values[1] - values[0]
    if values[0] == 0, step > 1, count % step == 0, values.count == count / step,
      zip(values, values.dropFirst()).allSatisfy({ $1 - $0 == step })
    {
      return "every \(step) \(name)s"
    }
    return "\(name)s \(spans(values))"
  }

  /// `1-5, 9 and 12`.
  private static func spans(_ values: [Int]) -> String {
    var spans: [(Int, Int)] = []
    for value in values {
      if let last = spans.last, last.1 + 1 == value {
        spans[spans.count - 1].1 = value
      } else {
        spans.append((value, value))
      }
    }
    return list(
      spans.flatMap { low, high in
        high - low > 1 ? ["\(low)-\(high)"] : (low...high).map(String.init)
      }
    )
  }
}
