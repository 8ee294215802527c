import BatteryNumbers
import Foundation
import Testing

@testable import BatteryStatistics

@Suite("Sketches", .timeLimit(.minutes(5)))
struct SketchTests {
  @Test("of quantiles keep to their error, merged or not", arguments: [1, 10], [50, 200])
  func quantiles(parts: Int, size: Int) throws {
    let count = 100_000
    var source = MersenneTwister(seed: 11)
    var values = (0..<count).map(Double.init)
    source.shuffle(&values)
    var sketch = try QuantileSketch(size: size)
    for part in 0..<parts {
      var share = try QuantileSketch(size: size)
      try share.add(contentsOf: stride(from: part, to: count, by: parts).lazy.map { values[$0] })
      try sketch.add(share)
    }
    #expect(sketch.count == count)
    #expect(sketch.lane == .approximate)
    let shares = (1..<20).map { Double($0) / 20 }
    let errors = zip(try sketch.quantiles(shares), shares).map { value, share in
      (value / Double(count) - share).magnitude
    }
    // The stated error holds for a single answer at 99 %; of nineteen, one may be a bit larger.
    #expect(errors.filter { $0 > sketch.rankError }.count <= 1, "\(errors)")
    #expect((errors.max() ?? 1) < 1.5 * sketch.rankError)
    #expect(try sketch.quantile(0) == 0)
    #expect(try sketch.quantile(1) == Double(count - 1))
    #expect((try sketch.rank(of: 25_000) - 0.25).magnitude < 1.5 * sketch.rankError)
    let saved = try JSONEncoder().encode(sketch)
    #expect(saved.count < 40 * size * 10)
    #expect(try JSONDecoder().decode(QuantileSketch.self, from: saved) == sketch)
  }

  @Test("of few values are exact")
  func few() throws {
    var sketch = QuantileSketch()
    try sketch.add(contentsOf: (1...99).map(Double.init).reversed())
    #expect(sketch.lane == .exact)
    #expect(sketch.rankError == 0)
    #expect(try sketch.quantiles([0.5, 0.1, 0.99]) == [50, 10, 99])
  }

  @Test("of different values keep to their error", arguments: [1, 100, 5_000, 200_000])
  func cardinality(_ count: Int) throws {
    var (numbers, texts, merged) = (HyperLogLog(), HyperLogLog(), HyperLogLog())
    var other = HyperLogLog()
    for value in 0..<count {
      numbers.add(Double(value) / 7)
      numbers.add(Double(value) / 7)
      texts.add("value \(value)")
      if value % 3 == 0 { merged.add("value \(value)") } else { other.add("value \(value)") }
    }
    try merged.add(other)
    #expect(merged == texts)
    for sketch in [numbers, texts] {
      let error = (sketch.estimate / Double(count) - 1).magnitude
      #expect(error < 4 * sketch.relativeError, "\(sketch.estimate)")
    }
    let saved = try JSONEncoder().encode(texts)
    #expect(try JSONDecoder().decode(HyperLogLog.self, from: saved) == texts)
  }

  @Test(
    "of different values hash as they did when they were saved, and refuse other hashes by name"
  )
  func savedHash() throws {
    var sketch = try HyperLogLog(precision: 4)
    for value in 0..<20 { sketch.add("value \(value)") }
    sketch.add(0.1)
    sketch.add((1 << 53) + 1)
    let saved = String(decoding: try JSONEncoder().encode(sketch), as: UTF8.self)
    // Whoever changes the hash changes its name, too.
    let registers = try #require(saved.firstMatch(of: /"registers":"([^"]*)"/)).1
    #expect(registers.replacing("\\/", with: "/") == "AAIABAMAAAEDAwEAAwIABA==")
    let others = [
      ("\"hash\":\"splitmix64-words\"", "\"hash\":\"fnv1a\"", "has hashed its values by \"fnv1a\""),
      ("\"version\":2", "\"version\":1", "has the version 1"),
    ]
    for (part, other, message) in others {
      #expect(saved.contains(part))
      let error = #expect(throws: StatisticsError.self) {
        let data = Data(saved.replacing(part, with: other).utf8)
        return try JSONDecoder().decode(HyperLogLog.self, from: data)
      }
      #expect(error?.code == .invalidState)
      #expect(error?.message.contains(message) == true)
    }
  }

  @Test("of different values take -0 for 0, and tell zeros at the end apart")
  func equality() {
    var sketch = HyperLogLog()
    sketch.add(0.0)
    let once = sketch
    sketch.add(-0.0)
    #expect(sketch == once)
    sketch.add(bytes: [1])
    sketch.add(bytes: [1, 0])
    sketch.add(bytes: [])
    #expect(sketch.estimate.rounded() == 4)
    #expect(HyperLogLog().estimate == 0)
  }

  @Test("of different values take an integer for the double that is equal to it")
  func integersAndDoubles() {
    var integers = HyperLogLog()
    var doubles = integers
    for value in [0, 3, -7, 1 << 53, .min] {
      integers.add(value)
      doubles.add(Double(value))
    }
    #expect(integers == doubles)
    // One more has no double of its own.
    integers.add((1 << 53) + 1)
    #expect(integers != doubles)
    var texts = doubles
    texts.add("3")
    #expect(texts.estimate.rounded() == 6)
  }

  @Test("refuse what does not fit or is damaged")
  func refusals() throws {
    #expect(throws: StatisticsError.self) { try QuantileSketch(size: 1) }
    #expect(throws: StatisticsError.self) { try HyperLogLog(precision: 40) }
    var sketch = QuantileSketch()
    #expect(throws: StatisticsError.self) { try sketch.add(.nan) }
    #expect(throws: StatisticsError.self) { try sketch.quantile(0.5) }
    #expect(throws: StatisticsError.self) { try sketch.add(try QuantileSketch(size: 50)) }
    try sketch.add(1)
    let text = String(decoding: try JSONEncoder().encode(sketch), as: UTF8.self)
    for damaged in [
      text.replacing("\"count\":1", with: "\"count\":2"),
      text.replacing("\"version\":1", with: "\"version\":3"),
    ] {
      #expect(damaged != text)
      #expect(throws: StatisticsError.self) {
        try JSONDecoder().decode(QuantileSketch.self, from: Data(damaged.utf8))
      }
    }
  }

  @Test("of intervals count each value once")
  func histogram() throws {
    var histogram = try Histogram(from: 0, to: 1, bins: 10)
    histogram.add(contentsOf: (0...10).map { Double($0) / 10 })
    #expect(histogram.counts == [1, 1, 1, 1, 1, 1, 1, 1, 1, 2])
    var other = try Histogram(from: 0, to: 1, bins: 10)
    other.add(contentsOf: [-1, 2, .nan, .infinity, 0.05])
    try histogram.add(other)
    #expect(histogram.below == 1)
    #expect(histogram.above == 2)
    #expect(histogram.notNumbers == 1)
    #expect(histogram.counts[0] == 2)
    #expect(histogram.count == 16)
    let saved = try JSONEncoder().encode(histogram)
    #expect(try JSONDecoder().decode(Histogram.self, from: saved) == histogram)
    #expect(try Histogram([3, 3, 3], bins: 4).counts.reduce(0, +) == 3)
    #expect(throws: StatisticsError.self) { try histogram.add(Histogram(from: 0, to: 2, bins: 10)) }
    #expect(throws: StatisticsError.self) { try Histogram([.nan], bins: 3) }
    #expect(throws: StatisticsError.self) { try Histogram(from: 1, to: 1, bins: 3) }
  }

  @Test("of intervals put each edge into the interval that it begins")
  func edges() throws {
    for (lower, upper) in [(0.1, 0.7), (-1e9, 3.3), (0, 1e-9), (1e16, 1e16 + 4_000)] {
      for bins in [3, 7, 49, 1_000] {
        let empty = try Histogram(from: lower, to: upper, bins: bins)
        for bin in 0..<bins {
          var histogram = empty
          histogram.add(empty.edge(bin))
          #expect(histogram.counts[bin] == 1)
        }
      }
    }
  }
}
