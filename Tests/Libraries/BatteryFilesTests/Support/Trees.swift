import CTransferCalls
import Foundation
import SystemPackage
import TestKit

@testable import BatteryFiles

/// Trees that hold a bit of everything, and what is to be kept of them.
enum Trees {
  /// Makes files, directories, links of both sorts, a pipe, holes and strange names.
  static func make(_ root: FilePath, files: Int = 12) throws {
    try AtomicFile.makeDirectory(root)
    let rooted = try RootedDirectory(root)
    for index in 0..<files {
      let folder = FilePath("d\(index % 3)/e\(index % 2)")
      try rooted.makeDirectories(folder)
      let size = index * index * 977 % 300_000
      let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ index) }
      let file = try rooted.create(folder.appending("file\(index)"))
      try file.closeAfter { _ = try file.writeAll(bytes) }
      let modes: [FilePermissions] = [
        [.ownerReadWrite], [.ownerRead, .groupRead], [.ownerReadWriteExecute, .otherRead],
      ]
      try rooted.setPermissions(modes[index % 3], of: folder.appending("file\(index)"))
    }
    try rooted.makeSymbolicLink("d0/link", to: "e0/file0")
    try rooted.makeSymbolicLink("d1/dangling", to: "/no/such/thing")
    try rooted.makeSymbolicLink("d1/loop", to: "loop")
    try rooted.link("d0/e0/file0", to: "d2/second")
    try rooted.link("d0/e0/file0", to: "third")
    try rooted.makeDirectory("empty", permissions: [.ownerReadExecute])
    mkfifo(root.appending("pipe").string, 0o640)
    let names: [[UInt8]] = [
      [0x66, 0xFF, 0xFE], Array("new\nline".utf8), Array("caf\u{E9}".utf8),
      Array("cafe\u{301}".utf8), [UInt8](repeating: 0x6E, count: 255),
    ]
    for name in names {
      let file = try rooted.create(FilePath(rawBytes: name))
      try file.closeAfter { _ = try file.writeAll(name) }
    }
    let sparse = try rooted.create("sparse")
    try sparse.closeAfter {
      _ = try sparse.writeAll(toAbsoluteOffset: 8_000_000, "end".utf8)
      try sparse.resize(to: 12_000_000)
    }
    let marked = try rooted.open("third", .readWrite)
    try marked.closeAfter {
      _ = "value".withCString { transfer_set_attribute(marked.rawValue, "user.note", $0, 5) }
    }
    // Times of long ago, with nanoseconds; directories last.
    for path in try all(root).reversed() {
      var times = [
        timespec(tv_sec: 1_000_000_000, tv_nsec: 1), timespec(tv_sec: 1_100_000_000, tv_nsec: 7),
      ]
      utimensat(AT_FDCWD, root.pushing(path).string8, &times, AT_SYMLINK_NOFOLLOW)
    }
  }

  /// All paths below a root, directories before what is in them.
  static func all(_ root: FilePath) throws -> [FilePath] {
    var paths: [FilePath] = []
    try FileTree(root).walk { event in
      if case .entry(let entry) = event, entry.name != nil { paths.append(entry.path) }
    }
    return paths
  }

  /// What a tree is, a line for each thing, so that two trees can be compared.
  static func describe(
    _ root: FilePath,
    _ kept: FileTransfer.Kept = .all,
    content: Bool = true
  ) throws -> Set<String> {
    var lines: Set<String> = []
    var inodes: [UInt64: [String]] = [:]
    let rooted = try RootedDirectory(root)
    for path in try all(root) {
      let attributes = try rooted.attributes(of: path)
      let name = EscapedPath.text(path)
      var line = "\(name) \(attributes.kind.rawValue)"
      if attributes.kind != .symbolicLink, kept.contains(.permissions) {
        line += " \(String(attributes.permissions.rawValue, radix: 8))"
      }
      if kept.contains(.times) { line += " \(attributes.modified)" }
      if kept.contains(.owner) { line += " \(attributes.owner):\(attributes.group)" }
      switch attributes.kind {
      case .file:
        line += " \(attributes.size)"
        if content { line += " \(try FileHashing.hash(root.pushing(path)))" }
        if attributes.links > 1 { inodes[attributes.inode, default: []].append(name) }
        let file = try rooted.open(path)
        try file.closeAfter {
          var value = [UInt8](repeating: 0, count: 16)
          let count = transfer_get_attribute(file.rawValue, "user.note", &value, 16)
          if count > 0 { line += " note \(value.prefix(count))" }
        }
      case .symbolicLink:
        line += " \(EscapedPath.text(try rooted.destination(ofSymbolicLink: path)))"
      default: break
      }
      lines.insert(line)
    }
    for names in inodes.values { lines.insert("one file: \(names.sorted())") }
    return lines
  }

  /// The files and links of a tree, by what ``describe(_:_:content:)`` said of it, that are whole
  /// at none of some places.
  static func lost(_ whole: Set<String>, _ places: [FilePath]) throws -> Set<String> {
    var found: Set<String> = []
    for place in places where access(place.string, F_OK) == 0 {
      found.formUnion(try describe(place, [.permissions, .times]))
    }
    let owner = " \(geteuid()):\(getegid())"
    let wanted = whole.filter { $0.contains(" file ") || $0.contains(" symbolicLink ") }
      .map { $0.replacingOccurrences(of: owner, with: "") }
    return Set(wanted).subtracting(found)
  }

  /// Makes a tree of one directory in another, deeper than a path can be.
  static func makeDeep(_ root: FilePath, _ depth: Int) throws {
    try AtomicFile.makeDirectory(root)
    var here = try OpenDirectory(root)
    let name = EntryName("d")
    for level in 0..<depth {
      guard mkdirat(here.descriptor, name.characters, 0o755) == 0,
        let next = here.directory(name)
      else { throw FileError.system(root, "make level \(level) below") }
      here = next
    }
    let file = openat(here.descriptor, "bottom", O_WRONLY | O_CREAT, 0o644)
    close(file)
  }

  static func depth(_ root: FilePath) throws -> Int {
    var here = try OpenDirectory(root)
    var depth = 0
    while let next = here.directory(EntryName("d")) {
      here = next
      depth += 1
    }
    return here.status(EntryName("bottom")) == nil ? -1 : depth
  }
}

extension AtomicFile {
  static func makeDirectory(_ path: FilePath) throws {
    guard mkdir(path.string8, 0o755) == 0 || errno == EEXIST else {
      throw FileError.system(path, "make the directory")
    }
  }
}

extension FilePath {
  /// The bytes of the path, for calls of C.
  var string8: [CChar] { DuplicateSearch.bytes(self).map { CChar(bitPattern: $0) } + [0] }
}
