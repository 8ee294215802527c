/// Reads lines of logfmt: `time=2026-11-22T10:00:00Z level=info msg="all is well"`.
final class LogfmtParser: LogLineParser {
  private let table: FieldTable
  private let scratch = LineScratch()

  init(_ table: FieldTable = .common) {
    self.table = table
  }

  func parse(_ line: UnsafeBufferPointer<UInt8>, into record: inout LogRecord) -> LogProblem? {
    guard let base = line.baseAddress, line.count > 0 else { return .empty }
    let end = LineScan.end(of: line)
    record = LogRecord()
    scratch.begin(line.count * 3 + 64)
    var builder = RecordBuilder(scratch, isLenient: true)
    var place = 0
    var pairs = 0
    var words = 0
    while place < end {
      if base[place] == LineScan.space {
        place += 1
        continue
      }
      let start = place
      var name = FieldName()
      while place < end, base[place] != UInt8(ascii: "="), base[place] != LineScan.space {
        guard base[place] != LineScan.quote else { return .badPair }
        name.append(base[place])
        place += 1
      }
      guard place < end, base[place] == UInt8(ascii: "=") else {
        // A time may stand before the pairs; a word alone is a flag.
        let word = LineScan.text(base, start, place)
        if words == 0, pairs == 0 { builder.take(FieldUse(.time, rank: 254), word, into: &record) }
        words += 1
        continue
      }
      guard place > start else { return .badPair }
      place += 1
      guard let text = value(base, &place, end) else { return .badPair }
      pairs += 1
      if let use = table[name] { builder.take(use, text, into: &record) }
    }
    guard pairs >= 2, words < pairs else { return .fewPairs }
    return builder.finish(&record, needsRequest: false)
  }

  private func value(
    _ base: UnsafePointer<UInt8>,
    _ place: inout Int,
    _ end: Int
  ) -> LogRecord.Text? {
    guard place < end, base[place] == LineScan.quote else {
      let start = place
      place = LineScan.first(LineScan.space, base, place, end)
      return LineScan.text(base, start, place)
    }
    let from = place + 1
    let close = LineScan.closingQuote(base, from, end)
    guard close < end, close + 1 == end || base[close + 1] == LineScan.space else { return nil }
    place = close + 1
    if LineScan.first(LineScan.backslash, base, from, close) == close {
      return LineScan.text(base, from, close)
    }
    let start = scratch.count
    var next = from
    while next < close {
      if base[next] == LineScan.backslash, next + 1 < close {
        next += 1
        switch base[next] {
        case UInt8(ascii: "n"): scratch.append(10)
        case UInt8(ascii: "t"): scratch.append(9)
        case UInt8(ascii: "r"): scratch.append(13)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): scratch.append(base[next])
        default:
          scratch.append(LineScan.backslash)
          scratch.append(base[next])
        }
      } else {
        scratch.append(base[next])
      }
      next += 1
    }
    return scratch.text(from: start)
  }
}

extension LogProblem {
  static let badPair = LogProblem(reason: "the line is not made of pairs such as level=info")
  static let fewPairs = LogProblem(reason: "the line has fewer than two pairs such as level=info")
}
