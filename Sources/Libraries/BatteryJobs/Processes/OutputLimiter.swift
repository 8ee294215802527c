import Foundation

/// Keeps the beginning and the end of a program's output and leaves out the middle.
struct OutputLimiter {
  /// How much of the end is kept.
  static let tailBytes: Int64 = 64 << 10

  private let limit: ByteCount?
  private let headLimit: Int64
  private let tailLimit: Int64
  private var headIsFull = false
  private var headBytes: Int64 = 0
  private var tail: [LogLine] = []
  private var tailStart = 0
  private var tailSize: Int64 = 0
  private(set) var lines = 0
  private(set) var bytes: Int64 = 0
  private(set) var omittedLines = 0
  private var omittedBytes: Int64 = 0

  init(limit: ByteCount?) {
    self.limit = limit
    let all = limit?.bytes ?? .max
    tailLimit = min(Self.tailBytes, all / 2)
    headLimit = all - tailLimit
  }

  /// Returns the lines that are kept at once; the others wait to be the end, or are forgotten.
  mutating func take(_ batch: [LogLine]) -> [LogLine] {
    var kept = 0
    for line in batch {
      let size = Self.size(of: line)
      lines += 1
      bytes += size
      if !headIsFull, headBytes + size <= headLimit {
        headBytes += size
        kept += 1
      } else {
        headIsFull = true
        keepInTail(line, size)
      }
    }
    return kept == batch.count ? batch : Array(batch[..<kept])
  }

  /// Returns the end of the output, with a line before it that says how much is left out.
  mutating func finish(time: Date) -> [LogLine] {
    defer { tail = [] }
    let end = Array(tail[tailStart...])
    guard omittedLines > 0, let limit else { return end }
    let note =
      "… \(omittedLines) lines, \(ByteCount(bytes: omittedBytes)) left out: "
      + "the limit is \(limit) …"
    return [LogLine(source: .system, time: time, text: note)] + end
  }

  private mutating func keepInTail(_ line: LogLine, _ size: Int64) {
    tail.append(line)
    tailSize += size
    while tailSize > tailLimit, tailStart < tail.count {
      let oldest = Self.size(of: tail[tailStart])
      tail[tailStart].bytes = []
      tailStart += 1
      tailSize -= oldest
      omittedLines += 1
      omittedBytes += oldest
    }
    if tailStart > 1024, tailStart > tail.count / 2 {
      tail.removeFirst(tailStart)
      tailStart = 0
    }
  }

  private static func size(of line: LogLine) -> Int64 { Int64(line.bytes.count) + 1 }
}
