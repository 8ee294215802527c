import Testing

@testable import LogsTool

/// What a parser makes of a line, with texts of its own.
struct ParsedLine: Hashable, CustomStringConvertible {
  var localTime: Int64 = 0
  var utcOffset: Int32 = 0
  var host: String?
  var user: String?
  var method: String?
  var target: String?
  var protocolVersion: String?
  var referrer: String?
  var agent: String?
  var virtualHost: String?
  var status: Int32 = -1
  var bytes: Int64 = -1
  var duration: Int64 = -1

  init(_ record: LogRecord) {
    localTime = record.localTime
    utcOffset = record.utcOffset
    host = Self.text(record.host)
    user = Self.text(record.user)
    method = Self.text(record.method)
    target = Self.text(record.target)
    protocolVersion = Self.text(record.protocolVersion)
    referrer = Self.text(record.referrer)
    agent = Self.text(record.agent)
    virtualHost = Self.text(record.virtualHost)
    status = record.status
    bytes = record.bytes
    duration = record.duration
  }

  /// The fields that the line has, each as `name=value`.
  var description: String {
    var parts = ["time=\(localTime)"]
    if utcOffset != 0, utcOffset != LogRecord.noOffset { parts.append("offset=\(utcOffset)") }
    let texts = [
      ("vhost", virtualHost), ("host", host), ("user", user), ("method", method),
      ("target", target), ("protocol", protocolVersion),
    ]
    for (name, text) in texts { text.map { parts.append("\(name)=\($0)") } }
    if status >= 0 { parts.append("status=\(status)") }
    if bytes >= 0 { parts.append("bytes=\(bytes)") }
    for (name, text) in [("referrer", referrer), ("agent", agent)] {
      text.map { parts.append("\(name)=\($0)") }
    }
    if duration >= 0 { parts.append("duration=\(duration)") }
    return parts.joined(separator: "|")
  }

  private static func text(_ bytes: LogRecord.Text) -> String? {
    bytes.baseAddress == nil ? nil : String(decoding: bytes, as: UTF8.self)
  }
}

extension LogLineParser {
  /// Reads a line that lies at the end of an allocation, followed by the padding alone.
  func read(_ line: some Collection<UInt8>) -> Result<ParsedLine, LogProblem> {
    let bytes = Array(line)
    let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count + Self.padding)
    defer { memory.deallocate() }
    _ = memory.update(fromContentsOf: bytes)
    // What follows looks like more of the line, so that a parser that reads on would show.
    let rest = Array(
      "\" 200 512 \"https://example.com/\" \"Firefox\" 0.125 [10/Oct/2000 12:00:00]".utf8
    )
    for place in 0..<Self.padding { memory[bytes.count + place] = rest[place] }
    return read(memory, bytes.count)
  }

  /// What a line says, or why it is none, as text.
  func describe(_ line: String) -> String {
    switch read(line.utf8) {
    case .success(let line): line.description
    case .failure(let problem): "! \(problem.reason)"
    }
  }

  private func read(
    _ memory: UnsafeMutableBufferPointer<UInt8>,
    _ count: Int
  ) -> Result<ParsedLine, LogProblem> {
    var record = LogRecord()
    let line = UnsafeBufferPointer(start: UnsafePointer(memory.baseAddress), count: count)
    if let problem = parse(line, into: &record) { return .failure(problem) }
    return .success(ParsedLine(record))
  }
}

/// A line and what it says.
struct LineCase: CustomTestStringConvertible, Sendable {
  var name: String
  var line: String
  var expected: String

  init(_ name: String, _ line: String, _ expected: String) {
    self.name = name
    self.line = line
    self.expected = expected
  }

  var testDescription: String { name }
}
