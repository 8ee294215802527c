import Testing

@testable import BatteryNumbers

@Suite("Products by transforms", .timeLimit(.minutes(5))) struct TransformTests {
  /// (2^a − 1) · (2^b − 1), in which every word is the greatest and every column too.
  @Test(
    "are exact where all bits are set, and carry through every word",
    arguments: [
      (1, 1), (2, 1), (3, 3), (64, 64), (65, 1), (1_000, 24), (1_024, 1_024), (3_000, 1_097),
    ]
  )
  func allOnes(aCount: Int, bCount: Int) {
    let (aBits, bBits) = (64 * aCount, 64 * bCount)
    let expected = (BigInteger(1) << (aBits + bBits)) - (1 << aBits) - (1 << bBits) + 1
    #expect(product((1 << aBits) - 1, (1 << bBits) - 1) == expected)
  }

  @Test("of binary and of decimal numbers share the tables, in whatever order they grow")
  func tables() {
    for count in [3, 400, 50, 1_700, 7] {
      let nines = Coefficient.powerOfTen(19 * count) - .one
      let transformed = nines.withLimbs { limbs, limbCount in
        Coefficient(count: 2 * limbCount) {
          Limbs.multiplyByTransform($0, limbs, limbCount, limbs, limbCount)
        }
      }
      let twice = Coefficient.powerOfTen(19 * count) * 2
      #expect(transformed == Coefficient.powerOfTen(38 * count) - twice + .one)
      let ones = (BigInteger(1) << (64 * count)) - 1
      let square: BigInteger = (1 << (128 * count)) - (1 << (64 * count + 1)) + 1
      #expect(product(ones, ones) == square)
    }
  }

  private func product(_ a: BigInteger, _ b: BigInteger) -> BigInteger {
    a.withMagnitude { x, xCount in
      b.withMagnitude { y, yCount in
        BigInteger.make(negative: false, capacity: xCount + yCount) {
          BinaryWords.multiplyByTransform($0, x, xCount, y, yCount)
        }
      }
    }
  }
}
