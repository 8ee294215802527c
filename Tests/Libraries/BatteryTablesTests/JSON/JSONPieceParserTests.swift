import BatteryTables
import Testing

@Suite("JSON in pieces", .timeLimit(.minutes(5))) struct JSONPieceParserTests {
  private static let text = """
    \u{FEFF} {"key": [1, -2.5e-3, 123456789012345678901, true, false, null],
     "text \\u00e4\\ud83d\\ude00": "ä€😀\\n", "": {}, "end": [[], "last"]} 
    """

  private func events(_ bytes: [UInt8], size: Int) throws -> [JSONEvent] {
    var parser = JSONPieceParser()
    var events: [JSONEvent] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      parser.append(bytes[start..<min(start + size, bytes.count)])
      while let event = try parser.next() { events.append(event) }
    }
    parser.finish()
    while let event = try parser.next() { events.append(event) }
    #expect(parser.isComplete)
    return events
  }

  @Test("pieces of every size give the same parts as the whole")
  func sizes() throws {
    let bytes = Array(Self.text.utf8)
    let whole = try events(bytes, size: bytes.count)
    #expect(whole.count == 22)
    #expect(whole.prefix(3) == [.objectStart, .key("key"), .arrayStart])
    #expect(whole.contains(.key("text ä😀")) && whole.contains(.string("ä€😀\n")))
    for size in 1..<bytes.count { #expect(try events(bytes, size: size) == whole) }
  }

  @Test("the place of an error is that in the whole text")
  func places() throws {
    let bytes = Array("{\"ä\": [1,\n  2, \"ö\" x]}".utf8)
    let expected = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: bytes) }
    for size in 1..<bytes.count {
      let error = #expect(throws: JSONSyntaxError.self) { try events(bytes, size: size) }
      #expect(error == expected)
    }
    #expect(expected?.line == 2 && expected?.column == 10)
  }

  @Test("a text that ends too early is an error only when no more comes")
  func unfinished() throws {
    var parser = JSONPieceParser()
    parser.append("[1, \"ab".utf8)
    #expect(try parser.next() == .arrayStart)
    #expect(try parser.next() == .integer(1))
    #expect(try parser.next() == nil)
    parser.finish()
    _ = #expect(throws: JSONSyntaxError.self) { try parser.next() }
  }

  @Test("a source is read without having it whole, and a text that is too long is refused")
  func source() throws {
    let items = (0..<50_000).map { "{\"n\":\($0)}" }.joined(separator: ",")
    var reader = JSONEventReader(MemoryByteSource(Array("[\(items)]".utf8), step: 1000))
    var sum: Int64 = 0
    while let event = try reader.next() {
      if case .integer(let number) = event { sum += number }
    }
    #expect(sum == 50_000 * 49_999 / 2)
    var long = JSONEventReader(
      MemoryByteSource(Array("[\"\(String(repeating: "a", count: 200_000))\"]".utf8)),
      JSONOptions(tokenLimit: 1000)
    )
    _ = try long.next()
    let error = #expect(throws: TableError.self) { try long.next() }
    #expect(
      error?.message == "input:1:2: a text or number has more than 1000 bytes. Raise the limit if"
        + " that is meant."
    )
  }
}
