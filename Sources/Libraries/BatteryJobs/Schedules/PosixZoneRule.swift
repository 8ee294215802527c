/// The rule in the last line of a zone file: POSIX `TZ` as RFC 9636, section 3.3, extends it.
struct PosixZoneRule: Hashable, Sendable {
  /// The day of a change.
  enum Day: Hashable, Sendable {
    /// Day 1 to 365, where 29 February is never counted.
    case julian(Int)
    /// Day 0 to 365, counting 29 February.
    case ordinal(Int)
    /// A weekday (0 is Sunday) of a week (5 is the last) of a month.
    case weekday(month: Int, week: Int, weekday: Int)
  }

  /// A change: its day, and the seconds after that day's local midnight.
  struct Change: Hashable, Sendable {
    var day: Day
    var second: Int64
  }

  /// Summer time: its offset, and when it begins and ends.
  struct Summer: Hashable, Sendable {
    var offset: Int64
    var begins: Change
    var ends: Change
  }

  var standardOffset: Int64
  var summer: Summer?

  /// Reads a rule such as `CET-1CEST,M3.5.0,M10.5.0/3`; `nil` when it is malformed.
  init?(_ text: some Sequence<UInt8>) {
    var reader = Reader(bytes: Array(text))
    guard reader.skipName(), let west = reader.offset() else { return nil }
    standardOffset = -west
    guard !reader.isAtEnd else { return }
    guard reader.skipName() else { return nil }
    var summerOffset = standardOffset + 3600
    if !reader.isAtEnd, reader.peek != UInt8(ascii: ",") {
      guard let west = reader.offset() else { return nil }
      summerOffset = -west
    }
    guard reader.skip(","), let begins = reader.change(), reader.skip(","),
      let ends = reader.change(), reader.isAtEnd
    else { return nil }
    summer = Summer(offset: summerOffset, begins: begins, ends: ends)
  }

  /// The changes in these years, ascending, with the offset that each begins.
  func changes(from first: Int, through last: Int) -> [(instant: Int64, offset: Int64)] {
    guard let summer else { return [] }
    var changes: [(instant: Int64, offset: Int64)] = []
    for year in first...last {
      let begins = summer.begins.localSecond(in: year) - standardOffset
      let ends = summer.ends.localSecond(in: year) - summer.offset
      if begins < ends {
        changes.append((begins, summer.offset))
        changes.append((ends, standardOffset))
      } else {
        changes.append((ends, standardOffset))
        changes.append((begins, summer.offset))
      }
    }
    // Summer time that lasts all year ends and begins again in the same second.
    return changes.indices.compactMap { index in
      index + 1 < changes.count && changes[index + 1].instant <= changes[index].instant
        ? nil : changes[index]
    }
  }
}

extension PosixZoneRule.Change {
  /// The change in seconds of local time since 1970.
  func localSecond(in year: Int) -> Int64 {
    let newYear = CivilDate(year: year, month: 1, day: 1).daysSinceEpoch
    let days: Int
    switch day {
    case .julian(let day):
      days = newYear + day - 1 + (day >= 60 && CivilDate.isLeap(year) ? 1 : 0)
    case .ordinal(let day):
      days = newYear + day
    case .weekday(let month, let week, let weekday):
      let first = CivilDate(year: year, month: month, day: 1)
      var day = 1 + CivilDate.floorModulo(weekday - first.weekday, 7) + (week - 1) * 7
      if day > CivilDate.daysInMonth(month, of: year) { day -= 7 }
      days = first.daysSinceEpoch + day - 1
    }
    return Int64(days) * 86_400 + second
  }
}

extension PosixZoneRule {
  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position >= bytes.count }
    var peek: UInt8? { isAtEnd ? nil : bytes[position] }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard peek == UInt8(ascii: character) else { return false }
      position += 1
      return true
    }

    /// An abbreviation: at least three letters, or anything within angle brackets.
    mutating func skipName() -> Bool {
      let start = position
      if skip("<") {
        while let byte = peek, byte != UInt8(ascii: ">") {
          guard byte > 0x20, byte < 0x7F else { return false }
          position += 1
        }
        return skip(">")
      }
      while let byte = peek, byte | 0x20 >= UInt8(ascii: "a"), byte | 0x20 <= UInt8(ascii: "z") {
        position += 1
      }
      return position - start >= 3
    }

    mutating func number(_ range: ClosedRange<Int64>) -> Int64? {
      let start = position
      var value: Int64 = 0
      while let byte = peek, (0x30...0x39).contains(byte), position - start < 4 {
        value = value * 10 + Int64(byte - 0x30)
        position += 1
      }
      return position > start && range.contains(value) ? value : nil
    }

    /// `[+-]hh[:mm[:ss]]` as seconds.
    mutating func offset(hours: ClosedRange<Int64> = 0...24) -> Int64? {
      let sign: Int64 = skip("-") ? -1 : 1
      if sign > 0 { _ = skip("+") }
      guard var total = number(hours).map({ $0 * 3600 }) else { return nil }
      for unit: Int64 in [60, 1] where skip(":") {
        guard let value = number(0...59) else { return nil }
        total += value * unit
      }
      return sign * total
    }

    mutating func change() -> Change? {
      let day: Day
      if skip("J") {
        guard let value = number(1...365) else { return nil }
        day = .julian(Int(value))
      } else if skip("M") {
        guard let month = number(1...12), skip("."), let week = number(1...5), skip("."),
          let weekday = number(0...6)
        else { return nil }
        day = .weekday(month: Int(month), week: Int(week), weekday: Int(weekday))
      } else {
        guard let value = number(0...365) else { return nil }
        day = .ordinal(Int(value))
      }
      guard skip("/") else { return Change(day: day, second: 7200) }
      guard let second = offset(hours: 0...167) else { return nil }
      return Change(day: day, second: second)
    }
  }
}
