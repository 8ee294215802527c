import SystemPackage
import Testing

@testable import BatteryHub

@Suite("Limits of a configuration", .timeLimit(.minutes(5))) struct ConfigurationLimitsTests {
  private func message(_ text: String) -> String? {
    var problems = ProblemList(file: "batteries.yaml")
    _ = ConfigParser.parse(Array(text.utf8), problems: &problems)
    return problems.problems.first?.description
  }

  private static let tooDeep =
    "the file is nested more than 32 levels deep. Close the brackets, or indent less."

  /// Lists of the list before, ten times over, and then such a list as a key.
  private static let bomb: String = {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...30 {
      let copies = [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(copies)]\n"
    }
    return text + "? *a30\n: 1\n? [*a30]\n: 2\n"
  }()

  @Test("refuses a bomb of aliases at its first anchor")
  func aliases() {
    #expect(
      message(Self.bomb)
        == "batteries.yaml:1:5: a0: anchors and aliases (\"&name\", \"*name\") are not supported. "
        + "Write the value out, or put the text in quotes if it begins with & or *."
    )
  }

  @Test("refuses more than 32 levels, however they are written")
  func depth() {
    let flow = "a: " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
    let block = (0..<40).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(message(flow) == "batteries.yaml:1:35: \(Self.tooDeep)")
    #expect(message(block) == "batteries.yaml:32:32: \(Self.tooDeep)")
    for opening in ["[", "{a: ", "- ", "? "] {
      let text = String(repeating: opening, count: 200_000)
      #expect(message(text)?.hasSuffix(Self.tooDeep) == true)
    }
  }

  @Test("takes 32 levels")
  func depthWithin() {
    let text = "a: " + String(repeating: "[", count: 30) + "x" + String(repeating: "]", count: 30)
    #expect(message(text) == nil)
  }

  @Test("refuses more than 100,000 values")
  func count() {
    let text = "a: [" + String(repeating: "1,", count: 100_001) + "]"
    #expect(
      message(text)?.hasSuffix(
        "the file has more than 100,000 values. Move data into files of its own."
      ) == true
    )
  }

  @Test("refuses more than 1 MiB without reading it")
  func size() {
    #expect(
      message(String(repeating: "#", count: 1 << 20) + "\n")
        == "batteries.yaml:1:1: the file is larger than 1 MiB. "
        + "Move long scripts into files of their own."
    )
  }

  @Test("stops after 20 keys that are written twice")
  func duplicates() {
    let text = "a: {" + (0..<1000).map { "k\($0 % 100): 1" }.joined(separator: ", ") + "}"
    #expect(message(text)?.contains("is written twice in this mapping. Remove one") == true)
  }

  @Test("lists at most 20 problems and counts the others")
  func problems() throws {
    let text = "jobs:\n" + (0..<30).map { "  j\($0): { run: make, priority: x }\n" }.joined()
    let problems = try #require(throws: ConfigurationProblems.self) {
      try HubConfiguration.sample(text)
    }
    #expect(problems.problems.count == 20)
    #expect(problems.omitted == 10)
    #expect(problems.description.hasSuffix("\n… and 10 more."))
    #expect(problems.problems.map(\.line) == Array(2..<22))
  }
}
