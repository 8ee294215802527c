/// Reads lines by a regular expression, whose named groups are the fields.
final class RegexParser: LogLineParser {
  /// How long a line may be: some expressions take for ever on lines that were made for it.
  private static let lineLimit = 65_536

  private let expression: Regex<AnyRegexOutput>?
  private let uses: [String: FieldUse]
  private let scratch = LineScratch()

  init(_ format: RegexFormat) {
    // The format was checked when it was made.
    expression = try? format.expression()
    uses = format.uses
  }

  func parse(_ line: UnsafeBufferPointer<UInt8>, into record: inout LogRecord) -> LogProblem? {
    guard let base = line.baseAddress, line.count > 0 else { return .empty }
    guard line.count <= Self.lineLimit else { return .longLine }
    record = LogRecord()
    let text = String(decoding: LineScan.text(base, 0, LineScan.end(of: line)), as: UTF8.self)
    guard let expression, let match = try? expression.firstMatch(in: text) else { return .noMatch }
    // Groups may share their bytes, and bytes that are no UTF-8 become three each.
    scratch.begin(text.utf8.count * (uses.count + 2) + 64)
    var builder = RecordBuilder(scratch, isLenient: false)
    for element in match.output {
      guard let name = element.name, let use = uses[name], let found = element.substring else {
        continue
      }
      let start = scratch.count
      for byte in found.utf8 { scratch.append(byte) }
      // What reads numbers looks at some bytes after them.
      builder.take(use, scratch.text(from: start), into: &record)
    }
    return builder.finish(&record, needsRequest: false)
  }
}

extension LogProblem {
  static let longLine = LogProblem(
    reason: "the line is longer than the 65,536 bytes that a regular expression is tried on"
  )
  static let noMatch = LogProblem(reason: "the regular expression does not match")
}
