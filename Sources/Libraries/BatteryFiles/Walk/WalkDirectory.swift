import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// An open directory, closed when the last holder lets go of it.
final class DirectoryHandle: Sendable {
  let descriptor: FileDescriptor

  init(_ descriptor: FileDescriptor) {
    self.descriptor = descriptor
  }

  deinit {
    try? descriptor.close()
  }
}

/// A directory that a walk has entered, with those below it that it has yet to enter.
///
/// What changes after the directory was listed is guarded by the lock of the ``WalkQueue``.
final class WalkDirectory: @unchecked Sendable {
  private(set) var parent: WalkDirectory?
  /// With a zero byte at the end; empty for the root.
  let name: [CChar]
  let depth: Int
  let device: UInt64
  let inode: UInt64
  /// Whether the name is of a link that leads to the directory.
  let isFollowed: Bool
  /// The rules that hold for what is in the directory.
  var rules: IgnoreChain?

  /// Open as long as the directories below are entered soon.
  var handle: DirectoryHandle?
  /// Names of directories to enter, each with a byte before it that is 1 for a link to a directory,
  /// and a zero byte behind it.
  var pending: [CChar] = []
  var position = 0

  init(
    parent: WalkDirectory?,
    name: [CChar],
    handle: DirectoryHandle,
    status: FileStatus,
    isFollowed: Bool
  ) {
    self.parent = parent
    self.name = name
    self.handle = handle
    self.isFollowed = isFollowed
    depth = parent.map { $0.depth + 1 } ?? 0
    device = status.device
    inode = status.inode
  }

  deinit {
    // A chain of 10,000 directories would otherwise be released by as many nested calls.
    var next = parent
    parent = nil
    while isKnownUniquelyReferenced(&next) { next = next?.takeParent() }
  }

  private func takeParent() -> WalkDirectory? {
    defer { parent = nil }
    return parent
  }

  var hasPending: Bool { position < pending.count }

  func push(_ name: UnsafeBufferPointer<UInt8>, isFollowed: Bool) {
    pending.append(isFollowed ? 1 : 0)
    for byte in name { pending.append(CChar(bitPattern: byte)) }
    pending.append(0)
  }

  func takePending() -> (name: [CChar], isFollowed: Bool) {
    let start = position + 1
    var end = start
    while pending[end] != 0 { end += 1 }
    defer {
      position = end + 1
      if !hasPending { pending = [] }
    }
    return (Array(pending[start...end]), pending[position] == 1)
  }

  /// The bytes of the path from the root of the walk, without a zero byte.
  var pathBytes: [UInt8] {
    var chain: [WalkDirectory] = []
    var next: WalkDirectory? = self
    while let directory = next, directory.parent != nil {
      chain.append(directory)
      next = directory.parent
    }
    var bytes: [UInt8] = []
    for directory in chain.reversed() {
      if !bytes.isEmpty { bytes.append(0x2F) }
      for byte in directory.name.dropLast() { bytes.append(UInt8(bitPattern: byte)) }
    }
    return bytes
  }

  var path: FilePath { FilePath(bytes: pathBytes) }

  /// Whether one of the directories from here up to the root is a certain one.
  func isInside(device: UInt64, inode: UInt64) -> Bool {
    var next: WalkDirectory? = self
    while let directory = next {
      if directory.inode == inode, directory.device == device { return true }
      next = directory.parent
    }
    return false
  }
}
