import BatteryFiles
import Foundation
import SystemPackage
import TestKit
import Testing

@Suite("Ignore rules") struct IgnoreRulesTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var rules: String
    var path: FilePath
    var isDirectory = false
    var isIgnored: Bool
    var testDescription: String { "\(rules.debugDescription) on \(path)" }
  }

  static let cases: [Case] = [
    Case(rules: "a", path: "a", isIgnored: true),
    Case(rules: "a", path: "x/y/a", isIgnored: true),
    Case(rules: "a", path: "a/b/c", isIgnored: true),
    Case(rules: "/a", path: "x/a", isIgnored: false),
    Case(rules: "/a", path: "a", isIgnored: true),
    Case(rules: "x/a", path: "x/a", isIgnored: true),
    Case(rules: "x/a", path: "y/x/a", isIgnored: false),
    Case(rules: "a/", path: "a", isIgnored: false),
    Case(rules: "a/", path: "a", isDirectory: true, isIgnored: true),
    Case(rules: "a/", path: "x/a/file", isIgnored: true),
    Case(rules: "*.o\n!keep.o", path: "keep.o", isIgnored: false),
    Case(rules: "*.o\n!keep.o", path: "x/other.o", isIgnored: true),
    Case(rules: "!keep.o\n*.o", path: "keep.o", isIgnored: true),
    Case(rules: "a/\n!a/b", path: "a/b", isIgnored: true),
    Case(rules: "a/*\n!a/b", path: "a/b", isIgnored: false),
    Case(rules: "**/b", path: "b", isIgnored: true),
    Case(rules: "**/b", path: "x/y/b", isIgnored: true),
    Case(rules: "a/**", path: "a", isDirectory: true, isIgnored: false),
    Case(rules: "a/**", path: "a/x/y", isIgnored: true),
    Case(rules: "a/**/z", path: "a/z", isIgnored: true),
    Case(rules: "a/**/z", path: "a/b/c/z", isIgnored: true),
    Case(rules: "a/***/z", path: "a/b/c/z", isIgnored: true),
    Case(rules: "a**z/x", path: "abz/x", isIgnored: true),
    Case(rules: "a**z/x", path: "a/b/z/x", isIgnored: false),
    Case(rules: "lib**/x", path: "lib/a/x", isIgnored: true),
    Case(rules: "lib**/x", path: "li/x", isIgnored: false),
    Case(rules: "/c**/**/", path: "cx", isDirectory: true, isIgnored: true),
    Case(rules: "foo*bar", path: "foo/bar", isIgnored: false),
    Case(rules: "#a", path: "#a", isIgnored: false),
    Case(rules: "\\#a", path: "#a", isIgnored: true),
    Case(rules: "\\!a", path: "!a", isIgnored: true),
    Case(rules: "a ", path: "a", isIgnored: true),
    Case(rules: "a\\ ", path: "a ", isIgnored: true),
    Case(rules: " a", path: " a", isIgnored: true),
    Case(rules: "a\r\nb", path: "a", isIgnored: true),
    Case(rules: "\u{FEFF}a", path: "a", isIgnored: true),
    Case(rules: "a\\", path: "a\\", isIgnored: false),
    Case(rules: "[a-c]x", path: "bx", isIgnored: true),
    Case(rules: "[!a-c]x", path: "bx", isIgnored: false),
    Case(rules: "[^a-c]x", path: "dx", isIgnored: true),
    Case(rules: "[[:digit:][:upper:]]", path: "B", isIgnored: true),
    Case(rules: "[[:nonsense:]]", path: "n", isIgnored: false),
    Case(rules: "[a", path: "[a", isIgnored: false),
    Case(rules: "[]-]", path: "]", isIgnored: true),
    Case(rules: "a[/]b", path: "a/b", isIgnored: false),
    Case(rules: "?", path: "é", isIgnored: false),
    Case(rules: "??", path: "é", isIgnored: true),
    Case(rules: "/", path: "a", isIgnored: false),
    Case(rules: "a//", path: "a", isDirectory: true, isIgnored: false),
    Case(rules: "/*\n!/b\n/b/*\n!/b/c", path: "b/c", isIgnored: false),
    Case(rules: "/*\n!/b\n/b/*\n!/b/c", path: "b/d", isIgnored: true),
  ]

  @Test("leave out what they say", arguments: cases)
  func verdict(_ example: Case) {
    let rules = IgnoreRules(example.rules)
    #expect(rules.ignores(example.path, isDirectory: example.isDirectory) == example.isIgnored)
  }

  @Test("hold for a walk in the directory of the file and below, the nearest first")
  func walk() throws {
    let directory = try TemporaryDirectory()
    try directory.write("*.log\n/build/\n", to: ".gitignore")
    try directory.write("!important.log\n/x\n", to: "a/.gitignore")
    for name in ["a/important.log", "a/x", "a/b/x", "b.log", "build/y", "a/build/z", "skip"] {
      try directory.write("", to: name)
    }
    var walk = DirectoryWalk(directory.path)
    walk.ignoreFiles = [".gitignore"]
    walk.ignoreRules = IgnoreRules("skip")
    var found: [String] = []
    try walk.forEach { event in
      guard case .listing(let listing) = event else { return }
      found += listing.filter { $0.kind == .file }.map(\.path.string)
    }
    #expect(
      found.sorted() == [
        ".gitignore", "a/.gitignore", "a/b/x", "a/build/z", "a/important.log",
      ]
    )
  }

  @Test(
    "leave out in 300 generated trees what git leaves out",
    .timeLimit(.minutes(5)),
    .enabled("git is not installed.") { OracleProgram.git != nil }
  )
  func git() async throws {
    let git = try #require(OracleProgram.git)
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = IgnoreTreeGenerator(seed: seed)
    for _ in 0..<300 {
      let directory = try TemporaryDirectory()
      _ = try await OracleProgram.output(git, ["init", "-q"], in: directory.path)
      let (paths, rules) = try generator.make(in: directory)
      let input = paths.reduce(into: [UInt8]()) { $0 += $1.bytes + [0] }
      // With its own exit status of 1 when nothing is ignored.
      let output = try await OracleProgram.output(
        git,
        ["check-ignore", "-z", "--stdin"],
        in: directory.path,
        input: input,
        statuses: [0, 1]
      )
      let ignored = Set(output.split(separator: 0).map { FilePath(bytes: $0) })
      var walk = DirectoryWalk(directory.path)
      walk.ignoreFiles = [".gitignore"]
      walk.filter = { $0.name == ".git" ? .none : .all }
      var kept: Set<FilePath> = []
      try walk.forEach { event in
        if case .listing(let listing) = event { kept.formUnion(listing.map(\.path)) }
      }
      let expected = Set(paths).subtracting(ignored)
      let wrong = expected.symmetricDifference(kept)
      #expect(wrong.isEmpty, "seed \(seed): \(wrong) with \(rules)")
      if !wrong.isEmpty { break }
    }
  }
}
