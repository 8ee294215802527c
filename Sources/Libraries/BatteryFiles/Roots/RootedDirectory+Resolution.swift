import CTransferCalls
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension RootedDirectory {
  /// The names of a path from outside; empty for the directory itself.
  func names(_ path: FilePath, _ operation: String) throws(FileError) -> [EntryName] {
    guard !path.isAbsolute else { throw escape(path, operation, "It is absolute.") }
    // Each step of a plan comes through here: the bytes are gone through once, without a component.
    let names = path.withPlatformString { start -> [EntryName]? in
      var names: [EntryName] = []
      var next = start
      while next.pointee != 0 {
        var end = next
        while end.pointee != 0, end.pointee != Self.slash { end += 1 }
        let name = UnsafeBufferPointer(start: next, count: end - next)
        next = end.pointee == 0 ? end : end + 1
        if name.isEmpty || name.elementsEqual(CollectionOfOne(Self.dot)) { continue }
        if name.count == 2, name[0] == Self.dot, name[1] == Self.dot { return nil }
        names.append(EntryName(name))
      }
      return names
    }
    guard let names else { throw escape(path, operation, "It has a name `..` in it.") }
    return names
  }

  private static let dot = CChar(0x2E)
  private static let slash = CChar(0x2F)

  /// The directory that holds the last name of a path, and that name.
  func place(
    _ path: FilePath,
    _ operation: String
  ) throws(FileError) -> (parent: OpenDirectory, name: EntryName) {
    let names = try names(path, operation)
    guard let last = names.last else {
      throw FileError(path: self.path, operation: operation, cause: .isDirectory)
    }
    return (try walk(names.dropLast(), path, operation), last)
  }

  /// Opens the directory at the end of some names.
  func walk(
    _ names: some Collection<EntryName>,
    _ path: FilePath,
    _ operation: String
  ) throws(FileError) -> OpenDirectory {
    guard !names.isEmpty else { return directory }
    let flags = OpenDirectory.flags
    return OpenDirectory(adopting: try resolve(Array(names), flags, 0, path, operation))
  }

  /// Opens what is at a path.
  func openNode(
    _ path: FilePath,
    _ flags: Int32,
    _ mode: CInterop.Mode,
    _ operation: String
  ) throws(FileError) -> Int32 {
    let names = try names(path, operation)
    if names.isEmpty {
      let number = openat(directory.descriptor, ".", flags, mode)
      guard number >= 0 else { throw error(path, operation) }
      return number
    }
    return try resolve(names, flags, mode, path, operation)
  }

  func error(_ path: FilePath, _ operation: String) -> FileError {
    switch errno {
    case EXDEV: escape(path, operation, "It leads out of the directory.")
    case ELOOP:
      FileError.system(
        self.path.pushing(path),
        operation,
        remedy: "There is a link on the way. Give a path without."
      )
    default: FileError.system(self.path.pushing(path), operation)
    }
  }

  private func escape(_ path: FilePath, _ operation: String, _ why: String) -> FileError {
    FileError(
      path: path,
      operation: operation,
      cause: nil,
      remedy: "\(why) Give a path beneath \(self.path)."
    )
  }

  // MARK: - The way down

  private func resolve(
    _ names: [EntryName],
    _ flags: Int32,
    _ mode: CInterop.Mode,
    _ path: FilePath,
    _ operation: String
  ) throws(FileError) -> Int32 {
    if resolution == .system, let number = resolveBySystem(names, flags, mode) {
      guard number >= 0 else { throw error(path, operation) }
      return number
    }
    let number = resolveByNames(names, flags, mode)
    guard number >= 0 else { throw error(path, operation) }
    return number
  }

  /// Lets the system look a path up; `nil` when it cannot.
  private func resolveBySystem(
    _ names: [EntryName],
    _ flags: Int32,
    _ mode: CInterop.Mode
  ) -> Int32? {
    let joined = Self.joined(names)
    guard joined.count < 4_096 else { return nil }
    let allowsLinks: Int32 = links == .followedBeneath ? 1 : 0
    // The system gives up on `..` in a link when something is renamed meanwhile.
    for _ in 0..<64 {
      let number = transfer_open_beneath(
        directory.descriptor,
        joined,
        flags,
        UInt32(mode),
        allowsLinks
      )
      if number >= 0 || errno != EAGAIN && errno != EINTR {
        return number < 0 && (errno == ENOSYS || errno == E2BIG || errno == EPERM) ? nil : number
      }
    }
    return nil
  }

  private static func joined(_ names: [EntryName]) -> [CChar] {
    if names.count == 1 { return names[0].characters }
    var joined: [CChar] = []
    joined.reserveCapacity(names.reduce(0) { $0 + $1.characters.count })
    for name in names {
      joined += name.characters
      joined[joined.count - 1] = slash
    }
    joined[joined.count - 1] = 0
    return joined
  }

  /// Goes down one name at a time; a negative number with `errno` when that fails.
  private func resolveByNames(
    _ names: [EntryName],
    _ flags: Int32,
    _ mode: CInterop.Mode
  ) -> Int32 {
    // A link's text takes the place of its name; what is above is kept for its `..`.
    var above: [OpenDirectory] = [directory]
    var pending = Array(names.reversed())
    var followed = 0
    while let name = pending.popLast(), let here = above.last {
      if name.characters == [0x2E, 0x2E, 0] {
        guard above.count > 1 else {
          errno = EXDEV
          return -1
        }
        above.removeLast()
        if pending.isEmpty { return openat(above[above.count - 1].descriptor, ".", flags, mode) }
        continue
      }
      let isLast = pending.isEmpty
      let wanted = isLast ? flags : OpenDirectory.flags
      let number = openat(here.descriptor, name.characters, wanted | O_NOFOLLOW, mode)
      if number >= 0 {
        if isLast { return number }
        above.append(OpenDirectory(adopting: number))
        if links == .refused { above.removeFirst(above.count - 1) }
        continue
      }
      // Of a link the system says "too many links", or "no directory" where one was wanted.
      let cause = errno
      guard cause == ELOOP || cause == ENOTDIR, here.status(name)?.isLink == true else {
        errno = cause
        return -1
      }
      guard links == .followedBeneath, flags & (O_EXCL | O_NOFOLLOW) == 0 || !isLast,
        followed < 40, let text = here.destination(name)
      else {
        errno = ELOOP
        return -1
      }
      followed += 1
      guard let parts = Self.parts(ofLink: text) else {
        errno = EXDEV
        return -1
      }
      if parts.isEmpty, isLast { return openat(here.descriptor, ".", flags, mode) }
      pending += parts.reversed()
    }
    errno = ENOENT
    return -1
  }

  /// The names in a link's text; `nil` when it is absolute.
  private static func parts(ofLink text: [CChar]) -> [EntryName]? {
    guard text.first != 0x2F else { return nil }
    return text.split(separator: 0x2F).filter { $0 != [0x2E] }.map {
      EntryName(characters: Array($0) + [0])
    }
  }
}

extension OpenDirectory {
  /// The text of a link, without a zero at its end; `nil` with `errno` when it is none.
  func destination(_ name: EntryName) -> [CChar]? {
    var capacity = 256
    while true {
      var text = [CChar](repeating: 0, count: capacity)
      let count = readlinkat(descriptor, name.characters, &text, capacity)
      guard count >= 0 else { return nil }
      if count < capacity { return Array(text.prefix(count)) }
      capacity *= 2
    }
  }
}
