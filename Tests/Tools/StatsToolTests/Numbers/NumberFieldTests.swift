import BatteryNumbers
import BatteryStatistics
import Testing

@testable import StatsTool

@Suite("NumberField") struct NumberFieldTests {
  private func read(_ text: String) -> String? {
    var (value, scale): (Int64, Int) = (0, 0)
    let bytes = Array(text.utf8)
    let isShort = bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { NumberField.short($0, bytes.count, &value, &scale) } ?? false
    }
    return isShort ? "\(value)/\(scale)" : nil
  }

  @Test(
    "reads digits and where the point is",
    arguments: [
      ("0", "0/0"), ("-0", "0/0"), ("7", "7/0"), ("-12.50", "-1250/2"), ("0.1", "1/1"),
      ("123456789012345678", "123456789012345678/0"),
      ("0.37454011884736254", "37454011884736254/17"),
      ("12345678.87654321", "1234567887654321/8"), ("12345678", "12345678/0"),
      ("0.000012345678901234567", "12345678901234567/21"), ("00012", "12/0"),
      ("999999999999999999", "999999999999999999/0"),
    ]
  )
  func short(text: String, expected: String) {
    #expect(read(text) == expected)
  }

  @Test(
    "leaves what is longer or otherwise written to others",
    arguments: [
      "", "-", ".", "1.", ".5", "+1", "1e5", "1,5", "1.2.3", "abc", " 1", "12345678x", "1234567a",
      "99999999999999999999", "--1", "nan", "1.-2", "1234567812345678.12345678",
    ]
  )
  func others(text: String) {
    #expect(read(text) == nil)
  }

  @Test("has the double that is nearest, where digits do not fit one")
  func double() {
    #expect(ScaledNumber.double(9_007_199_254_740_993, 3) == 9_007_199_254_740.993)
  }

  @Test("agrees with decimals on numbers of every length")
  func random() throws {
    var source = SplitMix(state: 7)
    for _ in 0..<3000 {
      let digits = Int(source.next() % 19) + 1
      let point = Int(source.next() % UInt64(digits))
      var text = source.next() % 2 == 0 ? "-" : ""
      for place in 0..<digits {
        if place == point, place > 0 { text += "." }
        text += "\(source.next() % 10)"
      }
      guard let found = read(text) else {
        #expect(digits >= 18, "\(text)")
        continue
      }
      let parts = found.split(separator: "/")
      let decimal = try Decimal(parsing: "\(parts[0])e-\(parts[1])")
      #expect(Fraction(exactly: decimal) == (try Fraction(parsing: text)), "\(text)")
    }
  }
}

/// Random numbers that are the same on each run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}
