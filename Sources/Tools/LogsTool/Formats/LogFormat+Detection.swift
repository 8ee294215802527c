extension LogFormat {
  /// Finds the format of a log by its first lines.
  ///
  /// All formats with a name are tried on up to 1,000 lines. That which has most of them is it; a
  /// format that more lines would fit by chance counts less.
  ///
  /// - Parameter head: The first bytes of the log, such as 256 KiB; its last line is left out when
  ///   it has no end and there are others.
  /// - Returns: The format, how sure it is, and why.
  public static func detect(in head: [UInt8]) -> LogFormatGuess {
    if let obstacle = obstacle(head) {
      return LogFormatGuess(format: nil, confidence: 0, reason: obstacle, failures: [])
    }
    let sample = LineSample(head)
    guard sample.count > 0 else {
      return LogFormatGuess(
        format: nil,
        confidence: 0,
        reason: "There are only empty lines in it.",
        failures: []
      )
    }
    let directives = LineSample.directives(in: head)
    var best: (format: LogFormat, score: Double)?
    var fits: [(format: LogFormat, lines: Int)] = []
    for candidate in candidates {
      guard let format = candidate.format.fitting(directives) else { continue }
      let tally = sample.tally(format.strictParser)
      guard tally.parsed > 0 else { continue }
      let score = Double(tally.parsed) / Double(tally.lines) * candidate.weight
      fits.append((format, tally.parsed))
      if score > (best?.score ?? 0) { best = (format, score) }
    }
    guard let best else { return none(sample) }
    let format = best.format.timed(by: sample)
    let parser = format.makeParser()
    let tally = sample.tally(parser)
    let confidence = Double(tally.parsed) / Double(max(tally.lines, 1))
    return LogFormatGuess(
      format: format,
      confidence: confidence,
      reason: reason(format, (parser as? SyslogParser)?.content, tally, fits),
      failures: confidence < 0.5 ? tally.failures : []
    )
  }

  /// This format with what only the log itself says: the columns that a directive names.
  func completed(from head: [UInt8]) -> LogFormat {
    fitting(LineSample.directives(in: head)) ?? self
  }

  /// This format with the columns of the first directive of its sort; `nil` when all are of another.
  private func fitting(_ directives: [W3CLayout]) -> LogFormat? {
    guard case .w3c(let layout) = kind, !directives.isEmpty else { return self }
    let found = directives.first { $0.isCloudFront == layout.isCloudFront }
    return found.map { LogFormat(.w3c($0), text) }
  }

  // A weight is the lower the more lines of other formats a format takes in.
  private static let candidates: [(format: LogFormat, weight: Double)] = [
    (LogFormat(.classic(ClassicLayout()), "combined"), 1),
    (LogFormat(.classic(ClassicLayout(hasAgent: false)), "common"), 0.99),
    (LogFormat(.classic(ClassicLayout(hasVirtualHost: true)), "vhost"), 0.98),
    (
      LogFormat(.classic(ClassicLayout(hasVirtualHost: true, hasAgent: false)), "vhost-common"),
      0.97
    ),
    (LogFormat(.caddy, "caddy"), 1),
    (LogFormat(.s3, "s3"), 1),
    (LogFormat(.loadBalancer, "alb"), 1),
    (LogFormat(.w3c(.cloudFront), "cloudfront"), 1),
    (LogFormat(.w3c(.standard), "w3c"), 0.95),
    (LogFormat(.syslog(.rfc5424), "syslog-5424"), 0.9),
    (LogFormat(.syslog(.rfc3164), "syslog-3164"), 0.8),
    (LogFormat(.syslog(.any), "syslog"), 0.75),
    (LogFormat(.json, "json"), 0.7),
    (LogFormat(.logfmt, "logfmt"), 0.6),
  ]

  /// Whether it is the other format, or another dialect of it.
  private func isAlike(_ other: LogFormat) -> Bool {
    if case .syslog = kind, case .syslog = other.kind { return true }
    return title == other.title
  }

  private var strictParser: any LogLineParser {
    switch kind {
    case .classic(let layout): ClassicParser(layout, isStrict: true)
    // Which year it is makes no difference here.
    case .syslog(let dialect): SyslogParser(dialect, newest: 4_000_000_000, isStrict: true)
    default: makeParser()
    }
  }

  /// The same format, with the unit of the numbers at the end of its lines.
  private func timed(by sample: LineSample) -> LogFormat {
    guard case .classic(var layout) = kind else { return self }
    let durations = sample.durations(ClassicParser(layout))
    // No answer takes less than 10 microseconds (some of a fast server's take 15), and few take longer
    // than 10 seconds.
    guard !durations.isEmpty, durations.count({ $0 < 10 }) * 2 > durations.count else {
      return self
    }
    layout.timeUnit = .seconds
    return LogFormat(.classic(layout), text)
  }

  /// Why bytes cannot be a log; `nil` when they can.
  private static func obstacle(_ head: [UInt8]) -> String? {
    if head.isEmpty { return "There is nothing in it." }
    if head.starts(with: [0x1F, 0x8B]) {
      return "The log is compressed twice. Decompress it with gunzip once."
    }
    if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      return "The log is compressed twice. Decompress it with unzstd once."
    }
    if head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) { return compressed("xz", "xz") }
    if head.starts(with: Array("BZh".utf8)), head.count > 9, (0x31...0x39).contains(head[3]),
      head[4...].starts(with: [0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
    {
      return compressed("bzip2", "bzip2")
    }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      return "The log is in UTF-16. Convert it with iconv -f UTF-16 -t UTF-8."
    }
    // A log that was cut off while it was written begins with zero bytes.
    let start = head.drop { $0 == 0 }.prefix(4096)
    if start.isEmpty { return "This is no log but zero bytes. Check the path." }
    if start.count(where: { $0 == 0 }) * 50 > start.count {
      return "This is no log but a binary file. Check the path."
    }
    // Texts in any encoding have few control characters but those of lines and colours.
    let controls = start.count(where: { $0 < 32 && !(9...13 ~= $0) && $0 != 0x1B || $0 == 127 })
    if controls > 2, controls * 20 > start.count {
      return "This is no log but a binary file. Check the path."
    }
    return nil
  }

  private static func compressed(_ name: String, _ program: String) -> String {
    "The log is compressed with \(name), which is not read here. Undo it first: "
      + "\(program) -dc FILE | batteries logs -"
  }

  private static func none(_ sample: LineSample) -> LogFormatGuess {
    let tally = sample.tally(LogFormat(.classic(ClassicLayout()), "combined").makeParser())
    return LogFormatGuess(
      format: nil,
      confidence: 0,
      reason: tally.lines == 1
        ? "Its only line is in no known format."
        : "None of the first \(tally.lines) lines is in a known format.",
      failures: tally.failures
    )
  }

  private static func reason(
    _ format: LogFormat,
    _ content: String?,
    _ tally: LineSample.Tally,
    _ fits: [(format: LogFormat, lines: Int)]
  ) -> String {
    let title = content.map { "\($0) within \(format.title)" } ?? format.title
    let share = "\(tally.parsed) of the first \(tally.lines) lines are in the format \(title)"
    let others = fits.filter { !$0.format.isAlike(format) }.max { $0.lines < $1.lines }
    guard let others, others.lines > 0 else { return share + ", and none is in another." }
    return share + "; the next best, \(others.format.title), has \(others.lines)."
  }
}

extension Collection {
  fileprivate func count(_ isIncluded: (Element) -> Bool) -> Int {
    reduce(0) { isIncluded($1) ? $0 + 1 : $0 }
  }
}
