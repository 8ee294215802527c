import BatteryNumbers
import Testing

@Suite("Conversions between exact numbers") struct ConversionTests {
  @Test("decimals become the fraction they are, in lowest terms")
  func fractions() {
    let cases: [(Decimal, Fraction)] = [
      ("0.75", "3/4"), ("-2.50", "-5/2"), ("1.024E+5", "102400"), ("0.3", "3/10"), ("-0.00", "0"),
      ("0.125", "1/8"), ("0.0032", "2/625"), ("5E-3", "1/200"), ("0.5000", "1/2"),
      ("1E+40", "10000000000000000000000000000000000000000"),
      ("1E-40", "1/10000000000000000000000000000000000000000"),
      ("12345678901234567890.5", "24691357802469135781/2"),
    ]
    for (decimal, fraction) in cases {
      #expect(Fraction(exactly: decimal) == fraction, "\(decimal)")
      #expect(Decimal(exactly: fraction) == decimal, "\(fraction)")
    }
  }

  @Test("a fraction with few twos and many fives, or the reverse, goes there and back")
  func powersBelow() throws {
    for (twos, fives) in [(0, 60), (200, 0), (64, 3), (1, 400), (1_074, 1), (27, 27)] {
      let below = BigInteger(5).power(fives) << twos
      let fraction = try Fraction(numerator: 7, denominator: below)
      let decimal = try #require(Decimal(exactly: fraction))
      #expect(decimal.exponent == -max(twos, fives))
      #expect(Fraction(exactly: decimal) == fraction)
    }
  }

  @Test("doubles become the same fraction by way of decimals")
  func doubles() throws {
    for double in [0.1, -2.5, 1e300, .leastNonzeroMagnitude, .pi, 0x1p-1022, 6.02e23] {
      let decimal = try DecimalContext(precision: 1_000, traps: []).run { Decimal(double) }
      #expect(Fraction(exactly: decimal) == Fraction(exactly: double))
    }
  }

  @Test("a fraction that no decimal is gets rounded once, as the context says")
  func rounding() throws {
    let third = Fraction(1, 3)
    #expect(Decimal(exactly: third) == nil)
    #expect(try Decimal(third).description == "0.3333333333333333333333333333")
    let five = DecimalContext(precision: 5, rounding: .ceiling, traps: [])
    #expect(try Decimal(Fraction(2, 3), in: five).description == "0.66667")
    #expect(try Decimal(Fraction(-2, 3), in: five).description == "-0.66666")
    #expect(try Decimal(Fraction(3, 4), in: five).description == "0.75")
    #expect(try Decimal(Fraction(120), in: five).description == "120")
    #expect(five.flags == [.inexact, .rounded])
    // Rounding both parts to five digits first would give 1.
    #expect(try Decimal("100002/100003" as Fraction, in: five).description == "1.0000")
    let four = DecimalContext(precision: 4, rounding: .down)
    #expect(try Decimal("100002/100003" as Fraction, in: four).description == "0.9999")
    #expect(throws: DecimalError.self) {
      try Decimal(third, in: DecimalContext(traps: .inexact))
    }
  }

  @Test(
    "integers of any size become decimals and are read back",
    arguments: [0, 1, 2, 23, 24, 25, 26, 200, 1_500]
  )
  func integers(words: Int) throws {
    let power = BigInteger(1) << (64 * words)
    for value in [power, power - 1, -power, BigInteger(3).power(40 * words) + 1] {
      let decimal = Decimal(value)
      #expect(decimal.description == value.description)
      #expect(BigInteger(exactly: decimal) == value)
      let generic: any BinaryInteger = value
      #expect(Decimal(generic) == decimal)
    }
  }

  @Test("decimals become integers exactly, or towards zero, or are refused")
  func decimalIntegers() {
    #expect(BigInteger(exactly: "12.00" as Decimal) == 12)
    #expect(BigInteger(exactly: "12.5" as Decimal) == nil)
    #expect(BigInteger(truncating: "-12.9" as Decimal) == -12)
    #expect(BigInteger(truncating: "0.9" as Decimal) == 0)
    #expect(BigInteger(truncating: "1E-999999999" as Decimal) == 0)
    #expect(BigInteger(exactly: "-3E+50" as Decimal) == BigInteger(10).power(50) * -3)
    #expect(BigInteger(exactly: "0E+999999" as Decimal) == 0)
    #expect(
      BigInteger(truncating: "123456789012345678901234567890123456789012345.678" as Decimal)?
        .description == "123456789012345678901234567890123456789012345"
    )
  }

  @Test("what would fill the memory is refused before it does")
  func limits() {
    #expect(BigInteger(exactly: "1E+999999999" as Decimal) == nil)
    #expect(Fraction(exactly: "1E+999999999" as Decimal) == nil)
    #expect(Fraction(exactly: "1E-999999999" as Decimal) == nil)
    #expect(Decimal(exactly: Fraction(1) / Fraction(BigInteger(1) << 20_000_000)) == nil)
    for value in [Decimal.infinity, .nan, .signalingNaN] {
      #expect(BigInteger(truncating: value) == nil)
      #expect(Fraction(exactly: value) == nil)
    }
  }
}
