internal import CByteMasks

/// Looks for bytes in a line, 64 at a time; up to 63 bytes after the line are read.
enum LineScan {
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let space = UInt8(ascii: " ")

  /// The place of the first such byte from a place on, or `end`.
  @inline(__always)
  static func first(
    _ byte: UInt8,
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int
  ) -> Int {
    var place = from
    while place < end {
      let mask = byte_mask_equal(base + place, byte)
      if mask != 0 { return min(place &+ mask.trailingZeroBitCount, end) }
      place &+= 64
    }
    return end
  }

  /// The place of the last such byte before `end`, not before `from`; `nil` without one.
  static func last(
    _ byte: UInt8,
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int
  ) -> Int? {
    var place = end
    while place > from {
      place &-= 1
      if base[place] == byte { return place }
    }
    return nil
  }

  /// The place of the first quote that no backslash escapes, or `end`.
  @inline(__always)
  static func closingQuote(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int {
    var place = from
    while true {
      place = first(quote, base, place, end)
      if place == end || place == from || base[place &- 1] != backslash { return place }
      if !isEscaped(base, place, from) { return place }
      place &+= 1
    }
  }

  /// Whether an odd number of backslashes stands before a place.
  static func isEscaped(_ base: UnsafePointer<UInt8>, _ place: Int, _ start: Int) -> Bool {
    var first = place
    while first > start, base[first &- 1] == backslash { first &-= 1 }
    return (place &- first) & 1 == 1
  }

  /// Where a quoted field ends whose opening quote stands before `from`: at the first closing quote
  /// that a space or the end follows, or at any such quote when none is unescaped, since some
  /// servers write backslashes as they come.
  @inline(__always)
  static func fieldEnd(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
    let place = closingQuote(base, from, end)
    if place < end, place &+ 1 == end || base[place &+ 1] == space { return place }
    return laterFieldEnd(base, place, end) ?? escapedFieldEnd(base, from, end)
  }

  /// Where a quoted field ends, one of many of a line.
  ///
  /// - Parameters:
  ///   - base: The line.
  ///   - from: The place after the opening quote.
  ///   - end: The end of the line.
  ///   - hasUnescaped: Whether an unescaped quote may end a field from here on. Once none does, none
  ///     does later, and the rest of the line is not searched again for each field.
  /// - Returns: The place of the closing quote; `nil` without one.
  static func fieldEnd(
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int,
    _ hasUnescaped: inout Bool
  ) -> Int? {
    if hasUnescaped {
      let place = closingQuote(base, from, end)
      if place < end, place &+ 1 == end || base[place &+ 1] == space { return place }
      if let later = laterFieldEnd(base, place, end) { return later }
      hasUnescaped = false
    }
    return escapedFieldEnd(base, from, end)
  }

  /// The first unescaped quote after `first` that a space or the end follows.
  private static func laterFieldEnd(
    _ base: UnsafePointer<UInt8>,
    _ first: Int,
    _ end: Int
  ) -> Int? {
    var place = first
    while place < end {
      place = closingQuote(base, place &+ 1, end)
      if place < end, place &+ 1 == end || base[place &+ 1] == space { return place }
    }
    return nil
  }

  /// The first quote, escaped or not, that a space or the end follows.
  private static func escapedFieldEnd(
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int
  ) -> Int? {
    var place = from &- 1
    while true {
      place = Self.first(quote, base, place &+ 1, end)
      if place == end { return nil }
      if place &+ 1 == end || base[place &+ 1] == space { return place }
    }
  }

  /// Bytes of a line.
  @inline(__always)
  static func text(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> LogRecord.Text {
    LogRecord.Text(start: base + from, count: end &- from)
  }

  /// Bytes of a line; none where they are only a hyphen.
  @inline(__always)
  static func value(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> LogRecord.Text {
    if end &- from == 1, base[from] == UInt8(ascii: "-") {
      return LogRecord.Text(start: nil, count: 0)
    }
    return text(base, from, end)
  }

  /// The end of a line without its carriage return.
  @inline(__always)
  static func end(of line: UnsafeBufferPointer<UInt8>) -> Int {
    line.count > 0 && line[line.count &- 1] == 13 ? line.count &- 1 : line.count
  }

  /// Eight bytes as a number, the first of them the lowest.
  @inline(__always)
  static func word(_ base: UnsafePointer<UInt8>, _ place: Int) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self))
  }

  /// Four bytes as a number, the first of them the lowest.
  @inline(__always)
  static func half(_ base: UnsafePointer<UInt8>, _ place: Int) -> UInt32 {
    UInt32(littleEndian: UnsafeRawPointer(base + place).loadUnaligned(as: UInt32.self))
  }

  /// A number of up to 18 digits, and where it ends; `nil` without a digit or with more of them.
  @inline(__always)
  static func number(
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int
  ) -> (value: Int64, end: Int)? {
    var place = from
    var value: Int64 = 0
    while place < end {
      let digit = base[place] &- 48
      if digit > 9 { break }
      value = value &* 10 &+ Int64(digit)
      place &+= 1
    }
    guard place > from, place &- from <= 18 else { return nil }
    return (value, place)
  }

  /// Whether bytes are some letters.
  static func equals(
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int,
    _ letters: StaticString
  ) -> Bool {
    guard end - from == letters.utf8CodeUnitCount else { return false }
    return starts(base, from, end, letters)
  }

  /// Whether bytes begin with some letters.
  static func starts(
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int,
    _ letters: StaticString
  ) -> Bool {
    let count = letters.utf8CodeUnitCount
    guard end - from >= count else { return false }
    for place in 0..<count where base[from + place] != letters.utf8Start[place] { return false }
    return true
  }
}
