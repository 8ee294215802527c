import BatteryNumbers
import Testing

@Suite("Decimal arithmetic") struct DecimalArithmeticTests {
  @Test("does with operators what a pupil does on paper")
  func operators() {
    let (a, b): (Decimal, Decimal) = ("0.1", "0.2")
    #expect((a + b).description == "0.3")
    #expect((a - b).description == "-0.1")
    #expect((a * b).description == "0.02")
    #expect((a / b).description == "0.5")
    #expect((Decimal(7) % Decimal(4)).description == "3")
    #expect((-a).description == "-0.1")
    #expect(["1.10", "2.20", "3.30"].reduce(Decimal.zero, +).description == "6.60")
    var sum = a
    sum += b
    sum *= 2
    sum -= 1
    sum /= 4
    #expect(sum.description == "-0.1")
  }

  @Test(
    "rounds in eight ways",
    arguments: [
      (DecimalRounding.halfEven, ["2", "2", "4", "-2", "1", "-1"]),
      (.halfUp, ["2", "3", "4", "-3", "1", "-1"]), (.halfDown, ["2", "2", "3", "-2", "1", "-1"]),
      (.up, ["3", "3", "4", "-3", "2", "-2"]), (.down, ["2", "2", "3", "-2", "1", "-1"]),
      (.ceiling, ["3", "3", "4", "-2", "2", "-1"]), (.floor, ["2", "2", "3", "-3", "1", "-2"]),
      (.up05, ["2", "2", "3", "-2", "1", "-1"]),
    ]
  )
  func rounding(_ rounding: DecimalRounding, _ expected: [String]) throws {
    let context = DecimalContext(precision: 1, rounding: rounding, traps: [])
    let found = try ["2.1", "2.5", "3.5", "-2.5", "1.1", "-1.1"].map {
      try context.createDecimal($0).description
    }
    #expect(found == expected)
    #expect(try context.quantize("10.1", 1).isNaN)
  }

  @Test("keeps coefficients of 38 digits in the value, and longer ones apart")
  func sizes() throws {
    let context = DecimalContext(precision: 200)
    for digits in [18, 19, 20, 37, 38, 39, 57, 58, 76, 95] {
      let nines = try #require(Decimal(String(repeating: "9", count: digits)))
      let square = try context.multiply(nines, nines)
      // (10^n - 1)^2 = 10^2n - 2 * 10^n + 1
      let expected =
        String(repeating: "9", count: digits - 1) + "8" + String(repeating: "0", count: digits - 1)
        + "1"
      #expect(square.description == expected)
      #expect(try context.add(nines, 1).digitCount == digits + 1)
      #expect(try context.divide(square, nines) == nines)
      #expect(try context.squareRoot(square) == nines)
      #expect(try context.subtract(square, square).isZero)
    }
  }

  @Test(
    "finds functions to the digits that are known",
    arguments: [
      ("exp", "1", "2.7182818284590452353602874713526624977572470936999596"),
      ("ln", "2", "0.693147180559945309417232121458176568075500134360255254120680"),
      ("ln", "10", "2.3025850929940456840179914546843642076011014886287730"),
      ("log10", "2", "0.30102999566398119521373889472449302676818988146210854"),
      ("sqrt", "2", "1.4142135623730950488016887242096980785696718753769481"),
      ("exp", "-0.5", "0.60653065971263342360379953499118045344191813548718696"),
    ]
  )
  func functions(_ name: String, _ operand: String, _ expected: String) throws {
    let value = try Decimal(parsing: operand)
    for precision in 1...53 {
      let context = DecimalContext(precision: precision)
      let found =
        switch name {
        case "exp": try context.exp(value)
        case "ln": try context.ln(value)
        case "log10": try context.log10(value)
        default: try context.squareRoot(value)
        }
      #expect(found == (try context.createDecimal(expected)), "\(precision) digits")
    }
  }

  @Test("gives the identities of long numbers")
  func long() throws {
    let context = DecimalContext(precision: 5_000)
    let two = try context.squareRoot(2)
    let wide = DecimalContext(precision: 10_010)
    let short = DecimalContext(precision: 4_990)
    #expect(try short.plus(wide.multiply(two, two)) == 2)
    let logarithm = try context.ln(7)
    #expect(try short.plus(context.exp(logarithm)) == 7)
    let third = try context.divide(1, 3)
    #expect(third.digits.allSatisfy { $0 == 3 } && third.digitCount == 5_000)
    #expect(try short.plus(context.power(2, "0.5")) == short.plus(two))
  }

  @Test("takes powers exactly where it can")
  func powers() throws {
    let context = DecimalContext(traps: [])
    #expect(try context.power(2, 10) == 1024)
    #expect(try context.power(2, -3).description == "0.125")
    #expect(try context.power("1.05", 30).description == "4.321942375150662009157288199")
    #expect(try context.power(0, 0).isNaN)
    #expect(try context.power(-8, "0.5").isNaN)
    #expect(try context.power(4, "0.5").description == "2.000000000000000000000000000")
    #expect(try context.power(7, 123_456_789, modulo: 1_000_007) == 857_363)
    #expect(try context.power(7, -1, modulo: 5).isNaN)
    // Powers of ten, with exponents beyond all integers on the way.
    #expect(try context.power("1E+900000000", 4_000_000_000_000) == .infinity)
    #expect(try context.power("1E-900000000", "3999999999.5").isZero)
    #expect(try context.power(10, 5_000_000_000) == .infinity)
    #expect(try context.power("1E+524288", "0.0000019073486328125") == 10)
    #expect(try context.power("1E+524288", "-0.0000019073486328125") == "0.1")
    #expect(try context.power("1E+10", "0.15").description.hasPrefix("31.622776601683793"))
    // The nearest on either side of a result that is almost exact.
    for (rounding, expected) in [
      (DecimalRounding.down, "0.9999"), (.up, "1.000"), (.floor, "0.9999"), (.halfEven, "1.000"),
    ] {
      let context = DecimalContext(precision: 4, rounding: rounding)
      #expect(try context.power("0.9999999999", "1E-20").description == expected)
    }
  }

  @Test("divides into an integer and what remains")
  func integers() throws {
    let context = DecimalContext()
    let (quotient, rest) = try context.divmod("-7.5", 2)
    #expect(quotient.description == "-3")
    #expect(rest.description == "-1.5")
    #expect(try context.remainderNear(10, 6).description == "-2")
    #expect(try context.remainderNear(18, 10).description == "-2")
    #expect(throws: DecimalError.self) { try context.divmod(1, 0) }
    #expect(throws: DecimalError.self) { try context.divideInteger("1E+40", 1) }
    #expect(try context.toIntegralValue("2.5").description == "2")
    #expect(try context.reduce("120.00").description == "1.2E+2")
    #expect(try context.quantize("2.675", "0.01").description == "2.68")
    #expect(try context.shift("123", 2).description == "12300")
    #expect(try context.rotate("1234567890123456789012345678", 3).description.hasSuffix("123"))
    #expect(try context.logicalXor("1100", "1010").description == "110")
    #expect(context.numberClass("-1E-1000000") == "-Subnormal")
  }
}
