/// Writes days and times as ISO 8601 does.
enum TimeFormat {
  typealias Output = UnsafeMutablePointer<UInt8>

  /// The most bytes that are written.
  static let limit = 64

  private static let daysOfFourDigits: ClosedRange<Int> = -719_528...2_932_896
  private static let microsecondsPerDay: Int64 = 86_400_000_000

  /// Writes a day; ``limit`` bytes must be writable.
  ///
  /// - Returns: The place after it.
  @inline(__always)
  static func write(day: Int32, to output: Output) -> Output {
    guard daysOfFourDigits.contains(Int(day)) else {
      return write(CalendarDay(daysSince1970: day).description, to: output)
    }
    return writeDate(day, to: output)
  }

  /// Writes a time; ``limit`` bytes must be writable.
  ///
  /// - Parameters:
  ///   - microseconds: Microseconds since 1970 in UTC.
  ///   - offset: The offset from UTC in minutes, or ``TimestampColumn/noOffset``.
  ///   - output: Where it goes.
  /// - Returns: The place after it.
  @inline(__always)
  static func write(microseconds: Int64, offset: Int16, to output: Output) -> Output {
    let hasOffset = offset != TimestampColumn.noOffset
    let local = microseconds &+ (hasOffset ? Int64(offset) &* 60_000_000 : 0)
    var day = local / microsecondsPerDay
    var rest = local &- day &* microsecondsPerDay
    if rest < 0 {
      rest &+= microsecondsPerDay
      day &-= 1
    }
    guard daysOfFourDigits.contains(Int(day)) else {
      let time = Timestamp(microseconds: microseconds, offset: hasOffset ? offset : nil)
      return write(time.description, to: output)
    }
    var place = writeDate(Int32(truncatingIfNeeded: day), to: output)
    let seconds = UInt64(rest / 1_000_000)
    let fraction = UInt64(rest) &- seconds &* 1_000_000
    let minutes = seconds / 60
    let hours = minutes / 60
    let digits = hours &* 10_000 &+ (minutes &- hours &* 60) &* 100 &+ (seconds &- minutes &* 60)
    // Six digits behind two zeros: HHMMSS.
    let word = DigitFormat.eightDigits(digits) >> 16 | 0x3030_3030_3030
    place[0] = UInt8(ascii: "T")
    store(word, to: place + 1)
    place[3] = UInt8(ascii: ":")
    store(word >> 16, to: place + 4)
    place[6] = UInt8(ascii: ":")
    store(word >> 32, to: place + 7)
    place += 9
    if fraction > 0 {
      place[0] = UInt8(ascii: ".")
      let eight = DigitFormat.eightDigits(fraction &* 100)
      DigitFormat.store(eight | 0x3030_3030_3030_3030, to: place + 1)
      place += 9 &- eight.leadingZeroBitCount >> 3
    }
    return hasOffset ? write(offset: offset, to: place) : place
  }

  /// Writes a date of a year of four digits.
  @inline(__always)
  private static func writeDate(_ day: Int32, to output: Output) -> Output {
    let (year, month, day) = CalendarDay(daysSince1970: day).components
    let number = UInt64(truncatingIfNeeded: year &* 10_000 &+ month &* 100 &+ day)
    let word = DigitFormat.eightDigits(number) | 0x3030_3030_3030_3030
    DigitFormat.store(word, to: output)
    output[4] = UInt8(ascii: "-")
    store(word >> 32, to: output + 5)
    output[7] = UInt8(ascii: "-")
    store(word >> 48, to: output + 8)
    return output + 10
  }

  private static func write(offset: Int16, to output: Output) -> Output {
    guard offset != 0 else {
      output[0] = UInt8(ascii: "Z")
      return output + 1
    }
    let minutes = UInt64(offset.magnitude)
    let digits = minutes / 60 &* 100 &+ minutes % 60
    let word = DigitFormat.eightDigits(digits) >> 32 | 0x3030_3030
    output[0] = UInt8(ascii: offset < 0 ? "-" : "+")
    store(word, to: output + 1)
    output[3] = UInt8(ascii: ":")
    store(word >> 16, to: output + 4)
    return output + 6
  }

  /// Writes the two digits that are lowest in a word.
  @inline(__always)
  private static func store(_ word: UInt64, to output: Output) {
    UnsafeMutableRawPointer(output).storeBytes(
      of: UInt16(truncatingIfNeeded: word).littleEndian,
      as: UInt16.self
    )
  }

  private static func write(_ text: String, to output: Output) -> Output {
    var text = text
    return text.withUTF8 { bytes in
      for (place, byte) in bytes.enumerated() { output[place] = byte }
      return output + bytes.count
    }
  }
}
