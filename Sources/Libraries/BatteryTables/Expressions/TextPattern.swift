/// A pattern that is looked for in texts: that of `like`, or a regular expression.
enum TextPattern: Sendable {
  case equals([UInt8])
  case prefix([UInt8])
  case suffix([UInt8])
  case contains([UInt8])
  /// The parts of a `like` pattern; `nil` stands for any text, an empty part for one character.
  case wildcards([LikePart])
  case regex(SearchExpression)

  enum LikePart: Sendable, Equatable {
    case bytes([UInt8])
    case anyCharacter
    case anyText
  }

  /// Reads a pattern of `like`: `%` stands for any text, `_` for one character, and a backslash
  /// before one of them for itself.
  init(like pattern: String) {
    var parts: [LikePart] = []
    var literal: [UInt8] = []
    var isEscaped = false
    func flushed() -> [LikePart] { literal.isEmpty ? [] : [.bytes(literal)] }
    for byte in pattern.utf8 {
      if isEscaped {
        literal.append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "%") || byte == UInt8(ascii: "_") {
        parts += flushed()
        literal = []
        let part = byte == UInt8(ascii: "%") ? LikePart.anyText : .anyCharacter
        if part != .anyText || parts.last != .anyText { parts.append(part) }
      } else {
        literal.append(byte)
      }
    }
    if isEscaped { literal.append(UInt8(ascii: "\\")) }
    parts += flushed()
    switch parts.count {
    case 0: self = .equals([])
    case 1:
      if case .bytes(let bytes) = parts[0] {
        self = .equals(bytes)
        return
      }
      self = parts[0] == .anyText ? .contains([]) : .wildcards(parts)
    case 2:
      if case .bytes(let bytes) = parts[0], parts[1] == .anyText {
        self = .prefix(bytes)
      } else if case .bytes(let bytes) = parts[1], parts[0] == .anyText {
        self = .suffix(bytes)
      } else {
        self = .wildcards(parts)
      }
    case 3:
      if case .bytes(let bytes) = parts[1], parts[0] == .anyText, parts[2] == .anyText {
        self = .contains(bytes)
      } else {
        self = .wildcards(parts)
      }
    default: self = .wildcards(parts)
    }
  }

  /// Reads a regular expression, which may match anywhere in a text.
  ///
  /// One without special signs but `^` at the start and `$` at the end is looked for as plain bytes.
  init(regex pattern: String) throws {
    let special = Array("\\.[]{}()*+?|^$".utf8)
    var bytes = Array(pattern.utf8)
    let atStart = bytes.first == UInt8(ascii: "^")
    if atStart { bytes.removeFirst() }
    let atEnd = bytes.last == UInt8(ascii: "$")
    if atEnd { bytes.removeLast() }
    guard bytes.contains(where: special.contains) else {
      self =
        atStart
        ? (atEnd ? .equals(bytes) : .prefix(bytes))
        : atEnd ? .suffix(bytes) : .contains(bytes)
      return
    }
    self = .regex(try SearchExpression(pattern))
  }

  /// Whether a text matches.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    switch self {
    case .equals(let bytes): text.count == bytes.count && text.elementsEqual(bytes)
    case .prefix(let bytes): text.count >= bytes.count && text.starts(with: bytes)
    case .suffix(let bytes):
      text.count >= bytes.count && text[(text.count - bytes.count)...].elementsEqual(bytes)
    case .contains(let bytes): text.contains(bytes)
    case .wildcards(let parts): Self.matches(text[...], parts[...])
    case .regex(let regex): regex.matches(text)
    }
  }

  /// Matches part by part; after `%` only the last one needs to be tried again.
  private static func matches(
    _ text: Slice<UnsafeBufferPointer<UInt8>>,
    _ parts: ArraySlice<LikePart>
  ) -> Bool {
    var part = parts.startIndex
    var place = text.startIndex
    var retry: (part: Int, place: Int)?
    while true {
      if part == parts.endIndex {
        if place == text.endIndex { return true }
      } else {
        switch parts[part] {
        case .anyText:
          part += 1
          retry = (part, place)
          continue
        case .anyCharacter:
          if place < text.endIndex {
            place = after(place, in: text)
            part += 1
            continue
          }
        case .bytes(let bytes):
          if text[place...].starts(with: bytes) {
            place += bytes.count
            part += 1
            continue
          }
        }
      }
      guard let last = retry, last.place < text.endIndex else { return false }
      let next = after(last.place, in: text)
      retry = (last.part, next)
      (part, place) = (last.part, next)
    }
  }

  /// The place after a character of UTF-8.
  private static func after(_ place: Int, in text: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    var place = place + 1
    while place < text.endIndex, text[place] & 0xC0 == 0x80 { place += 1 }
    return place
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether some bytes are among these, one after the other.
  func contains(_ bytes: [UInt8]) -> Bool { firstPlace(of: bytes, from: 0) != nil }

  /// Where some bytes begin at or after a place.
  func firstPlace(of bytes: [UInt8], from start: Int) -> Int? {
    guard let first = bytes.first else { return start <= count ? start : nil }
    var place = start
    while place + bytes.count <= count {
      if self[place] == first, self[place..<place + bytes.count].elementsEqual(bytes) {
        return place
      }
      place += 1
    }
    return nil
  }
}
