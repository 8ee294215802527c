import BatteryNumbers
import Testing

@testable import StatsTool

@Suite("PowerSums") struct PowerSumsTests {
  private static let extremes: [Int64] = [
    0, 1, -1, .max, .min, .max - 1, 1 << 32, -(1 << 32), 1 << 57, 999_999_999_999_999_999,
  ]

  @Test("are the sums of big integers, also of the largest numbers of 64 bits")
  func exact() {
    var source = SplitMix(state: 3)
    var values = Self.extremes + Self.extremes
    values += (0..<500).map { _ in Int64(bitPattern: source.next()) >> Int64(source.next() % 60) }
    let scales = values.map { _ in Int16(source.next() % 4) }
    var sums = PowerSums()
    values.withUnsafeBufferPointer { values in
      scales.withUnsafeBufferPointer { sums.add(values, scales: $0) }
    }
    let totals = sums.totals(.ten, and: [])
    let powers = (1...4).map { power in
      zip(values, scales).reduce(BigInteger(0)) { sum, item in
        let value = BigInteger(Int(item.0)) * BigInteger(10).power(3 - Int(item.1))
        return sum + value.power(power)
      }
    }
    #expect(totals.scale == 3)
    #expect([totals.first, totals.second, totals.third, totals.fourth] == powers)
  }

  @Test("of parts are the sums of the whole")
  func merging() {
    let values = Self.extremes
    var whole = PowerSums()
    var first = PowerSums()
    var second = PowerSums()
    values.withUnsafeBufferPointer { values in
      whole.add(values, scale: 2)
      first.add(UnsafeBufferPointer(rebasing: values[..<4]), scale: 2)
      second.add(UnsafeBufferPointer(rebasing: values[4...]), scale: 2)
    }
    second.add(first)
    #expect(second.totals(.ten, and: []).fourth == whole.totals(.ten, and: []).fourth)
    #expect(second.totals(.ten, and: []).third == whole.totals(.ten, and: []).third)
  }

  @Test("of neighbours are those of big integers")
  func neighbours() {
    let values = Self.extremes
    let scales: [Int16] = [0, 3, 3, 0, 1, 2, 2, 0, 5, 5]
    var sums = ProductSums()
    values.withUnsafeBufferPointer { values in
      scales.withUnsafeBufferPointer { sums.addNeighbours(values, scales: $0) }
    }
    let numbers = zip(values, scales).map {
      BigInteger(Int($0)) * BigInteger(10).power(5 - Int($1))
    }
    let expected = zip(numbers, numbers.dropFirst()).reduce(BigInteger(0)) { $0 + $1.0 * $1.1 }
    let total = sums.total(.ten)
    #expect(total.sum == expected / BigInteger(10).power(10 - total.scale))
  }
}
