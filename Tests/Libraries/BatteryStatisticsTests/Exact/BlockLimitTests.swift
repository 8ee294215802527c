import BatteryStatistics
import Testing

@Suite("Sums of a block", .timeLimit(.minutes(5)))
struct BlockLimitTests {
  @Test("do not overflow", arguments: [27, 28, 29, 59, 60, 62], [-1, 1] as [Int64])
  func overflow(bits: Int, sign: Int64) throws {
    let far = sign * (1 << Int64(bits))
    for (origin, others) in [(far, 0), (0, far)] as [(Int64, Int64)] {
      let values = [Int64](repeating: others, count: 128)
      var series = DecimalSeries()
      try series.add([origin], scale: 0)
      try series.add(values, scale: 0)
      // 1 of 129 is apart by d: the variance is d² / 129.
      let distance = Double(far)
      #expect(try series.moments.variance() == distance * distance / 129)
      var pairs = DecimalComoments()
      try pairs.add([origin], scale: 0, [origin], scale: 0)
      try pairs.add(values, scale: 0, values, scale: 0)
      #expect(try pairs.covariance() == distance * distance / 129)
      #expect(try pairs.correlation() == 1)
    }
  }
}
