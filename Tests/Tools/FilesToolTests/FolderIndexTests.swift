import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import FilesTool

@Suite("Folder index") struct FolderIndexTests {
  let bench: CatalogBench

  init() throws { bench = try CatalogBench() }

  @Test("counts what is new, changed and gone, and nothing else")
  func counts() throws {
    try bench.make("a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt")
    let first = try bench.index()
    #expect(first.entries == 6)
    #expect(first.added == 6)
    try bench.write("b.txt", "another text")
    try bench.make("sub/e.txt")
    try bench.remove("sub/deep")
    let second = try bench.index()
    #expect(second.added == 1)
    #expect(second.changed == 1)
    #expect(second.removed == 2)
    let third = try bench.index()
    #expect((third.added, third.changed, third.removed) == (0, 0, 0))
    #expect(try bench.find("txt") == ["a.txt", "b.txt", "sub/c.txt", "sub/e.txt"])
  }

  @Test("removes what was in a directory that became empty, at any depth")
  func emptied() throws {
    try bench.make("keep.txt", "a/b/c/d.txt")
    try bench.index()
    try bench.remove("a/b/c/d.txt")
    #expect(try bench.index().removed == 1)
    try bench.remove("a/b")
    #expect(try bench.index().removed == 2)
    #expect(try bench.find(FileQuery()) == ["a", "keep.txt"])
  }

  @Test("takes a file that became a directory for what it is now, and the other way round")
  func exchanged() throws {
    try bench.make("a", "b/c")
    try bench.index()
    try bench.remove("a")
    try bench.remove("b")
    try bench.make("a/x", "b")
    try bench.index()
    #expect(try bench.find(FileQuery()) == ["a", "a/x", "b"])
    #expect(try bench.find(FileQuery(kinds: [.directory])) == ["a"])
  }

  @Test("keeps names that are not UTF-8, and finds them by the rest")
  func bytes() throws {
    let name: [UInt8] = [0x69, 0x6E, 0x76, 0xFF, 0xFE] + Array("oice.pdf".utf8)
    try bench.write(bytes: name)
    try bench.index()
    let found = try bench.catalog.find(FileQuery(words: ["oice"]))
    #expect(found.map(\.path.lastComponent?.bytes) == [name])
    #expect(try bench.index().added == 0)
    let json = try JSONEncoder().encode(found)
    let object = try JSONSerialization.jsonObject(with: json) as? [[String: Any]]
    let base64 = try #require(object?.first?["pathBytes"] as? String)
    #expect(Data(base64Encoded: base64).map(Array.init) == found[0].path.bytes)
  }

  @Test("tells composed and decomposed names apart, and finds both by either")
  func normalization() throws {
    try bench.write(bytes: Array("caf\u{E9}.txt".utf8))
    try bench.write(bytes: Array("cafe\u{301}.txt".utf8))
    #expect(try bench.index().added == 2)
    #expect(try bench.find("caf\u{E9}").count == 2)
    #expect(try bench.find("CAFE\u{301}").count == 2)
    #expect(try bench.index().removed == 0)
  }

  @Test(
    "takes any name",
    arguments: [
      "new\nline.txt", "\u{1B}[31mred.txt", "quote\".txt", "a'b.txt", "per%cent.txt", "star*.txt",
      "-rf", " ", "\\", "ab\u{202E}fdp.txt", String(repeating: "n", count: 255),
    ]
  )
  func hostileNames(name: String) throws {
    try bench.write(bytes: Array(name.utf8))
    try bench.index()
    #expect(try bench.catalog.find(FileQuery()).map(\.path) == [bench.folder.appending(name)])
    let part = String(name.filter { $0.isLetter || $0 == "." }.prefix(4))
    if part.count > 2, name.contains(part) {
      #expect(try bench.catalog.find(FileQuery(words: [part])).count == 1)
    }
    try FileManager.default.removeItem(atPath: bench.folder.appending(name).string)
    try bench.make("other.txt")
    #expect(try bench.index().removed == 1)
  }

  @Test("leaves out hidden names, patterns and what .gitignore files say, as it is told")
  func rules() throws {
    try bench.make("a.txt", ".hidden/b.txt", "node/c.txt", "d.tmp")
    try bench.write(".gitignore", "node/\n")
    try bench.index()
    #expect(try bench.find(FileQuery()) == ["a.txt", "d.tmp", "node", "node/c.txt"])
    try bench.index(FolderOptions(hidden: true, exclude: ["*.tmp"], gitignore: true))
    #expect(
      try bench.find(FileQuery()) == [".gitignore", ".hidden", ".hidden/b.txt", "a.txt"]
    )
    // The next time it is as the last time.
    let again = try bench.index()
    #expect((again.added, again.removed) == (0, 0))
  }

  @Test("does not follow links")
  func links() throws {
    try bench.make("a/b.txt")
    try FileManager.default.createSymbolicLink(
      atPath: bench.path("loop").string,
      withDestinationPath: bench.folder.string
    )
    try bench.index()
    #expect(try bench.find(FileQuery()) == ["a", "a/b.txt", "loop"])
    #expect(try bench.find(FileQuery(kinds: [.link])) == ["loop"])
  }

  @Test("refuses to forget everything when the folder is empty, as without its disk")
  func unmounted() throws {
    try bench.make("a.txt")
    try bench.index()
    try bench.remove("a.txt")
    let error = #expect(throws: JobError.self) { try bench.index() }
    #expect(error?.code.name == "unavailable")
    #expect(try bench.find("a.txt") == ["a.txt"])
  }

  @Test("names a folder that is not there, or is a file")
  func wrongFolder() throws {
    try bench.make("a.txt")
    let missing = #expect(throws: JobError.self) { try bench.index(at: bench.path("none")) }
    #expect(missing?.code.name == "not-found")
    let file = #expect(throws: JobError.self) { try bench.index(at: bench.path("a.txt")) }
    #expect(file?.code.name == "invalid-input")
    #expect(try bench.catalog.folders().isEmpty)
  }

  @Test("brings one directory of a folder up to date alone")
  func part() throws {
    try bench.make("a/1.txt", "b/1.txt")
    try bench.index()
    try bench.make("a/2.txt", "b/2.txt")
    let counts = try bench.index(at: bench.path("a"))
    #expect(counts.added == 1)
    #expect(try bench.find("2.txt") == ["a/2.txt"])
    #expect(try bench.catalog.folders().count == 1)
  }

  @Test("takes over folders that are inside a new one")
  func outer() throws {
    try bench.make("a/1.txt", "b/1.txt")
    try bench.index(at: bench.path("a"))
    #expect(try bench.catalog.tag(["x"], [bench.path("a/1.txt")]).changed == 1)
    try bench.index()
    #expect(try bench.catalog.folders().map(\.path) == [bench.folder])
    #expect(try bench.find("1.txt") == ["a/1.txt", "b/1.txt"])
    #expect(try bench.find(FileQuery(tags: ["x"])) == ["a/1.txt"])
  }

  @Test("leaves the catalog as it was when it is cancelled")
  func cancelled() async throws {
    try bench.make("a.txt")
    try bench.index()
    for number in 0..<50 { try bench.make("dir\(number)/f.txt") }
    try bench.remove("a.txt")
    let task = Task { [catalogFile = bench.catalogFile, folder = bench.folder] in
      try await BlockingWork.run { cancellation in
        while !cancellation.isCancelled {}
        _ = try CatalogIndexer(try Catalog(catalogFile, for: .writing), cancellation).index(folder)
      }
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try bench.find(FileQuery()) == ["a.txt"])
    #expect(try bench.index().added == 100)
  }

  @Test("goes down 200 directories and comes back")
  func deep() throws {
    var path = bench.folder
    for _ in 0..<200 { path.append("directory") }
    try FileManager.default.createDirectory(
      atPath: path.string,
      withIntermediateDirectories: true
    )
    #expect(try bench.index().added == 200)
    let found = try bench.catalog.find(FileQuery(words: ["directory"]), order: .none)
    #expect(found.map(\.path.components.count).max() == path.components.count)
    try bench.remove("directory")
    try bench.make("a.txt")
    #expect(try bench.index().removed == 200)
    #expect(try bench.catalog.entryCount() == 2)
  }

  @Test("changes nothing in a dry run")
  func dryRun() throws {
    try bench.make("a.txt", "b.txt")
    let counts = try CatalogIndexer(bench.catalog).index(bench.folder, isDryRun: true)
    #expect(counts.added == 2)
    #expect(try bench.catalog.folders().isEmpty)
    #expect(try bench.catalog.entryCount() == 0)
  }

  @Test("forgets a folder and leaves its files where they are")
  func forget() throws {
    try bench.make("a.txt")
    try bench.index()
    #expect(try bench.catalog.forget(folder: bench.folder))
    #expect(try !bench.catalog.forget(folder: bench.folder))
    #expect(try bench.catalog.entryCount() == 0)
    #expect(try bench.find("a.txt").isEmpty)
    #expect(FileManager.default.fileExists(atPath: bench.path("a.txt").string))
  }
}
