import BatteryFiles
import Foundation
import SystemPackage
import TestKit

@testable import FilesTool

/// A folder of a test's own and a catalog beside it.
struct CatalogBench {
  let directory: TemporaryDirectory
  let catalog: Catalog

  /// The folder that is indexed.
  var folder: FilePath { directory.path.appending("files") }

  var catalogFile: FilePath { directory.path.appending("catalog.sqlite") }

  init() throws {
    directory = try TemporaryDirectory()
    catalog = try Catalog(directory.path.appending("catalog.sqlite"), for: .creating)
    try FileManager.default.createDirectory(
      atPath: directory.path.appending("files").string,
      withIntermediateDirectories: true
    )
  }

  /// Writes files below the folder, each with its name in it.
  func make(_ names: String...) throws {
    for name in names { try write(name, "text of \(name)") }
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> FilePath {
    try directory.write(text, to: "files/\(name)")
  }

  /// Makes an empty file of a name that need not be UTF-8.
  func write(bytes name: [UInt8]) throws {
    let path = FilePath(bytes: folder.bytes + [0x2F] + name)
    try FileDescriptor.open(
      path,
      .writeOnly,
      options: [.create],
      permissions: [.ownerReadWrite]
    ).close()
  }

  func move(_ name: String, to other: String) throws {
    let target = folder.pushing(FilePath(other))
    try FileManager.default.createDirectory(
      atPath: target.removingLastComponent().string,
      withIntermediateDirectories: true
    )
    try FileManager.default.moveItem(
      atPath: folder.pushing(FilePath(name)).string,
      toPath: target.string
    )
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: folder.pushing(FilePath(name)).string)
  }

  /// Copies a file as another that shares neither number nor time, and removes the first.
  func carry(_ name: String, to other: String) throws {
    let text = try String(contentsOfFile: folder.pushing(FilePath(name)).string, encoding: .utf8)
    // The first is there until the second is, so that the second has another number.
    try write(other, text)
    try remove(name)
    try setTime(of: other, 1_000_000)
  }

  func setTime(of name: String, _ seconds: Int) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: TimeInterval(seconds))],
      ofItemAtPath: folder.pushing(FilePath(name)).string
    )
  }

  @discardableResult
  func index(_ options: FolderOptions? = nil, at path: FilePath? = nil) throws -> IndexCounts {
    try CatalogIndexer(catalog).index(path ?? folder, options)
  }

  func path(_ name: String) -> FilePath { folder.pushing(FilePath(name)) }

  func tag(_ tags: String..., files names: [String]) throws -> Catalog.Tagging {
    try catalog.tag(tags, names.map(path))
  }

  /// The names below the folder that a search finds.
  func find(_ query: FileQuery, order: FileQuery.Order = .path) throws -> [String] {
    try catalog.find(query, order: order).map { file in
      FilePath(root: nil, file.path.components.dropFirst(folder.components.count)).string
    }
  }

  func find(_ words: String...) throws -> [String] { try find(FileQuery(words: words)) }

  /// A writable connection beside the catalog's own.
  func sql(_ text: String) throws {
    try CatalogConnection(catalogFile, isWritable: true).execute(text)
  }
}
