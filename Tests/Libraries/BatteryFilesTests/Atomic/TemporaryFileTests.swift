import CTransferCalls
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import BatteryFiles

/// Cases of Python's test_tempfile, and what goes beyond.
@Suite("Temporary file") struct TemporaryFileTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test("has no name unless asked for one, and is gone in the end", arguments: [true, false])
  func lifetime(_ isNamed: Bool) throws {
    do {
      let file = try TemporaryFile(
        in: directory.path,
        prefix: "begin-",
        suffix: ".end",
        named: isNamed
      )
      try file.descriptor.writeAll("text".utf8)
      #expect((file.path != nil) == isNamed)
      #expect(try names().count == (isNamed ? 1 : 0))
      if let path = file.path {
        let name = path.lastComponent?.string ?? ""
        #expect(name.hasPrefix("begin-") && name.hasSuffix(".end"))
        #expect(NodeStatus(file.descriptor.rawValue)?.permissions == 0o600)
      }
    }
    #expect(try names().isEmpty)
  }

  @Test("has a name that no other has")
  func unique() throws {
    let files = try (0..<200).map { _ in try TemporaryFile(in: directory.path, named: true) }
    #expect(Set(files.compactMap(\.path)).count == 200)
  }

  @Test("refuses beginnings and ends that lead elsewhere")
  func names255() throws {
    for text in ["../x", "a/b", "a\0b", String(repeating: "x", count: 250)] {
      #expect(throws: FileError.self, "\(text)") {
        try TemporaryFile(in: directory.path, prefix: text, named: true)
      }
      #expect(throws: FileError.self, "\(text)") {
        try TemporaryFolder(in: directory.path, suffix: text)
      }
    }
    #expect(throws: FileError.self) { try TemporaryFile(in: "/no/such/directory") }
    #expect(try names().isEmpty)
  }

  @Test("is a directory that goes with all that is in it, whatever its mode")
  func folder() throws {
    var path = FilePath()
    do {
      let folder = try TemporaryFolder(in: directory.path)
      path = folder.path
      try Trees.make(path)
      #expect(try folder.root().list().count > 5)
      #expect(try mode(path) & 0o077 == 0 || geteuid() == 0)
    }
    #expect(access(path.string, F_OK) != 0)
    #expect(try names().isEmpty)
  }

  @Test("may be removed by somebody else first")
  func gone() throws {
    let folder = try TemporaryFolder(in: directory.path)
    #expect(rmdir(folder.path.string) == 0)
    let file = try TemporaryFile(in: directory.path, named: true)
    #expect(unlink(file.path?.string ?? "") == 0)
  }

  @Test("is kept in memory while it is short, and reads the same from a file")
  func spooled() throws {
    let spool = SpooledFile(limit: 10, in: directory.path)
    try spool.append("12345".utf8)
    try spool.append("67890".utf8)
    #expect(!spool.isInFile)
    #expect(try spool.read(from: 3, 4) == Array("4567".utf8))
    try spool.append("a".utf8)
    #expect(spool.isInFile)
    try spool.append(repeatElement(UInt8(ascii: "b"), count: 100_000))
    #expect(spool.count == 100_011)
    #expect(try spool.read(from: 8, 4) == Array("90ab".utf8))
    #expect(try spool.read(from: 100_010, 5) == Array("b".utf8))
    #expect(try spool.read(from: 200_000, 5).isEmpty)
    #expect(try names().isEmpty)
  }

  @Test("is replaced with its owner, mode and attributes, and links are followed when asked")
  func atomicKeeping() throws {
    let file = try directory.write("old", to: "real/file")
    let link = directory.path.appending("link")
    let second = directory.path.appending("second")
    #expect(symlink("real/file", link.string) == 0)
    #expect(symlink("link", second.string) == 0)
    #expect(chmod(file.string, 0o751) == 0)
    if geteuid() == 0 { #expect(chown(file.string, 1_234, 5_678) == 0) }
    let old = try FileDescriptor.open(file, .readWrite)
    let isMarked = transfer_set_attribute(old.rawValue, "user.note", "value", 5) == 0
    try old.close()
    try AtomicFile.write("new".utf8, to: second, keeping: .all, links: .followed)
    #expect(try String(contentsOfFile: file.string, encoding: .utf8) == "new")
    let new = try FileDescriptor.open(file, .readOnly)
    defer { try? new.close() }
    let status = NodeStatus(new.rawValue)
    #expect(status?.permissions == 0o751)
    if geteuid() == 0 {
      #expect(status?.raw.st_uid == 1_234)
      #expect(status?.raw.st_gid == 5_678)
    }
    if isMarked {
      var value = [UInt8](repeating: 0, count: 8)
      #expect(transfer_get_attribute(new.rawValue, "user.note", &value, 8) == 5)
    }
    #expect(try RootedDirectory(directory.path).attributes(of: "link").kind == .symbolicLink)
    #expect(symlink("round", directory.path.string + "/round") == 0)
    #expect(throws: FileError.self) {
      try AtomicFile.write("x".utf8, to: directory.path.appending("round"), links: .followed)
    }
    let dangling = directory.path.appending("dangling")
    #expect(symlink("made", dangling.string) == 0)
    try AtomicFile.write("made".utf8, to: dangling, links: .followed)
    #expect(access(directory.path.string + "/made", F_OK) == 0)
  }

  private func mode(_ path: FilePath) throws -> UInt32 {
    try RootedDirectory(path).attributes(of: "").permissions.rawValue
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path.string)
  }
}
