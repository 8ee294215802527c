/// The first lines of a log, for trying formats on them.
struct LineSample {
  /// What became of the lines in a format.
  struct Tally {
    var lines = 0
    var parsed = 0
    var failures: [LogFormatGuess.Failure] = []
  }

  private static let limit = 1000

  private let bytes: [UInt8]
  private let ranges: [Range<Int>]

  /// Takes up to 1,000 lines of the first bytes of a log.
  init(_ head: [UInt8]) {
    var ranges: [Range<Int>] = []
    var start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < head.count, ranges.count < Self.limit {
      if head[start] == 0 {
        start += 1
        continue
      }
      guard let end = head[start...].firstIndex(of: 10) else {
        if ranges.isEmpty { ranges.append(start..<head.count) }
        break
      }
      ranges.append(start..<end)
      start = end + 1
    }
    self.ranges = ranges
    bytes = head + [UInt8](repeating: 0, count: 64)
  }

  /// How many lines there are that are not blank.
  var count: Int { ranges.count { !isBlank($0) } }

  /// Tries a format on all lines.
  func tally(_ parser: any LogLineParser) -> Tally {
    var tally = Tally()
    each(parser) { number, line, problem, _ in
      tally.lines += 1
      if let problem {
        if tally.failures.count < 3 {
          let text = Self.shown(line)
          tally.failures.append(
            LogFormatGuess.Failure(line: number, text: text, reason: problem.reason)
          )
        }
      } else {
        tally.parsed += 1
      }
    }
    return tally
  }

  /// The durations that lines of a format have, in whole microseconds.
  func durations(_ parser: any LogLineParser) -> [Int64] {
    var durations: [Int64] = []
    each(parser) { _, _, problem, record in
      if problem == nil, record.duration >= 0 { durations.append(record.duration) }
    }
    return durations
  }

  /// The columns that directives of the first lines name.
  static func directives(in head: [UInt8]) -> [W3CLayout] {
    let sample = LineSample(head)
    return sample.bytes.withUnsafeBufferPointer { bytes in
      sample.ranges.compactMap { range in
        W3CLayout(directive: UnsafeBufferPointer(rebasing: bytes[range]))
      }
    }
  }

  private func each(
    _ parser: any LogLineParser,
    _ body: (Int, UnsafeBufferPointer<UInt8>, LogProblem?, LogRecord) -> Void
  ) {
    bytes.withUnsafeBufferPointer { bytes in
      var record = LogRecord()
      for (place, range) in ranges.enumerated() where !isBlank(range) {
        let line = UnsafeBufferPointer(rebasing: bytes[range])
        if parser.takeDirective(line) { continue }
        body(place + 1, line, parser.parse(line, into: &record), record)
      }
    }
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    bytes[range].allSatisfy { $0 == LineScan.space || $0 == 9 || $0 == 13 }
  }

  private static func shown(_ line: UnsafeBufferPointer<UInt8>) -> String {
    VisibleText.line(
      String(decoding: line.prefix(shownBytes + 1), as: UTF8.self),
      limit: shownBytes
    )
  }

  private static let shownBytes = 120
}
