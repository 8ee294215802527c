import Foundation
import Testing

@testable import BatteryStatistics

@Suite("Running moments", .timeLimit(.minutes(5)))
struct RunningMomentsTests {
  @Test("are near the exact ones, however divided", arguments: [1, 3, 50], [0.0, 1e6])
  func nearness(parts: Int, offset: Double) throws {
    let values = ExactMomentsTests.data(9_000, seed: 6, wide: false).map { $0 * $0 + offset }
    var running = RunningMoments()
    for part in 0..<parts {
      running.add(
        RunningMoments(stride(from: part, to: values.count, by: parts).map { values[$0] })
      )
    }
    let exact = ExactMoments(values)
    func near(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool {
      (a - b).magnitude <= tolerance * b.magnitude
    }
    #expect(near(try running.mean(), try exact.mean(), 1e-14))
    #expect(near(try running.variance(), try exact.variance(), 1e-12))
    // By definition, with the exact mean.
    let mean = try exact.mean()
    let deviation = try exact.standardDeviation(population: true)
    let scores = values.map { ($0 - mean) / deviation }
    let third = scores.map { pow($0, 3) }.reduce(0, +) / 9_000
    let fourth = scores.map { pow($0, 4) }.reduce(0, +) / 9_000
    #expect(near(try running.skewness(population: true), third, 1e-9))
    #expect(near(try running.kurtosis(population: true), fourth - 3, 1e-9))
    #expect(running.minimum == values.min())
    #expect(running.maximum == values.max())
    #expect(running.lane == .fast)
    #expect(exact.lane == .exact)
    let saved = try JSONEncoder().encode(running)
    #expect(try JSONDecoder().decode(RunningMoments.self, from: saved) == running)
  }

  @Test("have no skewness where all values are the same")
  func constant() throws {
    #expect(throws: StatisticsError.self) { try RunningMoments([2, 2, 2]).skewness() }
    #expect(throws: StatisticsError.self) { try RunningMoments().mean() }
    #expect(try RunningMoments([2, 2, 2]).variance() == 0)
  }

  @Test("have the shape of a sample by default, as exact sums have")
  func shape() throws {
    let values = [1.0, 2, 4, 8, 16.5]
    let running = RunningMoments(values)
    var series = DoubleSeries()
    series.add(contentsOf: values)
    let exact = series.moments
    for population in [false, true] {
      let skewness = try running.skewness(population: population)
      #expect((skewness - (try exact.skewness(population: population))).magnitude < 1e-13)
      let kurtosis = try running.kurtosis(population: population)
      #expect((kurtosis - (try exact.kurtosis(population: population))).magnitude < 1e-13)
    }
    #expect(throws: StatisticsError.self) { try RunningMoments([1, 2]).skewness() }
    #expect(throws: StatisticsError.self) { try RunningMoments([1, 2, 4]).kurtosis() }
  }
}
