import BatteryNumbers
import Foundation
import Testing

@testable import BatteryStatistics

@Suite("Logarithmic histogram", .timeLimit(.minutes(5)))
struct LogarithmicHistogramTests {
  @Test("has quantiles to its error, the same for any order", arguments: [1, 2, 9])
  func quantiles(parts: Int) throws {
    var source = MersenneTwister(seed: 4)
    let values = (0..<20_000).map { place in
      place % 50 == 0
        ? 0 : source.gauss(mu: 1, sigma: 3) * exp(source.random() * 100 - 50)
    }
    var whole = LogarithmicHistogram()
    try whole.add(contentsOf: values)
    var merged = LogarithmicHistogram()
    for part in (0..<parts).reversed() {
      var share = LogarithmicHistogram()
      let rows = stride(from: part, to: values.count, by: parts)
      try share.add(contentsOf: rows.reversed().map { values[$0] })
      let saved = try JSONEncoder().encode(share)
      merged.add(try JSONDecoder().decode(LogarithmicHistogram.self, from: saved))
    }
    #expect(merged == whole)
    let sorted = values.sorted()
    let shares = (0...100).map { Double($0) / 100 }
    for (share, found) in zip(shares, try whole.quantiles(shares)) {
      let right = sorted[max(Int((share * 20_000).rounded(.up)), 1) - 1]
      let error = (found - right).magnitude
      #expect(error <= LogarithmicHistogram.relativeError * right.magnitude, "\(share)")
    }
    #expect(try whole.quantile(0) == sorted[0])
    #expect(try whole.quantile(1) == sorted[19_999])
  }

  @Test("takes extremes, and the two zeros for one")
  func extremes() throws {
    let tiny = Double.leastNonzeroMagnitude
    var histogram = LogarithmicHistogram()
    try histogram.add(contentsOf: [-0.0, .infinity, -.infinity, tiny, -tiny, 0, 1e308])
    #expect(histogram.count == 7)
    #expect(try histogram.quantile(0.5).magnitude < 0x1p-1015)
    #expect(try histogram.quantile(1) == .infinity)
    #expect(try histogram.quantile(0.01) == -.infinity)
    var (first, second) = (LogarithmicHistogram(), LogarithmicHistogram())
    try first.add(contentsOf: [0, -0.0])
    try second.add(contentsOf: [-0.0, 0])
    #expect(first.minimum.bitPattern == second.minimum.bitPattern)
    #expect(try first.quantile(0.5) == 0)
  }

  @Test("refuses what has no rank or is damaged")
  func refusals() throws {
    var histogram = LogarithmicHistogram()
    #expect(throws: StatisticsError.self) { try histogram.add(.nan) }
    #expect(throws: StatisticsError.self) { try histogram.quantile(0.5) }
    try histogram.add(contentsOf: [1, 2])
    #expect(throws: StatisticsError.self) { try histogram.quantile(1.5) }
    let text = String(decoding: try JSONEncoder().encode(histogram), as: UTF8.self)
    for (part, other) in [
      ("\"version\":1", "\"version\":2"), ("[1,1]", "[1,-1]"), ("[1,1]", "[1]"),
      ("130944", "999999"),
    ] {
      let damaged = text.replacing(part, with: other)
      #expect(damaged != text)
      #expect(throws: StatisticsError.self) {
        try JSONDecoder().decode(LogarithmicHistogram.self, from: Data(damaged.utf8))
      }
    }
  }

  @Test("answers a number beside infinity")
  func largest() throws {
    var histogram = LogarithmicHistogram()
    try histogram.add(contentsOf: [1.795e308, 1.795e308, 1.795e308, .infinity])
    let median = try histogram.quantile(0.5)
    #expect((median / 1.795e308 - 1).magnitude <= LogarithmicHistogram.relativeError)
  }
}
