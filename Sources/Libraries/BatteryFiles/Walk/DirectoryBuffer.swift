import CFileCalls

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The entries of a directory as the system gives them, and an index of those that are wanted.
///
/// A worker of a walk fills one again and again; one that somebody still holds is left to them.
final class DirectoryBuffer: @unchecked Sendable {
  /// Where a name is among the bytes, and what is known of its entry.
  struct Item {
    var start: UInt32
    var length: UInt16
    var kind: FileEntry.Kind
    var isFollowed = false
    /// Where its status is among the statuses, if it was asked for.
    var status: Int32 = -1
  }

  /// Where the parts of a record are: an inode, an offset, a length, a type and a name.
  private enum Record {
    static let length = 16
    static let type = 18
    static let name = 19
  }

  /// The room that a read is given; larger ones were not faster.
  static let chunk = 1 << 16

  private(set) var bytes: UnsafeMutableRawPointer
  private var capacity: Int
  private(set) var count = 0
  var items: [Item] = []
  /// Those of items that have one.
  var statuses: [FileStatus] = []

  init() {
    capacity = Self.chunk
    bytes = .allocate(byteCount: capacity, alignment: 8)
  }

  deinit {
    bytes.deallocate()
  }

  func clear() {
    count = 0
    items.removeAll(keepingCapacity: true)
    statuses.removeAll(keepingCapacity: true)
  }

  /// Adds what one call of the system gives; returns the new bytes, none at the end of the
  /// directory, and `nil` with `errno` when the call fails.
  func fill(from directory: Int32, _ state: inout UnsafeMutableRawPointer?) -> Range<Int>? {
    if capacity - count < Self.chunk {
      let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity * 2, alignment: 8)
      larger.copyMemory(from: bytes, byteCount: count)
      bytes.deallocate()
      bytes = larger
      capacity *= 2
    }
    var result = 0
    repeat {
      result = directory_read(directory, &state, bytes + count, capacity - count)
    } while result < 0 && errno == EINTR
    guard result >= 0 else { return nil }
    defer { count += result }
    return count..<(count + result)
  }

  /// Calls a closure with each name of some records, except for the directory itself and the one
  /// above it.
  @inline(__always)
  func forEachRecord(
    in range: Range<Int>,
    _ body: (_ item: Item, _ isKindKnown: Bool) throws -> Void
  ) rethrows {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let record = bytes + offset
      let name = (record + Record.name).assumingMemoryBound(to: CChar.self)
      let type = record.load(fromByteOffset: Record.type, as: UInt8.self)
      let start = offset + Record.name
      offset += Int(record.load(fromByteOffset: Record.length, as: UInt16.self))
      if name[0] == 0x2E, name[1] == 0 || name[1] == 0x2E && name[2] == 0 { continue }
      let kind = Self.kind(type)
      let item = Item(
        start: UInt32(start),
        length: UInt16(truncatingIfNeeded: strlen(name)),
        kind: kind ?? .other
      )
      try body(item, kind != nil)
    }
  }

  func name(_ item: Item) -> UnsafePointer<CChar> {
    UnsafePointer((bytes + Int(item.start)).assumingMemoryBound(to: CChar.self))
  }

  func nameBytes(_ item: Item) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(
      start: (bytes + Int(item.start)).assumingMemoryBound(to: UInt8.self),
      count: Int(item.length)
    )
  }

  func inode(_ item: Item) -> UInt64 {
    (bytes + (Int(item.start) - Record.name)).load(as: UInt64.self)
  }

  /// Lets go of what reading a directory needed.
  static func endFilling(_ state: inout UnsafeMutableRawPointer?) {
    directory_read_end(state)
    state = nil
  }

  /// Sorts items by the bytes of their names.
  func sort(_ items: inout [Item]) {
    items.sort { left, right in
      let shorter = Int(min(left.length, right.length))
      let order = memcmp(bytes + Int(left.start), bytes + Int(right.start), shorter)
      return order == 0 ? left.length < right.length : order < 0
    }
  }

  /// The sort of a `d_type`; `nil` where the file system does not say.
  private static func kind(_ type: UInt8) -> FileEntry.Kind? {
    switch type {
    case 0: nil
    case 4: .directory
    case 8: .file
    case 10: .symbolicLink
    default: .other
    }
  }
}
