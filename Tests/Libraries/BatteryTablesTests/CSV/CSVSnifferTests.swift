import BatteryTables
import Testing

@Suite("CSV sniffer") struct CSVSnifferTests {
  struct Example: CustomTestStringConvertible {
    var text: String
    var delimiter: String
    var quote = "\""
    var escape: String?
    var hasHeader = true
    var testDescription: String { text.debugDescription }
  }

  static let examples = [
    Example(text: "a,b\n1,2\n3,4\n", delimiter: ","),
    Example(text: "name;price\nx;1,50\ny;2,75\n", delimiter: ";"),
    Example(text: "a\tb\n1, 2\t3\n4, 5\t6\n", delimiter: "\t"),
    Example(text: "a|b|c\n1|x, y|3\n2|z|4\n", delimiter: "|"),
    Example(text: "a,b\n'x, y',1\n'z',2\n'w, w, w',3\n", delimiter: ",", quote: "'"),
    Example(text: "a,b\n\"x \\\"y\\\", z\",1\n\"w\",2\n", delimiter: ",", escape: "\\"),
    Example(text: "time,value\n10:30:00,1\n10:31:00,2\n", delimiter: ","),
    Example(text: "a,note\n1,\"x;y;z\nw;v;u\"\n2,\"p;q;r\"\n", delimiter: ","),
    Example(text: "1,2\n3,4\n", delimiter: ",", hasHeader: false),
    Example(text: "2026-01-01;x\n2026-01-02;y\n", delimiter: ";", hasHeader: false),
    Example(text: "a\n1\n2\n", delimiter: ","),
    Example(text: "alone\n", delimiter: ","),
    Example(text: "url\nhttp://a.b/c\nhttp://d.e/f\n", delimiter: ","),
    Example(text: "t\n2026-11-22T09:30:00Z\n2026-11-22T09:31:00Z\n", delimiter: ","),
    Example(text: "10:30:00\n10:31:00\n10:32:00\n", delimiter: ","),
    Example(text: "full name\nJohn Smith\nJane Doe\n", delimiter: ","),
    Example(text: "address\n00:1a:2b:3c:4d:5e\n00:1a:2b:3c:4d:5f\n", delimiter: ","),
    Example(text: "note\ngood\nbad; but short\nfine\n", delimiter: ","),
    Example(text: "note\nyes|no\nup|down\n", delimiter: ","),
    Example(text: "x y z\n1 2 3\n4 5 6\n", delimiter: " "),
    Example(text: "\"a\":\"b\"\n\"c:d\":\"e\"\n", delimiter: ":"),
    Example(text: "Report\na;b;c\n1;2;3\n", delimiter: ";", hasHeader: true),
    Example(text: "name,name\nx,y\n", delimiter: ",", hasHeader: false),
  ]

  @Test("finds the dialect and the header", arguments: examples)
  func finds(_ example: Example) throws {
    let sniff = try CSVSniffer.sniff(Array(example.text.utf8), isWhole: true)
    #expect(String(decoding: [sniff.dialect.delimiter], as: UTF8.self) == example.delimiter)
    #expect(sniff.dialect.quote.map { String(decoding: [$0], as: UTF8.self) } == example.quote)
    #expect(sniff.dialect.escape.map { String(decoding: [$0], as: UTF8.self) } == example.escape)
    #expect(sniff.hasHeader == example.hasHeader)
    #expect(!sniff.reasons.isEmpty && (0...1).contains(sniff.confidence))
  }

  @Test("says why")
  func reasons() throws {
    let sniff = try CSVSniffer.sniff(Array("id;name\n1;x\n2;y\n".utf8), isWhole: true)
    #expect(
      sniff.reasons == [
        "The delimiter is \";\": 3 rows of the sample have 2 fields.",
        "The first row is the header: below its names are other types.",
      ]
    )
    #expect(sniff.names == ["id", "name"] && sniff.types == [.integer, .text])
    #expect(sniff.confidence == 1)
  }

  @Test("does not see an end in a sample that is cut off within quotes")
  func cutOff() throws {
    let sniff = try CSVSniffer.sniff(Array("a,b\n1,2\n3,4\n5,\"x\ny".utf8), isWhole: false)
    #expect(sniff.dialect == .standard && sniff.types == [.integer, .integer])
  }
}
