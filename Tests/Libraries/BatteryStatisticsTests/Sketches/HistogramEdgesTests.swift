import BatteryNumbers
import Testing

@testable import BatteryStatistics

@Suite("HistogramEdges") struct HistogramEdgesTests {
  @Test("has for each end the least integers and doubles that are not below it")
  func thresholds() throws {
    let edges = HistogramEdges(from: Fraction(-1, 3), to: Fraction(2, 3), bins: 7)
    for scale in [0, 1, 5, 18] {
      let power = BigInteger(10).power(scale)
      for (bin, integer) in edges.integers(scale: scale).enumerated() {
        let value = try Fraction(numerator: BigInteger(Int(integer)), denominator: power)
        let below = try Fraction(numerator: BigInteger(Int(integer) - 1), denominator: power)
        #expect(value >= edges[bin + 1] && below < edges[bin + 1])
      }
    }
    for (bin, double) in edges.doubles.enumerated() {
      let value = try #require(Fraction(exactly: double))
      let below = try #require(Fraction(exactly: double.nextDown))
      #expect(value >= edges[bin + 1] && below < edges[bin + 1])
    }
    #expect(edges.nearest[3] == 3.0 / 7 - 1.0 / 3 || edges.nearest[3] == 2.0 / 21)
  }

  @Test("leaves ends out that no integer of 64 bits reaches")
  func overflow() {
    let edges = HistogramEdges(from: -4, to: 4, bins: 8)
    #expect(edges.integers(scale: 18).count == 8 - 1)
    let wide = HistogramEdges(from: -40, to: 40, bins: 8)
    #expect(wide.integers(scale: 18) == [.min, .min, .min, 0])
  }

  @Test("of doubles are the nearest ones, also over the widest range")
  func doubles() throws {
    let most = Double.greatestFiniteMagnitude
    var histogram = try Histogram(from: -most, to: most, bins: 4)
    histogram.add(contentsOf: [-most, -1, 0, most])
    #expect(histogram.counts == [1, 1, 1, 1])
    #expect(histogram.edge(1) == -most / 2)
    #expect(histogram.width == most / 2)
    let tenths = try Histogram((0...10).map { Double($0) / 10 }, bins: 10)
    #expect((0...10).map { tenths.edge($0) } == (0...10).map { Double($0) / 10 })
    let tiny = try Histogram(
      [0, Double.leastNonzeroMagnitude, 2 * Double.leastNonzeroMagnitude],
      bins: 2
    )
    #expect(tiny.counts == [1, 2])
  }
}
