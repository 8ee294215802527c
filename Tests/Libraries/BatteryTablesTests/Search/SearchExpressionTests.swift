import Testing

@testable import BatteryTables

@Suite("Regular expressions over the texts of strangers")
struct SearchExpressionTests {
  private static let patterns = [
    "a+b", "^a*$", "(a|b)*c", "(?<x>a+)(?<y>b*)", "(?<x>a+?)(?<y>a*)", "(?<x>a|ab)(?<y>c|bcd)",
    "(?<x>[^ ]+) (?<y>[a-z]*)", "[^a-c\\d]", "\\d+", "\\w+", "\\s", "\\D", "\\W", "\\S+", ".", ".+",
    "^.*$", "(?s)a.b", "a.b", "(?i)straße", "(?i)[a-f]+k", "(?i)É", "x{2}", "x{2,}",
    "(?<x>x{1,2})x",
    "(?<x>x{1,2}?)x", "\\.php$", "^/(?:api|img)/", "[.\\-_]", "(?<x>(?:a|b)+)(?<y>c)?", "a||b",
    "()",
    "(a*)*b", "(?<x>a|b)*", "é", "日+", "[À-ÿ]", "$", "^", "a$", "^$", "(?P<x>b)", "\\[\\]",
    "[a\\]b]",
    "(?<x>\\S+) \\S+ \\[(?<y>[^\\]]+)\\]", "(?<x>.*)=(?<y>.*)", "(?<x>.*?)=(?<y>.*?)$", "[^x]",
    "\\t",
    "(?:a?){3}a{3}", "(?i)K", "-", "[a-]", "[\\w.]+@[\\w.]+",
  ]

  private static let texts = [
    "", "a", "aab", "aaa", "abcd", "abab c", "c", "xx", "xxxxx", "/api/x.php", "/img/a-b_c", "a\nb",
    "a\r\nb", "a\n", "\n", "STRASSE straße", "DEADK beefk deadK", "éÉ e\u{301}", "日本語日日", "a=b=c",
    "127.0.0.1 - [now] x", "me@example.org", "٣ ३ ½ Ⅷ", "_ ‿ \u{200D}", "\u{A0}\u{2003}\t", "[]",
    "a]b",
    "\u{85}\u{2028}x", "-", "\u{0B}\u{0C}", "😀", "aaab aab ab b", "ſK", "b\u{0}a",
  ]

  @Test("finds what Swift's own finds, and the same groups", arguments: patterns)
  func same(pattern: String) throws {
    let regex = try Regex(pattern).matchingSemantics(.unicodeScalar)
    let expression = try SearchExpression(pattern)
    #expect(expression.isLinear)
    for text in Self.texts {
      let wanted = try regex.firstMatch(in: text).map { match in
        match.output.compactMap { element in
          element.name.flatMap { name in element.substring.map { "\(name)=\($0)" } }
        }
      }
      let found = expression.groups(in: text)?.map { "\($0.name)=\($0.text)" }
      #expect(found == wanted, "\(pattern) in \(text.debugDescription)")
      var text = text
      let isThere = text.withUTF8 { expression.matches($0) }
      #expect(isThere == (wanted != nil), "\(pattern) in \(text.debugDescription)")
    }
  }

  @Test("finds the same step by step and all at once", arguments: patterns)
  func ways(pattern: String) throws {
    let (syntax, names) = try #require(SearchParser.parse(pattern))
    let program = try #require(SearchProgram(syntax, groups: names.count))
    for var text in Self.texts {
      try text.withUTF8 { bytes in
        var run = SearchRun(program, bytes, isCapturing: true)
        var walk = try #require(SearchWalk(program, bytes))
        let isThere = run.run()
        #expect(walk.run() == isThere)
        if isThere { #expect(walk.places == run.found, "\(pattern)") }
      }
    }
  }

  @Test(
    "knows the same classes of characters",
    arguments: ["\\d", "\\w", "\\s", ".", "(?i)[a-jå]"]
  )
  func classes(pattern: String) throws {
    let regex = try Regex("^" + pattern).matchingSemantics(.unicodeScalar)
    let expression = try SearchExpression(pattern.hasPrefix("(") ? pattern : "^" + pattern)
    var others: [String] = []
    for number in Array(UInt32(0)..<0x3100) + Array(0x4E00..<0x4E20) + Array(0x1D7C0..<0x1D7E0) {
      guard let scalar = Unicode.Scalar(number) else { continue }
      let text = String(Character(scalar))
      let isThere = try regex.firstMatch(in: text) != nil
      if (expression.groups(in: text) != nil) != isThere { others.append("\(number):\(isThere)") }
    }
    #expect(others.isEmpty)
  }

  @Test(
    "takes its time from the text's length alone",
    .timeLimit(.minutes(5)),
    arguments: [
      "(a+)+$", "(a*)*$", "(a|a)*$", "(a|aa)+$", "(?:a?){50}a{50}$", "a*a*a*a*a*a*$",
      "(.*)*=(.*)*;",
      "(?<x>(?:a+)+)(?<y>a+)$",
    ]
  )
  func linear(pattern: String) throws {
    let expression = try SearchExpression(pattern)
    var text = String(repeating: "a", count: 20_000) + "!"
    let isThere = text.withUTF8 { expression.matches($0) }
    // What may match nothing finds it at the end.
    let canBeEmpty = ["(a*)*$", "(a|a)*$", "a*a*a*a*a*a*$"].contains(pattern)
    #expect(isThere == canBeEmpty)
    #expect((expression.groups(in: text) != nil) == canBeEmpty)
  }

  @Test(
    "refuses what would take for ever on some texts",
    arguments: [
      "(a+)+\\b", "(a|a)*(?!b)", "(?:a*)*\\1(b)", "((?:\\w+\\s?)*)\\p{L}", "(a{1,50}){1,50}\\bx",
      "(?:(?:a{1,900}){1,900}){1,900}", "(?=(a+)+$)",
    ]
  )
  func endless(pattern: String) throws {
    #expect(throws: SearchExpression.Endless.self) { try SearchExpression(pattern) }
  }

  @Test(
    "leaves the rest to Swift's own, on texts that are not too long",
    arguments: [
      ("\\bphp\\b", "a php b", "a phpb"), ("(a)(b)\\1", "aba", "abb"),
      ("^(?!/api)", "/img", "/api"), ("\\p{Lu}", "É", "é"), ("(?:(?!x)y)+z", "yyz", "xz"),
      ("a(?i)b", "aB", "AB"), ("[[:digit:]]", "1", "a"),
    ]
  )
  func rest(pattern: String, match: String, other: String) throws {
    let expression = try SearchExpression(pattern)
    #expect(!expression.isLinear)
    #expect(expression.groups(in: match) != nil)
    #expect(expression.groups(in: other) == nil)
    var long = match + String(repeating: " ", count: SearchExpression.mostBytes)
    let isThere = long.withUTF8 { expression.matches($0) }
    #expect(!isThere)
  }

  @Test("refuses what is no expression", arguments: ["(", "a)", "[", "*", "a{2,1}", "\\"])
  func wrong(pattern: String) {
    #expect(throws: (any Error).self) { try SearchExpression(pattern) }
  }

  @Test("takes bytes that are no UTF-8 as one character that nobody knows")
  func noUTF8() throws {
    let expression = try SearchExpression("^a.b$")
    let bytes: [UInt8] = [0x61, 0xFF, 0x62]
    #expect(bytes.withUnsafeBufferPointer { expression.matches($0) })
  }
}
