import CalcTool
import Testing

/// A line without a result.
struct WrongLine: Sendable, CustomTestStringConvertible {
  var line: String
  var message: String
  var testDescription: String { line }

  init(_ line: String, _ message: String) {
    self.line = line
    self.message = message
  }
}

@Suite("Calculator, wrong lines", .timeLimit(.minutes(5))) struct CalcErrorTests {
  private func message(_ line: String, _ settings: CalcSettings = CalcSettings()) -> String {
    do {
      return "\(try Calculator(settings).evaluate(line)?.value ?? "nothing"), and no error"
    } catch {
      return error.description
    }
  }

  @Test(
    "say the column, what is wrong and what to do",
    arguments: [
      WrongLine("1 +", "column 4: The expression ends where a value should be. Write one."),
      WrongLine(
        "1 + * 2",
        "column 5: \"*\" is where a value should be. Write a number, or a name."
      ),
      WrongLine("(1", "column 1: \"(\" is not closed. Write \")\" where it ends."),
      WrongLine("1)", "column 2: \")\" closes nothing. Take it out, or write \"(\" before it."),
      WrongLine("()", "column 2: \")\" is where a value should be. Write a number, or a name."),
      WrongLine("2x", "column 2: \"x\" follows a number at once. Write * between them."),
      WrongLine(
        "2 (3)",
        "column 3: \"(\" follows a value. Write an operator such as * between them."
      ),
      WrongLine(
        "2 3",
        "column 3: \"3\" follows a value. Write an operator such as * between them."
      ),
      WrongLine(
        "1,000 + 1",
        "column 2: A comma stands between arguments of a function only. Write 1_000 or 1.5."
      ),
      WrongLine("1 = 2", "column 3: \"=\" gives a value to a name. Write == to compare."),
      WrongLine(
        "1 < 2 < 3",
        "column 7: Comparisons do not follow each other. Write a < b and b < c."
      ),
      WrongLine("1.2.3", "column 4: A number has one point. Take the second one out."),
      WrongLine(
        "1e + 1",
        "column 2: The exponent has no digits. Write 1e6, or 2*e for the constant."
      ),
      WrongLine(
        "1__0",
        "column 2: An underscore stands between two digits. Take it out."
      ),
      WrongLine("0xg", "column 3: A digit of base 16 should be here. Write one."),
      WrongLine("0b12", "column 4: The digit 2 is not one of the base."),
      WrongLine("5 $ 3", "column 3: \"$\" has no meaning here. Take it out."),
      WrongLine("sqr(2)", "column 1: There is no function \"sqr\". Did you mean sqrt?"),
      WrongLine("1 + pie", "column 5: There is no value \"pie\". Did you mean pi?"),
      WrongLine("1 + total", "column 5: There is no value \"total\". Define one, as in x = 3."),
      WrongLine("sqrt", "column 1: sqrt is a function. Write its arguments in parentheses."),
      WrongLine("ans", "column 1: There is no last result yet. Compute one first."),
      WrongLine("pi = 3", "column 1: pi is a constant. Take another name."),
      WrongLine("x = 1; sqrt = 2", "column 8: sqrt is a function. Take another name."),
      WrongLine("f(x, x) = 1", "column 6: The parameter x is there twice. Give it another name."),
      WrongLine("atan2(1)", "column 1: 1 argument is given. Write atan2(y, x)."),
      WrongLine(
        "if(1 < 2, 3)",
        "column 1: if takes three arguments. Write if(condition, value, other)."
      ),
      WrongLine(
        "1 and 2",
        "column 3: A number is where a comparison should be. Write one such as x > 0."
      ),
      WrongLine(
        "1 + (2 > 1)",
        "column 3: A comparison is where a number should be. Use if(condition, value, other)."
      ),
    ]
  )
  func syntax(item: WrongLine) { #expect(message(item.line) == item.message) }

  @Test(
    "say what has no result",
    arguments: [
      WrongLine("1/0", "column 2: Nothing can be divided by zero. Change the divisor."),
      WrongLine("5 % (0)", "column 3: Nothing can be divided by zero. Change the divisor."),
      WrongLine("0^-1", "column 2: Zero has no negative power. Change the exponent."),
      WrongLine(
        "sqrt(-1)",
        "column 1: A negative number has no real square root. Change the argument."
      ),
      WrongLine(
        "(-8)^(1/3)",
        "column 5: A negative number has powers with integers alone."
          + " Use cbrt(x) or root(x, n) for odd roots."
      ),
      WrongLine("ln(0)", "column 1: Logarithms are of numbers above 0. Change the argument."),
      WrongLine("asin(2)", "column 1: asin takes numbers from -1 to 1. Change the argument."),
      WrongLine("gcd(1.5, 2)", "column 1: The function takes integers. Use round(x), or trunc(x)."),
      WrongLine(
        "(-1)!",
        "column 5: Negative numbers have no factorial. Change the argument, or write -(n!)."
      ),
      WrongLine(
        "1/(sqrt(2)^2 - 2)",
        "column 2: The divisor cannot be told from 0: it is nearer than 1e-3998."
          + " Use an exact number."
      ),
      WrongLine(
        "if(sqrt(2)*sqrt(3) == sqrt(6), 1, 2)",
        "column 20: The two sides cannot be told apart: they differ by less than 1e-3998."
          + " Compare abs(a - b) with a bound."
      ),
      WrongLine(
        "f(x) = 1/x; 1 + f(0)",
        "column 17: in f: Nothing can be divided by zero. Change the divisor."
      ),
    ]
  )
  func domain(item: WrongLine) { #expect(message(item.line) == item.message) }

  @Test(
    "are refused in time when the result would be too large",
    arguments: [
      WrongLine("9**9**9", "column 2: The result would have 369,693,100 digits;"),
      WrongLine("10^1e18", "column 3: The result would have about 1e18 digits;"),
      WrongLine("(1/3)^-1e9", "column 6: The result would have 477,121,255 digits;"),
      WrongLine("(10^6)!", "column 7: The factorial would have 5,565,709 digits;"),
      WrongLine("(10^1000)!", "column 10: The factorial would have more than 1e300 digits;"),
      WrongLine("comb(10^9, 5*10^8)", "column 1: The result would have 4,500,000,000 digits;"),
      WrongLine("x = 9^900000; x*x", "column 16: The result would have 1,717,"),
      WrongLine("1e1000001", "column 1: The exponent is beyond 1,000,000."),
      WrongLine("exp(1e10)", "column 1: The number is beyond 1e999999999."),
      WrongLine("2.5^0.5^-40", "column 4: The result would have 768,525,647,235 digits;"),
      WrongLine(
        "f(x) = f(x) + 1; f(1)",
        "column 18: in f: Functions call each other deeper than 200"
      ),
      WrongLine(
        "f(n) = if(n == 0, 0, f(n-1) + f(n-1)); f(100)",
        "column 40: in f: The line takes more than 1,000,000 steps."
      ),
      WrongLine(String(repeating: "(", count: 100_000), "column 202: The expression is nested"),
      WrongLine(String(repeating: "-", count: 100_000), "column 202: The expression is nested"),
      WrongLine(String(repeating: "2^", count: 100_000), "column 403: The expression is nested"),
      WrongLine(String(repeating: "abs(", count: 100_000), "column "),
    ]
  )
  func limits(item: WrongLine) {
    let clock = ContinuousClock()
    let start = clock.now
    #expect(message(item.line).hasPrefix(item.message), "\(message(item.line))")
    #expect(clock.now - start < .seconds(20))
  }

  @Test("leave what was defined before them")
  func state() throws {
    let calculator = Calculator()
    #expect(throws: CalcError.self) { try calculator.evaluate("x = 3; 1/0") }
    #expect(try calculator.evaluate("x")?.value == "3")
  }

  @Test("never crash the program, whatever they are", arguments: 1...40)
  func garbage(seed: UInt64) {
    var source = SplitMix(state: seed)
    let words = [
      "1", "2.5", "pi", "x", "ans", "sqrt", "atan2", "if", "mean", "(", ")", ",", "+", "-", "*",
      "/", "//", "%", "^", "!", "==", "<", "and", "or", "not", "=", ";", "#", " ", "f", "\u{301}",
      "0x", "e5", ".", "1e99", "round", "\u{1F600}",
    ]
    for _ in 0..<100 {
      let line = (0..<Int.random(in: 1...12, using: &source))
        .map { _ in words[Int.random(in: 0..<words.count, using: &source)] }.joined()
      _ = try? Calculator().evaluate(line)
    }
  }
}

/// Vigna's generator, so that a failure comes again.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
