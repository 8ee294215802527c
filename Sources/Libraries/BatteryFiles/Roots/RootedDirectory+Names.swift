public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension RootedDirectory {
  /// Makes a directory in one that is there.
  ///
  /// - Throws: ``FileError`` when something is there already, or the path leads out.
  public func makeDirectory(
    _ path: FilePath,
    permissions: FilePermissions = .ownerAndReaders
  ) throws(FileError) {
    let (parent, name) = try place(path, "make the directory")
    guard mkdirat(parent.descriptor, name.characters, permissions.rawValue) == 0 else {
      throw error(path, "make the directory")
    }
  }

  /// Makes a directory and those above it that are missing; one that is there is left alone.
  ///
  /// - Throws: ``FileError`` when something else has one of the names, or the path leads out.
  public func makeDirectories(
    _ path: FilePath,
    permissions: FilePermissions = .ownerAndReaders
  ) throws(FileError) {
    let operation = "make the directories"
    let names = try names(path, operation)
    var here = directory
    for (index, name) in names.enumerated() {
      let isMade = mkdirat(here.descriptor, name.characters, permissions.rawValue) == 0
      guard isMade || errno == EEXIST else { throw error(path, operation) }
      if let next = here.directory(name) {
        here = next
      } else if links == .followedBeneath, errno == ELOOP || errno == ENOTDIR {
        here = try walk(names[...index], path, operation)
      } else {
        throw error(path, operation)
      }
    }
  }

  /// Removes a file or a link.
  ///
  /// - Throws: ``FileError`` when it is not there, is a directory, or the path leads out.
  public func removeFile(_ path: FilePath) throws(FileError) {
    let (parent, name) = try place(path, "remove")
    guard unlinkat(parent.descriptor, name.characters, 0) == 0 else {
      throw error(path, "remove")
    }
  }

  /// Removes an empty directory.
  ///
  /// - Throws: ``FileError`` when it is not empty, or none, or the path leads out.
  public func removeDirectory(_ path: FilePath) throws(FileError) {
    let (parent, name) = try place(path, "remove the directory")
    guard unlinkat(parent.descriptor, name.characters, AT_REMOVEDIR) == 0 else {
      throw error(path, "remove the directory")
    }
  }

  /// Renames, or moves within the root.
  ///
  /// - Parameters:
  ///   - path: What is there; a link is moved itself.
  ///   - target: The new path, whose directory must be there.
  ///   - isReplacing: Whether a file that has the new name already makes way.
  /// - Throws: ``FileError`` when the new name is taken, or a path leads out.
  public func rename(
    _ path: FilePath,
    to target: FilePath,
    replacing isReplacing: Bool = false
  ) throws(FileError) {
    let (from, old) = try place(path, "rename")
    let (to, new) = try place(target, "rename")
    let isDone =
      isReplacing
      ? renameat(from.descriptor, old.characters, to.descriptor, new.characters) == 0
      : from.renameNew(old, to: to, new)
    if !isDone { throw error(errno == EEXIST ? target : path, "rename") }
  }

  /// Gives a file a second name.
  ///
  /// - Throws: ``FileError`` when the new name is taken, or a path leads out.
  public func link(_ path: FilePath, to target: FilePath) throws(FileError) {
    let (from, old) = try place(path, "link")
    let (to, new) = try place(target, "link")
    guard linkat(from.descriptor, old.characters, to.descriptor, new.characters, 0) == 0 else {
      throw error(errno == EEXIST ? target : path, "link")
    }
  }

  /// Makes a symbolic link, whose text may say anything: it is the reader who is careful.
  ///
  /// - Throws: ``FileError`` when the name is taken, or the path leads out.
  public func makeSymbolicLink(
    _ path: FilePath,
    to destination: FilePath
  ) throws(FileError) {
    let (parent, name) = try place(path, "make the link")
    let result = destination.withPlatformString {
      symlinkat($0, parent.descriptor, name.characters)
    }
    guard result == 0 else { throw error(path, "make the link") }
  }

  /// The text of a symbolic link.
  ///
  /// - Throws: ``FileError`` when it is none, or the path leads out.
  public func destination(ofSymbolicLink path: FilePath) throws(FileError) -> FilePath {
    let (parent, name) = try place(path, "read the link")
    guard let text = parent.destination(name) else { throw error(path, "read the link") }
    return (text + [0]).withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { FilePath(platformString: $0) } ?? FilePath()
    }
  }

  /// Changes the mode of a file or directory, never of what a link leads to.
  ///
  /// - Throws: ``FileError`` when it is a link, is not there, or the path leads out.
  public func setPermissions(
    _ permissions: FilePermissions,
    of path: FilePath
  ) throws(FileError) {
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let number = try openNode(path, flags, 0, "change the mode")
    defer { close(number) }
    guard fchmod(number, permissions.rawValue) == 0 else {
      throw error(path, "change the mode")
    }
  }
}

extension FilePermissions {
  /// The owner may do everything, others read and enter.
  public static var ownerAndReaders: FilePermissions {
    [.ownerReadWriteExecute, .groupReadExecute, .otherReadExecute]
  }
}
