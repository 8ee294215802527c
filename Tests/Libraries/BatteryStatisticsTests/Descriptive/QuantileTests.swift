import BatteryNumbers
import Testing

@testable import BatteryStatistics

@Suite("Quantiles", .timeLimit(.minutes(5)))
struct QuantileTests {
  @Test("of nine types are those of NumPy")
  func types() throws {
    let cases = try OracleCase.recorded("quantiles.tsv")
    #expect(cases.count == 540)
    let wrong = try cases.compactMap { item -> String? in
      let method = try #require(QuantileMethod(rawValue: Int(item.operation) ?? 0))
      let lists = item.fields.map { $0.split(separator: ",").map { OracleCase.double($0) } }
      let given = try Statistics.quantiles(lists[1], at: lists[0], method: method)
      let isNear = zip(given, lists[2]).allSatisfy {
        ($0 - $1).magnitude <= 1e-13 * max(1, $1.magnitude)
      }
      return isNear
        ? nil : "type \(method.rawValue) of \(lists[1]) at \(lists[0]): \(given) for \(lists[2])"
    }
    #expect(wrong == [])
  }

  @Test("are selected where sorting would put them", arguments: [1, 2, 100, 1_000, 50_000])
  func selection(_ count: Int) throws {
    for (seed, kind) in [(1, "gauss"), (2, "few"), (3, "wide"), (4, "same"), (5, "signs")] {
      var source = MersenneTwister(seed: seed)
      let values = (0..<count).map { _ in
        switch kind {
        case "few": Double(source.randint(-3, 3))
        case "wide": Double(sign: .plus, exponent: source.randint(-1_074, 1_023), significand: 1)
        case "same": 4.0
        case "signs": source.choice([-Double.infinity, -1, 0.0, 1, .infinity]) ?? 0
        default: source.gauss()
        }
      }
      let sorted = values.sorted()
      let places = [0, 0, count / 3, count / 2, count - 1].sorted()
      let selected = values.withUnsafeBufferPointer { OrderStatistics.select($0, places) }
      #expect(selected == places.map { sorted[$0] })
      let all = values.withUnsafeBufferPointer { OrderStatistics.sorted($0) }
      #expect(all == sorted)
    }
  }

  @Test("refuse no data, NaN and probabilities that are none")
  func refusals() {
    #expect(throws: StatisticsError.self) { try Statistics.quantiles([Double](), at: [0.5]) }
    #expect(throws: StatisticsError.self) { try Statistics.quantiles([1.0, .nan], at: [0.5]) }
    #expect(throws: StatisticsError.self) { try Statistics.quantiles([1.0, 2], at: [1.5]) }
    #expect(throws: StatisticsError.self) { try Statistics.quantiles([1.0, 2], at: [.nan]) }
    #expect(throws: StatisticsError.self) { try Statistics.quantiles([1.0, 2], n: 0) }
    #expect(throws: StatisticsError.self) { try Statistics.median([2.0, .nan, 1]) }
  }
}
