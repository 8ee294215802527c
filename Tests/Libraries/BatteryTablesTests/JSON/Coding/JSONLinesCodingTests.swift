import BatteryTables
import Testing

@Suite("JSON Lines coding") struct JSONLinesCodingTests {
  struct Event: Codable, Equatable {
    var name: String
    var tags: [String]
    var count: Int?
  }

  @Test("reads each line as a value, and goes on behind one that does not fit")
  func reading() throws {
    let text = """
      {"name":"a","tags":["x","y"],"count":1}

      {"name":"b","tags":7}
      {"name":"c","tags":[]
      {"name":"d","tags":[]}
      """
    var lines = JSONLinesDecoder(
      MemoryByteSource("\u{FEFF}" + text, name: "events.jsonl"),
      as: Event.self
    )
    var names: [String] = []
    var errors: [String] = []
    while true {
      do {
        guard let event = try lines.next() else { break }
        names.append(event.name)
      } catch { errors.append("\(error)") }
    }
    #expect(names == ["a", "d"])
    #expect(
      errors == [
        "events.jsonl:3: $.tags: found the number 7, expected an array.",
        "events.jsonl:4:22: the text ends within an object. Check whether it was cut off, and close"
          + " what is open.",
      ]
    )
    #expect(lines.line == 5)
  }

  @Test("gives back what was written, over blocks of any size")
  func roundTrip() throws {
    let events = (0..<20_000).map { number in
      Event(name: "n\(number)", tags: Array(repeating: "é\n", count: number % 4), count: number)
    }
    var encoder = JSONDocumentEncoder()
    encoder.writer.isPretty = true
    var lines = JSONLinesEncoder(MemoryByteSink(), encoder)
    for event in events { try lines.write(event) }
    try lines.finish()
    let bytes = lines.sink.bytes
    #expect(bytes.count { $0 == 10 } == events.count)
    var reader = JSONLinesDecoder(MemoryByteSource(bytes, step: 1000), as: Event.self)
    var back: [Event] = []
    while let event = try reader.next() { back.append(event) }
    #expect(back == events)
  }

  @Test("a line that is too long is named")
  func longLine() throws {
    let text = "1\n\"" + String(repeating: "x", count: 1 << 19) + "\"\n2\n"
    var lines = JSONLinesDecoder(MemoryByteSource(text), as: JSONValue.self, lineLimit: 1000)
    #expect(try lines.next() == 1)
    let error = #expect(throws: TableError.self) { try lines.next() }
    #expect(error?.message.hasPrefix("input:2: the line has more than 1000 bytes.") == true)
    #expect(try lines.next() == 2)
    #expect(try lines.next() == nil)
  }
}
