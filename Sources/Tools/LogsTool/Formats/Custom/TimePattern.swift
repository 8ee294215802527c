internal import BatteryTables

/// How a day or a time is written, in the specifiers of `strptime` and those of GoAccess: `%f` for
/// microseconds since 1970, `%*` for milliseconds.
struct TimePattern: Hashable, Sendable {
  private enum Item: Hashable, Sendable {
    case literal(UInt8)
    case blanks
    case day
    case month
    case monthName
    case year
    case shortYear
    case hour
    case minute
    case second
    case half
    case zone
    case zoneName
    case word
    case epoch(perSecond: Int64)
  }

  /// The parts of a time that a text has.
  struct Parts: Hashable, Sendable {
    var midnight: Int64?
    var seconds: Int64?
    var offset: Int32?
  }

  private let items: [Item]
  /// How many spaces are in the pattern.
  let spaces: Int

  /// Reads a pattern.
  ///
  /// - Throws: ``LogFormatError`` when it has a specifier that is not known.
  init(_ text: String) throws(LogFormatError) {
    var items: [Item] = []
    var characters = Substring(text)
    while let character = characters.popFirst() {
      if character == " " {
        if items.last != .blanks { items.append(.blanks) }
      } else if character == "%" {
        guard let specifier = characters.popFirst() else {
          throw LogFormatError("the time format \(text) ends with a percent sign")
        }
        guard let added = Self.items(specifier) else {
          throw LogFormatError(
            "the time format \(text) has %\(specifier), which is none of "
              + "%d %e %m %b %B %h %y %Y %H %I %k %l %M %S %p %z %Z %a %A %T %F %D %R %s %f %* %%"
          )
        }
        items += added
      } else {
        items += character.utf8.map { .literal($0) }
      }
    }
    self.items = items
    spaces = text.utf8.count { $0 == LineScan.space }
  }

  private static func items(_ specifier: Character) -> [Item]? {
    switch specifier {
    case "d", "e": [.day]
    case "m": [.month]
    case "b", "B", "h": [.monthName]
    case "y": [.shortYear]
    case "Y": [.year]
    case "H", "I", "k", "l": [.hour]
    case "M": [.minute]
    case "S": [.second]
    case "p", "P": [.half]
    case "z": [.zone]
    case "Z": [.zoneName]
    case "a", "A": [.word]
    case "T": [.hour, .literal(UInt8(ascii: ":")), .minute, .literal(UInt8(ascii: ":")), .second]
    case "R": [.hour, .literal(UInt8(ascii: ":")), .minute]
    case "F": [.year, .literal(UInt8(ascii: "-")), .month, .literal(UInt8(ascii: "-")), .day]
    case "D": [.month, .literal(UInt8(ascii: "/")), .day, .literal(UInt8(ascii: "/")), .shortYear]
    case "s": [.epoch(perSecond: 1)]
    case "f": [.epoch(perSecond: 1_000_000)]
    case "*": [.epoch(perSecond: 1000)]
    case "n", "t": [.blanks]
    case "%": [.literal(UInt8(ascii: "%"))]
    default: nil
    }
  }

  /// Reads what the bytes say; `nil` when they do not fit, or more follows than a fraction of a second.
  func read(
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int,
    _ calendar: YearlessDates
  ) -> Parts? {
    var place = from
    var year: Int?
    var month: Int?
    var day: Int?
    var clock: (hour: Int, minute: Int, second: Int) = (0, 0, 0)
    var hasClock = false
    var isAfternoon: Bool?
    var parts = Parts()
    for item in items {
      switch item {
      case .literal(let byte):
        guard place < end, base[place] == byte else { return nil }
        place += 1
      case .blanks:
        while place < end, base[place] == LineScan.space || base[place] == 9 { place += 1 }
      case .day: day = Self.digits(base, &place, end, 2)
      case .month: month = Self.digits(base, &place, end, 2)
      case .year: year = Self.digits(base, &place, end, 4)
      case .shortYear:
        guard let short = Self.digits(base, &place, end, 2) else { return nil }
        year = short + (short < 69 ? 2000 : 1900)
      case .monthName:
        guard end - place >= 3, let number = CommonTime.month(base, place) else { return nil }
        month = number
        Self.skipLetters(base, &place, end)
      case .hour:
        guard let number = Self.digits(base, &place, end, 2), number < 24 else { return nil }
        clock.hour = number
        hasClock = true
      case .minute:
        guard let number = Self.digits(base, &place, end, 2), number < 60 else { return nil }
        clock.minute = number
        hasClock = true
      case .second:
        guard let number = Self.digits(base, &place, end, 2), number <= 60 else { return nil }
        clock.second = number
        hasClock = true
      case .half:
        guard end - place >= 2, base[place + 1] | 0x20 == UInt8(ascii: "m") else { return nil }
        isAfternoon = base[place] | 0x20 == UInt8(ascii: "p")
        place += 2
      case .zone:
        if place < end, base[place] | 0x20 == UInt8(ascii: "z") {
          parts.offset = 0
          place += 1
        } else {
          guard let offset = Self.offset(base, &place, end) else { return nil }
          parts.offset = offset
        }
      case .zoneName, .word: Self.skipLetters(base, &place, end)
      case .epoch(let perSecond):
        guard let number = LineScan.number(base, place, end) else { return nil }
        place = number.end
        let time = number.value / perSecond
        guard time < LogTime.end else { return nil }
        parts.offset = 0
        parts.midnight = time / 86_400 * 86_400
        parts.seconds = time % 86_400
      }
    }
    // A fraction of a second says nothing here.
    if place < end, base[place] == UInt8(ascii: ".") {
      place += 1
      while place < end, base[place] &- 48 < 10 { place += 1 }
    }
    guard place == end else { return nil }
    if hasClock {
      if let isAfternoon { clock.hour = clock.hour % 12 + (isAfternoon ? 12 : 0) }
      parts.seconds = Int64(clock.hour * 3600 + clock.minute * 60 + clock.second)
    }
    if let month, let day {
      if let year {
        guard LogTime.years.contains(year),
          let date = CalendarDay(year: year, month: month, day: day)
        else { return nil }
        parts.midnight = Int64(date.daysSince1970) * 86_400
      } else {
        guard let time = calendar.time(month: month, day: day, seconds: 0) else { return nil }
        parts.midnight = time
      }
    }
    return parts
  }

  private static func digits(
    _ base: UnsafePointer<UInt8>,
    _ place: inout Int,
    _ end: Int,
    _ limit: Int
  ) -> Int? {
    // Days and hours may have a space for a zero.
    if limit == 2, place + 1 < end, base[place] == LineScan.space { place += 1 }
    guard let number = LineScan.number(base, place, min(end, place + limit)) else { return nil }
    place = number.end
    return Int(number.value)
  }

  private static func offset(
    _ base: UnsafePointer<UInt8>,
    _ place: inout Int,
    _ end: Int
  ) -> Int32? {
    guard end - place >= 5 else { return nil }
    let sign: Int32 = base[place] == UInt8(ascii: "-") ? -1 : 1
    guard sign < 0 || base[place] == UInt8(ascii: "+") else { return nil }
    let colon = base[place + 3] == UInt8(ascii: ":") ? 1 : 0
    guard end - place >= 5 + colon else { return nil }
    let hours = CommonTime.pair(base, place + 1)
    let minutes = CommonTime.pair(base, place + 3 + colon)
    guard hours < 24, minutes < 60 else { return nil }
    place += 5 + colon
    return sign * Int32(hours * 3600 + minutes * 60)
  }

  private static func skipLetters(
    _ base: UnsafePointer<UInt8>,
    _ place: inout Int,
    _ end: Int
  ) {
    while place < end, (base[place] | 0x20) &- 97 < 26 { place += 1 }
  }
}
