/// Reads what a server was told to write after the fields of `common` or `combined`: forwarded
/// addresses, sizes, and the time that the answer took.
struct ClassicTrailer {
  /// What a whole number without a unit means.
  let unit: DurationUnit
  /// How many fields in quotes there were; the first two are the referrer and the agent.
  private(set) var quotedFields: Int
  // The only whole number so far; of several, such as the sizes of `%I %O`, none is a time.
  private var wholeNumber: Int64 = -1
  private var wholeNumbers = 0

  init(unit: DurationUnit, quotedFields: Int) {
    self.unit = unit
    self.quotedFields = quotedFields
  }

  /// Reads fields, each after a space.
  mutating func read(
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int,
    into record: inout LogRecord
  ) -> LogProblem? {
    var place = from
    var hasUnescaped = true
    while place < end {
      while place < end, base[place] == LineScan.space { place += 1 }
      guard place < end else { break }
      if base[place] == LineScan.quote {
        guard let close = LineScan.fieldEnd(base, place + 1, end, &hasUnescaped) else {
          return .openField
        }
        takeQuoted(base, place + 1, close, into: &record)
        place = close + 1
      } else {
        let next = LineScan.first(LineScan.space, base, place, end)
        takeBare(base, place, next, into: &record)
        place = next
      }
    }
    if record.duration < 0, wholeNumbers == 1 {
      let (time, overflow) = wholeNumber.multipliedReportingOverflow(by: unit.nanoseconds)
      if !overflow { record.duration = time / 1000 }
    }
    return nil
  }

  private mutating func takeQuoted(
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int,
    into record: inout LogRecord
  ) {
    quotedFields += 1
    if quotedFields == 1 {
      record.referrer = LineScan.value(base, from, end)
    } else if quotedFields == 2 {
      record.agent = LineScan.value(base, from, end)
    }
  }

  /// Reads a field without quotes: a time when it is a decimal number, or has a unit or a name that
  /// says so, such as `rt=0.012`.
  private mutating func takeBare(
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int,
    into record: inout LogRecord
  ) {
    guard record.duration < 0 else { return }
    var start = from
    let sign = LineScan.first(UInt8(ascii: "="), base, from, end)
    if sign < end {
      guard Self.isTimeName(base, from, sign) else { return }
      start = sign + 1
    }
    guard start < end, base[start] &- 48 < 10 else { return }
    guard let number = LineScan.number(base, start, end) else { return }
    if number.end == end {
      if sign < end {
        record.duration = DurationReader.read(base, start, end, wholeNumbers: .seconds) ?? -1
      } else {
        wholeNumber = number.value
        wholeNumbers += 1
      }
      return
    }
    record.duration = DurationReader.read(base, start, end, wholeNumbers: .seconds) ?? -1
  }

  private static func isTimeName(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Bool {
    LineScan.equals(base, from, end, "rt") || LineScan.equals(base, from, end, "request_time")
      || LineScan.equals(base, from, end, "duration") || LineScan.equals(base, from, end, "time")
  }
}
