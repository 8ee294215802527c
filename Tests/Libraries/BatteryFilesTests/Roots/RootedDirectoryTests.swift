import Foundation
import Synchronization
import SystemPackage
import TestKit
import Testing

@testable import BatteryFiles

@Suite("Rooted directory", .timeLimit(.minutes(5))) struct RootedDirectoryTests {
  let directory: TemporaryDirectory
  let inside: FilePath

  init() throws {
    directory = try TemporaryDirectory()
    inside = directory.path.appending("inside")
    try directory.write("secret", to: "outside/secret")
    try directory.write("text", to: "inside/folder/file")
    try directory.write("other", to: "inside/other")
  }

  private func root(
    _ resolution: RootedDirectory.Resolution,
    _ links: RootedDirectory.Links = .refused
  ) throws -> RootedDirectory {
    try RootedDirectory(inside, links: links, resolution: resolution)
  }

  @Test("refuses paths that lead out", arguments: RootedDirectory.Resolution.allCases)
  func refuses(_ resolution: RootedDirectory.Resolution) throws {
    #expect(symlink("../outside", inside.appending("out").string) == 0)
    #expect(symlink("../../outside", inside.appending("folder/out").string) == 0)
    let secret = directory.path.appending("outside/secret")
    #expect(symlink(secret.string, inside.appending("absolute").string) == 0)
    #expect(symlink("/proc/self/root", inside.appending("magic").string) == 0)
    #expect(symlink("loop", inside.appending("loop").string) == 0)
    let paths: [FilePath] = [
      "..", "../outside/secret", "folder/../../outside/secret", "folder/..", "/etc/passwd",
      "out/secret", "folder/out/secret", "absolute", "magic/etc/passwd", "loop", "loop/x",
      secret,
    ]
    for links in [RootedDirectory.Links.refused, .followedBeneath] {
      let root = try root(resolution, links)
      for path in paths {
        let error = #expect(throws: FileError.self) { try root.read(path) }
        #expect(error?.path.string.hasSuffix(path.string) == true, "\(path)")
        #expect(throws: FileError.self, "\(path)") {
          try root.open(path, .readWrite, options: [.create]).close()
        }
        let below = path.appending("below")
        #expect(throws: FileError.self, "\(path)") { try root.write("x".utf8, to: below) }
        #expect(throws: FileError.self, "\(path)") { try root.makeDirectories(below) }
        #expect(throws: FileError.self, "\(path)") { try root.removeFile(below) }
        #expect(throws: FileError.self, "\(path)") { try root.rename("other", to: below) }
        #expect(throws: FileError.self, "\(path)") { try root.rename(below, to: "new") }
        #expect(throws: FileError.self, "\(path)") { try root.link("other", to: below) }
        #expect(throws: FileError.self, "\(path)") { try root.makeSymbolicLink(below, to: "x") }
        #expect(throws: FileError.self, "\(path)") { try root.list(path) }
      }
    }
    #expect(try names(directory.path) == ["inside", "outside"])
    #expect(try names(directory.path.appending("outside")) == ["secret"])
    #expect(try String(contentsOfFile: secret.string, encoding: .utf8) == "secret")
  }

  @Test("follows links beneath itself when it may", arguments: RootedDirectory.Resolution.allCases)
  func links(_ resolution: RootedDirectory.Resolution) throws {
    #expect(symlink("folder", inside.appending("short").string) == 0)
    #expect(symlink("../other", inside.appending("folder/up").string) == 0)
    #expect(symlink("folder/./up", inside.appending("twice").string) == 0)
    #expect(symlink("folder/..", inside.appending("self").string) == 0)
    let follows = try root(resolution, .followedBeneath)
    #expect(try follows.read("short/file") == Array("text".utf8))
    #expect(try follows.read("twice") == Array("other".utf8))
    #expect(try follows.read("short/up") == Array("other".utf8))
    #expect(try follows.list("self").count == 5)
    try follows.makeDirectories("short/a/b")
    #expect(try names(inside.appending("folder/a")) == ["b"])
    let refuses = try root(resolution)
    for path: FilePath in ["short/file", "twice", "folder/up"] {
      #expect(throws: FileError.self) { try refuses.read(path) }
    }
    #expect(try refuses.attributes(of: "twice").kind == .symbolicLink)
    #expect(try refuses.destination(ofSymbolicLink: "twice") == "folder/./up")
  }

  @Test("makes, writes, renames, links and removes", arguments: RootedDirectory.Resolution.allCases)
  func operations(_ resolution: RootedDirectory.Resolution) throws {
    let root = try root(resolution)
    try root.makeDirectories("a/b/c")
    try root.makeDirectories("a/b/c")
    #expect(throws: FileError.self) { try root.makeDirectory("a/b") }
    #expect(throws: FileError.self) { try root.makeDirectories("other/x") }
    let file = try root.create("a/b/c/file", permissions: [.ownerReadWrite])
    try file.closeAfter { _ = try file.writeAll("one".utf8) }
    #expect(throws: FileError.self) { try root.create("a/b/c/file") }
    #expect(try root.read("a/b/c/file") == Array("one".utf8))
    #expect(throws: FileError.self) { try root.read("a/b/c/file", limit: 2) }
    #expect(try root.read("a/b/c/file", limit: 3).count == 3)
    try root.write("two!".utf8, to: "a/b/c/file")
    let attributes = try root.attributes(of: "a/b/c/file")
    #expect(attributes.size == 4)
    #expect(attributes.permissions == [.ownerReadWrite])
    try root.link("a/b/c/file", to: "a/second")
    #expect(try root.attributes(of: "a/second").links == 2)
    #expect(throws: FileError.self) { try root.rename("other", to: "a/second") }
    try root.rename("other", to: "a/second", replacing: true)
    #expect(try root.read("a/second") == Array("other".utf8))
    try root.makeSymbolicLink("a/link", to: "/anywhere")
    #expect(try root.list("a").map(\.name.string) == ["b", "link", "second"])
    #expect(try root.list("a").map(\.kind) == [.directory, .symbolicLink, .file])
    #expect(throws: FileError.self) { try root.removeFile("a/b") }
    #expect(throws: FileError.self) { try root.removeDirectory("a") }
    try root.removeFile("a/link")
    try root.rename("a", to: "z")
    let sub = try root.directory("z/b")
    #expect(try sub.list().map(\.name.string) == ["c"])
    try sub.setPermissions([.ownerReadWriteExecute], of: "c")
    #expect(try root.attributes(of: "z/b/c").permissions == [.ownerReadWriteExecute])
  }

  @Test("refuses bytes that hold a zero, and keeps those that are no text")
  func bytes() throws {
    let root = try root(.system)
    #expect(throws: FileError.self) { try root.relativePath(Array("a\0b".utf8)) }
    for text in ["", "/a", "a/../b", "..", ".", "./.", "/"] {
      #expect(throws: FileError.self, "\(text)") { try root.relativePath(Array(text.utf8)) }
    }
    let path = try root.relativePath([0x66, 0xFF, 0x0A, 0x2F, 0xFE])
    try root.makeDirectories(path)
    #expect(try root.list().contains { EntryName($0.name).bytes == [0x66, 0xFF, 0x0A] })
    let composed = try root.relativePath(Array("\u{E9}".utf8))
    let decomposed = try root.relativePath(Array("e\u{301}".utf8))
    try root.write("1".utf8, to: composed)
    try root.write("2".utf8, to: decomposed)
    #expect(try root.read(composed) == Array("1".utf8))
    #expect(try root.read(decomposed) == Array("2".utf8))
  }

  @Test("goes deeper than the longest path", arguments: RootedDirectory.Resolution.allCases)
  func deep(_ resolution: RootedDirectory.Resolution) throws {
    let root = try root(resolution)
    let path = FilePath(
      root: nil,
      (0..<100).compactMap { _ in FilePath.Component(String(repeating: "n", count: 100)) }
    )
    try root.makeDirectories(path)
    try root.write("deep".utf8, to: path.appending("file"))
    #expect(try root.read(path.appending("file")) == Array("deep".utf8))
    _ = try root.removeTree("nnn", missingIsFine: true)
    _ = try root.removeTree(FilePath(root: nil, path.components.prefix(1)))
    #expect(try root.list().map(\.name.string) == ["folder", "other"])
  }

  @Test("is not led out while links and directories change places")
  func race() throws {
    let folder = inside.appending("swap")
    let aside = inside.appending("aside")
    #expect(mkdir(folder.string, 0o755) == 0)
    #expect(symlink("../outside", aside.string) == 0)
    let isOver = Atomic(false)
    let limit = Self.raceTime
    let swaps = Atomic(0)
    try withThread {
      while !isOver.load(ordering: .relaxed) {
        _ = OpenDirectory.swap(folder, aside)
        swaps.add(1, ordering: .relaxed)
        sched_yield()
      }
    } during: {
      defer { isOver.store(true, ordering: .relaxed) }
      let roots = try RootedDirectory.Resolution.allCases.flatMap {
        [try root($0), try root($0, .followedBeneath)]
      }
      let end = ContinuousClock.now + limit
      while ContinuousClock.now < end {
        for root in roots {
          #expect((try? root.read("swap/secret")) == nil)
          try? root.create("swap/secret2").close()
          try? root.makeDirectories("swap/made/here")
          try? root.removeFile("swap/secret")
          try? root.rename("swap/secret", to: "stolen")
        }
      }
    }
    #expect(swaps.load(ordering: .relaxed) > 0)
    let outside = directory.path.appending("outside")
    #expect(try names(outside) == ["secret"])
    #expect(throws: (any Error).self) { try names(inside.appending("stolen")) }
  }

  /// Five seconds of race; `BATTERIES_LONG_TESTS` makes it a minute.
  static var raceTime: Duration {
    ProcessInfo.processInfo.environment["BATTERIES_LONG_TESTS"] == nil
      ? .seconds(2) : .seconds(60)
  }

  private func names(_ path: FilePath) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path.string).sorted()
  }
}
