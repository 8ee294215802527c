import BatteryStatistics
import Foundation
import Testing

@Suite("A damaged state", .timeLimit(.minutes(5)))
struct DamagedStateTests {
  /// A saved state with some of its figures replaced.
  private func changed(_ state: some Encodable, _ changes: [String: Any]) throws -> Data {
    let data = try JSONEncoder().encode(state)
    var fields = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    for (name, value) in changes { fields[name] = value }
    return try JSONSerialization.data(withJSONObject: fields)
  }

  private func refuses<State: Codable>(_ state: State, _ changes: [String: Any]) throws -> Bool {
    let data = try changed(state, changes)
    do {
      _ = try JSONDecoder().decode(State.self, from: data)
      return false
    } catch is StatisticsError {
      return true
    }
  }

  @Test("with too large a count is refused", arguments: [Int.max, 1 << 60, -1])
  func counts(count: Int) throws {
    #expect(try refuses(ExactMoments([1, 2]), ["count": count]))
    #expect(try refuses(RunningMoments([1, 2]), ["count": count]))
    #expect(try refuses(DecimalMoments(), ["count": count]))
    #expect(try refuses(SeriesMoments(depth: .shape), ["count": count]))
    #expect(try refuses(DecimalComoments(), ["count": count]))
    #expect(try refuses(TopK<Int>(capacity: 4), ["count": count]))
    #expect(try refuses(LogarithmicHistogram(), ["zeros": count]))
    #expect(try refuses(try Histogram(from: 0, to: 1, bins: 2), ["counts": [count, 1]]))
    let half = [1 << 59, 1 << 59]
    #expect(try refuses(try Histogram(from: 0, to: 1, bins: 2), ["counts": half]))
  }

  @Test("with a variance below zero is refused")
  func negativeVariance() throws {
    let large = try JSONSerialization.jsonObject(with: try JSONEncoder().encode(ExactMoments([9])))
    let sum = try #require((large as? [String: Any])?["sum"])
    #expect(try refuses(ExactMoments([1, 2]), ["sum": sum]))
    var decimals = DecimalMoments()
    try decimals.add("1")
    #expect(try refuses(decimals, ["sum": "2"]))
    #expect(try refuses(decimals, ["sum": "0", "squares": "-1"]))
    #expect(try !refuses(decimals, [:]))
    #expect(try !refuses(ExactMoments([1, .nan, -1e300, 5.5]), [:]))
  }

  @Test("of a distribution is refused")
  func distributions() throws {
    #expect(try refuses(NormalDistribution(), ["standardDeviation": -1]))
    let freedom = ["degreesOfFreedom": 0]
    #expect(try refuses(try StudentDistribution(degreesOfFreedom: 2), freedom))
    #expect(try refuses(try ChiSquareDistribution(degreesOfFreedom: 2), freedom))
    #expect(try refuses(try FisherDistribution(1, 2), ["denominatorDegreesOfFreedom": -3]))
    #expect(try !refuses(try FisherDistribution(1, 2), [:]))
  }
}
