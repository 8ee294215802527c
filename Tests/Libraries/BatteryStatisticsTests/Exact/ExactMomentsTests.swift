import BatteryNumbers
import Foundation
import Testing

@testable import BatteryStatistics

@Suite("Exact moments", .timeLimit(.minutes(5)))
struct ExactMomentsTests {
  /// Data of all sizes and kinds.
  static func data(_ count: Int, seed: Int, wide: Bool) -> [Double] {
    var source = MersenneTwister(seed: seed)
    return (0..<count).map { _ in
      let value = source.gauss()
      let exponent = wide ? source.randint(-1_070, 1_000) : 0
      return value * Double(sign: .plus, exponent: exponent, significand: 1)
    }
  }

  @Test("are the same for any order and any division", arguments: [false, true], [1, 2, 7, 64])
  func orderIndependence(wide: Bool, parts: Int) throws {
    let values = Self.data(10_007, seed: 5, wide: wide)
    let whole = ExactMoments(values)
    var merged = ExactMoments()
    for part in (0..<parts).reversed() {
      let share = stride(from: part, to: values.count, by: parts).map { values[$0] }
      merged.add(ExactMoments(share.reversed()))
    }
    #expect(merged == whole)
    #expect(try merged.standardDeviation().bitPattern == whole.standardDeviation().bitPattern)
    #expect(try merged.mean().bitPattern == whole.mean().bitPattern)
  }

  @Test("are the sums of the fractions that the doubles are", arguments: [false, true])
  func exactness(wide: Bool) throws {
    let values =
      Self.data(700, seed: 9, wide: wide) + [
        0, -0.0, .leastNonzeroMagnitude, -.greatestFiniteMagnitude,
      ]
    let fractions = values.compactMap { Fraction(exactly: $0) }
    let moments = ExactMoments(values)
    #expect(moments.exactSum == fractions.sum())
    #expect(moments.exactSumOfSquares == fractions.map { $0 * $0 }.sum())
    #expect(moments.sum == Double(fractions.sum()))
  }

  @Test("take whole blocks at the ends of the range", arguments: [1e308, 1e306, 1e-307, 0x1p-1030])
  func ends(scale: Double) {
    let values = Self.data(1_024, seed: 31, wide: false).map { value in
      // Exponents about the largest and the smallest, with numbers far below among them.
      value.magnitude < 0.05 ? value : max(-1.7, min(value, 1.7)) * scale
    }
    let fractions = values.compactMap { Fraction(exactly: $0) }
    let moments = ExactMoments(values)
    #expect(moments.exactSum == fractions.sum())
    #expect(moments.exactSumOfSquares == fractions.map { $0 * $0 }.sum())
    for (special, sum) in [(Double.infinity, Double.infinity), (.nan, .nan)] {
      var others = values
      others[300] = special
      #expect(ExactMoments(others).sum.bitPattern == sum.bitPattern)
      #expect(ExactMoments(others).exactSum == nil)
    }
  }

  @Test("of pairs are the sums of the products", arguments: [false, true])
  func products(wide: Bool) throws {
    let x = Self.data(700, seed: 1, wide: wide)
    let y = Self.data(700, seed: 2, wide: wide)
    let state = try ExactComoments(x, y)
    let products = zip(x, y).compactMap { x, y in
      Fraction(exactly: x).flatMap { x in Fraction(exactly: y).map { x * $0 } }
    }
    #expect(state.exactSumOfProducts == products.sum())
    var parts = ExactComoments()
    for part in 0..<3 {
      let places = stride(from: part, to: x.count, by: 3)
      try parts.add(places.map { x[$0] }, places.map { y[$0] })
    }
    #expect(parts == state)
  }

  @Test("of pairs give the line and the correlation that fractions give")
  func line() throws {
    let x = Self.data(60, seed: 3, wide: false)
    let y = zip(x, Self.data(60, seed: 4, wide: false)).map { 1e9 + 3 * $0 + $1 / 1_000 }
    let state = try ExactComoments(x, y)
    let (xs, ys) = (x.compactMap { Fraction(exactly: $0) }, y.compactMap { Fraction(exactly: $0) })
    let n = Fraction(60)
    func product(_ a: [Fraction], _ b: [Fraction]) -> Fraction {
      zip(a, b).map { $0 * $1 }.sum() - a.sum() * b.sum() / n
    }
    let slope = product(xs, ys) / product(xs, xs)
    let line = try state.linearRegression()
    #expect(line.slope == Double(slope))
    #expect(line.intercept == Double((ys.sum() - slope * xs.sum()) / n))
    #expect(try state.covariance() == Double(product(xs, ys) / Fraction(59)))
    let square = product(xs, ys) * product(xs, ys) / (product(xs, xs) * product(ys, ys))
    #expect(try state.correlation() == ExactRatio(square).squareRoot)
  }

  @Test("survive being saved", arguments: [false, true])
  func coding(wide: Bool) throws {
    let values = Self.data(500, seed: 8, wide: wide)
    let moments = ExactMoments(values)
    let bytes = try JSONEncoder().encode(moments)
    #expect(try JSONDecoder().decode(ExactMoments.self, from: bytes) == moments)
    let pairs = try ExactComoments(values, values.reversed())
    let pairBytes = try JSONEncoder().encode(pairs)
    #expect(try JSONDecoder().decode(ExactComoments.self, from: pairBytes) == pairs)
  }

  @Test(
    "refuse a damaged or newer state",
    arguments: [
      #"{"version":2,"count":0,"sum":{"digits":"0","exponent":0}}"#,
      #"{"version":1,"count":1,"sum":{"digits":"xyz","exponent":0}}"#,
      #"{"version":1,"count":1,"sum":{"digits":"1","exponent":9000}}"#,
      #"{"version":1,"count":1,"sum":{"digits":"1","exponent":-32}}"#,
    ]
  )
  func damage(_ text: String) {
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode(ExactMoments.self, from: Data(text.utf8))
    }
  }

  @Test("remember what is not finite")
  func special() throws {
    #expect(try ExactMoments([1, .infinity]).mean() == .infinity)
    #expect(try ExactMoments([-.infinity, 1]).mean() == -.infinity)
    #expect(try ExactMoments([1, .infinity, -.infinity]).mean().isNaN)
    #expect(try ExactMoments([1, .nan]).standardDeviation().isNaN)
    #expect(ExactMoments([1, .nan]).exactSum == nil)
    #expect(throws: StatisticsError.self) { try ExactMoments([1]).variance() }
    #expect(throws: StatisticsError.self) { try ExactMoments().mean() }
  }

  @Test("round roots and quotients once, subnormal ones too")
  func rounding() throws {
    let tiny = Double.leastNonzeroMagnitude
    #expect(try ExactMoments([tiny, 3 * tiny]).mean() == 2 * tiny)
    #expect(try ExactMoments([0, tiny]).mean() == 0)
    #expect(try ExactMoments([tiny, 2 * tiny]).mean() == 2 * tiny)
    #expect(try ExactMoments([0, 2 * tiny]).standardDeviation(population: true) == tiny)
    let largest = Double.greatestFiniteMagnitude
    #expect(try ExactMoments([largest, largest]).mean() == largest)
    #expect(try ExactMoments([largest, -largest]).variance() == .infinity)
    #expect(try ExactMoments([largest, -largest]).standardDeviation(population: true) == largest)
  }
}
