import CTransferCalls
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The entries of an open directory, all read at once, so that nothing that is made in it
/// meanwhile comes up.
struct NameListing {
  /// One entry, with its sort where the file system says it in the directory.
  struct Item {
    var name: EntryName
    var type: UInt8
  }

  private(set) var items: [Item] = []

  /// Reads a directory; `nil` with `errno` when that fails.
  init?(_ directory: OpenDirectory) {
    guard lseek(directory.descriptor, 0, SEEK_SET) >= 0 else { return nil }
    #if os(Linux)
    guard readEntries(directory.descriptor) else { return nil }
    #else
    guard readStream(directory.descriptor) else { return nil }
    #endif
  }

  #if os(Linux)
  private mutating func readEntries(_ descriptor: Int32) -> Bool {
    let capacity = 32_768
    return withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 8) { buffer in
      while true {
        let count = transfer_read_entries(descriptor, buffer.baseAddress, capacity)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { return false }
        if count == 0 { return true }
        // Inode and offset in 8 bytes each, the entry's length in 2, its sort in 1, its name.
        var start = 0
        while start < count, let base = buffer.baseAddress {
          let length = Int(buffer.loadUnaligned(fromByteOffset: start + 16, as: UInt16.self))
          let type = buffer[start + 18]
          let name = (base + start + 19).assumingMemoryBound(to: CChar.self)
          if !Self.isDot(name) { items.append(Item(name: EntryName(name), type: type)) }
          start += length
        }
      }
    }
  }
  #else
  private mutating func readStream(_ descriptor: Int32) -> Bool {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0, let stream = fdopendir(copy) else {
      if copy >= 0 { close(copy) }
      return false
    }
    defer { closedir(stream) }
    while true {
      errno = 0
      guard let item = readdir(stream) else { return errno == 0 }
      let type = item.pointee.d_type
      withUnsafePointer(to: &item.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 1024) { name in
          if !Self.isDot(name) { items.append(Item(name: EntryName(name), type: type)) }
        }
      }
    }
  }
  #endif

  private static func isDot(_ name: UnsafePointer<CChar>) -> Bool {
    name[0] == 0x2E && (name[1] == 0 || name[1] == 0x2E && name[2] == 0)
  }
}
