/// Goes through the fields of a line that spaces separate; quotes or brackets may surround a field.
struct LineFields {
  private let base: UnsafePointer<UInt8>
  private let end: Int
  private var place: Int

  init(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) {
    self.base = base
    self.end = end
    place = from
  }

  /// Whether no field is left.
  var isAtEnd: Bool { place >= end }

  /// The next field without its quotes or brackets; `nil` at the end, or when they are not closed.
  mutating func next() -> LogRecord.Text? {
    guard place < end else { return nil }
    let start = place
    switch base[place] {
    case LineScan.quote:
      guard let close = LineScan.fieldEnd(base, start + 1, end) else { return nil }
      place = close + 2
      return LineScan.text(base, start + 1, close)
    case UInt8(ascii: "["):
      let close = LineScan.first(UInt8(ascii: "]"), base, start, end)
      guard close < end, close + 1 == end || base[close + 1] == LineScan.space else { return nil }
      place = close + 2
      return LineScan.text(base, start + 1, close)
    default:
      let close = LineScan.first(LineScan.space, base, start, end)
      place = close + 1
      return LineScan.text(base, start, close)
    }
  }

  /// Goes over some fields; `false` when there are not as many.
  mutating func skip(_ count: Int) -> Bool {
    for _ in 0..<count where next() == nil { return false }
    return true
  }
}

extension LogRecord.Text {
  /// The text, or none when it is only a hyphen.
  var unlessHyphen: LogRecord.Text {
    isHyphen ? LogRecord.Text(start: nil, count: 0) : self
  }

  /// Whether the text is only a hyphen.
  var isHyphen: Bool { count == 1 && self[0] == UInt8(ascii: "-") }
}
