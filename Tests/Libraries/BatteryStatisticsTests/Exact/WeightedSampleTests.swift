import BatteryNumbers
import Testing

@testable import BatteryStatistics

@Suite("Weighted samples", .timeLimit(.minutes(5))) struct WeightedSampleTests {
  private static func numbers(_ texts: String...) -> [ScaledNumber] {
    texts.compactMap { ScaledNumber($0) }
  }

  private static let doubles = [0.1, -3, 0x1p-1074, 0x1p70, 7, 0].map { ScaledNumber($0) }

  /// Numbers and weights of many scales and both bases.
  static let cases: [(numbers: [ScaledNumber], weights: [ScaledNumber])] = [
    (numbers("0.1", "0.3", "7"), numbers("2", "1", "0")),
    (numbers("1", "2", "3", "2"), numbers("0.5", "1e-1000", "3", "2.25")),
    (numbers("1e-1000", "2", "-1e1000", "2.5"), numbers("1", "2", "1e-3", "1e20")),
    (numbers("1.10", "1.1", "-11e-1", "0"), numbers("1", "1e2", "100", "1e-2")),
    (doubles, numbers("1", "2", "0.5", "3", "1e-30", "7")),
    (
      numbers("1", "0.25", "3", "-5", "1e-9", "7"),
      doubles.map { ScaledNumber($0.double.magnitude) }
    ),
    (doubles, doubles.reversed().map { ScaledNumber($0.double.magnitude) }),
    (
      numbers("0.1") + [ScaledNumber(0.1)] + numbers("1e400", "1e-400"), numbers("1", "2", "3", "4")
    ),
    (numbers("5"), numbers("1e-400")), (numbers("5", "6"), numbers("0", "0.0")), ([], []),
  ]

  @Test("have the figures of fractions, whatever the scales and the bases", arguments: cases)
  func moments(numbers: [ScaledNumber], weights: [ScaledNumber]) throws {
    let sample = try WeightedSample(numbers, weights: weights)
    let (x, w) = (numbers.map(\.fraction), weights.map(\.fraction))
    let total = w.reduce(0, +)
    #expect(Fraction(sample.total) == total)
    #expect(sample.isEmpty == (total == 0))
    guard total > 0 else { return }
    func sum(_ term: (Fraction, Fraction) -> Fraction) -> Fraction {
      zip(x, w).reduce(0) { $0 + term($1.0, $1.1) }
    }
    let mean = sum { $1 * $0 } / total
    func central(_ power: Int) -> Fraction {
      sum { x, w in (0..<power).reduce(w) { product, _ in product * (x - mean) } } / total
    }
    #expect(sample.mean.map { Fraction($0) } == mean)
    #expect(sample.variance(population: true).map { Fraction($0) } == central(2))
    let squares = sum { $1 * $1 }
    #expect(sample.isSingle == (total * total == squares))
    #expect(sample.effectiveCount.map { Fraction($0) } == total * total / squares)
    guard !sample.isSingle, central(2) > 0 else { return }
    let unbiased = central(2) * total * total / (total * total - squares)
    #expect(sample.variance(population: false).map { Fraction($0) } == unbiased)
    let cube = central(2) * central(2) * central(2)
    let third = central(3)
    #expect(
      sample.signedSquareOfSkewness.map { Fraction($0) } == third * abs(third) / cube
    )
    #expect(
      sample.kurtosis.map { Fraction($0) } == central(4) / (central(2) * central(2)) - 3
    )
  }

  @Test("have the quantiles and the bins of fractions", arguments: cases)
  func order(numbers: [ScaledNumber], weights: [ScaledNumber]) throws {
    let sample = try WeightedSample(numbers, weights: weights)
    let shares: [Fraction] = [1, 0, Fraction(1, 2), Fraction(1, 4), Fraction(2, 3)]
    let found = try sample.quantiles(shares).map(\.fraction)
    guard !sample.isEmpty else { return #expect(found.isEmpty) }
    let order = zip(numbers.map(\.fraction), weights.map(\.fraction)).filter { $0.1 > 0 }
      .sorted { $0.0 < $1.0 }
    let total = order.reduce(0) { $0 + $1.1 }
    let expected = shares.compactMap { share -> Fraction? in
      var sum: Fraction = 0
      return order.first { row in
        sum = sum + row.1
        return sum >= share * total
      }?.0
    }
    #expect(found == expected)
    guard expected[0] > expected[1] else { return }
    let edges = HistogramEdges(from: expected[1], to: expected[0], bins: 3)
    let (counts, sums) = try sample.histogram(edges)
    for bin in 0..<3 {
      let inside = order.filter { edges.bin(of: $0.0) == bin }
      #expect(counts[bin] == inside.count)
      #expect(Fraction(sums[bin]) == inside.reduce(0) { $0 + $1.1 })
    }
  }

  @Test(
    "take no longer for one number with a thousand digits behind the point",
    .timeLimit(.minutes(1))
  )
  func scales() throws {
    let count = 20_000
    let integers = (0..<count).map { ScaledNumber(BigInteger($0), scale: 0, base: .ten) }
    let tiny = Self.numbers("1e-1000")
    let ones = [ScaledNumber](repeating: ScaledNumber(1, scale: 0, base: .ten), count: count)
    for sample in [
      try WeightedSample(integers + tiny, weights: ones + ones.prefix(1)),
      try WeightedSample(integers + ones.prefix(1), weights: ones + tiny),
    ] {
      #expect(sample.count == count + 1)
      #expect(try sample.quantiles([Fraction(1, 2)]).map(\.text) == ["\(count / 2 - 1)"])
    }
  }

  private struct Ended: Error {}

  @Test("are given up when they are not wanted any more, at every step", arguments: 0...2)
  func cancellation(step: Int) throws {
    let numbers = (0..<5_000).map {
      ScaledNumber(BigInteger($0 * 7_919 % 5_003), scale: 0, base: .ten)
    }
    var (calls, limit) = (0, step == 0 ? 3 : .max)
    func check() throws {
      calls += 1
      if calls >= limit { throw Ended() }
    }
    guard step > 0 else {
      #expect(throws: Ended.self) { try WeightedSample(numbers, weights: numbers, check: check) }
      return
    }
    let sample = try WeightedSample(numbers, weights: numbers)
    (calls, limit) = (0, 3)
    #expect(throws: Ended.self) {
      if step == 1 {
        _ = try sample.quantiles([Fraction(1, 2)], check: check)
      } else {
        _ = try sample.histogram(HistogramEdges(from: 0, to: 5_003, bins: 7), check: check)
      }
    }
    #expect(calls == 3)
  }
}

extension Fraction {
  /// The value of a ratio.
  fileprivate init(_ ratio: ExactRatio) {
    let shift = BigInteger(1) << abs(ratio.exponent)
    let quotient = try? Fraction(
      numerator: ratio.exponent > 0 ? ratio.numerator * shift : ratio.numerator,
      denominator: ratio.exponent < 0 ? ratio.denominator * shift : ratio.denominator
    )
    self = quotient ?? 0
  }
}
