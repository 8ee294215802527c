import Testing

@testable import LogsTool

@Suite("Rows with the most hits") struct TopRowsTests {
  private static func items(_ count: Int, hits: Int) -> [(hits: Int, value: String)] {
    var state: UInt64 = 5
    return (0..<count).map { place in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (Int(state >> 33) % hits, "/é\((state >> 40) % 977)/\(place)")
    }
  }

  @Test(
    "are those of sorting all, and in that order",
    arguments: [0, 1, 7, 100, 3000, .max],
    [1, 5, 1_000_000]
  )
  func order(limit: Int, hits: Int) {
    let items = Self.items(2000, hits: hits)
    var rows = TopRows(limit: limit)
    for (place, item) in items.enumerated() { rows.add(place, hits: item.hits) { item.value } }
    let sorted = items.indices.sorted { left, right in
      (items[right].hits, items[left].value) < (items[left].hits, items[right].value)
    }
    #expect(rows.rows.map(\.place) == Array(sorted.prefix(limit)))
    #expect(rows.seen == 2000)
  }

  @Test("are found without making a text of every value")
  func work() {
    let items = Self.items(100_000, hits: 1_000_000_000)
    var rows = TopRows(limit: 10)
    var texts = 0
    for (place, item) in items.enumerated() {
      rows.add(place, hits: item.hits) {
        texts += 1
        return item.value
      }
    }
    #expect(texts < 2000)
  }

  @Test("are all, in the order in which they come, without a limit")
  func unlimited() {
    var rows = TopRows(limit: nil)
    for place in 0..<5 { rows.add(place, hits: place) { "\(-place)" } }
    #expect(rows.rows.map(\.place) == [0, 1, 2, 3, 4])
  }
}
