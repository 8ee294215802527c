import Testing

@testable import LogsTool

@Suite("Anonymizer") struct AnonymizerTests {
  private static func anonymized(_ address: String, level: Int = 1) -> String {
    String(decoding: Anonymizer(level: level).anonymized(address.utf8), as: UTF8.self)
  }

  @Test(
    "keeps what the level says",
    arguments: [
      ("203.0.113.77", ["203.0.113.0", "203.0.0.0", "203.0.0.0"]),
      ("255.254.253.252", ["255.254.253.0", "255.254.0.0", "255.0.0.0"]),
      ("10.20.30.40", ["10.20.30.0", "10.20.0.0", "10.0.0.0"]),
      (
        "2001:db8:1:2:3:4:5:6",
        ["2001:db8:1:2::", "2001:db8:1::", "2001:db8::"]
      ),
      ("::1", ["::", "::", "::"]),
      ("fe80::1%eth0", ["fe80::", "fe80::", "fe80::"]),
      ("::ffff:192.0.2.33", ["::ffff:192.0.2.0", "::ffff:192.0.0.0", "::ffff:192.0.0.0"]),
    ]
  )
  func levels(_ address: String, _ expected: [String]) {
    #expect((1...3).map { Self.anonymized(address, level: $0) } == expected)
  }

  @Test("drops ports and brackets")
  func ports() {
    #expect(Self.anonymized("203.0.113.77:51234") == "203.0.113.0")
    #expect(Self.anonymized("[2001:db8::7]:443") == "2001:db8::")
    #expect(Self.anonymized("[2001:db8::7]") == "2001:db8::")
  }

  @Test("takes levels that there are not as the nearest")
  func otherLevels() {
    #expect(Self.anonymized("203.1.113.77", level: 0) == "203.1.113.0")
    #expect(Self.anonymized("203.1.113.77", level: 9) == "203.0.0.0")
  }

  @Test(
    "keeps nothing of what is no address",
    arguments: [
      "", "-", "dsl-203-0-113-77.example.net", "203.0.113", "203.0.113.256", "203.0.113.77.1",
      "1.2.3.4444", "1..2.3", "2001:db8::zz", ":::", "\u{0}", "[", "1.2.3.4 x",
      String(repeating: "1", count: 100_000),
    ]
  )
  func names(_ address: String) {
    #expect(Self.anonymized(address) == "-")
  }

  @Test(
    "says the same of what is anonymous already",
    arguments: ["10.20.30.40", "2001:db8:1:2:3:4:5:6"]
  )
  func twice(_ address: String) {
    let once = Self.anonymized(address)
    #expect(Self.anonymized(once) == once)
  }
}
