import CalcTool
import Testing

@Suite("Calculator, values that cancel and other edges", .timeLimit(.minutes(5)))
struct CalculatorEdgeTests {
  private func answer(_ line: String, _ settings: CalcSettings = CalcSettings()) -> String {
    do {
      return try Calculator(settings).evaluate(line)?.value ?? "nothing"
    } catch {
      return error.description
    }
  }

  @Test(
    "have their digits however much cancels",
    arguments: [
      CalcCase("1e5000 + pi - 1e5000", "3.141592653589793238462643383"),
      CalcCase("sinh(10000) - cosh(10000) + 1", "1"),
      CalcCase("exp(10000) + pi - exp(10000)", "3.141592653589793238462643383"),
      CalcCase("1e5000 + pi - 1e5000 + 1e3", "1003.141592653589793238462643"),
      CalcCase(
        "a = 1e5000 + pi; b = a - 1e5000; 100 + b",
        "103.1415926535897932384626434"
      ),
      CalcCase("1e5000 + pi - 1e5000 > 3", "true"),
      CalcCase("1e3998 + pi - 1e3998", "3.141592653589793238462643383"),
      CalcCase("floor(1e5000 + pi - 1e5000)", "3"),
    ]
  )
  func cancellation(item: CalcCase) { #expect(answer(item.line) == item.value) }

  @Test(
    "are an error, never a value, where the digits are not known",
    arguments: [
      "1e200000 + pi - 1e200000", "100 + (1e200000 + pi - 1e200000)",
      "1e200000 + pi - 1e200000 < 4", "1/(1e200000 + pi - 1e200000)",
      "floor(1e200000 + pi - 1e200000)", "abs(1e200000 + pi - 1e200000)",
    ]
  )
  func unknown(line: String) {
    let answer = answer(line)
    #expect(answer.contains("not known: what cancels has about 200,001 digits"), "\(answer)")
    #expect(answer.hasSuffix("Raise --precision to 200000, or write the expression differently."))
  }

  @Test(
    "round as spreadsheets do",
    arguments: [
      CalcCase("roundhalfup(2.5)", "3"), CalcCase("roundhalfup(-2.5)", "-3"),
      CalcCase("roundhalfup(2.665, 2)", "2.67"), CalcCase("roundhalfup(pi, 2)", "3.14"),
      CalcCase("roundup(2.001)", "3"), CalcCase("roundup(-2.001)", "-3"),
      CalcCase("roundup(3)", "3"), CalcCase("roundup(76.91, 1)", "77"),
      CalcCase("roundup(pi, 3)", "3.142"), CalcCase("roundup(-pi, 1)", "-3.2"),
      CalcCase("roundup(31415.92654, -2)", "31500"),
      CalcCase("rounddown(3.99)", "3"), CalcCase("rounddown(-pi, 1)", "-3.1"),
      CalcCase("rounddown(76.99, 1)", "76.9"), CalcCase("floor(-2.55, 1)", "-2.6"),
      CalcCase("ceil(2.541, 2)", "2.55"), CalcCase("trunc(-2.99, 1)", "-2.9"),
      CalcCase("floor(-pi, 2)", "-3.15"), CalcCase("ceil(-pi, 2)", "-3.14"),
      CalcCase("trunc(pi, 4)", "3.1415"), CalcCase("floor(1234, -2)", "1200"),
    ]
  )
  func rounding(item: CalcCase) { #expect(answer(item.line) == item.value) }

  @Test(
    "are computed inexactly where the exact fraction is too long",
    arguments: [
      CalcCase("compound(1000, 5%/8760, 8760*30)", "4481.669885139330961387788295"),
      CalcCase("(1 + 1/1e6)^1e6", "2.718280469319376883819799708"),
      CalcCase("x = (10^600000 + 1)/7; y = 1/(3*10^600000 + 1); round(x*y, 5)", "0.04762"),
    ]
  )
  func long(item: CalcCase) { #expect(answer(item.line) == item.value) }

  @Test(
    "agree about the limit",
    arguments: [
      CalcCase(
        "1e1000000",
        "column 1: The number has more than 1,000,000 digits. Write a shorter one."
      ),
      CalcCase(
        "10^1000000",
        "column 3: The result would have 1,000,001 digits; 1,000,000 are the limit."
          + " Take smaller numbers, or logarithms."
      ),
      CalcCase(
        "1e999999 * 10",
        "column 10: The result would have 1,000,001 digits; 1,000,000 are the limit."
          + " Take smaller numbers, or logarithms."
      ),
      CalcCase("1e999999", "1e999999"), CalcCase("10^999999", "1e999999"),
      CalcCase("2e999998 * 5", "1e999999"),
      CalcCase(
        "10^10^10",
        "column 3: The result would have 10,000,000,001 digits; 1,000,000 are the limit."
          + " Take smaller numbers, or logarithms."
      ),
    ]
  )
  func limit(item: CalcCase) { #expect(answer(item.line) == item.value) }

  @Test(
    "read the signs that editors write",
    arguments: [
      CalcCase("\u{FEFF}1+1", "2"), CalcCase("5 \u{2013} 3", "2"), CalcCase("2\u{B7}3", "6"),
      CalcCase("2 \u{22C5} 3", "6"),
      CalcCase("1 +\u{200B} 1", "column 4: The character U+200B has no meaning here. Take it out."),
      CalcCase("1\u{AD}+1", "column 2: The character U+00AD has no meaning here. Take it out."),
      CalcCase("1\u{0}", "column 2: The character U+0000 has no meaning here. Take it out."),
    ]
  )
  func characters(item: CalcCase) { #expect(answer(item.line) == item.value) }

  @Test(
    "know what was meant",
    arguments: [
      CalcCase("true", "true"), CalcCase("not false", "true"), CalcCase("if(true, 1, 2)", "1"),
      CalcCase("true = 3", "column 1: true is a value. Take another name."),
      CalcCase("PI", "column 1: There is no value \"PI\". Did you mean pi?"),
      CalcCase("SQRT(2)", "column 1: There is no function \"SQRT\". Did you mean sqrt?"),
      CalcCase("Total = 1; total", "column 12: There is no value \"total\". Did you mean Total?"),
      CalcCase(
        "max(1; 2)",
        "column 6: \";\" ends a statement. Write a comma between arguments."
      ),
      CalcCase(
        "if(1 < 2; 3; 4)",
        "column 9: \";\" ends a statement. Write a comma between arguments."
      ),
      CalcCase(
        "payment(1000, 5%, 0)",
        "column 1: The number of periods must be above 0. Change it."
      ),
      CalcCase(
        "payment(1000, 0, 0)",
        "column 1: The number of periods must be above 0. Change it."
      ),
      CalcCase("pi == pi", "true"), CalcCase("sqrt(2) == sqrt(2)", "true"),
      CalcCase("max(sqrt(2), sqrt(2)) < 2", "true"), CalcCase("pi != pi", "false"),
    ]
  )
  func meaning(item: CalcCase) { #expect(answer(item.line) == item.value) }

  @Test("say that an exact decimal has more digits than are shown")
  func longDecimals() throws {
    let result = try #require(try Calculator().evaluate("round(pi, 1000)"))
    #expect(!result.isExact)
    #expect(
      result.notes == [
        "The number has 1,001 digits, of which 28 are shown. --precision 1001 shows them all."
      ]
    )
    var settings = CalcSettings()
    settings.precision = 1_001
    #expect(try Calculator(settings).evaluate("round(pi, 1000)")?.value.count == 1_002)
    #expect(try Calculator().evaluate("1/3")?.notes == [])
    // 3,000 halvings are 2,097 digits, 5^-3000 is 2^3000 with a point.
    #expect(try Calculator().evaluate("1/2^3000")?.notes.first?.contains("2,097 digits") == true)
    settings.precision = 1_800
    #expect(try Calculator(settings).evaluate("1/5^4000")?.isExact == true)
  }
}
