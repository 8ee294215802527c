import BatteryNumbers
import Foundation
import Testing

@testable import BatteryStatistics

@Suite("Moments of a series", .timeLimit(.minutes(5)))
struct SeriesMomentsTests {
  private static func answers(_ moments: SeriesMoments) throws -> [Double] {
    [
      try moments.mean(), try moments.variance(), try moments.standardDeviation(),
      try moments.skewness(population: true), try moments.skewness(),
      try moments.kurtosis(population: true), try moments.kurtosis(),
      try moments.lag1Autocorrelation(),
    ]
  }

  @Test("have the bits of Python's exact fractions, however the series is divided")
  func oracle() throws {
    let rows = try Oracle.rows("series.tsv")
    #expect(rows.count == 48)
    for row in rows {
      let texts = row[1].split(separator: ",").map(String.init)
      let right = try row[2...].map { try Oracle.number($0) }
      var source = MersenneTwister(seed: texts.count)
      for parts in [1, 2, 7] {
        var merged = SeriesMoments()
        var start = 0
        for part in 1...parts {
          let end = part == parts ? texts.count : source.randint(start, texts.count)
          let share = Array(texts[start..<end])
          if row[0] == "decimal" {
            var series = DecimalSeries()
            for text in share { try series.add(text) }
            merged.add(series.moments)
          } else {
            merged.add(DoubleSeries(share.compactMap { Double($0) }).moments)
          }
          start = end
        }
        #expect(merged.count == texts.count)
        #expect(try Self.answers(merged) == right, "\(row[0]) \(texts.prefix(4)) in \(parts)")
      }
    }
  }

  @Test("of integers in bulk are those of their texts", arguments: [4, 28, 29, 59, 60, 61, 64])
  func bulk(bits: Int) throws {
    var source = MersenneTwister(seed: bits)
    let values = (0..<1_000).map { place in
      let value = Int64(truncatingIfNeeded: source.bits(64)) >> Int64(64 - bits)
      return place % 300 == 7 ? value >> 2 : value
    }
    var (texts, whole) = (DecimalSeries(), DecimalSeries())
    for value in values { try texts.add("\(value)e-3") }
    try whole.add(values, scale: 3)
    #expect(whole == texts)
    let right = try Self.answers(whole.moments)
    for size in [1, 127, 128, 500] {
      var parts = DecimalSeries()
      for start in stride(from: 0, to: values.count, by: size) {
        let share = Array(values[start..<min(start + size, values.count)])
        if start % 2 == 0 {
          try parts.add(share, scale: 3)
        } else {
          var other = DecimalSeries()
          try other.add(share, scale: 3)
          parts.add(other)
        }
      }
      #expect(parts == whole)
      #expect(try Self.answers(parts.moments) == right)
    }
    let fractions = values.map { Fraction(Int($0)) / 1_000 }
    #expect(whole.moments.exactSum == fractions.sum())
    #expect(try whole.moments.standardDeviation() == Statistics.stdev(fractions))
    let mean = fractions.sum() / 1_000
    for order in 2...4 {
      let right = fractions.map { ($0 - mean).power(order) }.sum() / 1_000
      #expect(try whole.moments.centralMoment(order) == Double(right))
    }
  }

  @Test("of numbers with more and less digits after the point have one scale")
  func scales() throws {
    var (mixed, same) = (DecimalSeries(), DecimalSeries())
    for text in [
      "1.5", "2", "3.25", "1e18", "7.123456789012345678", "4e2", "-0.5", "9223372036854775807",
    ] {
      try mixed.add(text)
      try same.add(text.contains("e") ? text : text + (text.contains(".") ? "00" : ".00"))
    }
    #expect(mixed == same)
    try mixed.add([5, 6], scale: 0)
    try same.add([500, 600], scale: 2)
    #expect(mixed == same)
    #expect(mixed.count == 10)
  }

  @Test("of doubles are those of the sums of doubles")
  func doubles() throws {
    var source = MersenneTwister(seed: 8)
    let values = (0..<3_000).map { _ in source.gauss(mu: 3, sigma: 2) * 0x1p-30 }
    let series = DoubleSeries(values)
    let moments = ExactMoments(values)
    #expect(try series.moments.mean() == moments.mean())
    #expect(try series.moments.standardDeviation() == moments.standardDeviation())
    #expect(series.moments.exactSum == moments.exactSum)
    let running = RunningMoments(values)
    #expect(
      relativeError(
        try running.skewness(population: true),
        try series.moments.skewness(population: true)
      ) < 1e-12
    )
    #expect(
      relativeError(
        try running.kurtosis(population: true),
        try series.moments.kurtosis(population: true)
      ) < 1e-12
    )
    var parts = DoubleSeries()
    for start in stride(from: 0, to: values.count, by: 170) {
      let share = values[start..<min(start + 170, values.count)]
      if start % 3 == 0 { parts.add(DoubleSeries(share)) } else { parts.add(contentsOf: share) }
    }
    #expect(parts == series)
    #expect(try Self.answers(parts.moments) == Self.answers(series.moments))
    for value in values[..<300] { parts.add(value) }
    #expect(parts == DoubleSeries(values + values[..<300]))
  }

  @Test("are saved and continued")
  func saved() throws {
    var series = DecimalSeries()
    try series.add([5, -7, 1 << 62, 9, 11], scale: 4)
    let data = try JSONEncoder().encode(series)
    var read = try JSONDecoder().decode(DecimalSeries.self, from: data)
    #expect(read == series)
    try read.add("3.5")
    try series.add([35], scale: 1)
    #expect(read == series)
    let doubles = DoubleSeries([0.1, 0.2, -1e-300, 4])
    let saved = try JSONEncoder().encode(doubles)
    #expect(try JSONDecoder().decode(DoubleSeries.self, from: saved) == doubles)
    let text = String(decoding: data, as: UTF8.self)
    for damaged in [
      text.replacing("\"version\":1", with: "\"version\":2"),
      text.replacing("\"count\":5", with: "\"count\":-5"),
      text.replacing("\"powers\":[\"", with: "\"powers\":[\"ffffffffffffffffffffffffffffff"),
    ] {
      #expect(damaged != text)
      #expect(throws: StatisticsError.self) {
        try JSONDecoder().decode(DecimalSeries.self, from: Data(damaged.utf8))
      }
    }
  }

  @Test("say what has no answer")
  func undefined() throws {
    func code(_ body: () throws -> Void) -> StatisticsError.Code? {
      do {
        try body()
        return nil
      } catch { return (error as? StatisticsError)?.code }
    }
    var series = DecimalSeries()
    #expect(code { _ = try series.moments.mean() } == .tooFewValues)
    try series.add([7, 7, 7, 7], scale: 1)
    #expect(try series.moments.variance() == 0)
    #expect(code { _ = try series.moments.skewness() } == .constant)
    #expect(code { _ = try series.moments.centralMoment(5) } == .invalidArgument)
    #expect(try series.moments.centralMoment(3) == 0)
    #expect(code { _ = try series.moments.kurtosis() } == .constant)
    #expect(code { _ = try series.moments.lag1Autocorrelation() } == .constant)
    #expect(code { try series.add("x") } == .notFinite)
    #expect(code { try series.add([1], scale: -1) } == .invalidArgument)
    var shallow = DecimalSeries(depth: .variance)
    try shallow.add([1, 2, 4], scale: 0)
    #expect(try shallow.moments.variance() == 7.0 / 3)
    #expect(code { _ = try shallow.moments.skewness() } == .invalidArgument)
    series.add(shallow)
    #expect(code { _ = try series.moments.kurtosis() } == .invalidArgument)
    #expect(series.moments.sum == 9.8)
    let infinite = DoubleSeries([1, .infinity, 2, 3, 4]).moments
    #expect(try infinite.mean() == .infinity)
    #expect(try infinite.skewness().isNaN && infinite.kurtosis().isNaN)
    #expect(try infinite.variance().isNaN && infinite.lag1Autocorrelation().isNaN)
  }
}
