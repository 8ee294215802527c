import BatteryNumbers
import Testing

@testable import BatteryStatistics

@Suite("Several workers", .timeLimit(.minutes(5)))
struct WorkersTests {
  static let values: [Double] = ExactMomentsTests.data(300_000, seed: 21, wide: false)

  @Test("take every part once and hand results over in order", arguments: [1, 2, 7, 64])
  func parts(workers: Int) {
    #expect(Parts.map(1_000, workers: workers) { $0 * $0 } == (0..<1_000).map { $0 * $0 })
    let ranges = (0..<workers).map { Parts.range($0, of: workers, 100) }
    #expect(ranges.flatMap(Array.init) == Array(0..<100))
  }

  @Test("are as many as values are worth")
  func count() {
    #expect(Parts.workers(64, values: 10) == 1)
    #expect(Parts.workers(64, values: 100_000) == 3)
    #expect(Parts.workers(2, values: 1 << 30) == 2)
    #expect(Parts.workers(0, values: 1 << 30) == 1)
  }

  @Test("give moments the same bits in any order", arguments: [1, 2, 7, 64])
  func moments(workers: Int) throws {
    var generator = MersenneTwister(seed: workers)
    let state = ExactMoments(Self.values.shuffled(using: &generator), workers: workers)
    let whole = ExactMoments(Self.values)
    #expect(state == whole)
    #expect(try state.mean().bitPattern == whole.mean().bitPattern)
    #expect(try state.standardDeviation().bitPattern == whole.standardDeviation().bitPattern)
  }

  @Test("give moments of pairs the same bits", arguments: [1, 2, 7, 64])
  func comoments(workers: Int) throws {
    let others = Array(Self.values.reversed())
    let state = try ExactComoments(Self.values, others, workers: workers)
    #expect(try state == ExactComoments(Self.values, others))
    #expect(throws: StatisticsError.self) { try ExactComoments([1], [], workers: workers) }
  }

  @Test("find the quantiles that sorting finds", arguments: [1, 2, 7, 64])
  func quantiles(workers: Int) throws {
    // Half of the values are the same, and a few are far away.
    let values =
      Self.values.map { $0 < 0 ? 0 : $0 } + [-1e300, .infinity, -0.0, .leastNonzeroMagnitude]
    let sorted = values.sorted()
    let places = [0, 1, 2, 3, 149_000, 200_000, 250_001, values.count - 2, values.count - 1]
    let found = values.withUnsafeBufferPointer {
      OrderStatistics.select($0, places, workers: workers)
    }
    #expect(found == places.map { sorted[$0] })
    let shares = [0, 0.05, 0.5, 0.95, 1]
    #expect(
      try Statistics.quantiles(values, at: shares, workers: workers)
        == Statistics.quantiles(values, at: shares, workers: 1)
    )
  }

  @Test("are there for cut points, which doubles do not sort for")
  func cutPoints() throws {
    // The overload for numbers of any kind has two methods only.
    let cuts = try Statistics.quantiles(Self.values, n: 4, method: .hazen)
    #expect(try cuts == Statistics.quantiles(Self.values, n: 4, method: .hazen, workers: 3))
    #expect(try cuts == Statistics.quantiles(Self.values, at: [0.25, 0.5, 0.75], method: .hazen))
  }

  @Test("find the place of what is no number", arguments: [1, 2, 7])
  func notANumber(workers: Int) {
    for wrong in [Double.nan, -.nan] {
      var values = Self.values
      values[123_456] = wrong
      let error = #expect(throws: StatisticsError.self) {
        try Statistics.quantiles(values, at: [0.5], workers: workers)
      }
      #expect(error?.message.contains("value 123457 of the data is NaN") == true)
    }
  }
}
