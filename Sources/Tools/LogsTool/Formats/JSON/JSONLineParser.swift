/// Reads lines that each are an object of JSON.
///
/// It goes through the bytes once, takes the fields that ``FieldTable`` names and checks of the rest
/// only its structure.
final class JSONLineParser: LogLineParser {
  private static let depthLimit = 128

  private let table: FieldTable
  private let needsRequest: Bool
  private let isLenient: Bool
  private let scratch = LineScratch()
  // The names of the objects that the place is in; arrays have the name of what they are in.
  private var names = Array(repeating: FieldName(), count: depthLimit + 1)
  private var isArray = Array(repeating: false, count: depthLimit + 1)

  /// Makes a parser.
  ///
  /// - Parameters:
  ///   - table: What the fields are.
  ///   - needsRequest: Whether an object without a request is no record.
  ///   - isLenient: Whether a status that is no number counts as none.
  init(_ table: FieldTable, needsRequest: Bool, isLenient: Bool) {
    self.table = table
    self.needsRequest = needsRequest
    self.isLenient = isLenient
  }

  func parse(_ line: UnsafeBufferPointer<UInt8>, into record: inout LogRecord) -> LogProblem? {
    guard let base = line.baseAddress, line.count > 0 else { return .empty }
    record = LogRecord()
    // Decoded texts are not longer than the line; a target and its query are put together.
    scratch.begin(line.count * 3 + 64)
    var builder = RecordBuilder(scratch, isLenient: isLenient)
    var end = line.count
    while end > 0, Self.isSpace(base[end - 1]) { end -= 1 }
    var place = 0
    while place < end, Self.isSpace(base[place]) { place += 1 }
    // Some programs write a mark before each object (RFC 7464).
    if place < end, base[place] == 0x1E { place += 1 }
    guard place < end, base[place] == UInt8(ascii: "{") else { return .noObject }
    guard scan(base, &place, end, &builder, &record) else { return .badObject }
    guard place == end else { return .moreThanObject }
    return builder.finish(&record, needsRequest: needsRequest)
  }

  /// Goes through an object that begins at a place, up to what follows it.
  private func scan(
    _ base: UnsafePointer<UInt8>,
    _ place: inout Int,
    _ end: Int,
    _ builder: inout RecordBuilder,
    _ record: inout LogRecord
  ) -> Bool {
    var depth = 0
    names[0] = FieldName()
    isArray[0] = false
    place += 1
    var name = FieldName()
    var isCapital = false
    var isFirst = true
    while true {
      skipSpace(base, &place, end)
      guard place < end else { return false }
      let close = isArray[depth] ? UInt8(ascii: "]") : UInt8(ascii: "}")
      if base[place] == close {
        place += 1
        if depth == 0 { return true }
        depth -= 1
        isFirst = false
        continue
      }
      if !isFirst {
        guard base[place] == UInt8(ascii: ",") else { return false }
        place += 1
        skipSpace(base, &place, end)
        guard place < end else { return false }
      }
      isFirst = false
      if isArray[depth] {
        name = names[depth]
      } else {
        guard base[place] == LineScan.quote else { return false }
        let keyEnd = LineScan.closingQuote(base, place + 1, end)
        guard keyEnd < end else { return false }
        name = names[depth]
        if depth > 0 { name.append(UInt8(ascii: ".")) }
        isCapital = base[place + 1] &- 65 < 26
        for key in (place + 1)..<keyEnd { name.append(base[key]) }
        place = keyEnd + 1
        skipSpace(base, &place, end)
        guard place < end, base[place] == UInt8(ascii: ":") else { return false }
        place += 1
        skipSpace(base, &place, end)
        guard place < end else { return false }
      }
      switch base[place] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard depth < Self.depthLimit else { return false }
        depth += 1
        names[depth] = name
        isArray[depth] = base[place] == UInt8(ascii: "[")
        place += 1
        isFirst = true
      case LineScan.quote:
        let close = LineScan.closingQuote(base, place + 1, end)
        guard close < end else { return false }
        if let use = table[name] {
          guard let text = unescaped(base, place + 1, close) else { return false }
          builder.take(use, text, into: &record)
        }
        place = close + 1
      default:
        let start = place
        while place < end, !Self.isEnd(base[place]) { place += 1 }
        guard Self.isScalar(base, start, place) else { return false }
        if var use = table[name], base[start] != UInt8(ascii: "n") {
          if use.field == .duration, isCapital, use.wholeNumbers == .milliseconds {
            // Programs in Go write durations as they have them.
            use.wholeNumbers = .nanoseconds
          }
          builder.take(use, LineScan.text(base, start, place), into: &record)
        }
      }
    }
  }

  /// A text with its escapes replaced; `nil` when one is none of JSON.
  private func unescaped(
    _ base: UnsafePointer<UInt8>,
    _ from: Int,
    _ end: Int
  ) -> LogRecord.Text? {
    var place = LineScan.first(LineScan.backslash, base, from, end)
    if place == end { return LineScan.text(base, from, end) }
    let start = scratch.count
    scratch.append(LineScan.text(base, from, place))
    while place < end {
      let byte = base[place]
      place += 1
      guard byte == LineScan.backslash else {
        scratch.append(byte)
        continue
      }
      guard place < end else { return nil }
      let escape = base[place]
      place += 1
      switch escape {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(escape)
      case UInt8(ascii: "b"): scratch.append(8)
      case UInt8(ascii: "f"): scratch.append(12)
      case UInt8(ascii: "n"): scratch.append(10)
      case UInt8(ascii: "r"): scratch.append(13)
      case UInt8(ascii: "t"): scratch.append(9)
      case UInt8(ascii: "u"):
        guard let scalar = scalar(base, &place, end) else { return nil }
        for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { scratch.append(unit) }
      default: return nil
      }
    }
    return scratch.text(from: start)
  }

  /// The character of `\u00E9` or of two halves; a half without the other is U+FFFD.
  private func scalar(
    _ base: UnsafePointer<UInt8>,
    _ place: inout Int,
    _ end: Int
  ) -> Unicode.Scalar? {
    guard let first = unit(base, place, end) else { return nil }
    place += 4
    if 0xD800..<0xDC00 ~= first, place + 1 < end, base[place] == LineScan.backslash,
      base[place + 1] == UInt8(ascii: "u"), let second = unit(base, place + 2, end),
      0xDC00..<0xE000 ~= second
    {
      place += 6
      return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    }
    return Unicode.Scalar(first) ?? "\u{FFFD}"
  }

  private func unit(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> UInt32? {
    guard end - from >= 4 else { return nil }
    var unit: UInt32 = 0
    for place in from..<(from + 4) {
      guard let digit = HexDigit.value(base[place]) else { return nil }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  /// Whether bytes may be a number, `true`, `false` or `null`.
  private static func isScalar(_ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Bool {
    guard from < end else { return false }
    switch base[from] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return true
    case UInt8(ascii: "-"): return end - from > 1 && base[from + 1] &- 48 < 10
    case UInt8(ascii: "t"): return LineScan.equals(base, from, end, "true")
    case UInt8(ascii: "f"): return LineScan.equals(base, from, end, "false")
    default: return LineScan.equals(base, from, end, "null")
    }
  }

  private static func isEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
      || isSpace(byte)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 9 || byte == 13 || byte == 10
  }

  private func skipSpace(_ base: UnsafePointer<UInt8>, _ place: inout Int, _ end: Int) {
    while place < end, Self.isSpace(base[place]) { place += 1 }
  }
}

extension LogProblem {
  static let noObject = LogProblem(reason: "the line is no object of JSON")
  static let badObject = LogProblem(reason: "the JSON is broken or cut off")
  static let moreThanObject = LogProblem(reason: "there is more after the object of JSON")
}
