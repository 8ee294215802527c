import CTransferCalls
public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Values that are kept beside a file's content under names such as `user.xdg.tags`: Python's
/// `os.getxattr` and `os.setxattr`.
public enum ExtendedAttributes {
  /// The longest value that Linux takes.
  private static let longest = 65_536

  /// Reads a value.
  ///
  /// - Parameters:
  ///   - name: The name, such as `user.xdg.tags`.
  ///   - file: The open file.
  ///   - path: How messages name the file.
  /// - Returns: The bytes; `nil` when the file has no such value or its file system has none.
  /// - Throws: ``FileError`` when the system refuses.
  public static func value(
    _ name: String,
    of file: FileDescriptor,
    path: FilePath
  ) throws(FileError) -> [UInt8]? {
    var value = [UInt8](repeating: 0, count: longest)
    let count = transfer_get_attribute(file.rawValue, name, &value, value.count)
    if count >= 0 { return Array(value.prefix(count)) }
    #if canImport(Darwin)
    let absent = ENOATTR
    #else
    let absent = ENODATA
    #endif
    if errno == absent || transfer_is_unsupported(errno) != 0 { return nil }
    throw FileError.system(path, "read an attribute of")
  }

  /// Writes a value in place of the one before.
  ///
  /// - Parameters:
  ///   - name: The name, such as `user.xdg.tags`.
  ///   - value: The bytes, at most 64 KiB.
  ///   - file: The open file.
  ///   - path: How messages name the file.
  /// - Throws: ``FileError`` when the system refuses.
  public static func set(
    _ name: String,
    to value: [UInt8],
    of file: FileDescriptor,
    path: FilePath
  ) throws(FileError) {
    guard transfer_set_attribute(file.rawValue, name, value, value.count) == 0 else {
      throw FileError.system(path, "write an attribute of")
    }
  }
}
