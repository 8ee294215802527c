import Foundation
import Testing

@testable import BatteryNumbers

@Suite("Big integer")
struct BigIntegerTests {
  @Test("stores what fits a word in place and all else in words, whatever it came from")
  func storage() {
    let limit = BigInteger(Int.max)
    #expect((limit + 1).asInt == nil)
    #expect((limit + 1 - 1).asInt == Int.max)
    #expect(BigInteger(Int.min).asInt == Int.min)
    #expect((-(limit + 1)).asInt == Int.min)
    #expect(-BigInteger(Int.min) == limit + 1)
    #expect(BigInteger(Int.min) / -1 == limit + 1)
    #expect(Set([limit + 1, BigInteger(UInt(Int.max)) + 1, 9_223_372_036_854_775_808]).count == 1)
  }

  @Test(
    "reads literals of any length",
    arguments: [
      (-170_141_183_460_469_231_731_687_303_715_884_105_729 as BigInteger, -1),
      (170_141_183_460_469_231_731_687_303_715_884_105_729 as BigInteger, 1),
    ]
  )
  func literals(_ value: BigInteger, _ sign: Int) {
    #expect(value == BigInteger(sign) * (BigInteger(1) << 127 + 1))
    #expect(value.signum() == BigInteger(sign))
  }

  @Test("takes every integer of Swift", arguments: [Int128.min, -1, 0, 1, Int128.max])
  func conversions(_ value: Int128) {
    let number = BigInteger(value)
    #expect(number.description == value.description)
    #expect(Int128(number) == value)
    let twice = value.multipliedReportingOverflow(by: 2)
    #expect(Int128(exactly: number * 2) == (twice.overflow ? nil : twice.partialValue))
    #expect(UInt64(truncatingIfNeeded: number) == UInt64(truncatingIfNeeded: value))
    #expect(BigInteger(UInt64.max) == BigInteger(1) << 64 - 1)
  }

  @Test("multiplies by every method alike", arguments: [1, 35, 36, 37, 71, 500, 701, 1_500, 3_000])
  func methods(_ count: Int) {
    // (x - y)(x + y) = x² - y² with x and y of all ones and of a pattern.
    let x = BigInteger(1) << (64 * count) - 1
    let words = (1...count).map { UInt($0) &* 0x9e37_79b9_7f4a_7c15 }
    let y = BigInteger(negative: false, magnitude: words)
    #expect((x - y) * (x + y) == x * x - y * y)
    // All ones squared are a pattern that is known.
    #expect(x * x == BigInteger(1) << (128 * count) - BigInteger(1) << (64 * count + 1) + 1)
    #expect((x * y + 5) / x == y)
    #expect((x * y + 5) % x == 5)
    #expect((x * x - 1) / x == x - 1)
  }

  @Test("divides where the first guess of a digit is too large")
  func guesses() {
    // Hacker's Delight's and Knuth's hard cases for algorithm D.
    let cases: [([UInt], [UInt])] = [
      ([0, 0, 1 << 63, (1 << 63) - 1], [1, 0, 1 << 63]),
      ([0, .max - 1, 1 << 63], [.max, 1 << 63]),
      ([3, 0, 1 << 63], [1, 0, 1 << 61]),
      ([0, 0, 0, .max, .max], [.max, 0, .max]),
    ]
    for (dividend, divisor) in cases {
      let (a, b) = (
        BigInteger(negative: false, magnitude: dividend),
        BigInteger(negative: false, magnitude: divisor)
      )
      let (quotient, rest) = a.quotientAndRemainder(dividingBy: b)
      #expect(quotient * b + rest == a)
      #expect(rest < b)
    }
  }

  @Test(
    "refuses texts that are no integers",
    arguments: ["", "-", "+", "1a", " 1", "1 ", "--1", "1_000", "0x10", "１"]
  )
  func badTexts(_ text: String) {
    #expect(BigInteger(text) == nil)
  }

  @Test("refuses a power that would fill the memory before it takes any")
  func hugePower() throws {
    #expect(throws: NumberError.self) {
      try BigInteger(9).power(387_420_489, maximumBits: 1 << 20)
    }
    #expect(throws: NumberError.self) { try BigInteger(9).power(Int.max, maximumBits: 1 << 20) }
    #expect(try BigInteger(-1).power(Int.max, maximumBits: 10) == -1)
    #expect(try BigInteger(3).power(5, maximumBits: 10) == 243)
    for exponent in [-1, .min] {
      let error = #expect(throws: NumberError.self) {
        try BigInteger(3).power(exponent, maximumBits: 10)
      }
      #expect(error?.code == .invalidArgument)
    }
    #expect(BigInteger(0) >> Int.min == 0)
    #expect(BigInteger(-5) << Int.min == -1)
  }

  @Test("is the same after a way through JSON", arguments: [0, -1, 1 << 80 as BigInteger])
  func coding(_ value: BigInteger) throws {
    let data = try JSONEncoder().encode([value])
    #expect(try JSONDecoder().decode([BigInteger].self, from: data) == [value])
    #expect(try JSONDecoder().decode([BigInteger].self, from: Data("[7]".utf8)) == [7])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([BigInteger].self, from: Data("[\"seven\"]".utf8))
    }
  }

  @Test("comes from doubles without a loss, and only from those that are whole")
  func doubles() {
    #expect(BigInteger(exactly: 1e300).map { Double($0) } == 1e300)
    #expect(BigInteger(exactly: -1e300).map { Double($0) } == -1e300)
    #expect(BigInteger(exactly: 0.5) == nil)
    #expect(BigInteger(exactly: Double.infinity) == nil)
    #expect(BigInteger(-7.9) == -7)
    #expect(BigInteger(1e20) == 100_000_000_000_000_000_000)
    #expect(Double(BigInteger(1) << 5_000).isInfinite)
  }
}
