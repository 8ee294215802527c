/// Reads cron expressions as the Open Cron Pattern Specification, 1.0 to 1.4, has them.
///
/// Five fields, six with seconds in front, seven with the year at the end; or a nickname.
/// `Documentation/Cron.md` lists the extensions and the one place where the specification is
/// deliberately not followed: a date that never comes is refused here, when it is read.
struct CronParser {
  let text: String

  /// The nicknames and what they stand for; `@reboot` is an event and stands for no time.
  static let nicknames: [(name: String, pattern: String)] = [
    ("@yearly", "0 0 1 1 *"), ("@annually", "0 0 1 1 *"), ("@monthly", "0 0 1 * *"),
    ("@weekly", "0 0 * * 0"), ("@daily", "0 0 * * *"), ("@midnight", "0 0 * * *"),
    ("@hourly", "0 * * * *"),
  ]
  static let startup = "@reboot"

  /// The pattern of a nickname; `nil` for the event `@reboot`.
  func nickname() throws(ScheduleError) -> LocalPattern? {
    if text == Self.startup { return nil }
    if let known = Self.nicknames.first(where: { $0.name == text }) {
      return try CronParser(text: known.pattern).pattern()
    }
    let names = Self.nicknames.map(\.name) + [Self.startup]
    let remedy =
      if text.contains(where: { $0 == " " || $0 == "\t" }) {
        "a nickname stands alone"
      } else if let near = NearestWord.find(text, in: names) {
        "did you mean \(near)?"
      } else {
        "write one of \(names.joined(separator: " "))"
      }
    throw ScheduleError(
      .unknownWord,
      in: text,
      column: 1,
      "this nickname is unknown; \(remedy)"
    )
  }

  func pattern() throws(ScheduleError) -> LocalPattern {
    let parts = split()
    let fields: [CronField]
    switch parts.count {
    case 5: fields = [.minute, .hour, .dayOfMonth, .month, .dayOfWeek]
    case 6: fields = [.second, .minute, .hour, .dayOfMonth, .month, .dayOfWeek]
    case 7: fields = [.second, .minute, .hour, .dayOfMonth, .month, .dayOfWeek, .year]
    default:
      throw ScheduleError(
        .fieldCount,
        in: text,
        "it has \(parts.count) field\(parts.count == 1 ? "" : "s"); write 5 (minute, hour,"
          + " day of month, month, day of week), 6 with the second first, or 7 with the year last"
      )
    }
    var days = DayRule()
    var masks: [CronField: UInt64] = [:]
    var years: [Int]?
    var isFixed = true
    for (field, part) in zip(fields, parts) {
      var bytes = Array(part.bytes)
      var column = part.column
      if field == .dayOfWeek, bytes.first == UInt8(ascii: "+") {
        days.requiresBoth = true
        bytes.removeFirst()
        column += 1
      }
      var parser = CronFieldParser(text: text, field: field, bytes: bytes, column: column)
      let items = try parser.items()
      switch field {
      case .dayOfMonth: add(items, toDaysOf: &days)
      case .dayOfWeek: add(items, toWeekdaysOf: &days)
      case .year: years = items.contains(where: \.isWildcard) ? allYears : selectedYears(items)
      default:
        masks[field] = items.reduce(into: UInt64(0)) { mask, item in
          for value in item.values(in: field) { mask |= 1 << UInt64(value) }
        }
        if field != .month, items.contains(where: \.startsWithStar) { isFixed = false }
      }
    }
    let pattern = LocalPattern(
      years: years,
      months: UInt16(masks[.month] ?? 0),
      days: days,
      times: .grid(
        hours: UInt32(masks[.hour] ?? 0),
        minutes: masks[.minute] ?? 0,
        seconds: masks[.second] ?? 1
      ),
      isFixed: isFixed
    )
    guard pattern.isPossible else {
      let day = parts[fields.count - (years == nil ? 3 : 4)]
      throw ScheduleError(
        .impossibleDate,
        in: text,
        field: CronField.dayOfMonth.name,
        column: day.column,
        "no such date ever comes; choose a day that its months have"
      )
    }
    return pattern
  }

  /// The fields with the column at which each starts.
  private func split() -> [(bytes: ArraySlice<UInt8>, column: Int)] {
    let bytes = Array(text.utf8)
    return bytes.split { $0 == 0x20 || $0 == 0x09 }.map { ($0, $0.startIndex + 1) }
  }

  private var allYears: [Int] { Array(CronField.year.range) }

  private func selectedYears(_ items: [CronItem]) -> [Int] {
    Set(items.flatMap { Array($0.values(in: .year)) }).sorted()
  }

  private func add(_ items: [CronItem], toDaysOf days: inout DayRule) {
    days.restrictsDays = !items.contains(where: \.isWildcard)
    for item in items {
      switch item {
      case .beforeLast(let back): days.daysBeforeLast |= 1 << UInt32(back)
      case .nearestWeekday(let anchor): days.nearestWeekday = anchor
      default: for day in item.values(in: .dayOfMonth) { days.days |= 1 << UInt32(day) }
      }
    }
  }

  private func add(_ items: [CronItem], toWeekdaysOf days: inout DayRule) {
    days.restrictsWeekdays = !items.contains(where: \.isWildcard)
    for item in items {
      switch item {
      case .nth(let weekday, let nth): days.nthWeekdays |= 1 << UInt64((nth - 1) * 8 + weekday)
      case .last(let weekday): days.lastWeekdays |= 1 << UInt8(weekday)
      default: for day in item.values(in: .dayOfWeek) { days.weekdays |= 1 << UInt8(day % 7) }
      }
    }
  }
}

extension CronItem {
  /// Whether it is `*` or `*/n`, which follow elapsed time when the clock is changed.
  fileprivate var startsWithStar: Bool {
    if case .every = self { true } else { false }
  }
}
