/// The grammar of RFC 8259: takes one value's bytes, all at once or as they come, and says what each
/// part is.
///
/// It keeps a bit of memory for each array or object that is open, and calls nothing recursively.
struct JSONMachine {
  private enum State {
    case value, firstItem, firstKey, key, colon, separator, done
  }

  var depthLimit: Int
  private let tokenLimit: Int
  private var state = State.value
  /// For each open array or object, whether it is an object.
  private var open: [Bool] = []
  /// How much of an unfinished text or number was looked at already.
  private var scanned = 0
  private var isEscaped = false

  init(depthLimit: Int, tokenLimit: Int = .max) {
    self.depthLimit = depthLimit
    self.tokenLimit = tokenLimit
  }

  /// Whether the value is complete.
  var isDone: Bool { state == .done }

  /// Begins anew.
  mutating func reset() {
    state = .value
    open.removeAll(keepingCapacity: true)
    scanned = 0
    isEscaped = false
  }

  /// Finds the next part.
  ///
  /// - Parameters:
  ///   - base: The bytes that there are.
  ///   - place: Where to go on; moved behind what is used up.
  ///   - end: How many bytes there are.
  ///   - isLast: Whether no more will come.
  /// - Returns: The part; `nil` when more bytes are needed, or, when no more come, at the end.
  /// - Throws: What is wrong and where.
  mutating func next(
    _ base: JSONScan.Pointer,
    _ place: inout Int,
    _ end: Int,
    isLast: Bool
  ) throws(JSONFailure) -> JSONToken? {
    while true {
      if scanned == 0 {
        while place < end, Self.isBlank(base[place]) { place += 1 }
      }
      guard place < end else {
        if isLast, state != .done { throw endTooEarly(at: end) }
        return nil
      }
      let byte = base[place]
      switch state {
      case .firstItem where byte == UInt8(ascii: "]"), .firstKey where byte == UInt8(ascii: "}"):
        return close(&place)
      case .value, .firstItem:
        return try value(base, &place, end, isLast: isLast)
      case .firstKey, .key:
        guard byte == JSONScan.quote else {
          throw JSONFailure(
            state == .key && byte == UInt8(ascii: "}") ? .trailingComma : .missingKey(byte),
            at: place
          )
        }
        return try text(.key, base, &place, end, isLast: isLast)
      case .colon:
        guard byte == UInt8(ascii: ":") else { throw JSONFailure(.missingColon(byte), at: place) }
        place += 1
        state = .value
      case .separator:
        let isObject = open[open.count - 1]
        switch byte {
        case UInt8(ascii: ","):
          place += 1
          state = isObject ? .key : .value
        case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
          return close(&place)
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          throw JSONFailure(.wrongBracket(byte), at: place)
        default: throw JSONFailure(.missingComma(byte), at: place)
        }
      case .done: throw JSONFailure(.trailingText, at: place)
      }
    }
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  // MARK: - Parts

  private mutating func value(
    _ base: JSONScan.Pointer,
    _ place: inout Int,
    _ end: Int,
    isLast: Bool
  ) throws(JSONFailure) -> JSONToken? {
    let byte = base[place]
    switch byte {
    case JSONScan.quote: return try text(.text, base, &place, end, isLast: isLast)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return try number(base, &place, end, isLast: isLast)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard open.count < depthLimit else { throw JSONFailure(.tooDeep(depthLimit), at: place) }
      let isObject = byte == UInt8(ascii: "{")
      open.append(isObject)
      state = isObject ? .firstKey : .firstItem
      place += 1
      return JSONToken(kind: isObject ? .objectStart : .arrayStart, start: place - 1, end: place)
    case UInt8(ascii: "t"): return try word("true", .yes, base, &place, end, isLast: isLast)
    case UInt8(ascii: "f"): return try word("false", .no, base, &place, end, isLast: isLast)
    case UInt8(ascii: "n"): return try word("null", .null, base, &place, end, isLast: isLast)
    case UInt8(ascii: "]"), UInt8(ascii: "}"):
      throw JSONFailure(open.isEmpty ? .notAValue(byte) : .trailingComma, at: place)
    default: throw JSONFailure(Self.unknown(base, place, end), at: place)
    }
  }

  private mutating func text(
    _ kind: JSONToken.Kind,
    _ base: JSONScan.Pointer,
    _ place: inout Int,
    _ end: Int,
    isLast: Bool
  ) throws(JSONFailure) -> JSONToken? {
    var problem: JSONProblem?
    let from = base + place + max(scanned, 1)
    let found = JSONScan.text(from, base + end, &isEscaped, &problem) - base
    if let problem { throw JSONFailure(problem, at: found) }
    guard found - place <= tokenLimit else { throw JSONFailure(.tooLong(tokenLimit), at: place) }
    guard found < end, base[found] == JSONScan.quote else {
      if isLast { throw JSONFailure(.unexpectedEnd(within: "a text"), at: end) }
      scanned = found - place
      return nil
    }
    let token = JSONToken(kind: kind, start: place + 1, end: found, isEscaped: isEscaped)
    place = found + 1
    scanned = 0
    isEscaped = false
    if kind == .key { state = .colon } else { finishValue() }
    return token
  }

  private mutating func number(
    _ base: JSONScan.Pointer,
    _ place: inout Int,
    _ end: Int,
    isLast: Bool
  ) throws(JSONFailure) -> JSONToken? {
    // While more may come, only look for the end: the number is read once, when it is there whole.
    var known = place + scanned
    while known < end, Self.isOfNumber(base[known]) { known += 1 }
    guard known - place <= tokenLimit else { throw JSONFailure(.tooLong(tokenLimit), at: place) }
    if known == end, !isLast {
      scanned = known - place
      return nil
    }
    var kind: UInt8 = 0
    var problem: JSONProblem?
    let found = JSONScan.number(base + place, base + end, &kind, &problem) - base
    if let problem { throw JSONFailure(problem, at: found) }
    let token = JSONToken(kind: .number, start: place, end: found, number: kind)
    place = found
    scanned = 0
    finishValue()
    return token
  }

  private mutating func word(
    _ word: StaticString,
    _ kind: JSONToken.Kind,
    _ base: JSONScan.Pointer,
    _ place: inout Int,
    _ end: Int,
    isLast: Bool
  ) throws(JSONFailure) -> JSONToken? {
    let known = min(word.utf8CodeUnitCount, end - place)
    for index in 0..<known where base[place + index] != word.utf8Start[index] {
      throw JSONFailure(Self.unknown(base, place, end), at: place)
    }
    guard known == word.utf8CodeUnitCount else {
      if isLast { throw JSONFailure(.unexpectedEnd(within: "the word \(word)"), at: end) }
      return nil
    }
    place += known
    finishValue()
    return JSONToken(kind: kind, start: place - known, end: place)
  }

  private mutating func close(_ place: inout Int) -> JSONToken {
    let isObject = open.removeLast()
    place += 1
    finishValue()
    return JSONToken(kind: isObject ? .objectEnd : .arrayEnd, start: place - 1, end: place)
  }

  private mutating func finishValue() {
    state = open.isEmpty ? .done : .separator
  }

  // MARK: - What is wrong

  private func endTooEarly(at end: Int) -> JSONFailure {
    guard let isObject = open.last else { return JSONFailure(.noValue, at: end) }
    return JSONFailure(.unexpectedEnd(within: isObject ? "an object" : "an array"), at: end)
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private static func unknown(
    _ base: JSONScan.Pointer,
    _ place: Int,
    _ end: Int
  ) -> JSONProblem {
    var last = place
    while last < min(end, place + 20), isLetter(base[last]) { last += 1 }
    let isUTF16 =
      base[place] == 0 || base[place] >= 0xFE
      || place + 1 < end && base[place + 1] == 0
    if isUTF16 { return .utf16 }
    guard last > place else { return .notAValue(base[place]) }
    let letters = UnsafeBufferPointer(start: base + place, count: last - place)
    return .wordLikeValue(String(decoding: letters, as: UTF8.self))
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 97 < 26
  }
}
