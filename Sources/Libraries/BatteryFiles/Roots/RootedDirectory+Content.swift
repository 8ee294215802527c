public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension RootedDirectory {
  /// Something in a directory.
  public struct Item: Hashable, Sendable {
    /// The name.
    public var name: FilePath.Component

    /// The sort.
    public var kind: FileAttributes.Kind
  }

  /// Lists a directory, in the order of the bytes of the names.
  ///
  /// - Throws: ``FileError`` when it is none, or the path leads out.
  public func list(_ path: FilePath = FilePath()) throws(FileError) -> [Item] {
    let found = try walk(try names(path, "list"), path, "list")
    guard let listing = NameListing(found) else { throw error(path, "list") }
    let sorted = listing.items.sorted {
      $0.name.bytes.lexicographicallyPrecedes($1.name.bytes)
    }
    var items: [Item] = []
    for item in sorted {
      guard let name = item.name.component else { continue }
      if let kind = item.kind {
        items.append(Item(name: name, kind: kind))
      } else if let status = found.status(item.name) {
        items.append(Item(name: name, kind: status.kind))
      } else if errno != ENOENT {
        throw error(path.appending(name), "look at")
      }
    }
    return items
  }

  /// Reads a whole file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: The most bytes to take; a longer file is refused.
  /// - Returns: Its bytes.
  /// - Throws: ``FileError`` when it cannot be read, is too long, or the path leads out.
  public func read(_ path: FilePath, limit: Int = .max) throws(FileError) -> [UInt8] {
    let number = try openNode(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0, "read")
    defer { close(number) }
    guard let status = NodeStatus(number) else { throw error(path, "read") }
    guard status.isFile else {
      throw FileError(
        path: self.path.pushing(path),
        operation: "read",
        cause: nil,
        remedy: "It is no ordinary file."
      )
    }
    var bytes: [UInt8] = []
    var room = min(max(Int(status.size) + 1, 512), limit < .max ? limit + 1 : .max)
    while true {
      let start = bytes.count
      bytes += repeatElement(0, count: room)
      let count = bytes.withUnsafeMutableBytes { buffer in
        buffer.baseAddress.map { Self.readAll(number, $0 + start, room) } ?? -1
      }
      guard count >= 0 else { throw error(path, "read") }
      bytes.removeLast(room - count)
      if bytes.count > limit {
        throw FileError(
          path: self.path.pushing(path),
          operation: "read",
          cause: nil,
          remedy: "It has more than \(limit) bytes."
        )
      }
      if count < room { return bytes }
      room = limit < .max ? limit + 1 - bytes.count : 1 << 20
    }
  }

  /// Writes a whole file beside its target, brings it to the disk and renames it.
  ///
  /// A link at the path is replaced, not followed. The mode of an existing file is kept.
  ///
  /// - Throws: ``FileError``; the target is as it was then, and nothing is left beside it.
  public func write(
    _ bytes: some Sequence<UInt8>,
    to path: FilePath,
    permissions: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]
  ) throws(FileError) {
    let (parent, name) = try place(path, "replace")
    let writer = try AtomicFileWriter(
      parent,
      name,
      path: self.path.pushing(path),
      permissions: permissions,
      keeping: .mode
    )
    try writer.write(bytes)
    try writer.commit()
  }

  private static func readAll(
    _ descriptor: Int32,
    _ start: UnsafeMutableRawPointer,
    _ room: Int
  ) -> Int {
    var done = 0
    while done < room {
      let count = systemRead(descriptor, start + done, room - done)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return -1 }
      if count == 0 { break }
      done += count
    }
    return done
  }
}

/// The system's `read`, whose name the methods of a type hide.
private func systemRead(_ file: Int32, _ start: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(file, start, count)
}

extension NameListing.Item {
  /// The sort, when the directory says it.
  var kind: FileAttributes.Kind? {
    let kind = FileAttributes.Kind(mode: mode_t(type) << 12)
    return kind == .unknown ? nil : kind
  }
}
