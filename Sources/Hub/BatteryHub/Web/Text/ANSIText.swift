/// A line of a terminal's output as runs of text with a style.
///
/// Only colours and weights (SGR, ECMA-48 §8.3.117) are obeyed. Every other control character, and
/// every character that turns the direction of writing, is shown as a symbol and does nothing.
struct ANSIText: Hashable, Sendable {
  /// Text of one style.
  struct Span: Hashable, Sendable {
    /// The names of the style's classes, separated by spaces; empty for plain text.
    var classes: String
    /// The text, free of control characters but the tabulator.
    var text: String
  }

  /// The runs of text.
  private(set) var spans: [Span] = []

  /// How many bytes of the line were left out.
  private(set) var omitted = 0

  /// The longest line that is shown in full.
  static let limit = 16_384

  /// Reads a line.
  init(_ bytes: [UInt8]) {
    omitted = max(0, bytes.count - Self.limit)
    let scalars = Array(
      String(decoding: omitted > 0 ? bytes[..<Self.limit] : bytes[...], as: UTF8.self)
        .unicodeScalars
    )
    var style = Style()
    var text = ""
    var index = 0
    while index < scalars.count {
      if scalars[index] == "\u{1B}", let (codes, end) = Self.sgr(scalars, at: index) {
        if !text.isEmpty { spans.append(Span(classes: style.classes, text: text)) }
        text = ""
        style.apply(codes)
        index = end
      } else {
        Self.append(scalars[index], to: &text)
        index += 1
      }
    }
    if !text.isEmpty { spans.append(Span(classes: style.classes, text: text)) }
  }

  /// Reads `ESC [ 1 ; 31 m`; returns its numbers and the place after it.
  private static func sgr(_ scalars: [Unicode.Scalar], at start: Int) -> ([Int], Int)? {
    guard start + 1 < scalars.count, scalars[start + 1] == "[" else { return nil }
    var codes = [0]
    var index = start + 2
    while index < scalars.count, index - start < 64 {
      let value = scalars[index].value
      switch value {
      case 0x30...0x39:
        codes[codes.count - 1] = min(codes[codes.count - 1] * 10, 9990) + Int(value - 0x30)
      case 0x3A, 0x3B: codes.append(0)
      case 0x6D: return (codes, index + 1)
      default: return nil
      }
      index += 1
    }
    return nil
  }

  private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
    switch scalar.value {
    case 0x09: text.unicodeScalars.append(scalar)
    case 0..<0x20: text.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? "?")
    case 0x7F: text += "\u{2421}"
    case 0x80...0x9F, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
      0xE0000...0xE007F:
      text += "⟨U+" + String(scalar.value, radix: 16, uppercase: true) + "⟩"
    default: text.unicodeScalars.append(scalar)
    }
  }

  /// The style that the codes so far have set.
  private struct Style {
    var foreground: Int?
    var background: Int?
    var flags: Set<String> = []

    var classes: String {
      var names = flags.sorted()
      if let foreground { names.append("f\(foreground)") }
      if let background { names.append("bg\(background)") }
      return names.joined(separator: " ")
    }

    mutating func apply(_ codes: [Int]) {
      var rest = codes[...]
      while let code = rest.popFirst() {
        switch code {
        case 0: self = Style()
        case 1: flags.insert("ab")
        case 2: flags.insert("ad")
        case 3: flags.insert("ai")
        case 4: flags.insert("au")
        case 7: flags.insert("ar")
        case 9: flags.insert("as")
        case 22: flags.subtract(["ab", "ad"])
        case 23: flags.remove("ai")
        case 24: flags.remove("au")
        case 27: flags.remove("ar")
        case 29: flags.remove("as")
        case 30...37: foreground = code - 30
        case 38: foreground = Self.extended(&rest) ?? foreground
        case 39: foreground = nil
        case 40...47: background = code - 40
        case 48: background = Self.extended(&rest) ?? background
        case 49: background = nil
        case 90...97: foreground = code - 90 + 8
        case 100...107: background = code - 100 + 8
        default: break
        }
      }
    }

    /// Reads `5;n` or `2;r;g;b` and returns the nearest of the sixteen colours.
    private static func extended(_ rest: inout ArraySlice<Int>) -> Int? {
      switch rest.popFirst() {
      case 5:
        guard let index = rest.popFirst() else { return nil }
        switch index {
        case 0..<16: return index
        case 16..<232:
          let cube = index - 16
          return nearest(cube / 36 * 51, cube / 6 % 6 * 51, cube % 6 * 51)
        case 232..<256:
          return nearest(8 + (index - 232) * 10, 8 + (index - 232) * 10, 8 + (index - 232) * 10)
        default: return nil
        }
      case 2:
        guard rest.count >= 3 else {
          rest = []
          return nil
        }
        let parts = Array(rest.prefix(3))
        rest = rest.dropFirst(3)
        return nearest(parts[0], parts[1], parts[2])
      default: return nil
      }
    }

    private static func nearest(_ red: Int, _ green: Int, _ blue: Int) -> Int {
      let brightest = max(red, green, blue)
      guard brightest >= 48 else { return 0 }
      let darkest = min(red, green, blue)
      if brightest - darkest < 32 { return brightest > 200 ? 15 : brightest > 120 ? 7 : 8 }
      let middle = (brightest + darkest) / 2
      let hue = (red > middle ? 1 : 0) + (green > middle ? 2 : 0) + (blue > middle ? 4 : 0)
      return brightest > 180 ? hue + 8 : hue
    }
  }
}
