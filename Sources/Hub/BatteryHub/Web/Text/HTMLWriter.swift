/// Writes HTML as bytes; texts and attribute values are always escaped.
///
/// Only literals of this program can be written unescaped.
struct HTMLWriter: Sendable {
  /// The document so far.
  private(set) var bytes: [UInt8] = []

  init(capacity: Int = 32_768) { bytes.reserveCapacity(capacity) }

  /// Writes markup of this program.
  mutating func raw(_ markup: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount)
    )
  }

  /// Writes a whole number.
  mutating func number(_ value: Int) {
    if value >= 0, value < 10 {
      bytes.append(0x30 + UInt8(value))
    } else {
      bytes.append(contentsOf: String(value).utf8)
    }
  }

  /// Writes text.
  mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      for (index, byte) in utf8.enumerated() {
        let entity: StaticString
        switch byte {
        case UInt8(ascii: "<"): entity = "&lt;"
        case UInt8(ascii: ">"): entity = "&gt;"
        case UInt8(ascii: "&"): entity = "&amp;"
        case UInt8(ascii: "\""): entity = "&quot;"
        case UInt8(ascii: "'"): entity = "&#39;"
        case 0: entity = "\u{FFFD}"
        default: continue
        }
        bytes.append(contentsOf: utf8[start..<index])
        raw(entity)
        start = index + 1
      }
      bytes.append(contentsOf: utf8[start...])
    }
  }

  /// Writes an element with content.
  mutating func element(
    _ tag: HTMLTag,
    _ attributes: HTMLAttribute...,
    content: (inout HTMLWriter) -> Void
  ) {
    open(tag, attributes)
    content(&self)
    close(tag)
  }

  /// Writes an element that holds a text.
  mutating func element(_ tag: HTMLTag, _ attributes: HTMLAttribute..., text: String) {
    open(tag, attributes)
    self.text(text)
    close(tag)
  }

  /// Writes an element without content.
  mutating func empty(_ tag: HTMLTag, _ attributes: HTMLAttribute...) {
    open(tag, attributes)
    if !tag.isVoid { close(tag) }
  }

  private mutating func open(_ tag: HTMLTag, _ attributes: [HTMLAttribute]) {
    bytes.append(UInt8(ascii: "<"))
    raw(tag.name)
    for attribute in attributes {
      switch attribute.value {
      case .absent: continue
      case .present: break
      case .text(let value):
        bytes.append(UInt8(ascii: " "))
        raw(attribute.name)
        raw("=\"")
        text(value)
        bytes.append(UInt8(ascii: "\""))
        continue
      }
      bytes.append(UInt8(ascii: " "))
      raw(attribute.name)
    }
    bytes.append(UInt8(ascii: ">"))
  }

  private mutating func close(_ tag: HTMLTag) {
    raw("</")
    raw(tag.name)
    bytes.append(UInt8(ascii: ">"))
  }
}

/// The name of an element.
struct HTMLTag: Sendable, ExpressibleByStringLiteral {
  let name: StaticString
  let isVoid: Bool

  init(stringLiteral value: StaticString) {
    name = value
    isVoid = false
  }

  init(void name: StaticString) {
    self.name = name
    isVoid = true
  }

  static let input = HTMLTag(void: "input")
}

/// An attribute of an element.
struct HTMLAttribute: Sendable {
  enum Value: Sendable {
    case absent
    case present
    case text(String)
  }

  let name: StaticString
  let value: Value

  /// Any attribute that holds no address and no code; absent when the value is `nil`.
  static func of(_ name: StaticString, _ value: String?) -> HTMLAttribute {
    HTMLAttribute(name: name, value: value.map(Value.text) ?? .absent)
  }

  /// An attribute without a value, if it is on.
  static func flag(_ name: StaticString, _ isOn: Bool = true) -> HTMLAttribute {
    HTMLAttribute(name: name, value: isOn ? .present : .absent)
  }

  static func `class`(_ names: String) -> HTMLAttribute { .of("class", names) }
  static func id(_ id: String) -> HTMLAttribute { .of("id", id) }
  static func title(_ title: String?) -> HTMLAttribute { .of("title", title) }
  static func label(_ label: String?) -> HTMLAttribute { .of("aria-label", label) }
  static func href(_ path: LocalPath) -> HTMLAttribute { .of("href", path.description) }
  static func action(_ path: LocalPath) -> HTMLAttribute { .of("action", path.description) }
  static func formaction(_ path: LocalPath) -> HTMLAttribute { .of("formaction", path.description) }
}
