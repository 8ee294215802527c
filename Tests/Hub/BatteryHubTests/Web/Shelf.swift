import Foundation
import Synchronization
import SystemPackage
import TestKit

@testable import BatteryHub

/// Files for pages: a folder with the number 1, and what a test puts into it.
final class Shelf: FileBrowser {
  private let directory: TemporaryDirectory
  private let files: Mutex<[BrowsedFile]>
  private let problem: String?

  init(problem: String? = nil) throws {
    directory = try TemporaryDirectory()
    self.problem = problem
    files = Mutex([Self.file(1, "/srv/a & b", kind: "directory", tags: [])])
  }

  private static func file(
    _ id: Int64,
    _ name: String,
    kind: String,
    tags: [String]
  ) -> BrowsedFile {
    BrowsedFile(
      id: id,
      name: name,
      place: "/srv/a & b",
      kind: kind,
      size: 1,
      modified: Date(timeIntervalSince1970: 1_700_000_000),
      tags: tags
    )
  }

  func add(_ id: Int64, _ name: String, tags: [String] = []) {
    files.withLock { $0.append(Self.file(id, name, kind: "text", tags: tags)) }
  }

  func write(_ id: Int64, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: directory.url.appendingPathComponent("\(id)"))
  }

  private func check() throws {
    if let problem { throw FileBrowserError(problem) }
  }

  func overview() async throws -> FileOverview? {
    try check()
    return FileOverview(
      folders: files.withLock { Array($0.prefix(1)) },
      tags: [("red & x", 3)],
      searches: ["latest"],
      indexed: nil
    )
  }

  func entry(_ id: Int64) async throws -> BrowsedFile? {
    try check()
    return files.withLock { $0.first { $0.id == id } }
  }

  func parents(of id: Int64) async throws -> [BrowsedFile] {
    files.withLock { id == 1 ? [] : Array($0.prefix(1)) }
  }

  func list(_ id: Int64, from: Int, limit: Int) async throws -> [BrowsedFile] {
    files.withLock { Array($0.dropFirst(1 + from).prefix(limit)) }
  }

  func search(_ search: FileSearchFields, limit: Int) async throws -> [BrowsedFile] {
    try check()
    return files.withLock { Array($0.dropFirst().prefix(limit)) }
  }

  func open(_ id: Int64) async throws -> FileDescriptor? {
    try? FileDescriptor.open(directory.path.appending("\(id)"), .readOnly)
  }
}
