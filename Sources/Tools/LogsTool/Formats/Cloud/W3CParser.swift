/// Reads extended logs of the W3C: those of Microsoft's server and of Amazon CloudFront.
///
/// The directive `#Fields:` says what the columns are, until the next one.
final class W3CParser: LogLineParser {
  private var columns: W3CLayout
  private var uses: [FieldUse?]
  private let scratch = LineScratch()

  init(_ layout: W3CLayout) {
    columns = layout
    uses = layout.uses
  }

  var layout: W3CLayout? { columns }

  func takeDirective(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    guard line.count > 0, line[0] == UInt8(ascii: "#") else { return false }
    if let layout = W3CLayout(directive: line) {
      columns = layout
      uses = layout.uses
    }
    return true
  }

  func parse(_ line: UnsafeBufferPointer<UInt8>, into record: inout LogRecord) -> LogProblem? {
    guard let base = line.baseAddress, line.count > 0 else { return .empty }
    let end = LineScan.end(of: line)
    record = LogRecord()
    scratch.begin(line.count * 2 + 64)
    var builder = RecordBuilder(scratch, isLenient: false)
    // Servers write these logs by the clock of UTC.
    builder.take(midnight: nil, seconds: nil, offset: 0)
    let separator = columns.hasTabs ? 9 : LineScan.space
    var place = 0
    var column = 0
    var hasUnescaped = true
    while place < end {
      // Several spaces are one, as nothing is written as a hyphen.
      if !columns.hasTabs, base[place] == LineScan.space {
        place += 1
        continue
      }
      var next = LineScan.first(separator, base, place, end)
      var text = LineScan.text(base, place, next)
      if base[place] == LineScan.quote, !columns.hasTabs,
        let close = LineScan.fieldEnd(base, place + 1, end, &hasUnescaped)
      {
        text = LineScan.text(base, place + 1, close)
        next = close + 1
      }
      // Newer columns come after those that are known.
      guard column < uses.count || columns.isCloudFront else { return .manyFields }
      if column < uses.count, let use = uses[column], text.count > 0 {
        builder.take(use, text, into: &record)
      }
      column += 1
      place = next + 1
    }
    // CloudFront wrote fewer columns once, but never fewer than these.
    guard column >= uses.count || columns.isCloudFront && column >= 12 else { return .fewFields }
    return builder.finish(&record, needsRequest: false)
  }
}

extension LogProblem {
  static let manyFields = LogProblem(reason: "the line has more fields than the format")
}
