import BatteryContainers
import Testing

@Suite("Lazy sequences") struct LazySequenceTests {
  @Test("count stays lazy through map and filter, and may return the last number of its type")
  func counting() {
    let squares = count(from: 1).map { $0 * $0 }.filter { $0 % 2 == 1 }
    #expect(Array(squares.prefix(3)) == [1, 9, 25])
    #expect(Array(count(from: UInt8(253)).prefix(3)) == [253, 254, 255])
    #expect(Array(count(from: 0.5, by: -0.25).prefix(3)) == [0.5, 0.25, 0])
  }

  @Test("cycle goes through its sequence once")
  func cycling() {
    let source = Source(["a", "b"])
    #expect(Array(cycle(source).prefix(5)) == ["a", "b", "a", "b", "a"])
    #expect(source.asked == 3)
    #expect(Array(cycle(EmptyCollection<Int>())) == [])
  }

  @Test("islice takes no more than it needs")
  func slicing() {
    let source = Source(Array(0..<10))
    #expect(Array(source.islice(3)) == [0, 1, 2])
    #expect(source.asked == 3)
    #expect(Array(source.islice(from: 1, by: 2)) == [4, 6, 8])
    #expect(Array((0..<5).islice(from: 1, to: .max, by: .max)) == [1])
  }

  @Test("accumulate starts with the first element, or with what it is given")
  func accumulating() {
    #expect(Array([1, 2, 3].accumulate()) == [1, 3, 6])
    #expect(Array([1, 2].accumulate(initial: "") { "\($0)\($1)" }) == ["", "1", "12"])
    #expect(Array([Int]().accumulate()) == [])
    #expect(Array([Int]().accumulate(initial: 7, +)) == [7])
  }

  @Test("groupBy reads one element ahead, and no further")
  func grouping() {
    let source = Source([1, 1, 2, 3])
    var runs = source.groupBy().makeIterator()
    #expect(runs.next()?.values == [1, 1])
    #expect(source.asked == 3)
  }

  @Test("tee lets go of what all have taken, and of a long rest without using up the stack")
  func teeing() {
    final class Token {
      static nonisolated(unsafe) var living = 0
      init() { Self.living += 1 }
      deinit { Self.living -= 1 }
    }
    var both = tee(count(from: 0).map { _ in Token() })
    for _ in 0..<1000 { _ = (both[0].next(), both[1].next()) }
    #expect(Token.living <= 128)
    for _ in 0..<200_000 { _ = both[0].next() }
    #expect(Token.living > 200_000)
    both.removeAll()
    #expect(Token.living == 0)
  }

  @Test("a copy of a tee goes on from where the original was")
  func teeCopies() {
    var original = tee(Source([1, 2, 3]), 1)[0]
    _ = original.next()
    var copy = original
    #expect(original.next() == 2)
    #expect(copy.next() == 2)
    #expect(Array(copy) == [3])
  }

  @Test("zipLongest puts nil in place of what is missing")
  func zipping() {
    let pairs = Array(zipLongest([1, 2, 3], ["a"]))
    #expect(pairs.map(\.0) == [1, 2, 3])
    #expect(pairs.map(\.1) == ["a", nil, nil])
    #expect(Array(zipLongest([[1], [], [2, 3]], fill: 0)) == [[1, 0, 2], [0, 0, 3]])
  }
}
