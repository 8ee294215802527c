import BatteryFiles
import Foundation
import SystemPackage
import TestKit
import Testing

@Suite("File path") struct FilePathTests {
  @Test("is told apart by its bytes, composed and decomposed letters too")
  func bytes() throws {
    let composed = FilePath("caf\u{E9}")
    let decomposed = FilePath("cafe\u{301}")
    #expect(composed.string == decomposed.string)
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
    let odd = FilePath(bytes: [0x61, 0xFF, 0x2F, 0xC3])
    #expect(odd.bytes == [0x61, 0xFF, 0x2F, 0xC3])
    #expect(odd.lastComponent?.bytes == [0xC3])
    #expect(FilePath.Component(bytes: [0x2F]) == nil)
    #expect(FilePath.Component(bytes: []) == nil)
  }

  @Test("keeps bytes that are no UTF-8 when a part of the name changes")
  func oddNames() throws {
    let path = FilePath(bytes: Array("/a/".utf8) + [0xFF] + Array(".tar.gz".utf8))
    #expect(
      try path.with(suffix: ".zst").bytes == Array("/a/".utf8) + [0xFF] + Array(".tar.zst".utf8)
    )
    #expect(path.suffix == ".gz")
    #expect(path.suffixes == [".tar", ".gz"])
    #expect(try path.with(stem: "b") == "/a/b.gz")
    #expect(path.stemName?.bytes == [0xFF] + Array(".tar".utf8))
  }

  @Test("says why it cannot be changed or related")
  func refusals() {
    #expect(throws: FileError.self) { try FilePath("/").with(name: "a") }
    #expect(throws: FileError.self) { try FilePath("a").with(suffix: "txt") }
    #expect(throws: FileError.self) { try FilePath("a").with(suffix: ".a/b") }
    let error = #expect(throws: FileError.self) { try FilePath("/a/b").relative(to: "/c") }
    #expect(
      error?.description
        == "/a/b: could not be written relative to /c: It is not below. Allow going up."
    )
    #expect(throws: FileError.self) { try FilePath.commonPath([]) }
    #expect(throws: FileError.self) { try FilePath.commonPath(["/a", "a"]) }
  }

  @Test("finds homes")
  func home() throws {
    let home = ProcessInfo.processInfo.environment["HOME"].map { FilePath($0) }
    if let home {
      #expect(try FilePath("~").expandingHome() == home)
      #expect(try FilePath("~/a/b").expandingHome() == home.appending("a").appending("b"))
    }
    #expect(try FilePath("~root/x").expandingHome().lastComponent == "x")
    #expect(try FilePath("~root").expandingHome().isAbsolute)
    #expect(try FilePath("a/~").expandingHome() == "a/~")
    #expect(try FilePath("/~").expandingHome() == "/~")
    #expect(throws: FileError.self) { try FilePath("~no-such-user-here/a").expandingHome() }
  }

  @Test("resolves links as realpath does, and leaves what is not there as it is")
  func resolution() throws {
    let directory = try TemporaryDirectory()
    let root = try directory.path.resolved(strict: true)
    try directory.write("", to: "a/b/file")
    let links = [
      ("link", "a/b"), ("a/up", ".."), ("absolute", root.appending("a").string), ("dead", "none/x"),
      ("self", "self"), ("one", "two"), ("two", "one"), ("a/b/far", "../../link/../b/file"),
    ]
    for (name, target) in links {
      #expect(symlink(target, root.pushing(FilePath(name)).string) == 0)
    }
    let paths: [FilePath] = [
      "link/file", "a/up/a/./b", "absolute/b/../b/file", "a/b/far", "link/../up/link", "a//b/..",
      "dead", "self", "one", "self/x", "none/../a", "a/b/file/x", "link/none",
    ]
    for path in paths {
      let full = root.pushing(path)
      let expected = realpath(full.string, nil)
      defer { free(expected) }
      if let expected {
        #expect(try full.resolved(strict: true) == FilePath(platformString: expected))
        #expect(try full.resolved() == FilePath(platformString: expected))
      } else {
        #expect(throws: FileError.self, "\(path)") { try full.resolved(strict: true) }
      }
    }
    #expect(try root.appending("dead").resolved() == root.pushing("none/x"))
    #expect(try root.appending("self").resolved() == root.appending("self"))
    #expect(try root.pushing("none/../a").resolved() == root.appending("a"))
    #expect(try root.pushing("link/none/y").resolved() == root.pushing("a/b/none/y"))
    let loop = #expect(throws: FileError.self) { try root.appending("one").resolved(strict: true) }
    #expect(loop?.cause == .tooManySymbolicLinkLevels)
  }

  @Test("leads to one file or to two")
  func same() throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write("", to: "a")
    let other = try directory.write("", to: "b")
    let name = directory.path.appending("c")
    #expect(link(file.string, name.string) == 0)
    #expect(try file.isSameFile(as: name))
    #expect(try !file.isSameFile(as: other))
    #expect(throws: FileError.self) { try file.isSameFile(as: "/no/such/file") }
  }
}
