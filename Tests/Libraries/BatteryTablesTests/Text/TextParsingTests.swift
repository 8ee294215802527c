import BatteryTables
import Testing

@Suite("Numbers, days and times as bytes") struct TextParsingTests {
  static func bytes<T>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
    var text = text
    return text.withUTF8(body)
  }

  @Test(
    "a whole number is read in the one way that gives the same digits back",
    arguments: [
      ("0", 0), ("7", 7), ("-12", -12), ("9223372036854775807", .max),
      ("-9223372036854775808", .min), ("9223372036854775808", nil), ("-9223372036854775809", nil),
      ("99999999999999999999", nil), ("18446744073709551616", nil), ("-0", nil), ("007", nil),
      ("+1", nil), ("1_000", nil), ("1,000", nil), ("", nil), ("-", nil), ("1 ", nil), ("١", nil),
      ("1.0", nil), ("0x10", nil), ("1e5", nil),
    ] as [(String, Int64?)]
  )
  func integers(_ text: String, _ number: Int64?) {
    #expect(Self.bytes(text, NumberText.integer) == number)
  }

  @Test("a floating-point number is the nearest there is")
  func doubles() {
    for text in [
      "0.1", "-0.1", "123456.789", "0.000001", "1e23", "8.5e-324", "1.7976931348623157e308", "inf",
      "9007199254740993", "0.1234567890123456789", "-0", "5.", "100000000000000000000000",
    ] {
      #expect(
        Self.bytes(text, NumberText.double)?.bitPattern == Double(text)?.bitPattern,
        "\(text)"
      )
    }
    for text in ["", "x", "0x10", "1,5", "1e", " 1", "--1"] {
      #expect(Self.bytes(text, NumberText.double) == nil, "\(text)")
    }
    var dice = Dice(5)
    for _ in 0..<20_000 {
      let digits = Int.random(in: 0..<1_000_000_000_000_000, using: &dice)
      let places = Int.random(in: 0...14, using: &dice)
      var text = "\(digits)"
      while text.count <= places { text = "0" + text }
      let whole = text.dropLast(places)
      text = places > 0 ? "\(whole).\(text.suffix(places))" : text
      let number = Self.bytes(text, NumberText.double)
      #expect(number?.bitPattern == Double(text)?.bitPattern, "\(text)")
    }
  }

  @Test(
    "a column's type is the narrowest that all values fit, whatever their order",
    arguments: [
      (["1", "2"], .integer), (["1", "2.5"], .double), (["1", "99999999999999999999"], .decimal),
      (["2.5", "0.1234567890123456"], .decimal), (["1", "x"], .text),
      (["true", "false"], .boolean),
      (["true", "1"], .text), (["2026-01-01"], .date), (["2026-01-01", "2026-01-01T00:00"], .text),
      (["2026-01-01T00:00Z"], .timestamp), (["2026-02-29"], .text), (["007"], .text), ([], .text),
      (["1", ""], .text), (["-0", "5"], .double), (["TRUE"], .text), (["20260101"], .integer),
      (["03/04/05"], .text), (["NA"], .text), (["1e5"], .text), (["Infinity"], .text),
    ] as [([String], ColumnType)]
  )
  func guesses(_ values: [String], _ type: ColumnType) {
    for values in [values, values.reversed()] {
      var guess = TypeGuess.anything
      for value in values { Self.bytes(value) { guess.include($0) } }
      #expect(guess.type == type)
      var joined = TypeGuess.anything
      for value in values {
        var one = TypeGuess.anything
        Self.bytes(value) { one.include($0) }
        joined.formIntersection(one)
      }
      #expect(joined.type == type)
    }
  }

  @Test(
    "a time is read as ISO 8601 writes it",
    arguments: [
      ("2026-11-22T09:30", "2026-11-22T09:30:00"), ("2026-11-22 09:30:15", "2026-11-22T09:30:15"),
      ("2026-11-22T09:30:15.250Z", "2026-11-22T09:30:15.25Z"),
      ("1969-12-31T23:59:59.999999-05:30", "1969-12-31T23:59:59.999999-05:30"),
      ("2026-11-22T09:30:15+0100", "2026-11-22T09:30:15+01:00"),
      ("2026-11-22T09:30+01", "2026-11-22T09:30:00+01:00"), ("2026-11-22T24:00", nil),
      ("2026-11-22T09:60", nil), ("2026-11-22T09:30:60", nil), ("2026-11-22T09:30:15.", nil),
      ("2026-11-22T09:30:15.1234567", nil), ("2026-11-31T09:30", nil), ("2026-11-22T9:30", nil),
      ("2026-11-22T09:30:15 Z", nil), ("2026-11-22T09:30:15+1", nil), ("2026-11-22", nil),
      ("2026-11-22T09:30:1", nil), ("2026-11-22X09:30", nil),
      ("0000-01-01T00:00", "0000-01-01T00:00:00"),
    ] as [(String, String?)]
  )
  func times(_ text: String, _ expected: String?) {
    #expect(Self.bytes(text, TimeText.timestamp)?.description == expected)
  }

  @Test("a day is one of the calendar")
  func days() {
    for (text, day) in [
      ("1970-01-01", 0), ("2000-02-29", 11_016), ("1900-02-29", nil), ("2026-13-01", nil),
      ("2026-1-01", nil), ("2026/01/01", nil), ("2026-01-01 ", nil),
    ] as [(String, Int32?)] {
      #expect(Self.bytes(text, TimeText.day) == day, "\(text)")
    }
  }
}
