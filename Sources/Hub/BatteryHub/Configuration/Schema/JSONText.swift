/// A JSON value whose keys keep their order, so that the same schema is always the same text.
indirect enum JSONText {
  case string(String)
  case integer(Int)
  case number(Double)
  case boolean(Bool)
  case array([JSONText])
  case object([(key: String, value: JSONText)])

  /// The value over several lines, indented by two spaces.
  var prettyPrinted: String {
    var text = ""
    write(to: &text, indent: 0)
    return text + "\n"
  }

  private func write(to text: inout String, indent: Int) {
    switch self {
    case .string(let value): text += Self.quote(value)
    case .integer(let value): text += String(value)
    case .number(let value): text += Int(exactly: value).map(String.init) ?? "\(value)"
    case .boolean(let value): text += String(value)
    case .array(let items):
      let isShort = items.allSatisfy(\.isScalar)
      guard !isShort else {
        text += "["
        for (index, item) in items.enumerated() {
          if index > 0 { text += ", " }
          item.write(to: &text, indent: indent)
        }
        text += "]"
        return
      }
      Self.writeLines(items, "[", "]", to: &text, indent: indent) { item, text in
        item.write(to: &text, indent: indent + 2)
      }
    case .object(let members):
      guard !members.isEmpty else {
        text += "{}"
        return
      }
      Self.writeLines(members, "{", "}", to: &text, indent: indent) { member, text in
        text += Self.quote(member.key) + ": "
        member.value.write(to: &text, indent: indent + 2)
      }
    }
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private static func writeLines<Item>(
    _ items: [Item],
    _ open: String,
    _ close: String,
    to text: inout String,
    indent: Int,
    write: (Item, inout String) -> Void
  ) {
    text += open + "\n"
    for (index, item) in items.enumerated() {
      text += String(repeating: " ", count: indent + 2)
      write(item, &text)
      text += index + 1 < items.count ? ",\n" : "\n"
    }
    text += String(repeating: " ", count: indent) + close
  }

  private static func quote(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let code = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - code.count) + code
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
