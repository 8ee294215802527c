import BatteryNumbers
import Testing

@testable import BatteryStatistics

@Suite("Sums of integers with scales") struct ScaleSumsTests {
  private static let extremes: [Int64] = [
    0, 1, -1, .max, .min, .max - 1, 1 << 32, -(1 << 32), 1 << 57, 999_999_999_999_999_999,
  ]

  /// Random integers, of at most so many bits.
  private static func random(_ count: Int, bits: UInt64, seed: UInt64) -> [Int64] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(bitPattern: state) >> Int64(63 - bits)
    }
  }

  private static let columns: [[Int64]] = [
    extremes + extremes, random(500, bits: 20, seed: 3), random(500, bits: 27, seed: 4),
    random(500, bits: 28, seed: 4), random(500, bits: 59, seed: 5), random(500, bits: 63, seed: 6),
    random(300, bits: 20, seed: 7) + extremes + random(300, bits: 40, seed: 8), [-7], [],
  ]

  /// The powers of the numbers and the products of neighbours, at a scale that all have.
  private static func expected(_ values: [Int64], _ scales: [Int16], _ scale: Int) -> [BigInteger] {
    let numbers = zip(values, scales).map {
      BigInteger(Int($0)) * BigInteger(10).power(scale - Int($1))
    }
    let powers = (1...4).map { power in
      numbers.reduce(BigInteger(0)) { $0 + $1.power(power) }
    }
    return powers + [zip(numbers, numbers.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }]
  }

  private static func sums(_ values: [Int64], _ scales: [Int16]) -> ScaleSums {
    var sums = ScaleSums(depth: .shape)
    values.withUnsafeBufferPointer { values in
      scales.withUnsafeBufferPointer { sums.add(values, scales: $0) }
    }
    return sums
  }

  @Test("are those of big integers, of one scale and of many", arguments: columns, [1, 2, 5])
  func exact(values: [Int64], scales count: Int) {
    let scales = values.indices.map { Int16(($0 * 7 + $0 / 3) % count) }
    let totals = Self.sums(values, scales).totals(.ten)
    let expected = Self.expected(values, scales, totals.decimalScale)
    #expect(totals.powers + [totals.products] == expected)
  }

  @Test("of parts are the sums of the whole, whatever the order", arguments: [1, 3])
  func merging(count: Int) {
    let values = Self.columns.flatMap { $0 }
    let scales = values.indices.map { Int16($0 % count) }
    var sums = ScaleSums(depth: .shape)
    for range in [900..<values.count, 0..<100, 100..<900] {
      sums.add(Self.sums(Array(values[range]), Array(scales[range])))
    }
    let (merged, whole) = (sums.totals(.ten), Self.sums(values, scales).totals(.ten))
    #expect(merged.powers == whole.powers)
    // The pairs across the ends of parts are added by who knows their order.
    let ends = [(99, 100), (899, 900)].reduce(BigInteger(0)) { sum, pair in
      let (one, next) = (pair.0, pair.1)
      let scale = 2 * merged.decimalScale - Int(scales[one]) - Int(scales[next])
      return sum + BigInteger(Int(values[one])) * BigInteger(Int(values[next]))
        * BigInteger(10).power(scale)
    }
    #expect(merged.products + ends == whole.products)
    #expect(merged.decimalScale == whole.decimalScale)
  }

  @Test("of long numbers and products merge like those of short ones")
  func mergingLong() throws {
    let numbers: [(BigInteger, Int)] = [(BigInteger(10).power(30) + 1, 3), (-7, 0), (5, 40)]
    var whole = ScaleSums(depth: .shape)
    var merged = whole
    for (value, scale) in numbers {
      var part = ScaleSums(depth: .shape)
      for place in 0...1 {
        if place == 0 { whole.add(value, scale: scale) } else { part.add(value, scale: scale) }
      }
      whole.add(product: value * 3, scale: scale + 1)
      part.add(product: value * 3, scale: scale + 1)
      merged.add(part)
    }
    let (one, other) = (merged.totals(.ten), whole.totals(.ten))
    #expect(one.powers == other.powers && one.products == other.products)
    let power = BigInteger(10).power(37)
    #expect(one.powers[0] == numbers[0].0 * power - 7 * power * 1000 + 5)
  }

  @Test("of squares alone have no more")
  func shallow() {
    var sums = ScaleSums(depth: .variance)
    Self.extremes.withUnsafeBufferPointer { sums.add($0, scale: 0) }
    let powers = Self.expected(Self.extremes, [Int16](repeating: 0, count: 10), 0)
    #expect(sums.totals(.ten).powers == [powers[0], powers[1], 0, 0])
    #expect(sums.totals(.ten).products == 0)
  }

  @Test("of placed parts are those of the series, in any order and with long numbers and doubles")
  func placed() throws {
    let texts = [
      "0.1", "12345678901234567890.5", "-3", "7e30", "0.25", "9007199254740993", "1e-25", "2.5",
    ]
    var series = DecimalSeries()
    for text in texts { try series.add(text) }
    // A part for each text, and one more of doubles at the end.
    var parts = PlacedSeries()
    for place in [3, 0, 7, 5, 1, 2, 6, 4] {
      var part = PlacedSeries()
      let number = try #require(ScaledNumber(texts[place]))
      part.add(UnsafeBufferPointer(start: nil, count: 0), number, at: place)
      parts.add(part)
    }
    #expect(parts.moments == series.moments)
    let doubles = [0x1p70, 0.1, -3]
    for value in doubles { try series.add(ScaledNumber(value).decimal.text) }
    var integers: [Int64] = []
    var scales: [Int16] = []
    for value in doubles {
      let number = ScaledNumber(value)
      integers.append(Int64(try #require(number.coefficient.asInt)))
      scales.append(Int16(number.scale))
    }
    integers.withUnsafeBufferPointer { integers in
      scales.withUnsafeBufferPointer {
        parts.add(integers, scales: $0, base: .two, long: [], at: 8)
      }
    }
    let (found, expected) = (parts.moments, series.moments)
    #expect(found.count == 11)
    #expect(found.exactSum == expected.exactSum)
    #expect(try found.kurtosis() == expected.kurtosis())
    #expect(try found.lag1Autocorrelation() == expected.lag1Autocorrelation())
  }
}

extension PlacedSeries {
  /// Adds a single number, as a long one.
  fileprivate mutating func add(
    _ none: UnsafeBufferPointer<Int64>,
    _ number: ScaledNumber,
    at place: Int
  ) {
    let scales = UnsafeBufferPointer<Int16>(start: nil, count: 0)
    add(none, scales: scales, base: .ten, long: [(0, number)], at: place)
  }
}
