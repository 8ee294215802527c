import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What the kernel says about the processes of the machine, read from `/proc`.
///
/// Where there is no `/proc` the table is empty, and only process groups can be ended.
enum ProcessTable {
  /// One row of the table.
  struct Entry: Sendable {
    var identity: ProcessIdentity
    var parent: Int32
    var group: Int32
    var session: Int32
    var isZombie: Bool
  }

  /// Returns all processes that this user may look at.
  static func entries() -> [Entry] {
    guard let directory = opendir("/proc") else { return [] }
    defer { closedir(directory) }
    var found: [Entry] = []
    while let item = readdir(directory) {
      let pid = withUnsafePointer(to: &item.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: 256) { strtol($0, nil, 10) }
      }
      if pid > 0, let entry = entry(of: Int32(pid)) { found.append(entry) }
    }
    return found
  }

  /// Returns one process, or `nil` when there is none of this number.
  static func entry(of pid: Int32) -> Entry? {
    // The name of the program stands in parentheses and may hold any byte, parentheses too.
    guard let bytes = contents(of: "/proc/\(pid)/stat"), let name = bytes.lastIndex(of: 0x29) else {
      return nil
    }
    let fields = bytes[(name + 1)...].split(separator: 0x20)
    guard fields.count > 19,
      let parent = Int32(text(fields[1])),
      let group = Int32(text(fields[2])),
      let session = Int32(text(fields[3])),
      let start = UInt64(text(fields[19]))
    else { return nil }
    let state = fields[0].first
    return Entry(
      identity: ProcessIdentity(pid: pid, startTime: start),
      parent: parent,
      group: group,
      session: session,
      isZombie: state == UInt8(ascii: "Z") || state == UInt8(ascii: "X")
    )
  }

  /// Whether a process was started with exactly this `NAME=value` in its environment, or with one
  /// that begins so when it ends in a slash.
  static func environment(of pid: Int32, contains variable: [UInt8]) -> Bool {
    guard let bytes = contents(of: "/proc/\(pid)/environ") else { return false }
    let isPrefix = variable.last == UInt8(ascii: "/")
    return bytes.split(separator: 0).contains {
      isPrefix ? $0.starts(with: variable) : $0.elementsEqual(variable)
    }
  }

  private static func contents(of path: String) -> [UInt8]? {
    guard let file = try? FileDescriptor.open(FilePath(path), .readOnly) else { return nil }
    defer { try? file.close() }
    var bytes: [UInt8] = []
    var size = 4096
    while true {
      var count = 0
      do {
        let chunk = try [UInt8](unsafeUninitializedCapacity: size) { buffer, length in
          length = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
          count = length
        }
        bytes += chunk
      } catch {
        return nil
      }
      if count < size, count == 0 || size == 4096 && bytes.count < 4096 { return bytes }
      size = 64 << 10
    }
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
