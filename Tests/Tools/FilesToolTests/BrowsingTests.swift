import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import FilesTool

@Suite("Browsing") struct BrowsingTests {
  let bench: CatalogBench

  init() throws {
    bench = try CatalogBench()
    try bench.make("b.txt", "a.txt", "dir/deep/c.txt", "other/d.txt")
    try bench.index()
  }

  private func file(_ name: String) throws -> FoundFile {
    try #require(try bench.catalog.file(at: bench.path(name)))
  }

  private func text(_ name: String) throws -> String? {
    guard let open = try bench.catalog.open(file(name).id) else { return nil }
    defer { try? open.close() }
    var bytes = [UInt8](repeating: 0, count: 100)
    let count = try bytes.withUnsafeMutableBytes { try open.read(into: $0) }
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  @Test("lists directories first, a page at a time")
  func list() throws {
    let folder = try #require(try bench.catalog.file(at: bench.folder))
    #expect(folder.isFolder)
    let all = try bench.catalog.list(folder.id, from: 0, limit: 10)
    #expect(all.map(\.path.lastComponent?.string) == ["dir", "other", "a.txt", "b.txt"])
    let page = try bench.catalog.list(folder.id, from: 1, limit: 2)
    #expect(page.map(\.path.lastComponent?.string) == ["other", "a.txt"])
    let parents = try bench.catalog.parents(of: file("dir/deep/c.txt").id)
    #expect(parents.map(\.path) == [bench.folder, bench.path("dir"), bench.path("dir/deep")])
    #expect(try bench.catalog.file(999_999) == nil)
  }

  @Test("opens files of the catalog and nothing else")
  func open() throws {
    #expect(try text("dir/deep/c.txt") == "text of dir/deep/c.txt")
    #expect(try text("dir") == nil)
    #expect(try bench.catalog.open(999_999) == nil)
  }

  @Test("follows no link that took the place of a file or of a directory above it")
  func links() throws {
    try bench.directory.write("secret", to: "outside/c.txt")
    let outside = bench.directory.path.appending("outside").string
    try bench.remove("a.txt")
    try FileManager.default.createSymbolicLink(
      atPath: bench.path("a.txt").string,
      withDestinationPath: outside + "/c.txt"
    )
    #expect(try text("a.txt") == nil)
    try bench.remove("dir/deep")
    try FileManager.default.createSymbolicLink(
      atPath: bench.path("dir/deep").string,
      withDestinationPath: outside
    )
    #expect(try text("dir/deep/c.txt") == nil)
  }

  @Test("says that a catalog is damaged whose directories lie within each other")
  func circle() throws {
    let dir = try file("dir").id
    let deep = try file("dir/deep").id
    let inner = try file("dir/deep/c.txt").id
    try bench.sql("UPDATE entries SET parent = \(deep) WHERE id = \(dir)")
    let questions: [() throws -> Void] = [
      { _ = try bench.catalog.file(inner) }, { _ = try bench.catalog.file(dir) },
      { _ = try bench.catalog.parents(of: inner) }, { _ = try bench.find("c.txt") },
      { _ = try bench.catalog.list(deep, from: 0, limit: 10) },
    ]
    for question in questions {
      let error = #expect(throws: JobError.self) { try question() }
      let text = error?.description ?? ""
      #expect(text.hasPrefix("\(bench.catalogFile): it is damaged"), "\(text)")
      #expect(text.contains("lies within itself"))
      #expect(text.contains("index the folders again"))
    }
    // A directory that is in itself, and a folder that is below itself.
    try bench.sql("UPDATE entries SET parent = id WHERE id = \(dir)")
    #expect(throws: JobError.self) { try bench.catalog.file(inner) }
    let root = try #require(try bench.catalog.file(at: bench.folder)).id
    let other = try file("other").id
    try bench.sql(
      """
      DELETE FROM entries WHERE category <> \(FileCategory.directory.number);
      UPDATE entries SET parent = \(other) WHERE id = \(root)
      """
    )
    #expect(throws: JobError.self) {
      try AttributeTags(bench.catalog.connection, BlockingWork.Cancellation()).read(below: root)
    }
  }

  @Test("does not wait for a pipe that took the place of a file")
  func pipe() throws {
    try bench.remove("b.txt")
    #expect(mkfifo(bench.path("b.txt").string, 0o600) == 0)
    #expect(try text("b.txt") == nil)
  }
}
