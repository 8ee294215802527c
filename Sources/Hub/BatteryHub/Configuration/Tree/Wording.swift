/// How messages quote what a file says and list what it may say.
enum Wording {
  /// A text in quotes, on one line, and not longer than a line has room for.
  static func quote(_ text: String) -> String { "\"\(inline(text))\"" }

  /// A text on one line, without characters that could move a terminal's cursor.
  static func inline(_ text: String, limit: Int = 60) -> String {
    var result = ""
    for (count, scalar) in text.unicodeScalars.enumerated() {
      guard count < limit else { return result + "…" }
      switch scalar {
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate:
          result += "\\u{\(String(scalar.value, radix: 16))}"
        default: result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }

  /// `a`, `a or b`, `a, b or c`.
  static func list(_ words: [String], _ conjunction: String) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
  }

  /// What a value is, for "must be …, not …".
  static func form(of node: ConfigNode) -> String {
    switch node.content {
    case .scalar(let scalar): quote(scalar.text)
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  static func lowercasedFirst(_ text: String) -> String {
    guard let first = text.first, let second = text.dropFirst().first, !second.isUppercase else {
      return text
    }
    return first.lowercased() + text.dropFirst()
  }

  /// A text without the spaces at its end.
  static func trimmed(_ text: some StringProtocol) -> String {
    var text = String(text)
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }

  static func withoutPeriod(_ text: String) -> String {
    text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}
