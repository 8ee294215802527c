import BatteryFiles
import Foundation
import SystemPackage
import TestKit
import Testing

@Suite("Glob search") struct GlobSearchTests {
  private static let recorded = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .appending("Oracles").appending("cpython.tsv")

  @Test("answers CPython's own tests of fnmatch, pathlib and glob as CPython does")
  func cpython() throws {
    let text = try String(contentsOfFile: Self.recorded.string, encoding: .utf8)
    var directory: TemporaryDirectory?
    var count = 0
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      count += 1
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      switch fields[0] {
      case "tree": directory = try tree(fields.dropFirst(2))
      case "glob":
        let root = try #require(directory).path
        let pattern = PathOracle.decode(fields[2])
        let expected =
          fields[4] == "-" ? [] : fields[4].split(separator: ",").map { PathOracle.decode($0) }
        let found = try Glob(bytes: pattern)
          .paths(in: root, includesHidden: fields[3] == "1", followsLinks: true)
        #expect(Set(found.map(\.bytes)) == Set(expected), "\(line)")
      default:
        let mismatch = PathOracle.mismatch(line)
        #expect(mismatch == nil, "\(mismatch ?? "")")
      }
    }
    #expect(count > 300)
  }

  @Test(
    "finds what is there",
    arguments: [
      ("*", ["a", "b.txt", "link"]), ("**/*.txt", ["a/c.txt", "b.txt"]),
      ("*/c.txt", ["a/c.txt", "link/c.txt"]),
      ("{a,b}*", ["a", "b.txt"]), (".*", [".hidden"]), ("**/.x", []), (".*/.x", [".hidden/.x"]),
      ("a/", ["a"]),
      ("no/*", []), ("a/c.txt", ["a/c.txt"]), ("**/", ["a", "link"]), ("./b*", ["./b.txt"]),
    ]
  )
  func finds(_ pattern: String, _ expected: [FilePath]) throws {
    let directory = try TemporaryDirectory()
    for name in ["a/c.txt", "b.txt", ".hidden/.x"] { try directory.write("", to: name) }
    #expect(symlink("a", directory.path.appending("link").string) == 0)
    #expect(try Glob(pattern).paths(in: directory.path) == expected)
  }

  @Test("takes absolute patterns, and escapes names")
  func absolute() throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write("", to: "a[1]{x}*?.txt")
    try directory.write("", to: "a1x.txt")
    let pattern = Glob.escape(file.string)
    #expect(try Glob(pattern).paths(in: "/nowhere") == [file])
    let folder = Glob.escape(directory.path.string)
    #expect(try Glob("\(folder)/*.txt").paths(in: "/nowhere").count == 2)
  }

  private func tree(_ entries: ArraySlice<Substring>) throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    for entry in entries {
      let parts = entry.split(separator: ",").map { PathOracle.decode($0) }
      let path = directory.path.pushing(FilePath(bytes: parts[0]))
      switch parts[1].first {
      case UInt8(ascii: "d"):
        try FileManager.default.createDirectory(
          atPath: path.string,
          withIntermediateDirectories: true
        )
      case UInt8(ascii: "l"):
        #expect(symlink(FilePath(bytes: parts[1].dropFirst()).string, path.string) == 0)
      default: try directory.write("", to: FilePath(bytes: parts[0]).string)
      }
    }
    return directory
  }
}
