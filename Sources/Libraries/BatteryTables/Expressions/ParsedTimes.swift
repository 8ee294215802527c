/// A day written as ISO 8601 does, or `nil`.
func parsedDate(_ text: String) -> Value? {
  var text = text
  return text.withUTF8 { parsedDay($0, 0..<$0.count) }.map { .date($0) }
}

/// A point in time as ISO 8601 and RFC 3339 write it, also with a space for the `T` and without
/// seconds.
///
/// A day alone is its midnight. `nil` when the text is no time.
func parsedTimestamp(_ text: String) -> Value? {
  var text = text
  return text.withUTF8 { parsedTime($0) }.map { .timestamp($0) }
}

func parsedDay(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> CalendarDay? {
  guard range.count == 10, bytes[range.lowerBound + 4] == UInt8(ascii: "-"),
    bytes[range.lowerBound + 7] == UInt8(ascii: "-"),
    let year = digits(bytes, range.lowerBound, 4),
    let month = digits(bytes, range.lowerBound + 5, 2),
    let day = digits(bytes, range.lowerBound + 8, 2)
  else { return nil }
  return CalendarDay(year: year, month: month, day: day)
}

func parsedTime(_ bytes: UnsafeBufferPointer<UInt8>) -> Timestamp? {
  guard bytes.count >= 10, let day = parsedDay(bytes, 0..<10) else { return nil }
  var micros = Int64(day.daysSince1970) * 86_400_000_000
  guard bytes.count > 10 else { return Timestamp(microseconds: micros) }
  guard bytes[10] | 0x20 == UInt8(ascii: "t") || bytes[10] == 0x20, bytes.count >= 16,
    let hour = digits(bytes, 11, 2), bytes[13] == UInt8(ascii: ":"),
    let minute = digits(bytes, 14, 2), hour < 24, minute < 60
  else { return nil }
  micros += Int64(hour * 3600 + minute * 60) * 1_000_000
  var place = 16
  if place < bytes.count, bytes[place] == UInt8(ascii: ":") {
    guard let second = digits(bytes, place + 1, 2), second < 60 else { return nil }
    micros += Int64(second) * 1_000_000
    place += 3
    if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
      place += 1
      var scale: Int64 = 100_000
      let start = place
      while place < bytes.count, bytes[place] &- 0x30 < 10 {
        micros += Int64(bytes[place] &- 0x30) * scale
        scale /= 10
        place += 1
      }
      guard place > start, place - start <= 9 else { return nil }
    }
  }
  guard place < bytes.count else { return Timestamp(microseconds: micros) }
  if bytes[place] | 0x20 == UInt8(ascii: "z"), place + 1 == bytes.count {
    return Timestamp(microseconds: micros, offset: 0)
  }
  guard bytes[place] == UInt8(ascii: "+") || bytes[place] == UInt8(ascii: "-"),
    let hours = digits(bytes, place + 1, 2)
  else { return nil }
  let negative = bytes[place] == UInt8(ascii: "-")
  place += 3
  if place < bytes.count, bytes[place] == UInt8(ascii: ":") { place += 1 }
  var minutes = 0
  if place < bytes.count {
    guard let number = digits(bytes, place, 2), place + 2 == bytes.count else { return nil }
    minutes = number
  }
  guard hours < 24, minutes < 60 else { return nil }
  let offset = (hours * 60 + minutes) * (negative ? -1 : 1)
  return Timestamp(microseconds: micros - Int64(offset) * 60_000_000, offset: Int16(offset))
}

private func digits(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Int? {
  guard start + count <= bytes.count else { return nil }
  var number = 0
  for place in start..<start + count {
    let digit = bytes[place] &- 0x30
    guard digit < 10 else { return nil }
    number = number * 10 + Int(digit)
  }
  return number
}
