import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Paths, and the tops of the file systems that are mounted.
extension Trash {
  /// The path without links in it.
  static func realPath(_ path: FilePath) throws(FileError) -> FilePath {
    let place = path.isEmpty ? FilePath(".") : path
    guard let real = place.withPlatformString({ realpath($0, nil) }) else {
      throw FileError.system(path, "look at")
    }
    defer { free(real) }
    return FilePath(platformString: real)
  }

  /// The highest directory above one that is on the same file system.
  static func top(
    of folder: FilePath,
    device: UInt64
  ) throws(FileError) -> FilePath {
    var top = folder
    while !top.components.isEmpty {
      let above = top.removingLastComponent()
      guard let directory = try? OpenDirectory(above),
        NodeStatus(directory.descriptor)?.identity.device == device
      else { return top }
      top = above
    }
    return top
  }

  static func makeDirectories(
    _ path: FilePath,
    permissions: CModeT = 0o777
  ) throws(FileError) {
    var here = FilePath(root: path.root, [])
    for component in path.components {
      here.append(component)
      let result = here.withPlatformString { mkdir($0, permissions) }
      guard result == 0 || errno == EEXIST || errno == EISDIR || errno == EROFS || errno == EACCES
      else { throw FileError.system(here, "make the directory") }
    }
  }

  static func numbered(_ component: FilePath.Component, _ number: Int) -> EntryName {
    let bytes = EntryName(component).characters.dropLast()
    let dot = bytes.lastIndex(of: 0x2E).flatMap { $0 > 0 ? $0 : nil } ?? bytes.endIndex
    let mark = "_\(number)".utf8.map { CChar(bitPattern: $0) }
    return EntryName(characters: Array(bytes[..<dot]) + mark + Array(bytes[dot...]) + [0])
  }

  /// The tops of the file systems that are mounted.
  static func mounted() -> [FilePath] {
    #if os(Linux)
    guard let file = fopen("/proc/self/mounts", "re") else { return [] }
    defer { fclose(file) }
    var found: [FilePath] = []
    let kernel: Set<String> = [
      "proc", "sysfs", "cgroup", "cgroup2", "devpts", "mqueue", "debugfs", "tracefs", "securityfs",
      "pstore", "bpf", "autofs", "devtmpfs", "hugetlbfs", "configfs", "fusectl", "binfmt_misc",
    ]
    var line = [CChar](repeating: 0, count: 16_384)
    while fgets(&line, Int32(line.count), file) != nil {
      let fields = line.prefix { $0 != 0 && $0 != 0x0A }.split(separator: 0x20)
      guard fields.count > 2 else { continue }
      let type = String(decoding: fields[2].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard !kernel.contains(type) else { continue }
      found.append(FilePath(archiveBytes: unescaped(fields[1].map { UInt8(bitPattern: $0) })))
    }
    return found
    #else
    return []
    #endif
  }

  /// Three octal digits after a backslash are a byte in `/proc/self/mounts`.
  private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let digits = bytes[(index + 1)...].prefix(3)
      if bytes[index] == 0x5C, digits.count == 3, digits.allSatisfy({ $0 >= 0x30 && $0 < 0x38 }) {
        result.append(digits.reduce(0) { $0 << 3 | $1 - 0x30 })
        index += 4
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }
}
