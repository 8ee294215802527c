import BatteryParallel
import Testing

@Suite("Reproducible sum", .timeLimit(.minutes(5))) struct ReproducibleSumTests {
  @Test(
    "has the same bits for any number of chunks",
    arguments: [0, 1, 2, 15, 16, 17, 4095, 4096, 4097, 100_000, 1_000_003]
  )
  func bits(count: Int) async throws {
    var generator = SeededGenerator(UInt64(count))
    // Of very different sizes and both signs, so that almost any other order gives other bits.
    let numbers = (0..<count).map { _ in
      Double.random(in: -1...1, using: &generator)
        * Double(sign: .plus, exponent: .random(in: -40...40, using: &generator), significand: 1)
    }
    let alone = numbers.reproducibleSum()
    for chunks in [1, 2, 7, 64, 1000] {
      for limit in [1, 3] {
        let sum = try await numbers.parallelSum(chunks: chunks, limit: limit)
        #expect(sum.bitPattern == alone.bitPattern)
      }
    }
  }

  @Test("is exact where no addition rounds", arguments: [1, 16, 5000, 300_000])
  func exactness(count: Int) {
    let numbers = (1...count).map(Double.init)
    #expect(numbers.reproducibleSum() == Double(count * (count + 1) / 2))
  }

  @Test("keeps the bound of its error")
  func bound() {
    var generator = SeededGenerator(1)
    for count in [100, 5000, 200_000] {
      // Whole numbers of up to 62 bits: their exact sum is known.
      let whole = (0..<count).map { _ in
        Int.random(in: -(1 << 62)...(1 << 62), using: &generator) & ~1023
      }
      let exact = whole.reduce(into: (high: 0, low: 0)) { sum, number in
        sum.high += number >> 32
        sum.low += number & 0xFFFF_FFFF
      }
      let sum = whole.map(Double.init).reproducibleSum()
      let high = Double(exact.high) * 0x1p32
      let error = abs((sum - high) - Double(exact.low))
      let blocks = Double((count + 4095) / 4096)
      let roundings = 259 + (blocks > 1 ? 64 - Double((Int(blocks) - 1).leadingZeroBitCount) : 0)
      let bound = roundings * 0x1p-53 / (1 - roundings * 0x1p-53)
      #expect(error <= bound * whole.reduce(0) { $0 + Double($1.magnitude) })
    }
  }

  @Test("passes on what is not finite")
  func special() {
    #expect([1, .infinity, 2].reproducibleSum() == .infinity)
    #expect([.infinity, -.infinity].reproducibleSum().isNaN)
    #expect([1, .nan].reproducibleSum().isNaN)
    #expect([Double]().reproducibleSum() == 0)
  }
}
