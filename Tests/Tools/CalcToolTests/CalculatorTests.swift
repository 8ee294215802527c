import CalcTool
import Testing

/// An expression and its result.
struct CalcCase: Sendable, CustomTestStringConvertible {
  var line: String
  var value: String
  var testDescription: String { line }

  init(_ line: String, _ value: String) {
    self.line = line
    self.value = value
  }
}

@Suite("Calculator", .timeLimit(.minutes(5))) struct CalculatorTests {
  @Test(
    "computes exactly",
    arguments: [
      CalcCase("0.1 + 0.2", "0.3"), CalcCase("0.1 * 3 == 0.3", "true"),
      CalcCase("1/3 + 1/6", "0.5"), CalcCase("1/3*3", "1"), CalcCase("10/4", "2.5"),
      CalcCase("1/3", "0.3333333333333333333333333333"),
      CalcCase("2/3", "0.6666666666666666666666666667"),
      CalcCase("-1/7", "-0.1428571428571428571428571429"),
      CalcCase("1/3e50", "3.333333333333333333333333333e-51"),
      CalcCase("1e20 / 3", "33333333333333333333.33333333"),
      CalcCase("1e29 / 3", "3.333333333333333333333333333e28"),
      CalcCase("2^100", "1267650600228229401496703205376"),
      CalcCase("1/1024", "0.0009765625"), CalcCase("1e-30", "0.000000000000000000000000000001"),
      CalcCase("1e-31", "1e-31"), CalcCase("1.25e-40", "1.25e-40"), CalcCase("-0", "0"),
      CalcCase("7 // 2", "3"), CalcCase("-7 // 2", "-4"), CalcCase("-7 % 3", "2"),
      CalcCase("7 mod -3", "-2"), CalcCase("5.5 % 2", "1.5"), CalcCase("1e3 // 0.3", "3333"),
    ]
  )
  func exact(item: CalcCase) throws {
    #expect(try Calculator().evaluate(item.line)?.value == item.value)
  }

  @Test(
    "finds exact roots and logarithms in time, also of long numbers and near one",
    arguments: [
      CalcCase("root(7^20001, 20001)", "7"), CalcCase("root(7^1001 + 2, 1001) > 7", "true"),
      CalcCase("root(12345678901234567890123^101, 101)", "12345678901234567890123"),
      CalcCase("root(2^6400 * 3^6400, 64) == 6^100", "true"),
      CalcCase("log(4.481691, 1 + 1e-6 + 1e-100)", "1500001.180565774217913014953"),
      CalcCase("log((1 + 1e-6)^16, 1 + 1e-6)", "16"), CalcCase("log(2^-30, 8)", "-10"),
    ]
  )
  func longRoots(item: CalcCase) throws {
    #expect(try Calculator().evaluate(item.line)?.value == item.value)
  }

  @Test(
    "reads numbers in each spelling",
    arguments: [
      CalcCase("1_000", "1000"), CalcCase(".5", "0.5"), CalcCase("5.", "5"),
      CalcCase("1.5e-3", "0.0015"), CalcCase("1E+2", "100"), CalcCase("0xFF", "255"),
      CalcCase("0o17", "15"), CalcCase("0b1010_1010", "170"), CalcCase("007", "7"),
      CalcCase("6 \u{D7} 7 \u{2212} 2 \u{F7} 4", "41.5"), CalcCase("2*e > 5", "true"),
    ]
  )
  func numbers(item: CalcCase) throws {
    #expect(try Calculator().evaluate(item.line)?.value == item.value)
  }

  @Test(
    "binds operators as tightly as Python",
    arguments: [
      CalcCase("2 + 3 * 4", "14"), CalcCase("-2^2", "-4"), CalcCase("(-2)^2", "4"),
      CalcCase("2^3^2", "512"), CalcCase("2^-1", "0.5"), CalcCase("2^-3^2", "0.001953125"),
      CalcCase("2**3", "8"), CalcCase("-3!", "-6"), CalcCase("3!!", "720"), CalcCase("2^3!", "64"),
      CalcCase("3 != 6", "true"), CalcCase("10 - 2 - 3", "5"), CalcCase("100 / 10 / 5", "2"),
      CalcCase("--3", "3"), CalcCase("not 1 > 2", "true"), CalcCase("1 < 2 and 3 < 2", "false"),
      CalcCase("1 > 2 or 2 > 1 and 3 > 2", "true"), CalcCase("not 1 > 2 and 1 > 2", "false"),
      CalcCase("1 + 1 == 2", "true"), CalcCase("(1 < 2) == (2 < 3)", "true"),
    ]
  )
  func precedence(item: CalcCase) throws {
    #expect(try Calculator().evaluate(item.line)?.value == item.value)
  }

  @Test(
    "takes a percent sign for hundredths unless a value follows",
    arguments: [
      CalcCase("50%", "0.5"), CalcCase("200 * 5%", "10"), CalcCase("5% * 200", "10"),
      CalcCase("100 + 5%", "100.05"), CalcCase("17 % 5", "2"), CalcCase("17 % (5)", "2"),
      CalcCase("x = 5; 17 % x", "2"), CalcCase("5% - 3", "-2.95"), CalcCase("5% + 1", "1.05"),
      CalcCase("(5%)", "0.05"), CalcCase("5%^2", "0.0025"), CalcCase("5%%", "0.0005"),
      CalcCase("17 mod 5%", "0"),
    ]
  )
  func percent(item: CalcCase) throws {
    #expect(try Calculator().evaluate(item.line)?.value == item.value)
  }

  @Test(
    "keeps roots and logarithms exact where they are",
    arguments: [
      CalcCase("sqrt(9/4)", "1.5"), CalcCase("8^(1/3)", "2"), CalcCase("(27/8)^(2/3)", "2.25"),
      CalcCase("cbrt(-27)", "-3"), CalcCase("root(32, 5)", "2"), CalcCase("root(16, -2)", "0.25"),
      CalcCase("log(8, 2)", "3"), CalcCase("log(8, 4)", "1.5"), CalcCase("log(1/8, 2)", "-3"),
      CalcCase("log10(0.001)", "-3"), CalcCase("log2(1024)", "10"), CalcCase("ln(1)", "0"),
      CalcCase("exp(0) + cos(0) + sin(0)", "2"), CalcCase("0^0", "1"), CalcCase("sqrt(0)", "0"),
      CalcCase("sqrt(2^2000) == 2^1000", "true"), CalcCase("1^1e100", "1"),
      CalcCase("(-1)^1e100", "1"), CalcCase("0 * pi", "0"), CalcCase("pi^0", "1"),
    ]
  )
  func exactFunctions(item: CalcCase) throws {
    let result = try Calculator().evaluate(item.line)
    #expect(result?.value == item.value)
    #expect(result?.isExact == true)
  }

  @Test(
    "computes what has no end to 28 digits, the last one rounded",
    arguments: [
      CalcCase("sqrt(2)", "1.414213562373095048801688724"),
      CalcCase("pi", "3.141592653589793238462643383"),
      CalcCase("e", "2.718281828459045235360287471"),
      CalcCase("tau - 2*pi < 1", "true"), CalcCase("phi", "1.618033988749894848204586834"),
      CalcCase("sqrt(2)^2", "2"), CalcCase("1e30 + pi - 1e30", "3.141592653589793238462643383"),
      CalcCase("e^pi - pi", "19.99909997918947576726644298"),
      CalcCase("2^0.5 * 1e40", "1.414213562373095048801688724e40"),
      CalcCase("sin(rad(30))", "0.5"), CalcCase("deg(atan(1))", "45"),
      CalcCase("sin(1e22)", "-0.8522008497671888017727058938"),
      CalcCase("atan2(-1, -1) + 3*pi/4 < 1e-50", "true"),
      CalcCase("acos(-1) - asin(1)", "1.570796326794896619231321692"),
      CalcCase("cosh(1)^2 - sinh(1)^2", "1"), CalcCase("tanh(1000)", "1"),
      CalcCase("floor(1e20 * sqrt(2))", "141421356237309504880"),
      CalcCase("round(pi, 4)", "3.1416"), CalcCase("ceil(-pi)", "-3"), CalcCase("trunc(-pi)", "-3"),
      CalcCase("pi // 1", "3"), CalcCase("pi % 1", "0.1415926535897932384626433833"),
      CalcCase("pi / pi", "1"), CalcCase("ln(e)^3 - 11.5", "-10.5"),
      CalcCase("acosh(sinh(tau^tau))", "103540.9204342720598963784964"),
      CalcCase("asinh(e^50000)", "50000.69314718055994530941723"),
      CalcCase("pi/2 - atan(e^50000) < 1e-50", "true"), CalcCase("tanh(e^50000)", "1"),
      CalcCase("cos(e^(-1e10))", "1"), CalcCase("exp(-1e10)", "0"),
      CalcCase("163^0.5 * pi", "40.10916999113251975535008362"),
      CalcCase("e^(pi*sqrt(163)) - 640320^3 - 744", "-0.0000000000007499274028018143111206461437"),
    ]
  )
  func reals(item: CalcCase) throws {
    #expect(try Calculator().evaluate(item.line)?.value == item.value)
  }

  @Test(
    "knows functions",
    arguments: [
      CalcCase("abs(-2.5)", "2.5"), CalcCase("sign(-3) + sign(0)", "-1"),
      CalcCase("floor(-2.5)", "-3"), CalcCase("ceil(-2.5)", "-2"), CalcCase("trunc(-2.5)", "-2"),
      CalcCase("round(2.5)", "2"), CalcCase("round(3.5)", "4"), CalcCase("round(-2.5)", "-2"),
      CalcCase("roundup(2.1)", "3"), CalcCase("roundup(-2.1)", "-3"),
      CalcCase("round(2.675, 2)", "2.68"), CalcCase("round(2.665, 2)", "2.66"),
      CalcCase("roundup(2.665, 2)", "2.67"), CalcCase("round(1234, -2)", "1200"),
      CalcCase("min(3, 1, 2)", "1"), CalcCase("max(1, sqrt(2), 1.4)^2 == 2", "cannot"),
      CalcCase("sum(1, 2, 3)", "6"), CalcCase("mean(1, 2, 4) * 3", "7"),
      CalcCase("median(3, 1, 2)", "2"), CalcCase("median(4, 1, 2, 3)", "2.5"),
      CalcCase("gcd(12, 18, 27)", "3"), CalcCase("lcm(4, 6)", "12"), CalcCase("5!", "120"),
      CalcCase("factorial(20)", "2432902008176640000"), CalcCase("comb(10, 3)", "120"),
      CalcCase("perm(10, 3)", "720"), CalcCase("comb(3, 5)", "0"),
      CalcCase("numerator(6/4)", "3"), CalcCase("denominator(6/4)", "2"),
      CalcCase("if(1 < 2, 10, 1/0)", "10"), CalcCase("2 > 1 or 1/0 > 0", "true"),
    ]
  )
  func functions(item: CalcCase) throws {
    do {
      #expect(try Calculator().evaluate(item.line)?.value == item.value)
    } catch {
      #expect(item.value == "cannot")
      #expect(error.code == .undecided)
    }
  }

  @Test(
    "computes interest",
    arguments: [
      CalcCase("compound(1000, 5%, 10)", "1628.89462677744140625"),
      CalcCase("round(payment(200000, 4%/12, 360), 2)", "954.83"),
      CalcCase("payment(1200, 0, 12)", "100"), CalcCase("present(100, 0, 12)", "1200"),
      CalcCase("present(payment(5000, 1%, 24), 1%, 24)", "5000"),
      CalcCase("compound(100, -50%, 2)", "25"),
      CalcCase("round(compound(100, 4%, 0.5), 2)", "101.98"),
    ]
  )
  func money(item: CalcCase) throws {
    #expect(try Calculator().evaluate(item.line)?.value == item.value)
  }

  @Test("keeps names, functions and the last result")
  func names() throws {
    let calculator = Calculator()
    #expect(try calculator.evaluate("x = 3; y = x^2")?.value == "9")
    #expect(try calculator.evaluate("ans + x")?.value == "12")
    #expect(try calculator.evaluate("f(a, b) = a^2 + b # of both") == nil)
    #expect(try calculator.evaluate("f(2, x)")?.value == "7")
    #expect(try calculator.evaluate("x = 4; f(2, x)")?.value == "8")
    #expect(
      try calculator.evaluate("g(n) = if(n <= 1, 1, n * g(n - 1)); g(20) == 20!")?.value == "true"
    )
    #expect(try calculator.evaluate("") == nil)
    #expect(try calculator.evaluate("  # nothing") == nil)
    #expect(try calculator.evaluate("r = sqrt(2); r^2 == 2.0001")?.value == "false")
    #expect(try calculator.evaluate("x = f(1, 1);")?.value == "2")
  }

  @Test("asks for more digits of a value that was computed lines ago")
  func again() throws {
    let calculator = Calculator()
    _ = try calculator.evaluate("x = exp(1/7)")
    #expect(
      try calculator.evaluate("x * 1e300 - floor(x * 1e300)")?.value
        == "0.4866780933997164375395141511"
    )
  }

  @Test("has an end for chains of any length")
  func chains() throws {
    let calculator = Calculator()
    _ = try calculator.evaluate("x = sqrt(2)")
    for _ in 0..<3_000 { _ = try calculator.evaluate("x = x + sqrt(2)") }
    #expect(try calculator.evaluate("x - 3001*sqrt(2) < 1e-60")?.value == "true")
    let long = String(repeating: "1+", count: 50_000) + "1"
    #expect(try calculator.evaluate(long)?.value == "50001")
  }
}
