import BatteryContainers
import Testing

@Suite("ByteCounter") struct ByteCounterTests {
  @Test("a copy does not change with the original")
  func copies() {
    var counter = ByteCounter(splitting: "a b a".utf8Span.span.bytes, by: 32)
    let copy = counter
    counter.add("a".utf8, 5)
    counter.add("a much longer key than sixteen bytes".utf8)
    #expect(counter["a".utf8] == 7)
    #expect(counter["a much longer key than sixteen bytes".utf8] == 1)
    #expect(copy["a".utf8] == 2)
    #expect(copy.count == 2)
  }

  @Test("keys that differ in their length or their last byte alone are told apart")
  func lookalikes() {
    var counter = ByteCounter()
    for length in 0...50 {
      for last: UInt8 in [0, 1, 255] {
        counter.add([UInt8](repeating: 0, count: length) + [last], length + 1)
      }
    }
    // The key of zeros alone is met again as one with another last byte.
    #expect(counter.count == 51 * 3)
    #expect(counter[[UInt8](repeating: 0, count: 17)] == 17)
    #expect(counter[[UInt8](repeating: 0, count: 16) + [255]] == 17)
    #expect(counter[[UInt8]()] == 0)
  }

  @Test("is the same as a Counter of the pieces, for thousands of distinct keys")
  func manyKeys() {
    let text = (0..<20_000).map { "key-\($0 % 7_919)-\($0 % 3 == 0 ? "with-a-long-tail" : "")" }
    let bytes = Array(text.joined(separator: "\n").utf8)
    let counter = ByteCounter(splitting: bytes.span.bytes, by: 10)
    let expected = Counter(text.map { Array($0.utf8) })
    #expect(counter.counter.items.elementsEqual(expected.items) { $0 == $1 })
    #expect(counter.mostCommon(10).elementsEqual(expected.mostCommon(10)) { $0 == $1 })
    #expect(counter.total == 20_000)
  }

  @Test(
    "keys with the same hash are told apart",
    arguments: ["a common ", "a much longer common part "]
  )
  func collisions(prefix: String) {
    // Of 300,000 keys about ten pairs have the same 32 bits of hash, whatever the seeds.
    var bytes: [UInt8] = []
    for number in 0..<300_000 {
      bytes += prefix.utf8
      bytes += String(number + 100_000).utf8
      bytes.append(10)
    }
    let counter = ByteCounter(splitting: bytes.span.bytes, by: 10)
    #expect(counter.count == 300_000)
    #expect(counter.mostCommon(1).first?.count == 1)
  }

  @Test("merging adds counts, also those of itself")
  func merging() {
    var left = ByteCounter(splitting: "x y x".utf8Span.span.bytes, by: 32)
    let right = ByteCounter(splitting: "z x".utf8Span.span.bytes, by: 32)
    left.update(with: right)
    left.update(with: left)
    #expect("\(left)" == #"ByteCounter(["x": 6, "y": 2, "z": 2])"#)
  }

  @Test(
    "empty pieces are left out or counted, as asked",
    arguments: [("", 1), (",", 2), ("a,", 2)]
  )
  func emptyPieces(text: String, pieces: Int) {
    let bytes = Array(text.utf8)
    let all = ByteCounter(splitting: bytes.span.bytes, by: 44, omittingEmpty: false)
    let full = ByteCounter(splitting: bytes.span.bytes, by: 44)
    #expect(all.total == pieces)
    #expect(full.total == (text == "a," ? 1 : 0))
  }
}
