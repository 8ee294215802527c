public import Foundation

/// Instants as ISO 8601 text with a numeric offset: `2026-03-29T03:00:00+02:00`.
public enum ISO8601 {
  /// Writes the instant as the zone's local time and offset.
  ///
  /// Milliseconds are written only when they are not zero; UTC is `+00:00`. An offset with seconds,
  /// as local mean times have, is written as `+00:53:28`.
  public static func format(_ date: Date, in zone: TimeZoneRules) -> String {
    let (seconds, milliseconds) = date.secondsAndMilliseconds
    let offset = Int(zone.table.stretch(at: seconds).offset)
    let local = LocalDateTime(localSeconds: seconds + Int64(offset))
    var text = local.year < 0 ? "-" : ""
    text += padded(abs(local.year), 4)
    text += "-" + padded(local.month, 2) + "-" + padded(local.day, 2)
    text += "T" + padded(local.hour, 2) + ":" + padded(local.minute, 2)
    text += ":" + padded(local.second, 2)
    if milliseconds != 0 { text += "." + padded(milliseconds, 3) }
    text += offset < 0 ? "-" : "+"
    text += padded(abs(offset) / 3600, 2) + ":" + padded(abs(offset) / 60 % 60, 2)
    if offset % 60 != 0 { text += ":" + padded(abs(offset) % 60, 2) }
    return text
  }

  /// Reads an instant; `nil` when it is malformed or lacks an offset or `Z`.
  public static func parse(_ text: String) -> Date? {
    guard let parts = ISO8601Parts(text), let offset = parts.offset else { return nil }
    return parts.date(offset: offset)
  }

  /// Reads an instant, taking a time without an offset as the zone's local time.
  ///
  /// A local time that the clock skips is the instant right after the gap; one that it shows twice
  /// is the first of the two.
  public static func parse(_ text: String, in zone: TimeZoneRules) -> Date? {
    guard let parts = ISO8601Parts(text) else { return nil }
    if let offset = parts.offset { return parts.date(offset: offset) }
    let instants = zone.instants(showing: parts.local)
    guard case .skipped(let resumesAt) = instants else {
      return instants.resolved.addingTimeInterval(Double(parts.milliseconds) / 1000)
    }
    return resumesAt
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

/// The parts of `2026-12-01T09:00[:00[.000]][Z|±hh[:mm[:ss]]]`.
struct ISO8601Parts: Hashable, Sendable {
  var local: LocalDateTime
  var milliseconds: Int
  /// Seconds east of UTC; `nil` when the text has no offset.
  var offset: Int64?

  init?(_ text: String) {
    var reader = Reader(bytes: Array(text.utf8))
    guard let year = reader.digits(4), reader.skip("-"), let month = reader.digits(2),
      reader.skip("-"), let day = reader.digits(2),
      reader.skip("T") || reader.skip("t")
        || reader.skip(" "),
      let hour = reader.digits(2), reader.skip(":"), let minute = reader.digits(2)
    else { return nil }
    var second = 0
    milliseconds = 0
    if reader.skip(":") {
      guard let value = reader.digits(2) else { return nil }
      second = value
      if reader.skip(".") || reader.skip(",") {
        guard let value = reader.milliseconds() else { return nil }
        milliseconds = value
      }
    }
    guard
      let local = LocalDateTime(
        year: year,
        month: month,
        day: day,
        hour: hour,
        minute: minute,
        second: second
      ),
      reader.zoneOffset(&offset), reader.isAtEnd
    else { return nil }
    self.local = local
  }

  func date(offset: Int64) -> Date {
    Date(
      timeIntervalSince1970: Double(local.localSeconds - offset) + Double(milliseconds) / 1000
    )
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
      position += 1
      return true
    }

    mutating func digit() -> Int? {
      guard position < bytes.count, (0x30...0x39).contains(bytes[position]) else { return nil }
      position += 1
      return Int(bytes[position - 1] - 0x30)
    }

    mutating func digits(_ count: Int) -> Int? {
      var value = 0
      for _ in 0..<count {
        guard let digit = digit() else { return nil }
        value = value * 10 + digit
      }
      return value
    }

    /// A fraction of one to nine digits, cut to milliseconds.
    mutating func milliseconds() -> Int? {
      guard let first = digit() else { return nil }
      var value = first * 100
      var scale = 10
      for _ in 0..<8 {
        guard let digit = digit() else { break }
        value += digit * scale
        scale /= 10
      }
      return value
    }

    /// Reads what may follow the time; `false` when it is malformed.
    mutating func zoneOffset(_ offset: inout Int64?) -> Bool {
      if skip("Z") || skip("z") {
        offset = 0
        return true
      }
      let sign: Int64
      if skip("+") {
        sign = 1
      } else if skip("-") {
        sign = -1
      } else {
        return true
      }
      guard let hours = digits(2), hours < 24 else { return false }
      var total = hours * 3600
      let colon = skip(":")
      if colon || !isAtEnd {
        guard let minutes = digits(2), minutes < 60 else { return false }
        total += minutes * 60
        if colon, skip(":") {
          guard let seconds = digits(2), seconds < 60 else { return false }
          total += seconds
        }
      }
      offset = sign * Int64(total)
      return true
    }
  }
}

extension Date {
  /// The instant in whole milliseconds since 1970, rounded, as seconds and the rest.
  var secondsAndMilliseconds: (Int64, Int) {
    let limit = 3_155_760_000_000.0
    let seconds = min(max(timeIntervalSince1970, -limit), limit)
    let total = Int64((seconds * 1000).rounded())
    let rest = CivilDate.floorModulo(Int(total), 1000)
    return ((total - Int64(rest)) / 1000, rest)
  }
}
