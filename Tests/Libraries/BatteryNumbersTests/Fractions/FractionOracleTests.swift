import Testing

@testable import BatteryNumbers

/// What Python's fractions answer: to random questions, and to those of CPython's own tests.
@Suite("Fraction beside Python's", .timeLimit(.minutes(5)))
struct FractionOracleTests {
  @Test(
    "gives the recorded answers",
    arguments: [("fractions.tsv", 2_400), ("cpython_fractions.tsv", 1_700)]
  )
  func recorded(_ name: String, _ least: Int) throws {
    let cases = try OracleCase.recorded(name)
    #expect(cases.count > least)
    let wrong = try mismatches(cases, answer)
    #expect(wrong == [])
  }

  @Test(
    "gives the answers of a live Python",
    .enabled("no Python of 3.11 or newer") { await OracleCase.interpreter() != nil },
    arguments: [Int.random(in: 1...1_000_000)]
  )
  func live(_ seed: Int) async throws {
    let cases = try await OracleCase.live("fractions", count: 5_000, seed: seed)
    #expect(cases.count > 2_500)
    let wrong = try mismatches(cases, answer)
    #expect(wrong == [])
  }

  private func parsed(_ text: String) -> String {
    do throws(NumberError) {
      return try Fraction(parsing: text).description
    } catch {
      return error.code == .divisionByZero ? "zero" : "error"
    }
  }

  private func answer(_ item: OracleCase) throws -> [String] {
    let fields = item.fields
    if item.operation == "parse" {
      return [parsed(fields[0])]
    }
    if item.operation == "exact" {
      return [Fraction(exactly: OracleCase.double(fields[0]))?.description ?? "none"]
    }
    if item.operation == "sum" {
      let values = try fields[0].split(separator: ",").map { try Fraction(parsing: $0) }
      return [values.sum().description]
    }
    if item.operation == "make" { return [parsed("\(fields[0])/1") == "error" ? "" : made(fields)] }
    let a = try Fraction(parsing: fields[0])
    func b() throws -> Fraction { try Fraction(parsing: fields[1]) }
    func whole() -> Int { Int(fields[1]) ?? 0 }
    switch item.operation {
    case "add": return [try (a + b()).description]
    case "subtract": return [try (a - b()).description]
    case "multiply": return [try (a * b()).description]
    case "divide": return [try (a / b()).description]
    case "remainder":
      let parts = try a.floorDivided(by: b())
      return [parts.quotient.description, parts.remainder.description]
    case "less":
      let b = try b()
      return [a < b ? "True" : "False", a == b ? "True" : "False"]
    case "power": return [a.power(whole()).description]
    case "round": return [a.rounded().description]
    case "digits": return [a.rounded(toDigits: whole()).description]
    case "floor": return [a.floor.description, a.ceiling.description, a.truncated.description]
    case "limit":
      return [a.limitDenominator(to: BigInteger(fields[1]) ?? 1).description]
    case "double": return [OracleCase.bits(Double(a))]
    case "format": return [(try? a.formatted(fields[1])) ?? "error"]
    default: return ["unknown"]
    }
  }

  private func made(_ fields: [String]) -> String {
    guard let above = BigInteger(fields[0]), let below = BigInteger(fields[1]) else { return "" }
    return (try? Fraction(numerator: above, denominator: below).description) ?? "zero"
  }
}
