import Foundation
import Testing

@testable import BatteryNumbers

@Suite("Fraction")
struct FractionTests {
  @Test("is in lowest terms with a positive denominator, at the ends of a word too")
  func normal() throws {
    #expect(Fraction(10, -8).description == "-5/4")
    #expect(Fraction(0, -7) == 0)
    #expect(Fraction(Int.min, Int.min) == 1)
    #expect(Fraction(Int.min, -1).description == "9223372036854775808")
    #expect(Fraction(1, Int.min).description == "-1/9223372036854775808")
    #expect(Fraction(Int.max, 2) + Fraction(Int.max, 2) == Fraction(Int.max))
    #expect(Fraction(Int.min) - 1 + 1 == Fraction(Int.min))
    #expect(Fraction(Int.min).magnitude == Fraction(BigInteger(1) << 63))
    #expect(Fraction(Int.min).reciprocal * Fraction(Int.min) == 1)
  }

  @Test("is equal and hashes alike whichever way it was made")
  func equality() {
    let large = Fraction(Int.max, 3) * Fraction(Int.max, 5)
    let back = large / Fraction(Int.max, 5)
    #expect(back == Fraction(Int.max, 3))
    #expect(Set([back, Fraction(Int.max, 3), "9223372036854775807/3"]).count == 1)
    #expect(large == Fraction(Int.max, 5) * Fraction(Int.max, 3))
    #expect(large != large + 1)
  }

  @Test(
    "says in which column a text is wrong",
    arguments: [
      ("", 1), ("  ", 3), ("3/", 3), ("3/-4", 3), ("3/0", 3), ("1__0", 3), ("1_", 3), ("12a", 3),
      ("1.5/2", 4), ("1e", 3), ("1e99999999999", 3), ("nan", 1), ("--1", 2), (".", 1), ("1 2", 3),
      (" 1 / 0 ", 6), ("1/2e3", 4),
    ]
  )
  func columns(_ text: String, _ column: Int) {
    let error = #expect(throws: NumberError.self) { try Fraction(parsing: text) }
    #expect(error?.column == column)
    #expect(error?.description.hasPrefix("column \(column): ") == true)
  }

  @Test("rounds to more digits before the point than it has in no time")
  func coarse() {
    #expect(Fraction(1_234_567, 2).rounded(toDigits: -1_000_000_000) == 0)
    #expect(Fraction(-7).rounded(toDigits: .min) == 0)
    #expect(Fraction(-7).rounded(toDigits: -1) == -10)
    #expect(Fraction(5).rounded(toDigits: -1) == 0)
  }

  @Test("throws where a denominator or divisor is zero, and where a power is too large")
  func errors() throws {
    #expect(throws: NumberError.self) { try Fraction(numerator: 1, denominator: 0) }
    #expect(throws: NumberError.self) { try Fraction(1, 2).divided(by: 0) }
    #expect(throws: NumberError.self) { try Fraction(0).power(-1, maximumBits: 100) }
    #expect(throws: NumberError.self) { try Fraction(1, 9).power(387_420_489, maximumBits: 1_000) }
    let error = #expect(throws: NumberError.self) {
      try Fraction(2, 9).power(Int.min, maximumBits: 1_000)
    }
    #expect(error?.code == .tooLarge)
    let zero = #expect(throws: NumberError.self) { try Fraction(0).power(.min, maximumBits: 1) }
    #expect(zero?.code == .divisionByZero)
    #expect(try Fraction(-1).power(.min, maximumBits: 1) == 1)
    #expect(try Fraction(1).power(.min, maximumBits: 1) == 1)
    let text = "one half"
    #expect(Fraction(text) == nil)
    #expect(Fraction(exactly: Double.infinity) == nil)
    #expect(Fraction(exactly: Double.nan) == nil)
  }

  @Test(
    "is the same after a way through JSON",
    arguments: ["0", "-3/4", "1/100000000000000000000"] as [Fraction]
  )
  func coding(_ value: Fraction) throws {
    let data = try JSONEncoder().encode([value])
    #expect(try JSONDecoder().decode([Fraction].self, from: data) == [value])
    #expect(try JSONDecoder().decode([Fraction].self, from: Data("[3]".utf8)) == [3])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Fraction].self, from: Data("[\"1/0\"]".utf8))
    }
  }

  @Test("rounds to a double once, and each double comes back as itself")
  func doubles() {
    var generator = MersenneTwister(seed: 5)
    for _ in 0..<2_000 {
      let value = Double(bitPattern: generator.next())
      guard let fraction = Fraction(exactly: value) else { continue }
      #expect(Double(fraction) == value)
    }
    // Half of the smallest double rounds to the even zero; the least more rounds up.
    let half = Fraction(BigInteger(1)) / Fraction(BigInteger(1) << 1_075)
    #expect(Double(half) == 0)
    #expect(Double(half + half / 1_000_000_000) == .leastNonzeroMagnitude)
    #expect(Double(-half - half / 1_000_000_000) == -.leastNonzeroMagnitude)
    #expect(Double(Fraction(BigInteger(10).power(400))).isInfinite)
  }

  @Test("adds many up exactly, however the sum is divided")
  func sums() {
    var generator = MersenneTwister(seed: 11)
    let values = (0..<3_000).map { _ in
      let wide = generator.randrange(4) == 0
      return Fraction(generator.randrange(-999, 999), generator.randrange(1, wide ? Int.max : 999))
    }
    let plain = values.prefix(200).reduce(0, +)
    #expect(values.prefix(200).sum() == plain)
    let whole = values.sum()
    for parts in [2, 7, 64] {
      var sum = FractionSum()
      for part in 0..<parts {
        sum.add(FractionSum(stride(from: part, to: values.count, by: parts).map { values[$0] }))
      }
      #expect(sum.value == whole)
    }
    #expect([Fraction]().sum() == 0)
    // Numerators beyond 128 bits over one denominator.
    #expect(Array(repeating: Fraction(Int.max, 2), count: 9).sum() == Fraction(Int.max, 2) * 9)
  }

  @Test("the harmonic numbers are known")
  func harmonic() {
    let sum = (1...30).map { Fraction(1, $0) }.sum()
    #expect(sum == "9304682830147/2329089562800")
  }
}
