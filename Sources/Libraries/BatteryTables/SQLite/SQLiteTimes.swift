/// Days and times as they are stored in a database, made in bulk: a text for each of millions of rows
/// would take longer than storing them.
struct SQLiteTimes {
  private var bytes: [UInt8] = []
  private var offsets: [Int] = [0]

  private static let microsecondsPerDay: Int64 = 86_400_000_000

  /// Days: 2026-11-22.
  static func texts(_ column: ValueColumn<Int32>) -> TextColumn {
    var times = SQLiteTimes()
    times.reserve(column.count, 10)
    for row in 0..<column.count {
      if let day = column[row] { times.append(day) }
      times.offsets.append(times.bytes.count)
    }
    return TextColumn(bytes: times.bytes, offsets: times.offsets, nulls: column.nulls)
  }

  /// Times: 2026-11-22T09:30:00Z.
  static func texts(_ column: TimestampColumn) -> TextColumn {
    var times = SQLiteTimes()
    times.reserve(column.count, 20)
    for row in 0..<column.count {
      if let time = column[row] { times.append(time) }
      times.offsets.append(times.bytes.count)
    }
    return TextColumn(bytes: times.bytes, offsets: times.offsets, nulls: column.instants.nulls)
  }

  private mutating func reserve(_ rows: Int, _ size: Int) {
    bytes.reserveCapacity(rows * size)
    offsets.reserveCapacity(rows + 1)
  }

  private mutating func append(_ number: Int32) {
    let day = CalendarDay(daysSince1970: number)
    let (year, month, date) = day.components
    guard (0...9999).contains(year) else {
      bytes.append(contentsOf: day.description.utf8)
      return
    }
    append(year / 100)
    append(year % 100)
    append(UInt8(ascii: "-"), month)
    append(UInt8(ascii: "-"), date)
  }

  private mutating func append(_ time: Timestamp) {
    let perDay = Self.microsecondsPerDay
    let (local, overflow) = time.microseconds.addingReportingOverflow(
      Int64(time.offset ?? 0) * 60_000_000
    )
    // Fractions and what no calendar has are rare.
    guard !overflow, local % 1_000_000 == 0 else {
      bytes.append(contentsOf: time.description.utf8)
      return
    }
    let rest = (local % perDay + perDay) % perDay
    append(Int32(truncatingIfNeeded: (local - rest) / perDay))
    let second = Int(rest / 1_000_000)
    append(UInt8(ascii: "T"), second / 3600)
    append(UInt8(ascii: ":"), second / 60 % 60)
    append(UInt8(ascii: ":"), second % 60)
    guard let offset = time.offset else { return }
    if offset == 0 { return bytes.append(UInt8(ascii: "Z")) }
    let minutes = Int(offset.magnitude)
    append(offset < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"), minutes / 60)
    append(UInt8(ascii: ":"), minutes % 60)
  }

  private mutating func append(_ mark: UInt8, _ number: Int) {
    bytes.append(mark)
    append(number)
  }

  /// Two digits.
  private mutating func append(_ number: Int) {
    bytes.append(UInt8(truncatingIfNeeded: 0x30 + number / 10))
    bytes.append(UInt8(truncatingIfNeeded: 0x30 + number % 10))
  }
}
