/// Writes values as JSON.
public struct JSONWriter: Sendable {
  /// Whether members and items stand on lines of their own, indented by ``indentation``.
  public var isPretty: Bool
  /// Whether members are sorted by their keys (by Unicode scalars) instead of in their own order.
  public var sortsKeys: Bool
  /// What a level is indented by where members stand on lines of their own; only white space is JSON.
  public var indentation = "  "
  /// Whether a space follows commas and colons where everything stands on one line.
  public var isSpaced = false
  /// Whether everything but ASCII is escaped.
  public var isASCII = false

  /// Makes a writer; without anything else said, of the shortest text.
  public init(isPretty: Bool = false, sortsKeys: Bool = false) {
    self.isPretty = isPretty
    self.sortsKeys = sortsKeys
  }

  /// The value as a string.
  public func string(_ value: JSONValue) -> String {
    String(decoding: bytes(value), as: UTF8.self)
  }

  /// The value as UTF-8 bytes; no line feed follows.
  public func bytes(_ value: JSONValue) -> [UInt8] {
    var output: [UInt8] = []
    write(value, to: &output)
    return output
  }

  /// Appends the value as UTF-8 bytes.
  ///
  /// - Complexity: O(*n*), without recursion.
  public func write(_ value: JSONValue, to output: inout [UInt8]) {
    var frames: [Frame] = []
    begin(value, &frames, &output)
    while let last = frames.indices.last {
      let index = frames[last].next
      guard index < frames[last].count else {
        let frame = frames.removeLast()
        if frame.count > 0 { breakLine(frames.count, &output) }
        output.append(UInt8(ascii: frame.isObject ? "}" : "]"))
        continue
      }
      frames[last].next += 1
      if index > 0 {
        output.append(UInt8(ascii: ","))
        if isSpaced, !isPretty { output.append(0x20) }
      }
      breakLine(frames.count, &output)
      switch frames[last].content {
      case .items(let items): begin(items[index], &frames, &output)
      case .members(let members):
        append(members[index].key, to: &output)
        output.append(UInt8(ascii: ":"))
        if isPretty || isSpaced { output.append(UInt8(ascii: " ")) }
        begin(members[index].value, &frames, &output)
      }
    }
  }

  /// An array or object that is half written.
  private struct Frame {
    enum Content {
      case items([JSONValue])
      case members([JSONObject.Member])
    }

    var content: Content
    var next = 0

    var count: Int {
      switch content {
      case .items(let items): items.count
      case .members(let members): members.count
      }
    }

    var isObject: Bool {
      if case .members = content { true } else { false }
    }
  }

  /// Writes a value, or the beginning of it.
  private func begin(_ value: JSONValue, _ frames: inout [Frame], _ output: inout [UInt8]) {
    switch value {
    case .null: output.append(contentsOf: "null".utf8)
    case .boolean(let isTrue): output.append(contentsOf: (isTrue ? "true" : "false").utf8)
    case .integer(let number): output.append(contentsOf: String(number).utf8)
    case .number(let number): output.append(contentsOf: number.text.utf8)
    case .string(let text): append(text, to: &output)
    case .array(let items):
      output.append(UInt8(ascii: "["))
      frames.append(Frame(content: .items(items)))
    case .object(let object):
      output.append(UInt8(ascii: "{"))
      var members = object.members
      if sortsKeys {
        members.sort { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) }
      }
      frames.append(Frame(content: .members(members)))
    }
  }

  private func breakLine(_ depth: Int, _ output: inout [UInt8]) {
    guard isPretty else { return }
    output.append(0x0A)
    for _ in 0..<depth { output.append(contentsOf: indentation.utf8) }
  }

  private func append(_ text: String, to output: inout [UInt8]) {
    guard isASCII else { return JSONEscape.append(text, to: &output) }
    var escaped: [UInt8] = []
    JSONEscape.append(text, to: &escaped)
    for unit in String(decoding: escaped, as: UTF8.self).utf16 {
      if unit < 0x80 {
        output.append(UInt8(unit))
      } else {
        let digits = String(unit, radix: 16)
        let zeros = String(repeating: "0", count: 4 - digits.utf8.count)
        output.append(contentsOf: "\\u\(zeros)\(digits)".utf8)
      }
    }
  }
}
