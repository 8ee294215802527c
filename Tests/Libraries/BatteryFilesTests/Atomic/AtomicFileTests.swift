import BatteryFiles
import Foundation
import SystemPackage
import TestKit
import Testing

@Suite("Atomic file") struct AtomicFileTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test("makes a file, and replaces one with its mode")
  func replaces() throws {
    let path = directory.path.appending("file")
    try AtomicFile.write("old".utf8, to: path, permissions: [.ownerReadWrite])
    #expect(try text(path) == "old")
    #expect(try mode(path) == 0o600)
    #expect(chmod(path.string, 0o640) == 0)
    try AtomicFile.write("new text".utf8, to: path)
    #expect(try text(path) == "new text")
    #expect(try mode(path) == 0o640)
    #expect(try names() == ["file"])
  }

  @Test("replaces a link and leaves alone what it led to")
  func link() throws {
    let target = try directory.write("target", to: "target")
    let path = directory.path.appending("link")
    #expect(symlink("target", path.string) == 0)
    try AtomicFile.write("new".utf8, to: path)
    #expect(try text(target) == "target")
    #expect(try text(path) == "new")
  }

  @Test("leaves nothing behind when the target cannot be replaced")
  func failure() throws {
    try directory.write("x", to: "folder/file")
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write("new".utf8, to: directory.path.appending("folder"))
    }
    #expect(error?.operation == "replace")
    #expect(try names() == ["folder"])
    #expect(throws: FileError.self) {
      try AtomicFile.write("new".utf8, to: directory.path.appending("no/file"))
    }
  }

  private func text(_ path: FilePath) throws -> String {
    try String(contentsOfFile: path.string, encoding: .utf8)
  }

  private func mode(_ path: FilePath) throws -> Int? {
    let attributes = try FileManager.default.attributesOfItem(atPath: path.string)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path.string)
  }
}
