import BatteryNumbers
import Testing

@Suite("Decimal text") struct DecimalTextTests {
  @Test(
    "is read exactly and written as it was read",
    arguments: [
      "0", "-0", "0.00", "1", "-1.20", "123.45", "1E+3", "1.5E-10", "0.000001", "1E-7", "Infinity",
      "-Infinity", "NaN", "-NaN12", "sNaN7", "9.99E+999999999", "1E-1999999997",
      "12345678901234567890123456789012345678", "1234567890123456789012345678901234567890123.5",
    ]
  )
  func roundTrip(_ text: String) throws {
    #expect(try Decimal(parsing: text).description == text)
    #expect(Decimal(text)?.description == text)
  }

  @Test(
    "has other spellings",
    arguments: [
      (" +7", nil), ("+7", "7"), ("007.50", "7.50"), (".5", "0.5"), ("5.", "5"), ("1e3", "1E+3"),
      ("inf", "Infinity"), ("INFINITY", "Infinity"), ("nAn007", "NaN7"), ("0E3", "0E+3"),
      ("1_000", nil),
    ] as [(String, String?)]
  )
  func spelling(_ text: String, _ expected: String?) {
    #expect(Decimal(text)?.description == expected)
  }

  @Test(
    "that is no number names the column at which it stops being one",
    arguments: [
      ("", 1), ("x", 1), ("12x", 3), ("1.2.3", 4), ("1e", 3), ("1e+", 4), ("--1", 2), (".", 2),
      ("Infinit", 4), ("NaN1x", 5), ("12 ", 3),
    ]
  )
  func column(_ text: String, _ column: Int) throws {
    let error = #expect(throws: DecimalError.self) { try Decimal(parsing: text) }
    #expect(error?.column == column)
    #expect(error?.condition == .conversionSyntax)
    #expect(error?.description.hasPrefix("column \(column): the text is no number; write ") == true)
  }

  @Test("beyond the exponents is refused, and zero is brought to them")
  func exponents() throws {
    for text in ["1E+1000000000", "1E-2000000000", "10E+999999999", "1E+99999999999999999999999"] {
      #expect(Decimal(text) == nil)
    }
    #expect(try Decimal(parsing: "0E+99999999999").description == "0E+999999999")
  }

  @Test("has exponents that are multiples of three in engineering notation")
  func engineering() throws {
    let cases = [
      ("1E+4", "10E+3"), ("1.23E-8", "12.3E-9"), ("0E+1", "0.00E+3"), ("0E-8", "0.00E-6"),
    ]
    for (text, expected) in cases {
      #expect(try Decimal(parsing: text).engineeringDescription == expected)
    }
    #expect(DecimalContext(capitals: false).toEngString("1E+4") == "10e+3")
  }

  @Test("in a literal keeps every digit; what is no number is NaN")
  func literals() {
    let price: Decimal = "19.90"
    #expect(price.description == "19.90")
    let large: Decimal = 123_456_789_012_345_678_901_234_567_890
    #expect(large.description == "123456789012345678901234567890")
    let negative: Decimal = -18_446_744_073_709_551_616
    #expect(negative.description == "-18446744073709551616")
    let fraction: Decimal = 0.1
    #expect(fraction == "0.1")
    let context = DecimalContext(traps: [])
    DecimalContext.$current.withValue(context) {
      let wrong: Decimal = "1..2"
      #expect(wrong.isNaN)
    }
    #expect(context.flags == .invalidOperation)
  }
}
