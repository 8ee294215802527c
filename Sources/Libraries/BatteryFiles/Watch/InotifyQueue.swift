#if os(Linux)
import Glibc
import SystemPackage

/// The system's queue of what happens in directories: inotify(7).
final class InotifyQueue {
  /// One thing that happened.
  struct Event {
    var watch: Int32
    var mask: UInt32
    var cookie: UInt32
    var name: EntryName?

    func has(_ flag: UInt32) -> Bool { mask & flag != 0 }
  }

  static let modified: UInt32 = 0x2
  static let attributes: UInt32 = 0x4
  static let closedAfterWriting: UInt32 = 0x8
  static let movedFrom: UInt32 = 0x40
  static let movedTo: UInt32 = 0x80
  static let created: UInt32 = 0x100
  static let deleted: UInt32 = 0x200
  static let selfDeleted: UInt32 = 0x400
  static let unmounted: UInt32 = 0x2000
  static let overflowed: UInt32 = 0x4000
  static let ignored: UInt32 = 0x8000
  private static let onlyDirectories: UInt32 = 0x0100_0000
  private static let notUnlinked: UInt32 = 0x0400_0000

  let descriptor: Int32
  private let buffer: UnsafeMutableRawBufferPointer

  init(_ path: FilePath) throws(FileError) {
    descriptor = inotify_init1(O_NONBLOCK | O_CLOEXEC)
    buffer = .allocate(byteCount: 1 << 16, alignment: 8)
    guard descriptor >= 0 else {
      throw FileError.system(
        path,
        "watch",
        remedy: "Raise fs.inotify.max_user_instances, or watch by polling."
      )
    }
  }

  deinit {
    buffer.deallocate()
  }

  /// Watches an open directory.
  func add(_ directory: OpenDirectory, _ path: FilePath) throws(FileError) -> Int32 {
    let mask =
      Self.modified | Self.attributes | Self.closedAfterWriting | Self.movedFrom | Self.movedTo
      | Self.created | Self.deleted | Self.selfDeleted | Self.onlyDirectories | Self.notUnlinked
    // By its descriptor, so that it is this directory, however long its path is.
    let number = inotify_add_watch(descriptor, "/proc/self/fd/\(directory.descriptor)", mask)
    guard number >= 0 else {
      let isFull = errno == ENOSPC
      throw FileError(
        path: path,
        operation: "watch",
        cause: isFull ? nil : Errno(rawValue: errno),
        remedy: isFull
          ? "The limit of watches is reached. Raise it (sysctl fs.inotify.max_user_watches=1048576),"
            + " or watch by polling." : nil
      )
    }
    return number
  }

  /// Watches the directory above an open one, where the end of the open one is told of.
  func addParent(of directory: OpenDirectory) -> Int32 {
    let mask = Self.deleted | Self.movedFrom | Self.onlyDirectories
    return inotify_add_watch(descriptor, "/proc/self/fd/\(directory.descriptor)/..", mask)
  }

  func remove(_ watch: Int32) {
    inotify_rm_watch(descriptor, watch)
  }

  /// Reads some of the events that are there; empty when there are none.
  func read() -> [Event] {
    let count = systemRead(descriptor, buffer.baseAddress, buffer.count)
    guard count > 0 else { return [] }
    var events: [Event] = []
    var place = 0
    while place + 16 <= count, let base = buffer.baseAddress {
      let length = Int(buffer.loadUnaligned(fromByteOffset: place + 12, as: UInt32.self))
      var name: EntryName?
      if length > 0 {
        name = EntryName((base + place + 16).assumingMemoryBound(to: CChar.self))
      }
      events.append(
        Event(
          watch: buffer.loadUnaligned(fromByteOffset: place, as: Int32.self),
          mask: buffer.loadUnaligned(fromByteOffset: place + 4, as: UInt32.self),
          cookie: buffer.loadUnaligned(fromByteOffset: place + 8, as: UInt32.self),
          name: name
        )
      )
      place += 16 + length
    }
    return events
  }
}

/// The system's `read`, whose name the methods of a type hide.
private func systemRead(_ file: Int32, _ start: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, start, count)
}
#endif
