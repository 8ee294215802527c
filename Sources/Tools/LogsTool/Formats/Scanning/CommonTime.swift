internal import BatteryTables

/// Reads the times of access logs, such as `10/Oct/2000:13:55:36 -0700`.
///
/// It remembers the last day and the last zone, because they are nearly always those of the next line.
struct CommonTime {
  /// How many bytes a time has, up to its zone and with it.
  static let length = 26

  // The bytes of the last day, and its midnight.
  private var dayStart: UInt64 = 0
  private var dayEnd: UInt32 = 0
  private var midnight: Int64 = 0
  // The bytes of the last zone, and its distance from UTC in seconds.
  private var zone: UInt64 = 0
  private var offset: Int32 = 0

  /// Reads a time that a `]` ends; 28 bytes must be readable.
  ///
  /// - Returns: Whether it is one.
  @inline(__always)
  mutating func read(
    _ base: UnsafePointer<UInt8>,
    _ place: Int,
    into record: inout LogRecord
  ) -> Bool {
    let start = LineScan.word(base, place)
    let end = LineScan.half(base, place &+ 8)
    if start != dayStart || end != dayEnd {
      guard readDay(base, place, start, end) else { return false }
    }
    guard let seconds = Self.seconds(base, place &+ 12) else { return false }
    // The byte before the space is a digit of the second.
    let text = LineScan.word(base, place &+ 19) & ~0xFF
    if text != zone {
      guard readZone(base, place &+ 20, text) else { return false }
    }
    record.localTime = midnight &+ seconds
    record.utcOffset = offset
    return true
  }

  /// The seconds since midnight of `13:55:36`; the second may be 60.
  @inline(__always)
  static func seconds(_ base: UnsafePointer<UInt8>, _ place: Int) -> Int64? {
    let hour = pair(base, place)
    let minute = pair(base, place &+ 3)
    let second = pair(base, place &+ 6)
    let colon = UInt8(ascii: ":")
    guard hour < 24, minute < 60, second <= 60, base[place &+ 2] == colon,
      base[place &+ 5] == colon
    else { return nil }
    return hour &* 3600 &+ minute &* 60 &+ second
  }

  /// A number of two digits; more than 99 when they are none.
  @inline(__always)
  static func pair(_ base: UnsafePointer<UInt8>, _ place: Int) -> Int64 {
    let tens = base[place] &- 48
    let ones = base[place &+ 1] &- 48
    guard tens < 10, ones < 10 else { return 1000 }
    return Int64(tens) &* 10 &+ Int64(ones)
  }

  /// The month from 1 to 12 that three letters name, in any case.
  static func month(_ base: UnsafePointer<UInt8>, _ place: Int) -> Int? {
    let letters =
      UInt32(base[place]) | UInt32(base[place + 1]) << 8 | UInt32(base[place + 2]) << 16 | 0x202020
    return switch letters {
    case 0x6E_616A: 1
    case 0x62_6566: 2
    case 0x72_616D: 3
    case 0x72_7061: 4
    case 0x79_616D: 5
    case 0x6E_756A: 6
    case 0x6C_756A: 7
    case 0x67_7561: 8
    case 0x70_6573: 9
    case 0x74_636F: 10
    case 0x76_6F6E: 11
    case 0x63_6564: 12
    default: nil
    }
  }

  /// The distance from UTC in seconds of `+0530`; `nil` when it is none.
  static func offset(_ base: UnsafePointer<UInt8>, _ place: Int) -> Int32? {
    let sign = base[place]
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    let hours = pair(base, place + 1)
    let minutes = pair(base, place + 3)
    guard hours < 24, minutes < 60 else { return nil }
    let seconds = Int32(hours * 3600 + minutes * 60)
    return sign == UInt8(ascii: "-") ? -seconds : seconds
  }

  private mutating func readDay(
    _ base: UnsafePointer<UInt8>,
    _ place: Int,
    _ start: UInt64,
    _ end: UInt32
  ) -> Bool {
    let slash = UInt8(ascii: "/")
    let century = Self.pair(base, place + 7)
    let years = Self.pair(base, place + 9)
    guard base[place + 2] == slash, base[place + 6] == slash, base[place + 11] == UInt8(ascii: ":"),
      century < 100, years < 100, LogTime.years.contains(Int(century * 100 + years)),
      let month = Self.month(base, place + 3),
      let day = CalendarDay(
        year: Int(century * 100 + years),
        month: month,
        day: Int(Self.pair(base, place))
      )
    else { return false }
    (dayStart, dayEnd) = (start, end)
    midnight = Int64(day.daysSince1970) * 86_400
    return true
  }

  private mutating func readZone(
    _ base: UnsafePointer<UInt8>,
    _ place: Int,
    _ text: UInt64
  ) -> Bool {
    guard base[place] == LineScan.space, base[place + 6] == UInt8(ascii: "]"),
      let offset = Self.offset(base, place + 1)
    else { return false }
    zone = text
    self.offset = offset
    return true
  }
}
