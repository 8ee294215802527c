import BatteryNumbers
import Testing

@testable import BatteryStatistics

@Suite("ScaledNumber") struct ScaledNumberTests {
  @Test(
    "is written with all its digits, as JSON writes numbers",
    arguments: [
      ("0", "0"), ("-0.50", "-0.5"), ("1e3", "1000"), ("+.5", "0.5"), ("5.", "5"),
      ("0.0000001", "0.0000001"), ("1.5e-30", "1.5e-30"), ("2e-30", "2e-30"), ("1e30", "1e30"),
      ("12345678901234567890.5", "12345678901234567890.5"), ("-100", "-100"), ("0.000", "0"),
    ]
  )
  func text(text: String, expected: String) throws {
    #expect(try #require(ScaledNumber(text)).text == expected)
  }

  @Test(
    "is no text, and no number of absurd size",
    arguments: ["", "x", "nan", "inf", "1e99999", "1_0"]
  )
  func refused(text: String) {
    #expect(ScaledNumber(text) == nil)
  }

  @Test("has the double that is nearest")
  func double() throws {
    for text in ["0.1", "1e-320", "123456789012345678901234567890", "-2.5e-7", "1e400"] {
      #expect(try #require(ScaledNumber(text)).double == Double(text))
    }
    for value in [0.1, -Double.leastNonzeroMagnitude, 1.7e308, 0.0] {
      #expect(ScaledNumber(value).double == value)
    }
    #expect(ScaledNumber(0.375).text == "0.375")
  }
}
