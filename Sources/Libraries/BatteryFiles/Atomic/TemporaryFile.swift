import CTransferCalls
public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A file that is gone when nobody holds it any more.
///
/// Only its owner can read it. It has a name only when that is asked for: one without a name is
/// gone after a crash as well.
public final class TemporaryFile: Sendable {
  /// The open file, which the object closes.
  public let descriptor: FileDescriptor

  /// Where it is; `nil` when it has no name.
  public let path: FilePath?

  private let directory: OpenDirectory
  private let name: EntryName?

  /// Makes an empty file.
  ///
  /// - Parameters:
  ///   - directory: Where; the system's directory for such files unless told otherwise.
  ///   - prefix: What its name begins with.
  ///   - suffix: What its name ends with.
  ///   - isNamed: Whether it has a name by which others can open it.
  /// - Throws: ``FileError`` when that fails.
  public init(
    in directory: FilePath = .temporaryDirectory,
    prefix: String = "tmp",
    suffix: String = "",
    named isNamed: Bool = false
  ) throws(FileError) {
    let folder = try OpenDirectory(directory)
    self.directory = folder
    if !isNamed {
      let number = transfer_open_unnamed(folder.descriptor, 0o600)
      if number >= 0 {
        descriptor = FileDescriptor(rawValue: number)
        path = nil
        name = nil
        return
      }
    }
    let (made, number) = try Self.make(folder, directory, prefix, suffix)
    descriptor = FileDescriptor(rawValue: number)
    if isNamed {
      name = made
      path = directory.appending(made)
    } else {
      unlinkat(folder.descriptor, made.characters, 0)
      name = nil
      path = nil
    }
  }

  deinit {
    if let name { unlinkat(directory.descriptor, name.characters, 0) }
    try? descriptor.close()
  }

  private static func make(
    _ folder: OpenDirectory,
    _ path: FilePath,
    _ prefix: String,
    _ suffix: String
  ) throws(FileError) -> (EntryName, Int32) {
    let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    for _ in 0..<100 {
      let name = try EntryName.random(prefix, suffix, path)
      let number = openat(folder.descriptor, name.characters, flags, 0o600)
      if number >= 0 { return (name, number) }
      guard errno == EEXIST else { break }
    }
    throw FileError.system(path, "make a temporary file in")
  }
}

extension EntryName {
  /// A name that nobody can guess between two parts of the caller's.
  static func random(
    _ prefix: String,
    _ suffix: String,
    _ path: FilePath
  ) throws(FileError) -> EntryName {
    let text = prefix + random + suffix
    guard !text.utf8.contains(0x2F), !text.utf8.contains(0), text.utf8.count <= 255 else {
      throw FileError(
        path: path,
        operation: "make a temporary name in",
        cause: .invalidArgument,
        remedy: "Give a beginning and an end without slashes, of 243 bytes at most."
      )
    }
    return EntryName(text)
  }
}

extension FilePath {
  /// Where the system wants temporary files: `TMPDIR`, or `/tmp`.
  public static var temporaryDirectory: FilePath {
    for name in ["TMPDIR", "TEMP", "TMP"] {
      guard let value = getenv(name), value.pointee == 0x2F else { continue }
      return FilePath(platformString: value)
    }
    return "/tmp"
  }
}
