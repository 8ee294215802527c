import BatteryNumbers
import Foundation
import Testing

@testable import BatteryStatistics

@Suite("Most frequent values", .timeLimit(.minutes(5)))
struct TopKTests {
  /// Values of which the i-th comes about 1 / i as often as the first.
  private static func values(_ count: Int, seed: Int) -> [Int] {
    var source = MersenneTwister(seed: seed)
    return (0..<count).map { _ in Int(exp(source.random() * log(20_000))) }
  }

  @Test("are exact for few different values, for any order and division")
  func exact() throws {
    let values = Self.values(5_000, seed: 1).map { "word \($0 % 100)" }
    var right: [String: Int] = [:]
    for value in values { right[value, default: 0] += 1 }
    var whole = try TopK<String>(capacity: 100)
    whole.add(contentsOf: values)
    var merged = try TopK<String>(capacity: 100)
    for part in [2, 0, 1] {
      var share = try TopK<String>(capacity: 100)
      share.add(contentsOf: stride(from: part, to: 5_000, by: 3).map { values[$0] })
      let saved = try JSONEncoder().encode(share)
      try merged.add(JSONDecoder().decode(TopK<String>.self, from: saved))
    }
    #expect(merged == whole)
    #expect(whole.lane == .exact)
    #expect(whole.distinctCount == right.count)
    #expect(whole.isCertain(10))
    let top = whole.top(10)
    let order = right.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    #expect(top.map(\.value) == order.prefix(10).map(\.key))
    #expect(top.allSatisfy { $0.count == right[$0.value] && $0.maximumCount == $0.count })
    #expect(whole.top(1_000).count == right.count)
  }

  @Test("keep to the error that they state, merged or not", arguments: [1, 7], [10, 100, 1_000])
  func bound(parts: Int, capacity: Int) throws {
    let values = Self.values(60_000, seed: 2)
    var right: [Int: Int] = [:]
    for value in values { right[value, default: 0] += 1 }
    var top = try TopK<Int>(capacity: capacity)
    for part in 0..<parts {
      var share = try TopK<Int>(capacity: capacity)
      share.add(contentsOf: stride(from: part, to: values.count, by: parts).map { values[$0] })
      try top.add(share)
    }
    #expect(top.lane == .approximate)
    #expect(top.distinctCount == nil)
    #expect(top.count == values.count)
    #expect(top.errorBound > 0 && top.errorBound <= values.count / (capacity + 1))
    let entries = top.top(capacity)
    #expect(entries.count <= capacity)
    for entry in entries {
      #expect((entry.count...entry.maximumCount).contains(right[entry.value] ?? 0))
    }
    let listed = Set(entries.map(\.value))
    // What is not listed came no more often than the bound, or than the rarest that is.
    let most = right.filter { !listed.contains($0.key) }.map(\.value).max() ?? 0
    #expect(most <= max(top.errorBound, (entries.last?.count ?? 0) + top.errorBound))
    var certain = 0
    while top.isCertain(certain + 1) { certain += 1 }
    let order = right.sorted { $0.value > $1.value }
    #expect(Set(order.prefix(certain).map(\.key)) == Set(entries.prefix(certain).map(\.value)))
    #expect(capacity < 100 || certain > 0)
    let saved = try JSONEncoder().encode(top)
    #expect(try JSONDecoder().decode(TopK<Int>.self, from: saved) == top)
  }

  @Test("refuse what does not fit or is damaged")
  func refusals() throws {
    #expect(throws: StatisticsError.self) { try TopK<Int>(capacity: 0) }
    var top = try TopK<Int>(capacity: 3)
    #expect(throws: StatisticsError.self) { try top.add(TopK<Int>(capacity: 4)) }
    #expect(top.top(5).isEmpty)
    top.add(7, count: 4)
    top.add(2)
    #expect(top.top(-1).isEmpty)
    let text = String(decoding: try JSONEncoder().encode(top), as: UTF8.self)
    for (part, other) in [
      ("\"version\":1", "\"version\":2"), ("\"counts\":[4,1]", "\"counts\":[4,2]"),
      ("\"counts\":[4,1]", "\"counts\":[6,-1]"), ("\"values\":[7,2]", "\"values\":[7,7]"),
      ("\"counts\":[4,1]", "\"counts\":[5]"), ("\"errorBound\":0", "\"errorBound\":1"),
    ] {
      let damaged = text.replacing(part, with: other)
      #expect(damaged != text)
      #expect(throws: StatisticsError.self) {
        try JSONDecoder().decode(TopK<Int>.self, from: Data(damaged.utf8))
      }
    }
  }
}
