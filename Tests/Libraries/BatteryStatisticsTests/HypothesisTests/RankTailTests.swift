import Testing

@testable import BatteryStatistics

@Suite("Exact tails of ranks", .timeLimit(.minutes(5)))
struct RankTailTests {
  /// 2 over the number of arrangements: C(80, 40) and C(100, 50).
  @Test(
    "of samples that lie apart keep their digits",
    arguments: [(40, 2 / 107_507_208_733_336_176_461_620.0), (50, 2 / 1.0089134454556419e29)]
  )
  func apart(count: Int, expected: Double) throws {
    let low = (0..<count).map(Double.init)
    let high = low.map { $0 + 1_000 }
    for (first, second) in [(low, high), (high, low)] {
      let p = try RankTest.mannWhitney(first, second).p
      #expect((p - expected).magnitude < expected * 1e-14)
    }
    let greater = try RankTest.mannWhitney(high, low, alternative: .greater).p
    #expect((greater - expected / 2).magnitude < expected * 1e-14)
    #expect(try RankTest.mannWhitney(low, high, alternative: .greater).p == 1)
  }

  @Test("count the arrangements", arguments: [(1, 1), (2, 3), (3, 2), (5, 1), (4, 4)])
  func ways(m: Int, n: Int) {
    // Each choice of m places among m + n, and how many of the others lie before them.
    var expected = [Double](repeating: 0, count: m * n + 1)
    for choice in 0..<(1 << (m + n)) where choice.nonzeroBitCount == m {
      var (others, sum) = (0, 0)
      for place in 0..<(m + n) {
        if choice >> place & 1 == 1 { sum += others } else { others += 1 }
      }
      expected[sum] += 1
    }
    #expect(RankTest.ways(m, n) == expected)
  }
}
