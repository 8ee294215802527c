internal import BatteryTables

/// Reads lines by a regular expression, whose named groups are the fields.
final class RegexParser: LogLineParser {
  /// How long a line may be: each of its bytes is looked at by all of an expression.
  private static let lineLimit = 65_536

  private let expression: SearchExpression?
  private let limit: Int
  private let uses: [String: FieldUse]
  private let scratch = LineScratch()

  init(_ format: RegexFormat) {
    // The format was checked when it was made.
    let expression = try? format.expression()
    self.expression = expression
    limit = expression?.isLinear == false ? SearchExpression.mostBytes : Self.lineLimit
    uses = format.uses
  }

  func parse(_ line: UnsafeBufferPointer<UInt8>, into record: inout LogRecord) -> LogProblem? {
    guard let base = line.baseAddress, line.count > 0 else { return .empty }
    guard line.count <= limit else { return .longLine(limit) }
    record = LogRecord()
    let text = String(decoding: LineScan.text(base, 0, LineScan.end(of: line)), as: UTF8.self)
    guard let expression, let groups = expression.groups(in: text) else { return .noMatch }
    // Groups may share their bytes, and bytes that are no UTF-8 become three each.
    scratch.begin(text.utf8.count * (uses.count + 2) + 64)
    var builder = RecordBuilder(scratch, isLenient: false)
    for (name, found) in groups {
      guard let use = uses[name] else { continue }
      let start = scratch.count
      for byte in found.utf8 { scratch.append(byte) }
      // What reads numbers looks at some bytes after them.
      builder.take(use, scratch.text(from: start), into: &record)
    }
    return builder.finish(&record, needsRequest: false)
  }
}

extension LogProblem {
  static func longLine(_ limit: Int) -> LogProblem {
    let bytes = limit < 10_000 ? "8,192" : "65,536"
    return LogProblem(
      reason: "the line is longer than the \(bytes) bytes that the regular expression is tried on"
    )
  }
  static let noMatch = LogProblem(reason: "the regular expression does not match")
}
