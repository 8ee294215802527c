import Testing

@testable import BatteryParallel

@Suite("Chunks of collections", .timeLimit(.minutes(5))) struct ChunkTests {
  @Test("cover all, leave none empty and differ by one at the most")
  func ranges() {
    for count in 0...40 {
      for chunks in 1...45 {
        let ranges = chunkRanges(of: count, chunks: chunks)
        #expect(ranges.count == min(count, chunks))
        #expect(Array(ranges.joined()) == Array(0..<count))
        let sizes = ranges.map(\.count)
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
      }
    }
  }

  @Test("are put together in order, however many there are", arguments: [1, 2, 7, 64, 5000])
  func reduction(chunks: Int) async throws {
    let numbers = Array(0..<1000)
    let together = try await numbers.chunkedReduce(into: [Int](), chunks: chunks, limit: 3) {
      await Task.yield()
      return Array($0)
    } combine: {
      $0 += $1
    }
    #expect(together == numbers)
    #expect(try await numbers.chunkedMap(chunks: chunks) { -$0 } == numbers.map { -$0 })
    // A collection whose indices do not begin at zero.
    let tail = numbers[700...]
    #expect(try await tail.chunkedMap(chunks: chunks) { $0 } == Array(tail))
  }

  @Test("end with the first error")
  func failure() async throws {
    await #expect(throws: Mishap(number: 500)) {
      try await Array(0..<1000).chunkedMap(chunks: 10) { number in
        if number == 500 { throw Mishap(number: 500) }
        return number
      }
    }
  }
}
