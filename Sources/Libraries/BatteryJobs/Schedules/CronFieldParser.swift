/// Reads one field of a cron expression.
struct CronFieldParser {
  let text: String
  let field: CronField
  private let bytes: [UInt8]
  /// The column of the field's first byte.
  private let firstColumn: Int
  private var position = 0

  init(text: String, field: CronField, bytes: [UInt8], column: Int) {
    self.text = text
    self.field = field
    self.bytes = bytes
    firstColumn = column
  }

  /// The items between the commas.
  mutating func items() throws(ScheduleError) -> [CronItem] {
    var items: [CronItem] = []
    repeat {
      let start = position
      let item = try item()
      if case .nearestWeekday = item, !items.isEmpty || peek == UInt8(ascii: ",") {
        throw error(
          .invalidValue,
          at: start,
          "W stands for one day and takes no list; write it alone"
        )
      }
      items.append(item)
    } while skip(",")
    if let peek { throw unexpected(peek) }
    return items
  }

  private mutating func item() throws(ScheduleError) -> CronItem {
    let start = position
    if skip("*") { return .every(step: try step() ?? 1) }
    if field == .dayOfMonth || field == .dayOfWeek, bytes == [UInt8(ascii: "?")] {
      position += 1
      return .every(step: 1)
    }
    if field == .dayOfMonth, skip("L") { return try lastDay() }
    let low = try value(closesRange: false)
    if field == .dayOfMonth, skip("W") { return .nearestWeekday(.day(low)) }
    if field == .dayOfWeek {
      if skip("L") { return .last(weekday: low % 7) }
      if skip("#") { return try nth(weekday: low % 7) }
    }
    guard skip("-") else {
      if peek == UInt8(ascii: "/") {
        throw error(
          .invalidStep,
          at: position,
          "a step needs a range; write \(low)-\(field.range.upperBound)\(rest)"
            + " or *\(rest)"
        )
      }
      return .values(low: low, high: low, step: 1)
    }
    let high = try value(closesRange: true)
    guard low <= high else {
      throw error(
        .invalidRange,
        at: start,
        "the range \(low)-\(high) runs backwards; write"
          + " \(low)-\(field.range.upperBound),\(field.range.lowerBound)-\(high)"
      )
    }
    if field == .dayOfMonth, peek == UInt8(ascii: "W") {
      throw error(
        .invalidValue,
        at: position,
        "W stands for one day and takes no range; write \(high)W"
      )
    }
    return .values(low: low, high: high, step: try step() ?? 1)
  }

  /// What may follow `L` in the day of month.
  private mutating func lastDay() throws(ScheduleError) -> CronItem {
    var back = 0
    if skip("-") {
      let start = position
      guard let number = number(), (1...30).contains(number) else {
        throw error(.outOfRange, at: start, "L- takes the days before the last one, 1 to 30")
      }
      back = number
    }
    return skip("W") ? .nearestWeekday(.beforeLast(back)) : .beforeLast(back)
  }

  private mutating func nth(weekday: Int) throws(ScheduleError) -> CronItem {
    if skip("L") { return .last(weekday: weekday) }
    let start = position
    guard let number = number(), (1...5).contains(number) else {
      throw error(.outOfRange, at: start, "# takes 1 to 5, or L for the last one")
    }
    return .nth(weekday: weekday, number)
  }

  private mutating func step() throws(ScheduleError) -> Int? {
    guard skip("/") else { return nil }
    let start = position
    guard let step = number() else {
      throw error(.invalidStep, at: start, "/ needs a number after it, as in */5")
    }
    guard step > 0 else {
      throw error(.invalidStep, at: start, "a step of 0 never moves on; write 1 or more")
    }
    return step
  }

  private mutating func value(closesRange: Bool) throws(ScheduleError) -> Int {
    let start = position
    if let number = number() {
      guard field.range.contains(number) else {
        throw error(
          .outOfRange,
          at: start,
          "\(digits(from: start)) is out of range; write \(field.range.lowerBound) to"
            + " \(field.range.upperBound)"
        )
      }
      return number
    }
    while let byte = peek, (0x41...0x5A).contains(byte & 0xDF) { position += 1 }
    var name = String(decoding: bytes[start..<position], as: UTF8.self)
    guard !name.isEmpty else { throw missing(at: start) }
    if field == .dayOfWeek, name.utf8.count == 4, name.hasSuffix("L") {
      name.removeLast()
      position -= 1
    }
    guard let value = field.value(named: name) else { throw unknown(name, at: start) }
    // Sunday is both the first and the last day of the week.
    return field == .dayOfWeek && closesRange && value == 0 ? 7 : value
  }

  private mutating func number() -> Int? {
    let start = position
    var value = 0
    while let byte = peek, (0x30...0x39).contains(byte) {
      value = min(value * 10 + Int(byte - 0x30), 1_000_000)
      position += 1
    }
    return position > start ? value : nil
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private var rest: String { String(decoding: bytes[position...], as: UTF8.self) }

  private func digits(from start: Int) -> String {
    String(decoding: bytes[start..<position].prefix(12), as: UTF8.self)
  }
}

extension CronFieldParser {
  private func error(
    _ code: ScheduleError.Code,
    at position: Int,
    _ problem: String
  ) -> ScheduleError {
    ScheduleError(
      code,
      in: text,
      field: field.name,
      column: firstColumn + position,
      problem
    )
  }

  private func missing(at start: Int) -> ScheduleError {
    guard start < bytes.count else {
      return error(
        .invalidValue,
        at: start,
        "a value is missing; write \(field.range.lowerBound) to \(field.range.upperBound) or *"
      )
    }
    return unexpected(bytes[start], at: start)
  }

  private func unexpected(_ byte: UInt8, at place: Int? = nil) -> ScheduleError {
    let place = place ?? position
    let shown = ScheduleError.quote(
      String(String(decoding: bytes[place...], as: UTF8.self).prefix(1))
    )
    let remedy =
      switch byte {
      case UInt8(ascii: "+"): "it is allowed only as the first character of the day of week"
      case UInt8(ascii: "?"): "it is allowed only alone, in the day of month and day of week"
      case UInt8(ascii: "l"), UInt8(ascii: "w"): "write it in capitals"
      case UInt8(ascii: "W") where field == .dayOfMonth: "W follows its day, as in 15W"
      case UInt8(ascii: "L") where field == .dayOfMonth: "L is no end of a range; write L alone"
      case UInt8(ascii: "L"), UInt8(ascii: "W"): "it is allowed only for days; remove it"
      case UInt8(ascii: "#"): "it is allowed only after a single day of the week, as in MON#2"
      case UInt8(ascii: "/"): "a step follows * or a range, as in */5 or 10-50/5"
      default: "use digits and * , - /"
      }
    return error(.invalidValue, at: place, "\(shown) has no meaning here; \(remedy)")
  }

  private func unknown(_ name: String, at start: Int) -> ScheduleError {
    if name == "L", field == .dayOfWeek {
      return error(
        .invalidValue,
        at: start,
        "L needs its day; write FRI#L for the last Friday of the month"
      )
    }
    if name.utf8.count == 1, let byte = name.utf8.first { return unexpected(byte, at: start) }
    let quoted = ScheduleError.quote(name)
    guard !field.names.isEmpty else {
      return error(
        .invalidValue,
        at: start,
        "\(quoted) is not a number; write \(field.range.lowerBound) to \(field.range.upperBound)"
      )
    }
    let near =
      field.value(named: String(name.prefix(3))).map { field.names[$0 - field.firstNamed] }
      ?? NearestWord.find(name, in: field.names)
    let remedy = near.map { "did you mean \($0)?" } ?? "write \(field.names.joined(separator: " "))"
    return error(.invalidValue, at: start, "\(quoted) is not a name here; \(remedy)")
  }
}
