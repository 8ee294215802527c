/// Reads lines of syslog: those of RFC 3164 and RFC 5424, and the former with times in ISO 8601.
///
/// The message is the target, and the program is the virtual host; the line of an access log in a
/// message is read as such.
final class SyslogParser: LogLineParser {
  /// Which lines are read.
  enum Dialect: Hashable, Sendable {
    case any
    case rfc3164
    case rfc5424
  }

  private let dialect: Dialect
  private let isStrict: Bool
  private let calendar: YearlessDates
  private let messages = SyslogMessages()

  /// Makes a parser.
  ///
  /// - Parameters:
  ///   - dialect: Which lines are read.
  ///   - newest: A time that no line is later than, but by a day, in seconds since 1970: by it the
  ///     year is told, which RFC 3164 leaves out.
  ///   - isStrict: Whether a line that begins with a time in ISO 8601 needs a host and a program too,
  ///     for telling formats apart: the logs of many programs begin so.
  init(_ dialect: Dialect, newest: Int64, isStrict: Bool = false) {
    self.dialect = dialect
    self.isStrict = isStrict
    calendar = YearlessDates(newest: newest)
  }

  /// What most messages are, when they are lines of an access log, such as `combined`.
  var content: String? { messages.content }

  func parse(_ line: UnsafeBufferPointer<UInt8>, into record: inout LogRecord) -> LogProblem? {
    if let problem = parseHeader(line, into: &record) { return problem }
    messages.read(record.target, into: &record)
    return nil
  }

  private func parseHeader(
    _ line: UnsafeBufferPointer<UInt8>,
    into record: inout LogRecord
  ) -> LogProblem? {
    guard let base = line.baseAddress, line.count > 0 else { return .empty }
    let end = LineScan.end(of: line)
    record = LogRecord()
    var place = 0
    var hasPriority = false
    if base[0] == UInt8(ascii: "<") {
      guard let priority = LineScan.number(base, 1, min(end, 5)), priority.value < 192,
        priority.end < end, base[priority.end] == UInt8(ascii: ">")
      else { return .badPriority }
      place = priority.end + 1
      hasPriority = true
    }
    let isNew =
      hasPriority && place + 1 < end && base[place] == UInt8(ascii: "1")
      && base[place + 1] == LineScan.space
    if isNew {
      return dialect == .rfc3164 ? .otherFormat : parseNew(base, place + 2, end, into: &record)
    }
    return dialect == .rfc5424 ? .otherFormat : parseOld(base, place, end, into: &record)
  }

  /// `Oct 11 22:14:15 host program[pid]: message`.
  private func parseOld(
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int,
    into record: inout LogRecord
  ) -> LogProblem? {
    var place = from
    var needsProgram = false
    if end - place >= 16, let month = CommonTime.month(base, place),
      base[place + 3] == LineScan.space
    {
      let tens = base[place + 4] == LineScan.space ? 0 : Int(base[place + 4] &- 48)
      let ones = Int(base[place + 5] &- 48)
      guard tens < 10, ones < 10, base[place + 6] == LineScan.space,
        let seconds = CommonTime.seconds(base, place + 7),
        let time = calendar.time(month: month, day: tens * 10 + ones, seconds: seconds)
      else { return .badSyslogTime }
      record.localTime = time
      place += 15
    } else {
      let timeEnd = LineScan.first(LineScan.space, base, place, end)
      guard let time = TimeReader.readISO(base, place, timeEnd), time.end == timeEnd else {
        return .badSyslogTime
      }
      record.localTime = time.time.local
      record.utcOffset = time.time.offset
      place = timeEnd
      needsProgram = isStrict
    }
    guard place < end, base[place] == LineScan.space else { return .badSyslogTime }
    let host = place + 1
    let hostEnd = LineScan.first(LineScan.space, base, host, end)
    guard hostEnd < end, hostEnd > host else { return .noMessage }
    record.host = LineScan.value(base, host, hostEnd)

    // A tag of letters that a colon or a number in brackets ends is the program.
    let tag = hostEnd + 1
    place = tag
    while place < end, !Self.endsTag(base[place]) { place += 1 }
    let tagEnd = place
    if place < end, base[place] == UInt8(ascii: "[") {
      place = LineScan.first(UInt8(ascii: "]"), base, place, min(end, place + 64)) + 1
    }
    if place < end, place > tag, base[place] == UInt8(ascii: ":") {
      record.virtualHost = LineScan.text(base, tag, tagEnd)
      place += 1
      if place < end, base[place] == LineScan.space { place += 1 }
      record.target = LineScan.text(base, place, end)
    } else {
      if needsProgram { return .otherFormat }
      record.target = LineScan.text(base, tag, end)
    }
    return needsProgram && !Self.isName(base, host, hostEnd, tag, tagEnd) ? .otherFormat : nil
  }

  /// Whether a host and a program are made of letters, digits and what may be between them.
  private static func isName(
    _ base: UnsafePointer<UInt8>,
    _ host: Int,
    _ hostEnd: Int,
    _ tag: Int,
    _ tagEnd: Int
  ) -> Bool {
    let isHost = (host..<hostEnd).allSatisfy {
      isNamePart(base[$0]) || base[$0] == UInt8(ascii: ":")
    }
    return isHost
      && (tag..<tagEnd).allSatisfy { isNamePart(base[$0]) || base[$0] == UInt8(ascii: "/") }
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
  }

  private static func endsTag(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ":") || byte == UInt8(ascii: "[") || byte == LineScan.space
  }

  /// `2026-11-22T10:00:00.003Z host program pid id [data] message`.
  private func parseNew(
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int,
    into record: inout LogRecord
  ) -> LogProblem? {
    let timeEnd = LineScan.first(LineScan.space, base, from, end)
    guard let (time, place) = TimeReader.readISO(base, from, timeEnd), place == timeEnd else {
      return .badSyslogTime
    }
    record.localTime = time.local
    record.utcOffset = time.offset
    // The host, the program, its number and the kind of the message.
    var next = timeEnd + 1
    for field in 0..<4 {
      guard next < end else { return .noMessage }
      let fieldEnd = LineScan.first(LineScan.space, base, next, end)
      if field == 0 { record.host = LineScan.value(base, next, fieldEnd) }
      if field == 1 { record.virtualHost = LineScan.value(base, next, fieldEnd) }
      next = fieldEnd + 1
    }
    guard next < end, let message = Self.afterData(base, next, end) else { return .noMessage }
    record.target = LineScan.text(base, message, end)
    return nil
  }

  /// The place after the structured data and its space: a hyphen, or brackets in which quotes may
  /// hide more of them.
  private static func afterData(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
    var place = from
    if base[place] == UInt8(ascii: "-") {
      place += 1
    } else {
      guard base[place] == UInt8(ascii: "[") else { return nil }
      while place < end, base[place] == UInt8(ascii: "[") {
        var isQuoted = false
        while place < end, isQuoted || base[place] != UInt8(ascii: "]") {
          if base[place] == LineScan.quote {
            isQuoted.toggle()
          } else if base[place] == LineScan.backslash {
            place += 1
          }
          place += 1
        }
        guard place < end else { return nil }
        place += 1
      }
    }
    if place >= end { return end }
    guard base[place] == LineScan.space else { return nil }
    // A byte order mark says that the message is UTF-8.
    return LineScan.starts(base, place + 1, end, "\u{FEFF}") ? place + 4 : place + 1
  }
}

extension LogProblem {
  static let badPriority = LogProblem(reason: "the priority is not like <34>")
  static let badSyslogTime = LogProblem(
    reason: "the time is neither like Oct 11 22:14:15 nor like 2026-10-11T22:14:15Z"
  )
  static let noMessage = LogProblem(reason: "there is no message")
}
