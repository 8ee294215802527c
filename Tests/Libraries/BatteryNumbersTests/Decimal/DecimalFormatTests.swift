import BatteryNumbers
import Testing

@Suite("Decimal format") struct DecimalFormatTests {
  @Test(
    "writes as Python does",
    arguments: [
      ("1234.5", "*>+12,.2f", "***+1,234.50"), ("1234", "010,", "00,001,234"),
      ("-0.001", "z.2f", "0.00"), ("1E+3", "g", "1e+3"), ("1E+3", "", "1E+3"),
      ("5", ".3%", "500.000%"),
      ("NaN", "010", "       NaN"), ("1.5", ".0g", "2"), ("123", "#.0f", "123."),
      ("1234567", "*^20,.1f", "****1,234,567.0*****"), ("0", ".2e", "0.00e+2"),
      ("2.675", ".2f", "2.68"), ("-7", "=6", "-    7"), ("-7", "06", "-00007"), ("7", " ", " 7"),
      ("12", "<5", "12   "), ("12", "€^6", "€€12€€"), ("1234567.891", "_.2f", "1_234_567.89"),
      ("inf", "%", "Infinity%"),
    ]
  )
  func formats(_ number: String, _ specification: String, _ expected: String) throws {
    #expect(try Decimal(parsing: number).formatted(specification) == expected)
  }

  @Test(
    "names the column of what it cannot read",
    arguments: [("x", 1), ("<05", 2), (".f", 2), ("10.2q", 5), (",n", 2), ("99999999999", 1)]
  )
  func errors(_ specification: String, _ column: Int) throws {
    let error = #expect(throws: DecimalFormatError.self) { try Decimal(1).formatted(specification) }
    #expect(error?.column == column)
    #expect(error?.description.hasPrefix("format \"\(specification)\": column \(column)") == true)
  }

  @Test("rounds as the current context does")
  func rounding() throws {
    let text = try DecimalContext(rounding: .down).run { try ("2.679" as Decimal).formatted(".2f") }
    #expect(text == "2.67")
  }
}
