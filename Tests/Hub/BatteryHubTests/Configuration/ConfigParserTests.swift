import SystemPackage
import Testing

@testable import BatteryHub

@Suite("YAML reading") struct ConfigParserTests {
  private func tree(_ text: String) throws -> ConfigNode {
    var problems = ProblemList(file: "batteries.yaml")
    let node = ConfigParser.parse(Array(text.utf8), problems: &problems)
    #expect(problems.problems.map(\.description) == [])
    return try #require(node)
  }

  private func problem(_ bytes: [UInt8]) -> String? {
    var problems = ProblemList(file: "batteries.yaml")
    let node = ConfigParser.parse(bytes, problems: &problems)
    #expect(node == nil || !problems.isEmpty)
    return problems.problems.first?.description
  }

  @Test(
    "leaves every scalar as it was written",
    arguments: [
      "no", "yes", "On", "off", "y", "010", "0x1F", "0o17", "1_000", "08:30", "190:20:30", "1e3",
      ".inf", ".NaN", "2026-03-29", "2026-03-29T02:30:00Z", "0 2 * * *", "1.10", "+5", "12e03",
      "=", "a: b".replacing(": ", with: ":"), "null-ish", "~user", "http://example.org/?a=b#c",
    ]
  )
  func scalars(_ text: String) throws {
    let root = try tree("key: \(text)\nlist: [\(text)]\n")
    #expect(root["key"]?.text == text)
    #expect(root["list"]?.items?.first?.text == text)
  }

  @Test("takes nothing for nothing only where it is not in quotes")
  func nulls() throws {
    let root = try tree("a:\nb: ~\nc: null\nd: \"\"\ne: \"null\"\nf: '~'\ng: Null\n")
    #expect(["a", "b", "c"].allSatisfy { root[$0]?.isNull == true })
    #expect(["d", "e", "f", "g"].map { root[$0]?.text } == ["", "null", "~", "Null"])
  }

  @Test("knows the place and path of every value")
  func positions() throws {
    let root = try tree(
      "jobs:\n  a:\n    steps:\n      - run: make\n      - { run: \"ö\", x: 1 }\n"
    )
    let steps = try #require(root["jobs"]?["a"]?["steps"]?.items)
    #expect(steps[0]["run"]?.position == SourcePosition(line: 4, column: 14))
    #expect(steps[1]["x"]?.position == SourcePosition(line: 5, column: 24))
    #expect(steps[1]["x"]?.path.description == "jobs.a.steps[1].x")
  }

  @Test("reads texts of several lines")
  func blockScalars() throws {
    let root = try tree("a: |\n  one\n   two\n\n  three\nb: >-\n  one\n  two\nc: |-\n  x\n")
    #expect(root["a"]?.text == "one\n two\n\nthree\n")
    #expect(root["b"]?.text == "one two")
    #expect(root["c"]?.text == "x")
  }

  @Test("reads what other editors leave behind", arguments: ["\u{FEFF}a: b\n", "a: b\r\n", "a: b"])
  func lineEnds(_ text: String) throws {
    #expect(try tree(text)["a"]?.text == "b")
  }

  @Test("keeps the order of keys")
  func order() throws {
    let root = try tree("z: 1\na: 2\nm: 3\n")
    #expect(root.entries?.map(\.key) == ["z", "a", "m"])
  }

  @Test("shows where a text stops being UTF-8")
  func encoding() {
    let bytes = Array("a: b\nc: ä".utf8) + [0xFF, 0x0A]
    #expect(
      problem(bytes)
        == "batteries.yaml:2:5: this is not UTF-8 text. Save the file as UTF-8."
    )
    let utf16: [UInt8] = [0xFF, 0xFE, 0x61, 0x00, 0x3A, 0x00]
    #expect(
      problem(utf16) == "batteries.yaml:1:1: this is not UTF-8 text. Save the file as UTF-8."
    )
  }

  @Test("does not take a star or an ampersand inside a text for an alias")
  func ampersands() throws {
    let root = try tree("a: make && rm *.o\nb: \"&x *y\"\nc: |\n  *z &z\nd: x &y *z\n")
    #expect(root["a"]?.text == "make && rm *.o")
    #expect(root["c"]?.text == "*z &z\n")
    #expect(root["d"]?.text == "x &y *z")
  }
}
