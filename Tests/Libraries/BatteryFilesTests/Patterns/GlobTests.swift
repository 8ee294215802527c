import BatteryFiles
import Testing

@Suite("Glob") struct GlobTests {
  @Test(
    "matches",
    arguments: [
      ("*", "a"), ("*", ".hidden"), ("*.log", "a.log"), ("*.log", ".log"), ("?", "ä"),
      ("a*b*c", "aXbYbZc"), ("[a-c]x", "bx"), ("[!a-c]x", "dx"), ("[]]", "]"), ("[a-]", "-"),
      ("[\\]]", "]"), ("{a,b}.txt", "b.txt"), ("{a,{b,c}}", "c"), ("a{,b}", "a"), ("a{,b}", "ab"),
      ("**", "a"), ("**", "a/b/c"), ("**/c", "c"), ("**/c", "a/b/c"), ("a/**", "a/b"),
      ("a/**/z", "a/z"), ("a/**/z", "a/b/c/z"), ("**/b/**/d", "a/b/c/b/c/d"), ("\\*", "*"),
      ("a/*/c", "a/b/c"), ("[,]{a,b}", ",a"), ("{[,],b}", ","), ("a**b", "aXb"), ("\\{a\\}", "{a}"),
    ]
  )
  func matching(_ pattern: String, _ path: String) throws {
    #expect(try Glob(pattern).matches(path))
  }

  @Test(
    "does not match",
    arguments: [
      ("*", "a/b"), ("*.log", "a.log.gz"), ("?", "ab"), ("?", "/"), ("[a-c]x", "dx"), ("a", "A"),
      ("[!a-c]x", "ax"), ("{a,b}", "c"), ("**/c", "a/b"), ("a/**/z", "a/b"), ("a/*", "a"),
      ("a", ""), ("\\*", "a"), ("a*b*c", "aXbY"), ("*", "a/"), ("a**b", "a/b"),
    ]
  )
  func mismatching(_ pattern: String, _ path: String) throws {
    #expect(try !Glob(pattern).matches(path))
  }

  @Test(
    "refuses what cannot be read",
    arguments: [
      "", "[a", "{a", "a\\", "[z-a]", "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}",
    ]
  )
  func unreadable(_ pattern: String) {
    #expect(throws: GlobError.self) { try Glob(pattern) }
  }

  @Test("takes no exponential time", .timeLimit(.minutes(5)))
  func backtracking() throws {
    let name = String(repeating: "a", count: 5000)
    #expect(try !Glob(String(repeating: "a*", count: 200) + "b").matches(name))
    let path = Array(repeating: "a", count: 2000).joined(separator: "/")
    #expect(try !Glob(String(repeating: "**/a/", count: 100) + "b").matches(path))
  }

  @Test(
    "knows how deep it reaches",
    arguments: [("*", 1), ("a/*", 2), ("{a,b/c/d}", 3), ("**", Int.max), ("a/**/b", .max)]
  )
  func depth(_ pattern: String, _ depth: Int) throws {
    #expect(try Glob(pattern).depth == depth)
  }
}
