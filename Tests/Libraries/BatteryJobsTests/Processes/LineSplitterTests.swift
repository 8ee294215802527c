import Foundation
import Testing

@testable import BatteryJobs

@Suite("Line splitter") struct LineSplitterTests {
  struct Example: CustomTestStringConvertible, Sendable {
    var chunks: [String]
    var lines: [String]
    var testDescription: String { "\(chunks)" }
  }

  @Test(
    "cuts at line feeds wherever the chunks end",
    arguments: [
      Example(chunks: ["one\ntwo\n"], lines: ["one", "two"]),
      Example(chunks: ["o", "ne", "\n", "two\n"], lines: ["one", "two"]),
      Example(chunks: ["one\r\ntwo\r", "\nthree"], lines: ["one", "two", "three"]),
      Example(chunks: ["10%\r20%\rdone\n"], lines: ["10%\r20%\rdone"]),
      Example(chunks: ["\n\n", "a\n"], lines: ["", "", "a"]),
      Example(chunks: ["no end"], lines: ["no end"]),
      Example(chunks: ["ends with cr\r"], lines: ["ends with cr\r"]),
      Example(chunks: [], lines: []),
      Example(chunks: [""], lines: []),
    ]
  )
  func lines(_ example: Example) {
    #expect(
      Self.split(example.chunks.map { Array($0.utf8) }) == example.lines.map { Array($0.utf8) }
    )
  }

  @Test("keeps every byte of what is not text")
  func binary() {
    var generator = SystemRandomNumberGenerator()
    var bytes = (0..<100_000).map { _ in
      let byte = UInt8.random(in: 0...255, using: &generator)
      return byte == 0x0D ? 0 : byte
    }
    // Nothing would tell a line feed at the end from none.
    bytes.append(0)
    let chunks = stride(from: 0, to: bytes.count, by: 4097).map {
      Array(bytes[$0..<min($0 + 4097, bytes.count)])
    }
    #expect(Array(Self.split(chunks).joined(separator: [0x0A])) == bytes)
  }

  @Test("cuts a line that never ends, and loses none of it")
  func longLine() {
    let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 200_000)
    let lines = Self.split([bytes])
    #expect(lines.count == 4)
    #expect(lines.allSatisfy { $0.count <= LineSplitter.longestLine })
    #expect(Array(lines.joined()) == bytes)
  }

  @Test("does not cut a long line within a word")
  func wordBoundary() {
    let word = Array("tok-0123456789abcdef".utf8)
    var bytes = [UInt8](repeating: UInt8(ascii: "."), count: LineSplitter.longestLine - 8)
    bytes[bytes.count - 1] = UInt8(ascii: " ")
    bytes += word
    let lines = Self.split([bytes])
    #expect(lines.last == word)
  }

  private static func split(_ chunks: [[UInt8]]) -> [[UInt8]] {
    var splitter = LineSplitter(source: .output)
    var lines: [LogLine] = []
    for chunk in chunks {
      chunk.withUnsafeBytes { splitter.take($0, time: Date(), into: &lines) }
    }
    splitter.finish(time: Date(), into: &lines)
    return lines.map(\.bytes)
  }
}
