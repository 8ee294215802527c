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

  /// All values of an open file that can be read, by the bytes of their names.
  static func all(of file: Int32) -> [[UInt8]: [UInt8]] {
    let size = transfer_list_attributes(file, nil, 0)
    guard size > 0 else { return [:] }
    var names = [CChar](repeating: 0, count: size)
    let count = transfer_list_attributes(file, &names, size)
    guard count > 0 else { return [:] }
    var values: [[UInt8]: [UInt8]] = [:]
    for name in names.prefix(count).split(separator: 0) {
      var value = [UInt8](repeating: 0, count: longest)
      let length = transfer_get_attribute(file, Array(name) + [0], &value, value.count)
      guard length >= 0 else { continue }
      values[name.map { UInt8(bitPattern: $0) }] = Array(value.prefix(length))
    }
    return values
  }

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
