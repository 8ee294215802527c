import Testing

@testable import BatteryNumbers

@Suite("Functions that Python's math has", .timeLimit(.minutes(5)))
struct MathematicsTests {
  @Test("give the recorded answers")
  func recorded() throws {
    let cases = try OracleCase.recorded("functions.tsv")
    #expect(cases.count > 500)
    let wrong = try mismatches(cases, answer)
    #expect(wrong == [])
  }

  @Test(
    "give the answers of a live Python",
    .enabled("no Python of 3.11 or newer") { await OracleCase.interpreter() != nil },
    arguments: [Int.random(in: 1...1_000_000)]
  )
  func live(_ seed: Int) async throws {
    let cases = try await OracleCase.live("functions", count: 3_000, seed: seed)
    #expect(cases.count > 1_500)
    let wrong = try mismatches(cases, answer)
    #expect(wrong == [])
  }

  private func answer(_ item: OracleCase) throws -> [String] {
    let fields = item.fields
    let (first, second) = (fields[0], fields[1])
    func whole(_ text: String) -> Int { Int(text) ?? 0 }
    switch item.operation {
    case "fsum": return [OracleCase.bits(Mathematics.fsum(OracleCase.doubles(first)))]
    case "sumprod":
      let sum = try Mathematics.sumprod(OracleCase.doubles(first), OracleCase.doubles(second))
      return [OracleCase.bits(sum)]
    case "hypot": return [near(Mathematics.hypot(OracleCase.doubles(first)), fields[1])]
    case "dist":
      let (p, q) = (OracleCase.doubles(first), OracleCase.doubles(second))
      return [near(try Mathematics.dist(p, q), fields[2])]
    case "comb": return [Mathematics.comb(whole(first), whole(second)).text(radix: 16)]
    case "perm": return [Mathematics.perm(whole(first), whole(second)).text(radix: 16)]
    case "factorial": return [Mathematics.factorial(whole(first)).text(radix: 16)]
    case "nextafter":
      let result = Mathematics.nextafter(
        OracleCase.double(first),
        OracleCase.double(second),
        steps: UInt64(fields[2]) ?? 0
      )
      return [OracleCase.bits(result)]
    case "ulp": return [OracleCase.bits(Mathematics.ulp(OracleCase.double(first)))]
    default: return ["unknown"]
    }
  }

  /// Python's lengths are within one unit of the last place, ours are rounded correctly.
  private func near(_ value: Double, _ expected: String) -> String {
    let peer = OracleCase.double(expected)
    return (value - peer).magnitude <= peer.ulp || value == peer
      ? expected : OracleCase.bits(value)
  }

  @Test("sum without rounding, whatever the order and the parts")
  func exactSum() {
    var generator = MersenneTwister(seed: 3)
    var values = (0..<5_000).map { _ in
      generator.uniform(-1, 1) * [1e-300, 1e-10, 1, 1e200][generator.randrange(4)]
    }
    let whole = Mathematics.fsum(values)
    let exact = values.compactMap { Fraction(exactly: $0) }.sum()
    #expect(whole == Double(exact))
    generator.shuffle(&values)
    #expect(Mathematics.fsum(values) == whole)
    for parts in [1, 2, 7, 64] {
      var sum = ExactSum()
      for part in 0..<parts {
        var partial = ExactSum()
        partial.add(contentsOf: stride(from: part, to: values.count, by: parts).map { values[$0] })
        sum.add(partial)
      }
      #expect(sum.value == whole)
      #expect(sum.fraction == exact)
    }
    // A partial sum beyond the largest double does no harm.
    #expect(Mathematics.fsum([1e308, 1e308, -1e308]) == 1e308)
    #expect(Mathematics.fsum([1e308, 1e308]) == .infinity)
    #expect(Mathematics.fsum([.infinity, 1]) == .infinity)
    #expect(Mathematics.fsum([.infinity, -.infinity]).isNaN)
  }

  @Test("settle their carries in time, whatever part of a word the numbers fall on")
  func carries() {
    for exponent in 0..<32 {
      let value = Double(sign: .minus, exponent: exponent, significand: 2.0.nextDown)
      let sum = ExactSum(Array(repeating: value, count: 20_000))
      #expect(Fraction(exactly: value).map { $0 * 20_000 } == sum.fraction)
    }
  }

  @Test("round lengths once, from the smallest double to the largest")
  func lengths() throws {
    #expect(Mathematics.hypot([3, 4]) == 5)
    let least = Double.leastNonzeroMagnitude
    #expect(Mathematics.hypot([least, 0]) == least)
    #expect(Mathematics.hypot([3 * least, 4 * least]) == 5 * least)
    #expect(Mathematics.hypot([1.5e308, 0]) == 1.5e308)
    #expect(Mathematics.hypot([1.7e308, 1.7e308]) == .infinity)
    #expect(Mathematics.hypot([.nan, .infinity]) == .infinity)
    #expect(Mathematics.hypot([]) == 0)
    #expect(throws: NumberError.self) { try Mathematics.dist([1], [1, 2]) }
    #expect(throws: NumberError.self) { try Mathematics.sumprod([1], [1, 2]) }
    #expect(try Mathematics.sumprod([1e-200, 1], [1e-200, 0]) == 0)
    #expect(try Mathematics.sumprod([least], [0.75]) == least)
  }

  @Test("step from double to double across zero")
  func steps() {
    let least = Double.leastNonzeroMagnitude
    #expect(Mathematics.nextafter(-least, 1, steps: 2) == least)
    #expect(Mathematics.nextafter(0, -0.0, steps: 0).sign == .plus)
    #expect(Mathematics.nextafter(0, -0.0).sign == .minus)
    #expect(Mathematics.nextafter(1, .infinity, steps: .max) == .infinity)
    #expect(Mathematics.nextafter(1, .nan, steps: 0) == 1)
    #expect(Mathematics.nextafter(1, .nan).isNaN)
  }

  @Test("count and multiply")
  func integers() {
    #expect(Mathematics.gcd() == 0)
    #expect(Mathematics.gcd(12, -18, 27) == 3)
    #expect(Mathematics.lcm() == 1)
    #expect(Mathematics.lcm(4, -6, 10) == 60)
    #expect(Mathematics.lcm(4, 0) == 0)
    #expect(Mathematics.prod([2, 3, 7, -1]) == -42)
    #expect(Mathematics.prod([]) == 1)
    #expect(Mathematics.isqrt(99) == 9)
    #expect(Mathematics.comb(5, 6) == 0)
    #expect(Mathematics.perm(5) == 120)
  }
}
