import CalcTool
import Foundation
import Testing

@Suite("Calculator, printing", .timeLimit(.minutes(5))) struct CalcPrintingTests {
  private func result(
    _ line: String,
    precision: Int = 28,
    fractions: Bool = false
  ) throws -> CalcResult {
    var settings = CalcSettings()
    settings.precision = precision
    settings.printsFractions = fractions
    return try #require(try Calculator(settings).evaluate(line))
  }

  @Test(
    "rounds results without an end to the digits that are asked for",
    arguments: [
      (1, "0.7", "3"), (2, "0.67", "3.1"), (5, "0.66667", "3.1416"),
      (
        40, "0.6666666666666666666666666666666666666667",
        "3.141592653589793238462643383279502884197"
      ),
    ]
  )
  func precision(digits: Int, thirds: String, pi: String) throws {
    #expect(try result("2/3", precision: digits).value == thirds)
    #expect(try result("pi", precision: digits).value == pi)
    #expect(try result("123.456", precision: digits).value == "123.456")
  }

  @Test("has the right last digits of thousands")
  func thousands() throws {
    #expect(try result("pi", precision: 1_000).value.hasSuffix("216420199"))
    let root = try result("sqrt(2)", precision: 1_000).value
    #expect(root.count == 1_001)
  }

  @Test("prints fractions where that is wanted")
  func fractions() throws {
    #expect(try result("1/3 + 0.25", fractions: true).value == "7/12")
    #expect(try result("6/3", fractions: true).value == "2")
    #expect(try result("sqrt(2)", fractions: true).value == "1.414213562373095048801688724")
    let long = try result("1/3^5000", fractions: true)
    #expect(long.notes == ["The fraction is too long to print; this is a decimal near it."])
    #expect(long.value.hasPrefix("2.4") || long.value.contains("e-2386"))
  }

  @Test("prints exact numbers whole up to a thousand digits, or those asked for")
  func whole() throws {
    #expect(try result("10^999").value.count == 1_000)
    let long = try result("2^10000")
    #expect(long.value == "1.995063116880758384883742163e3010")
    #expect(long.isExact == false)
    #expect(long.fraction == nil)
    #expect(
      long.notes == [
        "The number has 3,011 digits, of which 28 are shown. --precision 3011 shows them all."
      ]
    )
    let all = try result("2^10000", precision: 3_011)
    #expect(all.value.count == 3_011)
    #expect(all.isExact)
  }

  @Test("says when zero is not certain, and when the last digit is not")
  func notes() throws {
    let zero = try result("sqrt(2)^2 - 2")
    #expect(zero.value == "0")
    #expect(!zero.isExact)
    #expect(
      zero.notes == [
        "The result is 0 to within 1e-3998; whether it is exactly 0 is not known."
      ]
    )
    let tie = try result("1 + sqrt(2)^2 / 4", precision: 1)
    #expect(tie.notes.count == 1)
    #expect(tie.value == "2" || tie.value == "1")
    #expect(!tie.isCertain && !zero.isCertain)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(
      String(decoding: try encoder.encode(zero), as: UTF8.self)
        == #"{"certain":false,"exact":false,"expression":"sqrt(2)^2 - 2","value":"0"}"#
    )
    #expect(try result("sqrt(2)").isCertain)
  }

  @Test(
    "prints so many digits behind the point, ties to the even digit",
    arguments: [
      (2, "19.90", "19.90", true), (2, "3", "3.00", true), (2, "2/3", "0.67", false),
      (2, "0.125", "0.12", false), (2, "0.135", "0.14", false), (2, "-0.125", "-0.12", false),
      (2, "-0.001", "0.00", false), (0, "2.5", "2", false), (0, "-7/2", "-4", false),
      (2, "pi", "3.14", false), (3, "-pi", "-3.142", false), (2, "1e5000*0 + 1e-9", "0.00", false),
      (2, "exp(-1e10)", "0.00", false),
      (2, "1e30 + pi", "1000000000000000000000000000003.14", false),
      (2, "sqrt(2)^2 - 2", "0.00", false), (2, "sqrt(2)^2", "2.00", false),
      (2, "sqrt(1e60 + 1)", "1000000000000000000000000000000.00", false),
      (50, "sqrt(2)", "1.41421356237309504880168872420969807856967187537695", false),
    ]
  )
  func places(places: Int, line: String, value: String, isExact: Bool) throws {
    var settings = CalcSettings()
    settings.places = places
    let result = try #require(try Calculator(settings).evaluate(line))
    #expect(result.value == value)
    #expect(result.isExact == isExact)
    #expect(result.notes == [])
  }

  @Test("says that a result with fixed places may be a tie, and refuses unknown ones")
  func undecidedPlaces() throws {
    var settings = CalcSettings()
    settings.places = 1
    let tie = try #require(try Calculator(settings).evaluate("sqrt(2)^2 / 8"))
    #expect(tie.value == "0.2" || tie.value == "0.3")
    #expect(!tie.isCertain && tie.notes.count == 1)
    #expect(throws: CalcError.self) {
      try Calculator(settings).evaluate("1e200000 + pi - 1e200000")
    }
    let error = #expect(throws: CalcError.self) { try Calculator(settings).evaluate("exp(1e8)") }
    #expect(
      error?.message
        == "The result has about 43,429,449 digits before its point, too many to print all."
        + " Leave --places out."
    )
  }

  @Test("writes JSON with texts for numbers")
  func json() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func text(_ line: String) throws -> String {
      String(decoding: try encoder.encode(try result(line)), as: UTF8.self)
    }
    #expect(
      try text(" 1/4 ") == #"{"exact":true,"expression":"1/4","fraction":"1/4","value":"0.25"}"#
    )
    #expect(
      try text("sqrt(2)")
        == #"{"exact":false,"expression":"sqrt(2)","value":"1.414213562373095048801688724"}"#
    )
    #expect(try text("1 < 2") == #"{"exact":true,"expression":"1 < 2","value":true}"#)
  }
}
