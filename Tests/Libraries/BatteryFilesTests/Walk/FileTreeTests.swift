import BatteryFiles
import Foundation
import SystemPackage
import TestKit
import Testing

@Suite("File tree") struct FileTreeTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test("visits everything once, directories before what is in them")
  func everything() throws {
    try directory.write("1", to: "a")
    try directory.write("22", to: "b/c")
    try directory.write("333", to: "b/d/e")
    try FileManager.default.createDirectory(
      atPath: directory.path.appending("empty").string,
      withIntermediateDirectories: false
    )
    let entries = try walk()
    #expect(Set(entries.map(\.path.string)) == ["", "a", "b", "b/c", "b/d", "b/d/e", "empty"])
    #expect(entries.count == 7)
    #expect(entries.first { $0.path == "b/d/e" }?.size == 3)
    #expect(entries.first { $0.path == "b/d/e" }?.depth == 3)
    for (index, entry) in entries.enumerated() where entry.depth > 0 {
      let parent = try #require(entries.firstIndex { $0.path == entry.directory })
      #expect(parent < index)
    }
  }

  @Test("does not follow links, and calls them what they are")
  func links() throws {
    let outside = try TemporaryDirectory()
    try outside.write("secret", to: "inside/file")
    #expect(symlink(outside.path.string, directory.path.appending("link").string) == 0)
    #expect(symlink("link", directory.path.appending("loop").string) == 0)
    let entries = try walk()
    #expect(Set(entries.map(\.path.string)) == ["", "link", "loop"])
    #expect(entries.filter { $0.depth > 0 }.allSatisfy { $0.kind == .symbolicLink })
  }

  @Test("goes only as deep as it is told", arguments: [(0, 1), (1, 2), (2, 3), (3, 4)])
  func depth(_ limit: Int, _ count: Int) throws {
    try directory.write("1", to: "a/b/c/d")
    #expect(try walk(depthLimit: limit).count == count)
  }

  @Test("goes deeper than directories can be open at once, and back again")
  func deep() throws {
    var path = FilePath()
    for level in 0..<90 {
      path.append("d")
      try directory.write("x", to: path.appending("file\(level)").string)
      try directory.write("x", to: path.appending("e").appending("last").string)
    }
    let entries = try walk()
    #expect(entries.count { $0.kind == .file } == 180)
    #expect(entries.count { $0.kind == .directory } == 181)
    #expect(Set(entries.map(\.path)).count == entries.count)
    #expect(try openDescriptors() < 60)
  }

  @Test("keeps names that are not UTF-8")
  func oddNames() throws {
    let name: [CChar] = [0x61, -1, 0x0A, 0x62, 0]
    let file = directory.path.string + "/"
    let path = Array(file.utf8CString.dropLast()) + name
    let descriptor = open(path, O_CREAT | O_WRONLY, 0o600)
    try #require(descriptor >= 0)
    close(descriptor)
    let found = try #require(try walk().last)
    let bytes = found.path.withPlatformString { Array(UnsafeBufferPointer(start: $0, count: 5)) }
    #expect(bytes == name)
  }

  @Test("says that there is no such directory, and what to do")
  func missing() {
    let error = #expect(throws: FileError.self) {
      try FileTree("/no/such/directory").walk { _ in }
    }
    #expect(error?.cause == .noSuchFileOrDirectory)
    #expect(
      error?.description
        == "/no/such/directory: could not open the directory: no such file or directory. "
        + "Check the path."
    )
  }

  @Test("ends when the visitor throws")
  func thrown() throws {
    try directory.write("1", to: "a")
    var count = 0
    #expect(throws: CancellationError.self) {
      try FileTree(directory.path).walk { _ in
        count += 1
        throw CancellationError()
      }
    }
    #expect(count == 1)
  }

  private func walk(depthLimit: Int = .max) throws -> [FileEntry] {
    var entries: [FileEntry] = []
    try FileTree(directory.path, depthLimit: depthLimit).walk { event in
      switch event {
      case .entry(let entry): entries.append(entry)
      case .failure(let error): throw error
      }
    }
    return entries
  }

  private func openDescriptors() throws -> Int {
    let links = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    return links.count { name in
      let target = try? FileManager.default.destinationOfSymbolicLink(
        atPath: "/proc/self/fd/\(name)"
      )
      return target?.hasPrefix(directory.path.string) == true
    }
  }
}
