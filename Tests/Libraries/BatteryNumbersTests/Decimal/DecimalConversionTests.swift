import BatteryNumbers
import Foundation
import Testing

@Suite("Decimal conversions") struct DecimalConversionTests {
  private typealias Decimal = BatteryNumbers.Decimal

  @Test(
    "from a double are exact",
    arguments: [
      (0.1, "0.1000000000000000055511151231257827021181583404541015625"), (0.5, "0.5"),
      (-0.0, "-0"), (1e22, "10000000000000000000000"), (3, "3"), (.infinity, "Infinity"),
      (1e23, "99999999999999991611392"), (-2.5, "-2.5"), (0x1p-20, "9.5367431640625E-7"),
    ]
  )
  func exactDouble(_ double: Double, _ expected: String) {
    #expect(BatteryNumbers.Decimal(double).description == expected)
  }

  @Test("from a double are signalled")
  func floatOperation() throws {
    let context = DecimalContext(precision: 5, traps: [])
    #expect(try context.createDecimal(0.1).description == "0.10000")
    #expect(context.flags.contains(.floatOperation))
    let half = 0.5
    #expect(throws: DecimalError.self) {
      try DecimalContext(traps: .floatOperation).run { Decimal(half) + 1 }
    }
  }

  @Test("to a double are to the nearest one")
  func toDouble() {
    #expect(Double("0.1" as Decimal) == 0.1)
    #expect(Double("1E+400" as Decimal) == .infinity)
    #expect(Double("-1E-400" as Decimal) == 0)
    #expect(Double(Decimal.nan).isNaN)
    #expect(Double("9007199254740993" as Decimal) == 9_007_199_254_740_992)
  }

  @Test("to integers are exact, or towards zero, or refused")
  func integers() {
    #expect(Int(exactly: "12.00" as Decimal) == 12)
    #expect(Int(exactly: "12.5" as Decimal) == nil)
    #expect(Int(truncating: "-12.9" as Decimal) == -12)
    #expect(Int(truncating: "-9223372036854775808" as Decimal) == .min)
    #expect(Int(truncating: "9223372036854775808" as Decimal) == nil)
    #expect(UInt8(truncating: "255.9" as Decimal) == 255)
    #expect(UInt8(truncating: 256) == nil)
    #expect(UInt8(truncating: -1) == nil)
    #expect(Int(truncating: Decimal.infinity) == nil)
    #expect(Int(truncating: "1E+999999999" as Decimal) == nil)
    #expect(
      Int128(truncating: "1E+38" as Decimal).map { "\($0)" } == "1"
        + String(repeating: "0", count: 38)
    )
    #expect(Decimal(Int.min).description == "-9223372036854775808")
    #expect(Decimal(UInt128.max).description == "340282366920938463463374607431768211455")
  }

  @Test("of equal values hash alike, whatever their zeros")
  func hashing() {
    let values: Set<Decimal> = ["1", "1.0", "1.00", "10E-1"]
    #expect(values.count == 1)
    #expect(("100" as Decimal).hashValue == ("1E+2" as Decimal).hashValue)
    #expect(("0" as Decimal).hashValue == ("-0.00" as Decimal).hashValue)
    #expect(("1.20" as Decimal) == "1.2")
    #expect(!("1.20" as Decimal).isSameRepresentation(as: "1.2"))
    #expect(Decimal.nan != Decimal.nan)
  }

  @Test("are ordered by value; NaN is before and after nothing")
  func order() {
    let values: [Decimal] = ["3", "-Infinity", "1E+2", "0.5", "-2", "Infinity", "-0"]
    #expect(
      values.sorted().map(\.description)
        == ["-Infinity", "-2", "-0", "0.5", "3", "1E+2", "Infinity"]
    )
    #expect(!(Decimal.nan < 1) && !(Decimal.nan > 1))
    #expect(("12E-1" as Decimal).compareTotal("1.20") == 1)
  }

  @Test("are not made of an exponent that no number has", arguments: [Int.min, .max, 1 << 41])
  func exponents(_ exponent: Int) { #expect(Decimal(digits: [1], exponent: exponent) == nil) }

  @Test("to integers whose quotient they are cancel what they can")
  func ratios() {
    let cases: [(Decimal, Decimal, Decimal)] = [
      ("0.75", 3, 4), ("-2.50", -5, 2), ("1.024E+5", 102_400, 1), ("0.3", 3, 10), ("-0.00", 0, 1),
      ("0.125", 1, 8), ("0.0032", 2, 625),
    ]
    for (value, numerator, denominator) in cases {
      let ratio = value.asIntegerRatio()
      #expect(ratio?.numerator == numerator)
      #expect(ratio?.denominator == denominator)
    }
    // 5^20000 of 10^20000.
    let long = Decimal(BigInteger(5).power(20_000))
    let power = Decimal(digits: long.digits, exponent: -20_000)?.asIntegerRatio()
    #expect(power?.numerator == 1)
    #expect(power?.denominator == Decimal(BigInteger(1) << 20_000))
    #expect(("0E+999999999" as Decimal).asIntegerRatio()?.denominator == 1)
    #expect(("1E-999999999" as Decimal).asIntegerRatio() == nil)
    #expect(Decimal.nan.asIntegerRatio() == nil)
    #expect(("1E+999999999" as Decimal).asIntegerRatio() == nil)
    #expect(("-1.20" as Decimal).asTuple() == (true, [1, 2, 0], -2))
  }

  @Test("to JSON and back lose no digit and no zero")
  func coding() throws {
    let values: [Decimal] = ["1.20", "-0.00", "1E+500", "12345678901234567890.123456789"]
    let data = try JSONEncoder().encode(values)
    let read = try JSONDecoder().decode([Decimal].self, from: data)
    #expect(read.map(\.description) == values.map(\.description))
    #expect(try JSONDecoder().decode([Decimal].self, from: Data("[7]".utf8)) == [7])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Decimal].self, from: Data("[\"7,5\"]".utf8))
    }
  }

  @Test(
    "to the interchange formats and back give the same bits",
    arguments: [
      ("22500001", "1"), ("a23003d0", "-7.50"), ("78000000", "Infinity"), ("7c000001", "NaN1"),
      ("2238000000000001", "1"), ("22080000000000000000000000000001", "1"),
      ("77f3fcff", "9.999999E+96"),
    ]
  )
  func encodings(_ bits: String, _ text: String) throws {
    let encoding = try #require(DecimalEncoding(hexadecimal: bits))
    #expect(encoding.value.description == text)
    let value = try Decimal(parsing: text)
    #expect(DecimalEncoding(value, width: encoding.width)?.description == bits)
    #expect(encoding.isCanonical)
  }

  @Test("to the interchange formats refuse what does not fit")
  func tooLong() {
    #expect(DecimalEncoding("12345678", width: .bits32) == nil)
    #expect(DecimalEncoding("1E+97", width: .bits32) == nil)
    #expect(DecimalEncoding("1E-102", width: .bits32) == nil)
    #expect(DecimalEncoding(hexadecimal: "225000") == nil)
    #expect(DecimalEncoding(hexadecimal: "2250000x") == nil)
    #expect(DecimalEncoding(hexadecimal: "-0000000") == nil)
    #expect(DecimalEncoding(hexadecimal: "+0000000") == nil)
    #expect(DecimalEncoding(hexadecimal: "77F3FCFF")?.description == "77f3fcff")
    #expect(DecimalEncoding(bits: 1 << 32, width: .bits32) == nil)
    // Three nines can be written in more ways than one.
    let odd = DecimalEncoding(hexadecimal: "225003ff")
    #expect(odd?.value == 999)
    #expect(odd?.isCanonical == false)
    #expect(odd?.canonical.description == "225000ff")
  }
}
