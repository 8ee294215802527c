import BatteryNumbers
import Testing

/// What MPFR answers, recorded and live.
@Suite("Elementary functions of decimals beside MPFR's", .timeLimit(.minutes(5)))
struct ElementaryOracleTests {
  @Test("give the recorded answers")
  func recorded() throws {
    let cases = try OracleCase.recorded("elementary.tsv")
    #expect(cases.count == 1_500)
    let wrong = try mismatches(cases, answer)
    #expect(wrong == [])
  }

  @Test(
    "give the answers of a live MPFR",
    .enabled("no Python of 3.11 or newer with gmpy2") {
      await OracleCase.interpreter(with: "gmpy2") != nil
    },
    arguments: [Int.random(in: 1...1_000_000)]
  )
  func live(_ seed: Int) async throws {
    let cases = try await OracleCase.live(
      "elementary",
      count: 2_000,
      seed: seed,
      script: "elementary_cases.py",
      module: "gmpy2"
    )
    #expect(cases.count == 2_000)
    let wrong = try mismatches(cases, answer)
    #expect(wrong == [])
  }

  private func answer(_ item: OracleCase) throws -> [String] {
    let context = DecimalContext(precision: Int(item.fields[0]) ?? 0)
    let operands = try item.fields[1..<item.fields.count - 1].map { try Decimal(parsing: $0) }
    let result =
      switch operands.count {
      case 0: try constant(item.operation, context)
      case 1: try function(item.operation, operands[0], context)
      default: try function(item.operation, operands[0], operands[1], context)
      }
    guard let result else { return ["no such function"] }
    let isInexact = context.flags.contains(.inexact)
    guard !isInexact || result.digitCount == context.precision else {
      return ["\(result) has too few digits"]
    }
    // The answer is written without zeros at the end.
    return ["\(try context.reduce(result))"]
  }

  private func constant(_ name: String, _ context: DecimalContext) throws -> Decimal? {
    switch name {
    case "pi": try context.pi()
    case "e": try context.e()
    case "ln2": try context.ln2()
    case "ln10": try context.ln10()
    case "phi": try context.goldenRatio()
    default: nil
    }
  }

  private func function(
    _ name: String,
    _ a: Decimal,
    _ context: DecimalContext
  ) throws -> Decimal? {
    switch name {
    case "sin": try context.sin(a)
    case "cos": try context.cos(a)
    case "tan": try context.tan(a)
    case "asin": try context.asin(a)
    case "acos": try context.acos(a)
    case "atan": try context.atan(a)
    case "sinh": try context.sinh(a)
    case "cosh": try context.cosh(a)
    case "tanh": try context.tanh(a)
    case "asinh": try context.asinh(a)
    case "acosh": try context.acosh(a)
    case "atanh": try context.atanh(a)
    case "exp": try context.exp(a)
    case "exp2": try context.exp2(a)
    case "ln": try context.ln(a)
    case "log2": try context.log2(a)
    case "log10": try context.log10(a)
    case "cbrt": try context.cubeRoot(a)
    default: nil
    }
  }

  private func function(
    _ name: String,
    _ a: Decimal,
    _ b: Decimal,
    _ context: DecimalContext
  ) throws -> Decimal? {
    switch name {
    case "atan2": try context.atan2(a, b)
    case "root": try Int(exactly: b).flatMap { try context.root(a, $0) }
    default: nil
    }
  }
}
