/// The text of pages and other markup, without the markup.
enum MarkupText {
  private static let hidden: [[UInt8]] = [Array("script".utf8), Array("style".utf8)]

  private static let entities: [String: [UInt8]] = [
    "amp": [0x26], "lt": [0x3C], "gt": [0x3E], "quot": [0x22], "apos": [0x27], "nbsp": [0x20],
  ]

  /// Returns what stands between the tags, a space for each tag.
  static func text(of markup: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(markup.count)
    var place = 0
    while place < markup.count {
      let byte = markup[place]
      if byte == 0x3C {
        place = behindTag(markup, place)
        if let last = text.last, last > 0x20 { text.append(0x20) }
      } else if byte == 0x26, let (bytes, next) = entity(markup, place) {
        text += bytes
        place = next
      } else {
        text.append(byte)
        place += 1
      }
    }
    return text
  }

  private static func behindTag(_ markup: [UInt8], _ start: Int) -> Int {
    let rest = markup[(start + 1)...]
    if rest.starts(with: [0x21, 0x2D, 0x2D]) {
      return behind(markup, [0x2D, 0x2D, 0x3E], start + 4)
    }
    for name in hidden where rest.prefix(name.count).elementsEqual(name, by: Self.isSameLetter) {
      return behind(markup, [0x3C, 0x2F] + name, start)
    }
    return behind(markup, [0x3E], start)
  }

  private static func isSameLetter(_ left: UInt8, _ right: UInt8) -> Bool { left | 0x20 == right }

  /// The place behind some bytes, or the end; of a tag the place behind its name.
  private static func behind(_ markup: [UInt8], _ bytes: [UInt8], _ start: Int) -> Int {
    var place = start
    while place + bytes.count <= markup.count {
      let part = markup[place..<(place + bytes.count)]
      if part.elementsEqual(bytes, by: { $0 == $1 || $0 | 0x20 == $1 && $1 > 0x60 }) {
        return place + bytes.count
      }
      place += 1
    }
    return markup.count
  }

  private static func entity(_ markup: [UInt8], _ start: Int) -> ([UInt8], Int)? {
    guard let end = markup[start...].prefix(12).firstIndex(of: 0x3B) else { return nil }
    let name = String(decoding: markup[(start + 1)..<end], as: UTF8.self)
    if let bytes = entities[name] { return (bytes, end + 1) }
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let number =
      digits.first == "x" || digits.first == "X"
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let number, number >= 0x20, let scalar = Unicode.Scalar(number) else { return nil }
    return (Array(String(Character(scalar)).utf8), end + 1)
  }
}
