/// A point in time, to the microsecond, and the offset with which it was written.
public struct Timestamp: Hashable, Sendable {
  /// Microseconds since 1970 in UTC; of a time without an offset, as if it had been UTC.
  public var microseconds: Int64
  /// The offset from UTC in minutes; `nil` when none was written.
  public var offset: Int16?

  /// Makes a time.
  public init(microseconds: Int64, offset: Int16? = nil) {
    self.microseconds = microseconds
    self.offset = offset
  }
}

extension Timestamp: CustomStringConvertible {
  /// The time as ISO 8601 writes it, with as many decimals of the second as it needs and with the
  /// offset that it was written with: 2026-11-22T09:30:00.25+01:00.
  public var description: String {
    let local = microseconds + Int64(offset ?? 0) * 60_000_000
    let perDay: Int64 = 86_400_000_000
    let rest = (local % perDay + perDay) % perDay
    let day = CalendarDay(daysSince1970: Int32((local - rest) / perDay))
    let second = Int(rest / 1_000_000)
    var text = "\(day)T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2))"
    text += ":\(padded(second % 60, 2))"
    let fraction = Int(rest % 1_000_000)
    if fraction > 0 {
      var digits = padded(fraction, 6)
      while digits.last == "0" { digits.removeLast() }
      text += ".\(digits)"
    }
    guard let offset else { return text }
    guard offset != 0 else { return text + "Z" }
    let minutes = Int(abs(offset))
    let sign = offset < 0 ? "-" : "+"
    return text + "\(sign)\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
  }
}
