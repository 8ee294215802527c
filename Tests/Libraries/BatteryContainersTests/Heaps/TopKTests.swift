import BatteryContainers
import Testing

@Suite("TopK") struct TopKTests {
  @Test("keeps the best in bounded memory, and tells what must be beaten")
  func threshold() {
    var top = TopK<String, Int>(2)
    #expect(top.threshold == nil)
    top.insert("five", key: 5)
    top.insert("nine", key: 9)
    #expect(top.threshold == 5)
    #expect(top.insert("another five", key: 5) == false)
    #expect(top.insert("seven", key: 7) == true)
    #expect(top.sorted() == ["nine", "seven"])
    #expect(top.count == 2)
  }

  @Test("keeps the smallest when asked for them, and nothing without room")
  func sides() {
    var lowest = TopK<Int, Int>(3, .smallest)
    for number in [5, 1, 4, 1, 3] { lowest.insert(number) }
    #expect(lowest.sorted() == [1, 1, 3])
    var none = TopK<Int, Int>(-1)
    #expect(none.insert(1) == false)
    #expect(none.isEmpty)
  }

  @Test("parts that were collected on their own give what one collector would")
  func merging() {
    let values = (0..<200).map { ($0, ($0 * 7919) % 23) }
    var whole = TopK<Int, Int>(10)
    var parts = [TopK<Int, Int>](repeating: TopK(10), count: 4)
    for (index, key) in values {
      whole.insert(index, key: key)
      parts[index / 50].insert(index, key: key)
    }
    var merged = parts[0]
    for part in parts.dropFirst() { merged.merge(part) }
    #expect(merged.sorted() == whole.sorted())
  }

  @Test("an error of the key comes through")
  func errors() {
    struct Unknown: Error {}
    #expect(throws: Unknown.self) {
      try [1, 2].nlargest(1) { number throws(Unknown) -> Int in
        if number == 2 { throw Unknown() }
        return number
      }
    }
  }
}

@Suite("merge") struct MergeTests {
  @Test("takes no more from its sequences than it is asked for")
  func laziness() {
    let sources = [Source([1, 4, 7]), Source([2, 5, 8]), Source([3, 6, 9])]
    var merged = merge(sources).makeIterator()
    #expect(sources.allSatisfy { $0.asked == 0 })
    #expect(merged.next() == 1)
    #expect(sources.map(\.asked) == [1, 1, 1])
    #expect(merged.next() == 2)
    #expect(sources.map(\.asked) == [2, 1, 1])
  }

  @Test("merges endless sequences")
  func endless() {
    let merged = merge([count(from: 0, by: 3), count(from: 1, by: 5)])
    #expect(Array(merged.prefix(6)) == [0, 1, 3, 6, 6, 9])
  }
}
