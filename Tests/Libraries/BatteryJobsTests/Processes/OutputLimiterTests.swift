import Foundation
import Testing

@testable import BatteryJobs

@Suite("Output limiter") struct OutputLimiterTests {
  @Test("passes everything on below the limit, at once")
  func belowLimit() {
    var limiter = OutputLimiter(limit: ByteCount(bytes: 1000))
    let lines = Self.lines(50)
    #expect(limiter.take(lines) == lines)
    #expect(limiter.finish(time: Date()).isEmpty)
    #expect(limiter.omittedLines == 0)
  }

  @Test("keeps the beginning and the end, and says what is left out")
  func aboveLimit() {
    var limiter = OutputLimiter(limit: ByteCount(bytes: 1000))
    var kept: [LogLine] = []
    for line in Self.lines(1000) { kept += limiter.take([line]) }
    let end = limiter.finish(time: Date())
    #expect(kept == Array(Self.lines(50)))
    #expect(end.first?.source == .system)
    #expect(end.first?.text == "… 900 lines, 8.8 KiB left out: the limit is 1000 B …")
    #expect(Array(end.dropFirst()) == Array(Self.lines(1000).suffix(50)))
    #expect(limiter.lines == 1000)
    #expect(limiter.bytes == 10_000)
    #expect(limiter.omittedLines == 900)
  }

  @Test("keeps what fits exactly without a note")
  func exactly() {
    var limiter = OutputLimiter(limit: ByteCount(bytes: 1000))
    let kept = limiter.take(Self.lines(100))
    let end = limiter.finish(time: Date())
    #expect(kept + end == Self.lines(100))
  }

  @Test("holds a bounded number of lines however many come")
  func manyLines() {
    var limiter = OutputLimiter(limit: ByteCount(bytes: 256 << 10))
    for _ in 0..<100 { _ = limiter.take(Self.lines(10_000)) }
    #expect(limiter.finish(time: Date()).count <= 6_554 + 1)
  }

  /// Lines of ten bytes each, the line feed included.
  private static func lines(_ count: Int) -> [LogLine] {
    (0..<count).map { number in
      let digits = String(number)
      let text = String(repeating: "0", count: 9 - digits.count) + digits
      return LogLine(source: .output, time: Date(timeIntervalSince1970: 0), text: text)
    }
  }
}
