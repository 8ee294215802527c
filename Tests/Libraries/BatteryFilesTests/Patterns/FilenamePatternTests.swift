import BatteryFiles
import SystemPackage
import Testing

@Suite("Filename pattern") struct FilenamePatternTests {
  @Test(
    "matches across separators and dots, and takes what cannot be read as it is",
    arguments: [
      ("*", "a/.b"), ("a?c", "a/c"), ("[", "["), ("[!]", "[!]"), ("[]-a]", "]"), ("[!]a-]", "b"),
      ("\\*", "\\anything"), ("[b-a]*", ""), ("*[^]", "a^"), ("{a,b}", "{a,b}"),
    ]
  )
  func quirks(_ pattern: String, _ name: String) {
    #expect(FilenamePattern(pattern).matches(name) == (pattern != "[b-a]*"))
  }

  @Test(
    "folds case when told to",
    arguments: [("*.TXT", "a.txt"), ("[a-c]É", "Bé"), ("[!A]", "b")]
  )
  func folding(_ pattern: String, _ name: String) {
    #expect(FilenamePattern(pattern, ignoresCase: true).matches(name))
    #expect(!FilenamePattern("[!A]", ignoresCase: true).matches("a"))
  }

  @Test("filters names")
  func filter() {
    #expect(FilenamePattern("*.a").filter(["x.a", "y.b", ".a"]) == ["x.a", ".a"])
  }

  @Test("matches bytes that are no UTF-8, each as one character")
  func bytes() throws {
    #expect(FilenamePattern("a?b").matches(FilePath(bytes: [0x61, 0xFF, 0x62])))
    #expect(!FilenamePattern("a?b").matches(FilePath(bytes: [0x61, 0xC3, 0xA9, 0xFF, 0x62])))
    #expect(try Glob("a?b").matches(FilePath(bytes: [0x61, 0xFF, 0x62])))
    #expect(try Glob(bytes: [0x61, 0xFF, 0x2A]).matches(FilePath(bytes: [0x61, 0xFF, 0xFE])))
    #expect(try Glob("*.{JPG,png}", ignoresCase: true).matches("Ä.jpg"))
  }

  @Test("takes no exponential time", .timeLimit(.minutes(5)))
  func backtracking() {
    let pattern = FilenamePattern(String(repeating: "*a", count: 200) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 5000)))
  }
}
