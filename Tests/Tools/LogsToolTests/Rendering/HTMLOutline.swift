import Foundation

/// What a page consists of, read strictly: whatever is not closed, quoted or escaped is an error.
struct HTMLOutline {
  struct Element {
    var name: String
    var attributes: [String: String]
    /// The text in it and in its children, with the entities resolved.
    var text: String
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private(set) var elements: [Element] = []

  private var rest: Substring
  private var open: [Int] = []

  private static let void: Set = ["meta", "input", "link", "br"]
  /// Whose content is no markup.
  private static let raw: Set = ["script", "style"]

  init(_ page: String) throws {
    rest = page[...]
    guard take("<!DOCTYPE html>") else { throw Failure(description: "no document type") }
    while !rest.isEmpty {
      if take("</") {
        if rest.hasPrefix("tr>") { endCell() }
        try close()
      } else if take("<") {
        try begin()
      } else {
        try text()
      }
    }
    guard open.isEmpty else {
      throw Failure(description: "open: \(open.map { elements[$0].name })")
    }
  }

  private mutating func take(_ prefix: String) -> Bool {
    guard rest.hasPrefix(prefix) else { return false }
    rest.removeFirst(prefix.count)
    return true
  }

  private mutating func word() -> String {
    let word = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    rest.removeFirst(word.count)
    return String(word)
  }

  private mutating func begin() throws {
    let name = word()
    if name == "td" { endCell() }
    guard !name.isEmpty else { throw Failure(description: "a < in a text: <\(rest.prefix(40))") }
    var attributes: [String: String] = [:]
    while take(" ") {
      let attribute = word()
      guard !attribute.isEmpty, attributes[attribute] == nil else {
        throw Failure(description: "attribute \(attribute) of \(name): \(rest.prefix(40))")
      }
      attributes[attribute] = take("=\"") ? try quoted() : ""
    }
    let isClosed = take("/")
    guard take(">") else { throw Failure(description: "in the tag \(name): \(rest.prefix(40))") }
    elements.append(Element(name: name, attributes: attributes, text: ""))
    if isClosed || Self.void.contains(name) { return }
    open.append(elements.count - 1)
    guard Self.raw.contains(name) else { return }
    guard let end = rest.range(of: "</") else { throw Failure(description: "endless \(name)") }
    elements[elements.count - 1].text = String(rest[..<end.lowerBound])
    rest = rest[end.lowerBound...]
  }

  /// Ends a cell, whose end tag HTML allows to be left out before the next cell and the row's end.
  private mutating func endCell() {
    guard let last = open.last, elements[last].name == "td" else { return }
    open.removeLast()
    if let parent = open.last { elements[parent].text += elements[last].text }
  }

  private mutating func close() throws {
    let name = word()
    guard take(">"), let last = open.popLast(), elements[last].name == name else {
      throw Failure(description: "</\(name)> closes nothing: \(rest.prefix(40))")
    }
    if let parent = open.last, !Self.raw.contains(name) {
      elements[parent].text += elements[last].text
    }
  }

  private mutating func quoted() throws -> String {
    guard let end = rest.firstIndex(of: "\"") else { throw Failure(description: "no \"") }
    let value = try Self.resolved(rest[..<end])
    rest = rest[rest.index(after: end)...]
    return value
  }

  private mutating func text() throws {
    let text = rest.prefix { $0 != "<" }
    let resolved = try Self.resolved(text)
    rest = rest[text.endIndex...]
    if let last = open.last { elements[last].text += resolved }
  }

  private static func resolved(_ text: Substring) throws -> String {
    let isHarmless = text.unicodeScalars.allSatisfy {
      $0 == "\n" || ![.control, .format, .lineSeparator].contains($0.properties.generalCategory)
    }
    guard !text.contains("<"), !text.contains(">"), !text.contains("'"), isHarmless else {
      // The policy of the page quotes its words; nothing else of ours has these.
      if text.hasPrefix("default-src") { return String(text) }
      throw Failure(description: "not escaped: \(text.prefix(80))")
    }
    var result = ""
    var rest = text
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      guard let end = rest[start...].firstIndex(of: ";"),
        let character = entities[String(rest[start...end])]
      else { throw Failure(description: "not escaped: \(rest[start...].prefix(40))") }
      result += character
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private static let entities = [
    "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": "\"", "&#39;": "'",
  ]
}
