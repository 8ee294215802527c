import BatteryNumbers
import Foundation
import Testing

@testable import BatteryStatistics

@Suite("Decimal moments", .timeLimit(.minutes(5)))
struct DecimalMomentsTests {
  /// NIST's NumAcc3 and NumAcc4 are a number and then others that differ from it by a tenth to both
  /// sides; doubles keep 9 and 8 digits of the standard deviation, which is certified as 0.1.
  @Test("have all digits that NIST certifies", arguments: ["1000000", "10000000"])
  func certified(base: String) throws {
    var moments = DecimalMoments()
    try moments.add(base + ".2")
    for _ in 0..<500 {
      try moments.add(base + ".1")
      try moments.add(base + ".3")
    }
    #expect(try moments.mean() == Double(base + ".2"))
    #expect(try moments.standardDeviation() == 0.1)
  }

  @Test("are those of fractions, however divided and saved")
  func exactness() throws {
    var source = MersenneTwister(seed: 3)
    let texts = (0..<600).map { _ in
      let digits = String(
        source.getrandbits(source.choice([5, 20, 60, 90]) ?? 5).text().reversed()
      )
      let sign = source.choice(["", "-", "+"]) ?? ""
      switch source.randint(0, 3) {
      case 0: return sign + digits
      case 1: return sign + "0." + digits
      case 2: return sign + digits + "." + digits + "e\(source.randint(-30, 30))"
      default: return sign + digits + "E5"
      }
    }
    let fractions = try texts.map { try Fraction(parsing: $0) }
    var (whole, merged) = (DecimalMoments(), DecimalMoments())
    for text in texts { try whole.add(text) }
    for part in (0..<3).reversed() {
      var share = DecimalMoments()
      for place in stride(from: part, to: texts.count, by: 3) {
        try share.add(bytes: Array(texts[place].utf8))
      }
      let saved = try JSONEncoder().encode(share)
      merged.add(try JSONDecoder().decode(DecimalMoments.self, from: saved))
    }
    #expect(merged == whole)
    #expect(whole.exactSum == fractions.sum())
    #expect(try merged.mean() == Double(try Statistics.mean(fractions)))
    #expect(try merged.variance() == Double(try Statistics.variance(fractions)))
    #expect(try merged.standardDeviation() == Statistics.stdev(fractions))
  }

  @Test(
    "refuse what is no number",
    arguments: [
      "", "-", ".", "1.2.3", "e5", "1e", "nan", "inf", "1,5", " 1", "0x10", "1e99999", "1_0",
    ]
  )
  func refusals(_ text: String) {
    var moments = DecimalMoments()
    #expect(throws: StatisticsError.self) { try moments.add(text) }
    #expect(moments.count == 0)
  }

  @Test("take a zero with any exponent", arguments: ["0e-2000", "0e2000", "-0.0e-99999"])
  func zeros(text: String) throws {
    var moments = DecimalMoments()
    try moments.add("3")
    try moments.add(text)
    #expect(try moments.mean() == 1.5)
  }

  @Test("say where a digit is beyond the limit", arguments: ["1e-2000", "1.5e-1999"])
  func beyond(text: String) {
    var moments = DecimalMoments()
    let error = #expect(throws: StatisticsError.self) { try moments.add(text) }
    #expect(error?.message.contains("multiple of 10^-2000") == true)
  }
}
