public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The trash of desktops: the specification 1.0 of freedesktop.org.
///
/// What is on the file system of the home directory goes to the trash there; what is on another one
/// to a trash at its top, so that nothing is ever copied. Names and paths are bytes, and no two
/// programs that put something there at once take the same name.
public struct Trash: Sendable {
  /// What happens when something is where a thing is to be restored.
  public enum Conflict: Hashable, Sendable {
    /// An error.
    case fails
    /// The thing gets a name that nobody has: `name_2`.
    case renames
  }

  /// The trash of the home directory.
  public let home: FilePath

  let user: UInt32
  let topDirectories: @Sendable () -> [FilePath]

  /// Finds the trash of the user whose process this is.
  ///
  /// - Throws: ``FileError`` when the environment names no home directory.
  public init() throws(FileError) {
    let text = { (name: String) in getenv(name).map { FilePath(platformString: $0) } }
    if let data = text("XDG_DATA_HOME"), data.isAbsolute {
      self.init(home: data.appending("Trash"))
    } else if let home = text("HOME"), home.isAbsolute {
      self.init(home: home.appending(".local").appending("share").appending("Trash"))
    } else {
      throw FileError(
        path: "Trash",
        operation: "find",
        cause: nil,
        remedy: "Set HOME to the home directory."
      )
    }
  }

  /// Uses a trash at a place of its own.
  ///
  /// - Parameters:
  ///   - home: The directory of the trash, made when it is needed.
  ///   - topDirectories: The tops of file systems whose trash is listed; those that are mounted
  ///     unless given.
  public init(home: FilePath, topDirectories: (@Sendable () -> [FilePath])? = nil) {
    self.home = home
    user = geteuid()
    self.topDirectories = topDirectories ?? { Self.mounted() }
  }

  // MARK: - Putting things there

  /// Puts a file, a link or a directory into the trash.
  ///
  /// - Parameters:
  ///   - path: What is no longer wanted; a link is put there itself.
  ///   - time: When that is, in seconds since 1970; now unless given.
  /// - Returns: Where it is.
  /// - Throws: ``FileError`` when it is not there, is a mount point or a trash itself, or its file
  ///   system has no trash that is safe; it is where it was then.
  @discardableResult
  public func put(_ path: FilePath, time: Int64? = nil) throws(FileError) -> TrashedItem {
    let operation = "put into the trash"
    guard let component = path.lastComponent, component.kind == .regular else {
      throw FileError(path: path, operation: operation, cause: .invalidArgument)
    }
    let parent = try OpenDirectory(path.removingLastComponent())
    let name = EntryName(component)
    guard let status = parent.status(name), let above = NodeStatus(parent.descriptor) else {
      throw FileError.system(path, operation)
    }
    guard status.identity.device == above.identity.device else {
      throw FileError(
        path: path,
        operation: operation,
        cause: .resourceBusy,
        remedy: "A file system is mounted there. Unmount it first."
      )
    }
    let folder = try Self.realPath(path.removingLastComponent())
    let full = folder.appending(component)
    guard !home.starts(with: full) else {
      throw FileError(
        path: path,
        operation: operation,
        cause: nil,
        remedy: "The trash itself is in it. Empty the trash instead."
      )
    }
    let date = TrashInfo.date(time ?? Int64(systemTime()))
    if let trash = try homeTrash(making: true, device: status.identity.device) {
      return try trash.put(name, in: parent, original: full, date: date)
    }
    let top = try Self.top(of: folder, device: above.identity.device)
    let trash = try topTrash(top)
    var relative = full
    _ = relative.removePrefix(top)
    return try trash.put(name, in: parent, original: relative, date: date)
  }

  // MARK: - What is there

  /// What is in the trash, of the home directory and of the file systems that are mounted.
  ///
  /// - Throws: ``FileError`` when the trash of the home directory cannot be read.
  public func items() throws(FileError) -> [TrashedItem] {
    var items: [TrashedItem] = []
    for trash in try directories() { items += trash.items() }
    return items
  }

  /// Puts something back where it was, or elsewhere.
  ///
  /// Directories above that are gone are made.
  ///
  /// - Parameters:
  ///   - item: What to restore.
  ///   - target: Where to; where it was unless given. It has to be on the same file system.
  ///   - conflict: What happens when something is there.
  /// - Returns: Where it is.
  /// - Throws: ``FileError``; it is still in the trash then.
  @discardableResult
  public func restore(
    _ item: TrashedItem,
    to target: FilePath? = nil,
    conflict: Conflict = .fails
  ) throws(FileError) -> FilePath {
    let path = target ?? item.original
    let trash = try directory(of: item)
    guard let component = path.lastComponent, component.kind == .regular else {
      throw FileError(path: path, operation: "restore", cause: .invalidArgument)
    }
    let folder = path.removingLastComponent()
    try Self.makeDirectories(folder)
    let parent = try OpenDirectory(folder)
    let wanted = EntryName(component)
    for number in 1..<10_000 {
      let name = number == 1 ? wanted : Self.numbered(component, number)
      if trash.restore(item, to: name, in: parent) { return folder.appending(name) }
      let cause = Errno(rawValue: errno)
      guard cause == .fileExists, conflict == .renames else {
        throw FileError(
          path: path,
          operation: "restore",
          cause: cause,
          remedy: cause == .fileExists
            ? "Something is there again. Move it, or restore under another name." : nil
        )
      }
    }
    throw FileError(path: path, operation: "restore", cause: .fileExists)
  }

  /// Removes something from the trash for good.
  ///
  /// - Throws: ``FileError`` when it cannot be removed.
  public func remove(_ item: TrashedItem) throws {
    let trash = try directory(of: item)
    let name = EntryName(item.name)
    guard let status = trash.files.status(name) else {
      guard errno == ENOENT else { throw FileError.system(item.path, "remove") }
      trash.forget(item, wasDirectory: true)
      return
    }
    _ = try FileTransfer().remove(name, in: trash.files, path: item.path)
    trash.forget(item, wasDirectory: status.isDirectory)
  }

  /// Removes everything that was put into the trash before some time.
  ///
  /// - Parameter time: Seconds since 1970 by local time, as ``TrashedItem/deleted`` has them;
  ///   everything is removed when it is `nil`.
  /// - Returns: How many things were removed.
  /// - Throws: ``FileError`` when one of them cannot be removed.
  @discardableResult
  public func empty(before time: Int64? = nil) throws -> Int {
    var count = 0
    for item in try items() {
      if let time, item.deleted.map({ $0 < time }) != true { continue }
      try remove(item)
      count += 1
    }
    return count
  }
}

/// The system's clock, whose name the parameter of a method hides.
private func systemTime() -> time_t {
  time(nil)
}
