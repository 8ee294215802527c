internal import BatteryTables

/// A time of a log, as its clock on the wall showed it.
struct LogTime: Hashable, Sendable {
  /// The years that a time may be in.
  static let years = 1970..<2106
  /// The seconds since 1970 that a time has fewer of.
  static let end: Int64 = 4_291_747_200

  /// Seconds since 1970-01-01T00:00:00 on that clock.
  var local: Int64
  /// How far it is ahead of UTC, in seconds; ``LogRecord/noOffset`` when nothing says it.
  var offset: Int32
}

/// Reads times in the forms that programs write: ISO 8601, that of access logs, and numbers since
/// 1970.
enum TimeReader {
  /// Reads a time that all the bytes make up.
  static func read(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> LogTime? {
    guard end - from >= 5, base[from] &- 48 < 10 else { return nil }
    if let number = LineScan.number(base, from, end) {
      if number.end == end || base[number.end] == UInt8(ascii: ".") {
        return epoch(base, from, end)
      }
      if base[number.end] == UInt8(ascii: "e") || base[number.end] == UInt8(ascii: "E") {
        return epoch(base, from, end)
      }
    }
    // Nanoseconds have a digit more than other numbers may.
    if end - from == 19, let number = long(base, from, end), number.end == end {
      return epoch(base, from, end)
    }
    if end - from >= 20, base[from + 2] == UInt8(ascii: "/") { return common(base, from, end) }
    guard let (time, place) = readISO(base, from, end), place == end else { return nil }
    return time
  }

  /// Reads a number of seconds, milliseconds, microseconds or nanoseconds since 1970: which of
  /// them, its size tells.
  static func epoch(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> LogTime? {
    guard let number = LineScan.number(base, from, end) ?? long(base, from, end) else {
      return nil
    }
    var place = number.end
    var value = number.value
    if place < end, base[place] == UInt8(ascii: ".") {
      place += 1
      guard place < end, base[place] &- 48 < 10 else { return nil }
      let fraction = place
      while place < end, base[place] &- 48 < 10 { place += 1 }
      if place < end {
        // 1.6467614e9 is how some encoders write times.
        guard let exponent = LineScan.number(base, place + 1, end), exponent.end == end,
          base[place] | 0x20 == UInt8(ascii: "e"), exponent.value < 18
        else { return nil }
        for digit in 0..<Int(exponent.value) {
          let hasDigit = fraction + digit < place
          let (product, overflow) = value.multipliedReportingOverflow(by: 10)
          guard !overflow else { return nil }
          value = product &+ (hasDigit ? Int64(base[fraction + digit] &- 48) : 0)
        }
        place = end
      }
    }
    guard place == end else { return nil }
    switch value {
    case 100_000_000_000_000_000...: value /= 1_000_000_000
    case 100_000_000_000_000...: value /= 1_000_000
    case 100_000_000_000...: value /= 1000
    default: break
    }
    return value < LogTime.end ? LogTime(local: value, offset: 0) : nil
  }

  /// Nanoseconds since 1970 have 19 digits.
  private static func long(
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int
  ) -> (value: Int64, end: Int)? {
    guard end - from >= 19, let head = LineScan.number(base, from, from + 18) else { return nil }
    guard head.end == from + 18, base[from + 18] &- 48 < 10 else { return nil }
    let (product, overflow) = head.value.multipliedReportingOverflow(by: 10)
    guard !overflow, !(from + 19 < end && base[from + 19] &- 48 < 10) else { return nil }
    return (product + Int64(base[from + 18] &- 48), from + 19)
  }

  private static func common(
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int
  ) -> LogTime? {
    guard base[from + 11] == UInt8(ascii: ":"), let midnight = readCommonDay(base, from),
      let seconds = CommonTime.seconds(base, from + 12)
    else { return nil }
    var place = from + 20
    skipFraction(base, &place, end)
    guard let offset = zone(base, &place, end), place == end else { return nil }
    return LogTime(local: midnight + seconds, offset: offset)
  }

  /// The midnight of `10/Oct/2000`; eleven bytes must be there.
  static func readCommonDay(_ base: UnsafePointer<UInt8>, _ from: Int) -> Int64? {
    let slash = UInt8(ascii: "/")
    let years = CommonTime.pair(base, from + 7) * 100 + CommonTime.pair(base, from + 9)
    guard base[from + 2] == slash, base[from + 6] == slash, LogTime.years.contains(Int(years)),
      let month = CommonTime.month(base, from + 3),
      let day = CalendarDay(
        year: Int(years),
        month: month,
        day: Int(CommonTime.pair(base, from))
      )
    else { return nil }
    return Int64(day.daysSince1970) * 86_400
  }

  /// Reads a time such as `2026-11-22T10:00:00.123+01:00`, with a space for the T or slashes in the
  /// date too, and gives the place after it.
  static func readISO(
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int
  ) -> (time: LogTime, end: Int)? {
    guard end - from >= 19, let midnight = readDay(base, from, end) else { return nil }
    let separator = base[from + 10]
    guard
      separator == UInt8(ascii: "T") || separator == LineScan.space
        || separator == UInt8(ascii: "t"),
      let seconds = CommonTime.seconds(base, from + 11)
    else { return nil }
    var place = from + 19
    skipFraction(base, &place, end)
    guard let offset = zone(base, &place, end) else { return nil }
    return (LogTime(local: midnight + seconds, offset: offset), place)
  }

  /// The midnight of `2026-11-22` or `2026/11/22`; ten bytes must be there.
  static func readDay(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int64? {
    guard end - from >= 10 else { return nil }
    let years = CommonTime.pair(base, from) * 100 + CommonTime.pair(base, from + 2)
    let separator = base[from + 4]
    guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/"),
      base[from + 7] == separator, LogTime.years.contains(Int(years)),
      let day = CalendarDay(
        year: Int(years),
        month: Int(CommonTime.pair(base, from + 5)),
        day: Int(CommonTime.pair(base, from + 8))
      )
    else { return nil }
    return Int64(day.daysSince1970) * 86_400
  }

  private static func skipFraction(
    _ base: UnsafePointer<UInt8>,
    _ place: inout Int,
    _ end: Int
  ) {
    guard place + 1 < end,
      base[place] == UInt8(ascii: ".") || base[place] == UInt8(ascii: ","),
      base[place + 1] &- 48 < 10
    else { return }
    place += 1
    while place < end, base[place] &- 48 < 10 { place += 1 }
  }

  /// Reads `Z`, `UTC`, `+01:00`, `+0100` or `+01` after at most one space; no offset without any of
  /// them.
  private static func zone(
    _ base: UnsafePointer<UInt8>,
    _ place: inout Int,
    _ end: Int
  ) -> Int32? {
    var start = place
    if start + 1 < end, base[start] == LineScan.space { start += 1 }
    guard start < end else { return LogRecord.noOffset }
    switch base[start] {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"):
      place = start + 1
      return 0
    case UInt8(ascii: "U") where LineScan.starts(base, start, end, "UTC"):
      place = start + 3
      return 0
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      guard end - start >= 3 else { return nil }
      let hours = CommonTime.pair(base, start + 1)
      var minutes: Int64 = 0
      var next = start + 3
      if next + 2 < end, base[next] == UInt8(ascii: ":") {
        minutes = CommonTime.pair(base, next + 1)
        next += 3
      } else if next + 1 < end, base[next] &- 48 < 10 {
        minutes = CommonTime.pair(base, next)
        next += 2
      }
      guard hours < 24, minutes < 60 else { return nil }
      place = next
      let seconds = Int32(hours * 3600 + minutes * 60)
      return base[start] == UInt8(ascii: "-") ? -seconds : seconds
    default:
      return LogRecord.noOffset
    }
  }
}
