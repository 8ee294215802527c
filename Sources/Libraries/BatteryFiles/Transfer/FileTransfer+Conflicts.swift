import CTransferCalls
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension FileTransfer {
  enum Decision {
    case take
    case leave
    case refuse
  }

  /// What becomes of a source whose target is there.
  func decide(_ source: NodeStatus, _ target: NodeStatus) -> Decision {
    switch conflict {
    case .fail: .refuse
    case .skip: .leave
    case .rename, .overwrite, .discard: .take
    case .newer:
      if source.isDirectory || target.isDirectory {
        .refuse
      } else {
        source.modified > target.modified ? .take : .leave
      }
    }
  }

  /// Gives what is complete its final name, as the policy says.
  ///
  /// - Returns: The name that it got.
  func publish(
    _ made: EntryName,
    as name: EntryName,
    from origin: OpenDirectory? = nil,
    in directory: OpenDirectory,
    path: FilePath
  ) throws(FileError) -> EntryName {
    let origin = origin ?? directory
    if origin.renameNew(made, to: directory, name) { return name }
    guard errno == EEXIST || errno == ENOTEMPTY else { throw FileError.system(path, "rename") }
    switch conflict {
    case .fail, .skip:
      errno = EEXIST
      throw FileError.system(path, "rename")
    case .rename:
      return try publishNumbered(made, name, origin, directory, path)
    case .newer, .overwrite:
      guard
        renameat(origin.descriptor, made.characters, directory.descriptor, name.characters) == 0
      else { throw FileError.system(path, "replace") }
      return name
    case .discard:
      guard let discard else {
        throw FileError(
          path: path,
          operation: "put away",
          cause: nil,
          remedy: "Say where to, by the transfer's `discard`."
        )
      }
      do {
        try discard(path)
      } catch let error as FileError {
        throw error
      } catch {
        throw FileError(path: path, operation: "put away", cause: nil, remedy: "\(error)")
      }
      guard origin.renameNew(made, to: directory, name) else {
        throw FileError.system(path, "rename")
      }
      return name
    }
  }

  private func publishNumbered(
    _ made: EntryName,
    _ name: EntryName,
    _ origin: OpenDirectory,
    _ directory: OpenDirectory,
    _ path: FilePath
  ) throws(FileError) -> EntryName {
    for number in 2..<100_000 {
      let candidate = name.numbered(number)
      if origin.renameNew(made, to: directory, candidate) { return candidate }
      guard errno == EEXIST || errno == ENOTEMPTY else { break }
    }
    throw FileError.system(path, "find a free name for")
  }
}

extension EntryName {
  /// The name with a number before its last suffix: `report (2).pdf`.
  func numbered(_ number: Int) -> EntryName {
    let all = Array(characters.dropLast())
    let dot = all.lastIndex(of: 0x2E).flatMap { $0 > 0 ? $0 : nil } ?? all.count
    let suffix = all[dot...].prefix(64)
    let middle = " (\(number))".utf8.map { CChar(bitPattern: $0) }
    // 255 bytes are the longest name.
    let stem = all[..<dot].prefix(255 - suffix.count - middle.count)
    return EntryName(characters: stem + middle + suffix + [0])
  }
}
