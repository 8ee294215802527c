import BatteryTables

/// HTML on its way to a sink; texts are always escaped, and only literals of this program are not.
struct Markup: Sendable {
  private var buffer = PieceBuffer()

  /// Adds markup of this program.
  mutating func raw(_ literal: StaticString) { buffer.append(literal: literal) }

  /// Adds a whole number.
  mutating func number(_ value: Int) { buffer.append(String(value)) }

  /// Adds a part of a hundred with two decimals, for the coordinates of a drawing: `12.5%`.
  mutating func percent(_ part: Int, of whole: Int) {
    let hundredths = whole > 0 ? Int((Double(part) / Double(whole) * 10_000).rounded()) : 0
    buffer.append("\(hundredths / 100)")
    if hundredths % 100 != 0 { buffer.append("." + String(hundredths % 100 + 100).dropFirst()) }
    buffer.append(UInt8(ascii: "%"))
  }

  /// Adds text, in an element or in the quotes of an attribute; `…` stands for what is beyond `limit`
  /// bytes.
  mutating func text(_ text: String, limit: Int = .max) {
    write(VisibleText(text, limit: limit), open: "⟨", close: "⟩")
  }

  /// Adds a value of the log in an element; what cannot be shown is marked.
  mutating func value(_ text: String, limit: Int) {
    guard !text.isEmpty else { return raw("<i>empty</i>") }
    let visible = VisibleText(text, limit: limit)
    write(visible, open: "<b>", close: "</b>")
    if visible.isCut, text.utf8.count > Self.worthSaying {
      raw("<i>")
      number(text.utf8.count)
      raw(" bytes</i>")
    }
  }

  private mutating func write(_ text: VisibleText, open: StaticString, close: StaticString) {
    for piece in text {
      switch piece {
      case .plain(let scalar): append(scalar)
      case .hidden(let scalar):
        raw(open)
        buffer.append(VisibleText.name(of: scalar))
        raw(close)
      }
    }
    if text.isCut { raw("…") }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "<": raw("&lt;")
    case ">": raw("&gt;")
    case "&": raw("&amp;")
    case "\"": raw("&quot;")
    case "'": raw("&#39;")
    default: buffer.append(scalar)
    }
  }

  /// How many bytes a value has when the page says how many, since it shows only the first.
  private static let worthSaying = 1000

  /// Hands what there is to a sink if it is worth it.
  mutating func drain(to sink: inout some ByteSink) throws { try buffer.drain(to: &sink) }

  /// Hands everything to a sink.
  mutating func finish(to sink: inout some ByteSink) throws { try buffer.finish(to: &sink) }

  /// How many bytes a value takes, escaped, at the most.
  static func size(of text: String, limit: Int) -> Int {
    if text.utf8.count <= limit, text.utf8.allSatisfy(isPlain) { return text.utf8.count }
    var size = text.utf8.count > worthSaying ? 24 : 3
    for piece in VisibleText(text, limit: limit) {
      switch piece {
      case .plain("<"), .plain(">"): size += 4
      case .plain("&"), .plain("'"): size += 5
      case .plain("\""): size += 6
      case .plain(let scalar): size += UTF8.width(scalar)
      case .hidden(let scalar): size += VisibleText.name(of: scalar).utf8.count + 7
      }
    }
    return size
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"): false
    case UInt8(ascii: "\""), UInt8(ascii: "'"): false
    default: (0x20..<0x7F).contains(byte)
    }
  }
}
