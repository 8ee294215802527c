import Testing

@testable import BatteryNumbers

/// What Python's integers answer, recorded and live.
@Suite("Big integer beside Python's", .timeLimit(.minutes(5)))
struct BigIntegerOracleTests {
  @Test("gives the recorded answers")
  func recorded() throws {
    let cases = try OracleCase.recorded("integers.tsv")
    #expect(cases.count > 600)
    let wrong = mismatches(cases, answer)
    #expect(wrong == [])
  }

  @Test(
    "gives the answers of a live Python",
    .enabled("no Python of 3.11 or newer") { await OracleCase.interpreter() != nil },
    arguments: [Int.random(in: 1...1_000_000)]
  )
  func live(_ seed: Int) async throws {
    let cases = try await OracleCase.live("integers", count: 2_000, seed: seed)
    #expect(cases.count > 1_500)
    let wrong = mismatches(cases, answer)
    #expect(wrong == [])
  }

  private func answer(_ item: OracleCase) -> [String] {
    let fields = item.fields
    func number(_ place: Int) -> BigInteger { BigInteger(fields[place], radix: 16) ?? 0 }
    func hexadecimal(_ values: BigInteger...) -> [String] { values.map { $0.text(radix: 16) } }
    let a = number(0)
    switch item.operation {
    case "add": return hexadecimal(a + number(1))
    case "subtract": return hexadecimal(a - number(1))
    case "multiply": return hexadecimal(a * number(1))
    case "and": return hexadecimal(a & number(1))
    case "or": return hexadecimal(a | number(1))
    case "xor": return hexadecimal(a ^ number(1))
    case "not": return hexadecimal(~a)
    case "divide":
      let parts = a.quotientAndRemainder(dividingBy: number(1))
      return hexadecimal(parts.quotient, parts.remainder)
    case "floor":
      let parts = a.floorDivided(by: number(1))
      return hexadecimal(parts.quotient, parts.remainder)
    case "gcd": return hexadecimal(.greatestCommonDivisor(a, number(1)))
    case "left": return hexadecimal(a << (Int(fields[1]) ?? 0))
    case "right": return hexadecimal(a >> (Int(fields[1]) ?? 0))
    case "text":
      return BigInteger(fields[1]) == a ? [a.description] : ["read as another number"]
    case "radix":
      return BigInteger(fields[1], radix: 36) == a ? [a.text(radix: 36)] : ["read wrong"]
    case "power": return hexadecimal(a.power(Int(fields[1]) ?? 0))
    case "modular":
      return [a.power(number(1), modulo: number(2))?.text(radix: 16) ?? "none"]
    case "root": return hexadecimal(a.squareRoot())
    case "double": return [OracleCase.bits(Double(a))]
    case "length": return ["\(a.bitLength)", "\(a.magnitudeBitCount)"]
    case "words": return [a.words.map { String($0, radix: 16) }.joined(separator: ",")]
    default: return ["unknown"]
    }
  }
}
