import Foundation
import Testing

@testable import BatteryParallel

@Suite("Worker numbers") struct WorkerNumbersTests {
  @Test("are written as JSON, and read as they were")
  func roundTrip() throws {
    var dice = SeededGenerator(5)
    let integers =
      [0, 1, -1, 9, 10, -10, .max, .min, 999_999_999_999_999_999, -1_000_000_000_000_000_000]
      + (0..<1000).map { Int(bitPattern: UInt(dice.next())) >> ($0 % 64) }
    let doubles =
      [
        0, -0.0, 0.1, 1e16, 1e-5, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
        .leastNormalMagnitude, .pi,
      ]
      + (0..<2000).map { _ in Double(bitPattern: dice.next()) }.filter(\.isFinite)
    for count in [0, 1, 2, integers.count] {
      let sent = Array(integers.prefix(count))
      let bytes = try #require(WorkerNumbers.encode(sent))
      #expect(try JSONDecoder().decode([Int].self, from: Data(bytes)) == sent)
      #expect(try WorkerCoding.decode([Int].self, from: bytes) == sent)
    }
    for count in [0, 1, 2, doubles.count] {
      let bytes = try #require(WorkerNumbers.encode(Array(doubles.prefix(count))))
      let bits = doubles.prefix(count).map(\.bitPattern)
      let read = try #require(WorkerNumbers.decode([Double].self, from: bytes))
      #expect(read.map(\.bitPattern) == bits)
      let foundations = try JSONDecoder().decode([Double].self, from: Data(bytes))
      #expect(foundations.map(\.bitPattern) == bits)
    }
  }

  @Test("are left to Foundation when they are not plain")
  func others() throws {
    #expect(WorkerNumbers.encode([1, Double.nan]) == nil)
    #expect(WorkerNumbers.encode("text") == nil)
    #expect(WorkerNumbers.encode([1] as [Int32]) == nil)
    for text in [
      "", "[", "[]]", "[,]", "[1,]", "[1 ]", "[01]", "[-]", "[1.5]", "[1e3]", "[\"1\"]", "[[1]]",
      "[9223372036854775808]", "{}", "1",
    ] {
      #expect(WorkerNumbers.decode([Int].self, from: Array(text.utf8)) == nil, "\(text)")
    }
    for text in ["[inf]", "[nan]", "[0x1]", "[1.]", "[.5]", "[1,]", "[1e999]", "[ 1]", "[\"inf\"]"]
    {
      #expect(WorkerNumbers.decode([Double].self, from: Array(text.utf8)) == nil, "\(text)")
    }
    // These go the long way, and arrive.
    let infinite = try WorkerCoding.encode([1, -Double.infinity])
    #expect(try WorkerCoding.decode([Double].self, from: infinite) == [1, -.infinity])
    #expect(try WorkerCoding.decode([Int].self, from: Array("[ 1, 2 ]".utf8)) == [1, 2])
  }
}
