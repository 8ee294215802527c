import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import FilesTool

@Suite("Tags") struct TagTests {
  let bench: CatalogBench

  init() throws {
    bench = try CatalogBench()
    try bench.make("a.txt", "b.txt", "sub/c.txt", "sub/d.txt")
    try bench.index()
    let tagging = try bench.tag("red", "taxes 2026", files: ["a.txt", "sub/c.txt"])
    #expect(tagging.changed == 2)
  }

  private func tagged() throws -> [String] { try bench.find(FileQuery(tags: ["red"])) }

  @Test("are found, listed, counted and taken away")
  func basics() throws {
    #expect(try tagged() == ["a.txt", "sub/c.txt"])
    #expect(try bench.catalog.tags().map(\.tag) == ["red", "taxes 2026"])
    #expect(try bench.catalog.tags(of: bench.path("a.txt")) == ["red", "taxes 2026"])
    #expect(try bench.catalog.tags(of: bench.path("b.txt")) == [])
    #expect(try bench.catalog.tags(of: bench.path("none")) == nil)
    #expect(try bench.find(FileQuery(words: [".txt"], withoutTags: ["red"])).count == 2)
    #expect(try bench.catalog.untag(["red"], [bench.path("a.txt")]).changed == 1)
    #expect(try tagged() == ["sub/c.txt"])
    #expect(try bench.catalog.untag([], [bench.path("sub/c.txt")]).changed == 1)
    #expect(try bench.catalog.tags().map(\.tag) == ["taxes 2026"])
  }

  @Test("are not given to what the catalog does not know")
  func unknown() throws {
    try bench.make("new.txt")
    let tagging = try bench.tag("red", files: ["new.txt", "b.txt"])
    #expect(tagging.unknown == [bench.path("new.txt")])
    #expect(tagging.changed == 1)
  }

  @Test("stay when files and directories are renamed, without a look into them")
  func renamed() throws {
    try bench.move("a.txt", to: "deep/er/z.txt")
    try bench.move("sub", to: "other")
    let counts = try bench.index()
    #expect(counts.retagged == 2)
    #expect(counts.hashed == 0)
    #expect(try tagged() == ["deep/er/z.txt", "other/c.txt"])
  }

  @Test("stay by the content of the file when number and time are others")
  func carried() throws {
    try bench.carry("a.txt", to: "elsewhere/new name.txt")
    let counts = try bench.index()
    #expect(counts.retagged == 1)
    #expect(counts.hashed == 1)
    #expect(try tagged() == ["elsewhere/new name.txt", "sub/c.txt"])
    #expect(try bench.index().hashed == 0)
  }

  @Test("stay when a file is written to where it is")
  func edited() throws {
    try bench.write("a.txt", "another text, which is longer")
    #expect(try bench.index().hashed == 1)
    #expect(try tagged() == ["a.txt", "sub/c.txt"])
    try bench.carry("a.txt", to: "moved.txt")
    try bench.index()
    #expect(try tagged() == ["moved.txt", "sub/c.txt"])
  }

  @Test("do not go to another file of the same size")
  func sameSize() throws {
    try bench.remove("a.txt")
    try bench.write("x.txt", "TEXT of a.txt")
    let counts = try bench.index()
    #expect(counts.retagged == 0)
    #expect(try tagged() == ["sub/c.txt"])
    // The file comes back one day.
    try bench.write("back.txt", "text of a.txt")
    #expect(try bench.index().retagged == 1)
    #expect(try tagged() == ["back.txt", "sub/c.txt"])
  }

  @Test("go to one file only, the new one, when there are copies")
  func copies() throws {
    try bench.write("copy.txt", "text of a.txt")
    try bench.index()
    try bench.carry("a.txt", to: "new.txt")
    #expect(try bench.index().retagged == 1)
    #expect(try tagged() == ["new.txt", "sub/c.txt"])
  }

  @Test("move between folders that are indexed one after the other, in either order")
  func folders() throws {
    let left = bench.path("left")
    let right = bench.path("right")
    let other = try CatalogBench()
    try other.make("left/a.txt", "left/b.txt", "right/c.txt")
    for name in ["left", "right"] { try other.index(at: other.path(name)) }
    _ = try other.tag("red", files: ["left/a.txt"])
    try other.carry("left/a.txt", to: "right/a.txt")
    try other.index(at: other.path("right"))
    try other.index(at: other.path("left"))
    #expect(try other.find(FileQuery(tags: ["red"])) == ["right/a.txt"])
    try other.carry("right/a.txt", to: "left/a.txt")
    try other.index(at: other.path("right"))
    #expect(try other.find(FileQuery(tags: ["red"])) == [])
    try other.index(at: other.path("left"))
    #expect(try other.find(FileQuery(tags: ["red"])) == ["left/a.txt"])
    #expect(left != right)
  }

  @Test("come back with a folder that was taken out of the catalog")
  func forgotten() throws {
    _ = try bench.catalog.forget(folder: bench.folder)
    #expect(try bench.catalog.lostCount() == 2)
    try bench.index()
    #expect(try tagged() == ["a.txt", "sub/c.txt"])
    #expect(try bench.catalog.lostCount() == 0)
  }

  @Test("come by a rule, and go when it does not hold any more")
  func rule() throws {
    let rule = TagRule(tag: "b-files", find: FileQuery(words: ["b*"]))
    try bench.catalog.add(rule: rule)
    #expect(try bench.find(FileQuery(tags: ["b-files"])) == ["b.txt"])
    try bench.make("b2.txt")
    try bench.move("b.txt", to: "z.txt")
    try bench.index()
    #expect(try bench.find(FileQuery(tags: ["b-files"])) == ["b2.txt"])
    #expect(try bench.catalog.rules() == [rule])
    #expect(try bench.catalog.removeRules(for: "b-files") == 1)
    #expect(try bench.catalog.tags().map(\.tag) == ["red", "taxes 2026"])
    #expect(throws: JobError.self) {
      try bench.catalog.add(rule: TagRule(tag: "all", find: FileQuery()))
    }
  }

  @Test(
    "have names that can be written in a list and seen",
    arguments: [
      "", "a,b", "a/b", "a\nb", "a\u{1B}", " a", "a ", String(repeating: "t", count: 101),
    ]
  )
  func names(tag: String) {
    #expect(throws: JobError.self) { try Catalog.check(tag: tag) }
  }

  @Test("are written to files and read from them")
  func attributes() throws {
    let path = bench.path("b.txt")
    let file = try FileDescriptor.open(path, .readOnly)
    defer { try? file.close() }
    do {
      try ExtendedAttributes.set("user.xdg.tags", to: Array("x".utf8), of: file, path: path)
    } catch {
      // The file system has no attributes.
      return
    }
    try ExtendedAttributes.set(
      "user.xdg.tags",
      to: Array("blue, green,,\u{1B}".utf8),
      of: file,
      path: path
    )
    try bench.index(FolderOptions(xattr: true))
    #expect(try bench.catalog.tags(of: path) == ["blue", "green"])
    _ = try bench.catalog.tag(["own"], [path], writesAttribute: true)
    let value = try ExtendedAttributes.value("user.xdg.tags", of: file, path: path)
    #expect(value.map { String(decoding: $0, as: UTF8.self) } == "blue,green,own")
    _ = try bench.catalog.untag(["blue"], [path], writesAttribute: true)
    try bench.index()
    #expect(try bench.catalog.tags(of: path) == ["green", "own"])
  }
}
