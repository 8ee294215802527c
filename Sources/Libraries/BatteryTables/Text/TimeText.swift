/// Reads days and times as ISO 8601 writes them.
public enum TimeText {
  /// Reads a day: `2026-11-22`.
  ///
  /// - Returns: The days since 1970-01-01; `nil` when it is none, or not in the calendar.
  public static func day(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32? {
    guard let start = bytes.baseAddress else { return nil }
    return day(start, bytes.count)
  }

  /// Reads a time: `2026-11-22T09:30`, with seconds and up to six decimals of them if there are any,
  /// and with `Z`, `+01:00`, `+0100` or `+01` if there is an offset. A blank may stand for the `T`.
  ///
  /// - Returns: `nil` when it is none, or not in the calendar.
  public static func timestamp(_ bytes: UnsafeBufferPointer<UInt8>) -> Timestamp? {
    guard let start = bytes.baseAddress else { return nil }
    return timestamp(start, bytes.count)
  }

  @inline(__always)
  static func day(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32? {
    count == 10 ? leadingDay(start) : nil
  }

  @inline(__always)
  private static func leadingDay(_ start: UnsafePointer<UInt8>) -> Int32? {
    guard start[4] == UInt8(ascii: "-"), start[7] == UInt8(ascii: "-"),
      let century = twoDigits(start), let year = twoDigits(start + 2),
      let month = twoDigits(start + 5), let day = twoDigits(start + 8)
    else { return nil }
    return CalendarDay(year: century &* 100 &+ year, month: month, day: day)?.daysSince1970
  }

  static func timestamp(_ start: UnsafePointer<UInt8>, _ count: Int) -> Timestamp? {
    guard count >= 16, start[10] == UInt8(ascii: "T") || start[10] == UInt8(ascii: " "),
      start[13] == UInt8(ascii: ":"), let day = leadingDay(start),
      let hour = twoDigits(start + 11), hour < 24,
      let minute = twoDigits(start + 14), minute < 60
    else { return nil }
    var place = 16
    var second = 0
    var fraction = 0
    if place < count, start[place] == UInt8(ascii: ":") {
      guard place + 3 <= count, let number = twoDigits(start + place + 1), number < 60 else {
        return nil
      }
      second = number
      place += 3
      if place < count, start[place] == UInt8(ascii: ".") {
        let first = place + 1
        place = first
        while place < count, place < first + 6, start[place] &- UInt8(ascii: "0") <= 9 {
          fraction = fraction * 10 + Int(start[place] &- UInt8(ascii: "0"))
          place += 1
        }
        guard place > first else { return nil }
        for _ in place - first..<6 { fraction *= 10 }
      }
    }
    let seconds = Int64(day) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    let local = seconds * 1_000_000 + Int64(fraction)
    guard place < count else { return Timestamp(microseconds: local) }
    guard let offset = offset(start + place, count - place) else { return nil }
    return Timestamp(microseconds: local - Int64(offset) * 60_000_000, offset: offset)
  }

  /// Reads an offset from UTC in minutes.
  private static func offset(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int16? {
    if count == 1, start[0] == UInt8(ascii: "Z") { return 0 }
    guard count == 3 || count == 5 || count == 6 && start[3] == UInt8(ascii: ":"),
      start[0] == UInt8(ascii: "+") || start[0] == UInt8(ascii: "-"),
      let hours = twoDigits(start + 1), hours <= 18
    else { return nil }
    var minutes = 0
    if count > 3 {
      guard let number = twoDigits(start + count - 2), number < 60 else { return nil }
      minutes = number
    }
    let offset = Int16(hours * 60 + minutes)
    return start[0] == UInt8(ascii: "-") ? -offset : offset
  }

  @inline(__always)
  private static func twoDigits(_ start: UnsafePointer<UInt8>) -> Int? {
    let tens = start[0] &- UInt8(ascii: "0")
    let ones = start[1] &- UInt8(ascii: "0")
    return tens <= 9 && ones <= 9 ? Int(tens) &* 10 &+ Int(ones) : nil
  }
}
