import BatteryTables
import Testing

/// The reader of lines has the grammar spelled out once more, for speed: it must be the same.
@Suite("The grammar of lines", .timeLimit(.minutes(5))) struct JSONLineGrammarTests {
  private static let pieces: [String] = [
    "\"", "\\", "{", "}", "[", "]", ",", ":", "0", "7", "-", ".", "e", "E+", "\\u00e4", "\\ud83d",
    "\\ude00", "true", "false", "null", "nul", " ", "\t", "\r", "\u{0}", "\u{1F}", "é", "😀", "a",
    "{\"a\":1}", "[1,{}]", "\"longer text of more than eight bytes\"", "\"k\":", "1e5", "-0",
  ]

  private static let lines = [
    "{\"a\":1,\"b\":\"text\",\"c\":[1,{\"x\":null}],\"d\":-1.5e3,\"e\":true}",
    "{ \"name\" : \"é\\n\\u00e4\" , \"flag\" : false , \"none\" : null }",
    "{\"a_key_of_more_than_sixteen_bytes\":123456789012345678901,\"b\":{}}",
    "{}",
  ]

  @Test("a line is read where the whole parser reads an object, and rejected where it does not")
  func sameVerdict() throws {
    var random = Generator(state: 20_261_122)
    var texts: [[UInt8]] = []
    for _ in 0..<20_000 {
      var bytes = Array((Self.lines.randomElement(using: &random) ?? "").utf8)
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0:
          bytes.insert(
            contentsOf: (Self.pieces.randomElement(using: &random) ?? "").utf8,
            at: place
          )
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + 2))
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        default: bytes = Array(bytes[..<place])
        }
      }
      bytes.removeAll { $0 == 0x0A }
      if bytes.contains(where: { ![0x20, 0x09, 0x0D].contains($0) }) { texts.append(bytes) }
    }
    let collected = JSONLinesReaderTests.Collected()
    var options = JSONTableOptions(onReject: { collected.add($0) })
    options.json.duplicateKeys = .keep
    options.blockSize = 5000
    var reader = try JSONLinesReader(
      MemoryByteSource(Array(texts.joined(separator: [0x0A]))),
      options
    )
    while try reader.next() != nil {}
    let rejected = Set(collected.all.map(\.line))
    #expect(reader.parsedCount + rejected.count == texts.count)
    for (index, text) in texts.enumerated() {
      let value = try? JSONValue(parsing: text, JSONOptions(duplicateKeys: .keep))
      let isObject = value?.object != nil && !text.starts(with: [0xEF, 0xBB, 0xBF])
      #expect(
        isObject != rejected.contains(index + 1),
        "\(String(decoding: text, as: UTF8.self))"
      )
    }
  }

  /// SplitMix64 (Steele, Lea and Flood 2014): the same texts each time.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return mixed ^ mixed >> 31
    }
  }
}
