/// Puts a record together from named fields.
struct RecordBuilder {
  private let scratch: LineScratch
  /// Whether a field that is not what its name says is no error, as with names that were guessed.
  private let isLenient: Bool
  /// The lowest rank of each field so far; 255 for those that are not there.
  private var ranks = SIMD32<UInt8>(repeating: 255)
  private var midnight: Int64?
  private var seconds: Int64?
  private var offset = LogRecord.noOffset
  private var query = LogRecord.Text(start: nil, count: 0)
  private var message = LogRecord.Text(start: nil, count: 0)
  private var problem: LogProblem?

  /// Makes a builder for one line.
  ///
  /// - Parameters:
  ///   - scratch: The memory for texts that are put together, which has begun the line.
  ///   - isLenient: Whether a field that is not what its name says is no error.
  init(_ scratch: LineScratch, isLenient: Bool) {
    self.scratch = scratch
    self.isLenient = isLenient
  }

  /// Whether a field is there.
  func has(_ field: RecordField) -> Bool { ranks[field.rawValue] != 255 }

  /// Takes in a time that was read already.
  mutating func take(midnight: Int64?, seconds: Int64?, offset: Int32?) {
    if let midnight { self.midnight = midnight }
    if let seconds { self.seconds = seconds }
    if let offset { self.offset = offset }
  }

  /// Takes in a field.
  mutating func take(_ use: FieldUse, _ text: LogRecord.Text, into record: inout LogRecord) {
    let slot = use.field.rawValue
    guard use.rank < ranks[slot], let base = text.baseAddress, !text.isHyphen else { return }
    let isTaken =
      switch use.field {
      case .time, .day, .clock, .status, .bytes, .duration:
        takeNumber(use, base, text.count, into: &record)
      default:
        takeText(use, text, into: &record)
      }
    if isTaken { ranks[slot] = use.rank }
  }

  private mutating func takeText(
    _ use: FieldUse,
    _ text: LogRecord.Text,
    into record: inout LogRecord
  ) -> Bool {
    let text = decoded(text, use.encoding)
    guard text.count > 0 || use.field == .target || use.field == .request else { return false }
    switch use.field {
    case .host: record.host = Self.address(text)
    case .user: record.user = text
    case .method: record.method = text
    case .target:
      // What the request line asks for is nearer to the client than any other path.
      if has(.request) { return false }
      record.target = text
    case .query: query = text
    case .protocolVersion: record.protocolVersion = text
    case .referrer: record.referrer = text
    case .agent: record.agent = text
    case .virtualHost: record.virtualHost = text
    case .message: message = text
    case .request:
      guard let base = text.baseAddress else { return false }
      RequestLine.split(base, 0, text.count, into: &record)
    default: return false
    }
    return true
  }

  private mutating func takeNumber(
    _ use: FieldUse,
    _ base: UnsafePointer<UInt8>,
    _ end: Int,
    into record: inout LogRecord
  ) -> Bool {
    switch use.field {
    case .time:
      guard let time = TimeReader.read(base, 0, end) else { return fail(.badTimeField) }
      record.localTime = time.local
      offset = time.offset
    case .day:
      guard end == 10, let day = TimeReader.readDay(base, 0, end) else {
        return fail(.badTimeField)
      }
      midnight = day
    case .clock:
      guard end >= 8, let time = CommonTime.seconds(base, 0) else { return fail(.badTimeField) }
      seconds = time
    case .status:
      guard let number = LineScan.number(base, 0, end), number.end == end, number.value < 1000
      else { return fail(.badStatusField) }
      record.status = Int32(number.value)
    case .bytes:
      guard let number = LineScan.number(base, 0, end),
        number.end == end || base[number.end] == UInt8(ascii: ".")
      else { return fail(.badSize) }
      guard number.value <= LogRecord.mostBytes else { return fail(.hugeSize) }
      record.bytes = number.value
    case .duration:
      guard
        let time = DurationReader.read(
          base,
          0,
          end,
          wholeNumbers: use.wholeNumbers,
          decimals: use.decimals
        )
      else { return false }
      record.duration = time
    default: return false
    }
    return true
  }

  /// Takes note of what is wrong with the record, unless names were guessed.
  private mutating func fail(_ problem: LogProblem) -> Bool {
    if !isLenient { self.problem = self.problem ?? problem }
    return false
  }

  /// Ends the record.
  ///
  /// - Parameters:
  ///   - record: The record that took the fields.
  ///   - needsRequest: Whether a line without a request is no record.
  /// - Returns: What is wrong with the line, if anything is.
  mutating func finish(_ record: inout LogRecord, needsRequest: Bool) -> LogProblem? {
    if let problem { return problem }
    if !has(.time) {
      guard let midnight else { return .noTimeField }
      record.localTime = midnight + (seconds ?? 0)
    }
    record.utcOffset = offset
    if query.count > 0, record.target.count > 0 {
      let start = scratch.count
      scratch.append(record.target)
      if query[0] != UInt8(ascii: "?") { scratch.append(UInt8(ascii: "?")) }
      scratch.append(query)
      record.target = scratch.text(from: start)
    }
    if record.target.baseAddress == nil {
      if needsRequest { return .noRequestField }
      record.target = message
    }
    return nil
  }

  /// An address without the brackets of IPv6 and without its port.
  private static func address(_ text: LogRecord.Text) -> LogRecord.Text {
    guard let base = text.baseAddress else { return text }
    let end = text.count
    if base[0] == UInt8(ascii: "[") {
      let close = LineScan.first(UInt8(ascii: "]"), base, 0, end)
      return close < end ? LineScan.text(base, 1, close) : text
    }
    var place = end
    while place > 0, base[place - 1] &- 48 < 10 { place -= 1 }
    guard place > 1, place < end, base[place - 1] == UInt8(ascii: ":") else { return text }
    // More than one colon is that of IPv6, which has no port without brackets.
    let colon = LineScan.first(UInt8(ascii: ":"), base, 0, end)
    return colon == place - 1 ? LineScan.text(base, 0, colon) : text
  }

  private func decoded(
    _ text: LogRecord.Text,
    _ encoding: FieldUse.Encoding
  ) -> LogRecord.Text {
    let mark: UInt8
    switch encoding {
    case .none: return text
    case .percent: mark = UInt8(ascii: "%")
    case .plus: mark = UInt8(ascii: "+")
    }
    guard let base = text.baseAddress else { return text }
    guard LineScan.first(mark, base, 0, text.count) < text.count else { return text }
    let start = scratch.count
    var place = 0
    while place < text.count {
      let byte = base[place]
      place += 1
      if byte == mark, encoding == .plus {
        scratch.append(LineScan.space)
      } else if byte == mark, place + 1 < text.count, let high = HexDigit.value(base[place]),
        let low = HexDigit.value(base[place + 1])
      {
        scratch.append(high << 4 | low)
        place += 2
      } else {
        scratch.append(byte)
      }
    }
    return scratch.text(from: start)
  }
}

/// Digits of hexadecimal numbers.
enum HexDigit {
  /// The value of a digit; `nil` when it is none.
  static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte &- 48
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte &- 87
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte &- 55
    default: nil
    }
  }
}

extension LogProblem {
  static let noTimeField = LogProblem(reason: "there is no field with a time")
  static let badTimeField = LogProblem(reason: "the time is none that is known")
  static let badStatusField = LogProblem(reason: "the status is no number of three digits")
  static let noRequestField = LogProblem(reason: "there is no request")
}
