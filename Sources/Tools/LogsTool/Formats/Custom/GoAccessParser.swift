/// Reads lines that a format in GoAccess's specifiers describes.
final class GoAccessParser: LogLineParser {
  private let format: GoAccessFormat
  private let calendar: YearlessDates
  private let scratch = LineScratch()
  private let needsRequest: Bool
  private let needsHost: Bool

  init(_ format: GoAccessFormat, newest: Int64) {
    self.format = format
    calendar = YearlessDates(newest: newest)
    let fields = format.items.compactMap { item -> RecordField? in
      switch item {
      case .field(let use, _): use.field
      case .forwarded: .host
      default: nil
      }
    }
    needsRequest = fields.contains(.request) || fields.contains(.target)
    needsHost = fields.contains(.host)
  }

  func parse(_ line: UnsafeBufferPointer<UInt8>, into record: inout LogRecord) -> LogProblem? {
    guard let base = line.baseAddress, line.count > 0 else { return .empty }
    let end = LineScan.end(of: line)
    record = LogRecord()
    scratch.begin(line.count * 2 + 64)
    var builder = RecordBuilder(scratch, isLenient: false)
    var place = 0
    for item in format.items {
      guard place < end else { return .fewFields }
      switch item {
      case .literal(let byte):
        guard base[place] == byte else { return .otherText }
        place += 1
      case .blanks:
        while place < end, base[place] == LineScan.space || base[place] == 9 { place += 1 }
      case .ignored(let until):
        guard let until else {
          place = end
          continue
        }
        let next = LineScan.first(until, base, place, end)
        if next < end { place = next }
      case .day(let until):
        // A day such as "Nov 22" has spaces in it, and one more where the day has one digit.
        var spaces = format.day?.spaces ?? 0
        if spaces > 0, until == LineScan.space { spaces += Self.isPadded(base, place, end) ? 1 : 0 }
        guard let next = Self.delimiter(until, base, place, end, skipping: spaces),
          let parts = day(base, place, next)
        else { return .badTimeField }
        builder.take(midnight: parts.midnight, seconds: parts.seconds, offset: parts.offset)
        place = next
      case .clock(let until):
        guard let next = Self.delimiter(until, base, place, end, skipping: 0),
          let parts = clock(base, place, next)
        else { return .badTimeField }
        builder.take(midnight: parts.midnight, seconds: parts.seconds, offset: parts.offset)
        place = next
      case .time(let until):
        guard let next = Self.delimiter(until, base, place, end, skipping: 0) else {
          return .badTimeField
        }
        if let pattern = format.time {
          guard let parts = pattern.read(base, place, next, calendar) else { return .badTimeField }
          builder.take(midnight: parts.midnight, seconds: parts.seconds, offset: parts.offset)
        } else {
          builder.take(FieldUse(.time), LineScan.text(base, place, next), into: &record)
        }
        place = next
      case .field(let use, let until):
        guard let next = take(use, until, base, place, end, &builder, &record) else {
          return .fewFields
        }
        place = next
      case .forwarded(let separators, let until):
        guard let next = takeForwarded(separators, until, base, place, end, &builder, &record)
        else { return .fewFields }
        place = next
      }
    }
    if needsHost, !builder.has(.host) { return .noHostField }
    return builder.finish(&record, needsRequest: needsRequest)
  }

  private func take(
    _ use: FieldUse,
    _ until: UInt8?,
    _ base: UnsafePointer<UInt8>,
    _ place: Int,
    _ end: Int,
    _ builder: inout RecordBuilder,
    _ record: inout LogRecord
  ) -> Int? {
    if use.field == .host, base[place] == UInt8(ascii: "[") {
      let close = LineScan.first(UInt8(ascii: "]"), base, place, end)
      guard close < end else { return nil }
      builder.take(use, LineScan.text(base, place + 1, close), into: &record)
      return close + 1
    }
    guard let next = Self.delimiter(until, base, place, end, skipping: 0) else { return nil }
    let text = LineScan.text(base, place, next)
    if use.field == .request, text.isHyphen {
      record.target = text
    } else if use.field != .bytes || text.count > 0 && text[0] &- 48 < 10 {
      builder.take(use, text, into: &record)
    }
    return next
  }

  /// Reads the first address of several.
  private func takeForwarded(
    _ separators: [UInt8],
    _ until: UInt8?,
    _ base: UnsafePointer<UInt8>,
    _ place: Int,
    _ end: Int,
    _ builder: inout RecordBuilder,
    _ record: inout LogRecord
  ) -> Int? {
    var start = place
    while start < end, separators.contains(base[start]) { start += 1 }
    var addressEnd = start
    while addressEnd < end, !separators.contains(base[addressEnd]), base[addressEnd] != until {
      addressEnd += 1
    }
    builder.take(FieldUse(.host), LineScan.text(base, start, addressEnd), into: &record)
    guard let until, separators.contains(until) else {
      return Self.delimiter(until, base, place, end, skipping: 0)
    }
    // The byte after the addresses also stands between them: they end with what is no address.
    var next = addressEnd
    while next < end {
      var word = next
      while word < end, separators.contains(base[word]) { word += 1 }
      var wordEnd = word
      while wordEnd < end, !separators.contains(base[wordEnd]) { wordEnd += 1 }
      guard wordEnd > word, (word..<wordEnd).allSatisfy({ Self.isAddress(base[$0]) }) else { break }
      next = wordEnd
    }
    return next
  }

  private static func isAddress(_ byte: UInt8) -> Bool {
    HexDigit.value(byte) != nil || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")
  }

  private func day(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> TimePattern.Parts? {
    if let pattern = format.day { return pattern.read(base, from, end, calendar) }
    if let midnight = TimeReader.readDay(base, from, end) {
      return end - from == 10 ? TimePattern.Parts(midnight: midnight) : nil
    }
    guard end - from == 11, let midnight = TimeReader.readCommonDay(base, from) else { return nil }
    return TimePattern.Parts(midnight: midnight)
  }

  private func clock(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> TimePattern.Parts? {
    if let pattern = format.clock { return pattern.read(base, from, end, calendar) }
    guard end - from >= 8, let seconds = CommonTime.seconds(base, from) else { return nil }
    guard end - from == 8 || base[from + 8] == UInt8(ascii: ".") else { return nil }
    return TimePattern.Parts(seconds: seconds)
  }

  /// Whether the first space of a day is followed by another, as in `Nov  2`.
  private static func isPadded(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Bool {
    let space = LineScan.first(LineScan.space, base, from, end)
    return space + 1 < end && base[space + 1] == LineScan.space
  }

  /// The place of a delimiter that is not escaped; the end of the line where none is wanted.
  private static func delimiter(
    _ wanted: UInt8?,
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int,
    skipping: Int
  ) -> Int? {
    guard let wanted else { return end }
    var place = from
    var left = wanted == LineScan.space ? skipping : 0
    while true {
      place = LineScan.first(wanted, base, place, end)
      guard place < end else { return nil }
      if place == from || base[place - 1] != LineScan.backslash
        || !LineScan.isEscaped(base, place, from)
      {
        if left == 0 { return place }
        left -= 1
      }
      place += 1
    }
  }
}

extension LogProblem {
  static let otherText = LogProblem(reason: "the text between two fields is not that of the format")
  static let noHostField = LogProblem(reason: "there is no host")
}
