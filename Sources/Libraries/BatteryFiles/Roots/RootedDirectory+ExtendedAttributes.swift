import CTransferCalls
public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension RootedDirectory {
  /// An extended attribute of a file or directory: `os.getxattr`.
  ///
  /// - Returns: Its value; `nil` when there is none, or the file system has no such thing.
  /// - Throws: ``FileError`` when it cannot be read, or the path leads out or is a link.
  public func extendedAttribute(_ name: String, of path: FilePath) throws(FileError) -> [UInt8]? {
    let number = try openForAttributes(path, "read an attribute of")
    defer { close(number) }
    var value = [UInt8](repeating: 0, count: 1024)
    while true {
      let count = transfer_get_attribute(number, name, &value, value.count)
      if count >= 0 { return Array(value.prefix(Int(count))) }
      if errno == ERANGE, value.count < 1 << 16 {
        value = [UInt8](repeating: 0, count: 1 << 16)
        continue
      }
      if errno == Self.noAttribute || transfer_is_unsupported(errno) != 0 { return nil }
      throw error(path, "read an attribute of")
    }
  }

  /// All extended attributes of a file or directory that can be read: `os.listxattr`.
  ///
  /// - Returns: The values, by the bytes of their names.
  /// - Throws: ``FileError`` when it cannot be opened, or the path leads out or is a link.
  public func extendedAttributes(of path: FilePath) throws(FileError) -> [[UInt8]: [UInt8]] {
    let number = try openForAttributes(path, "read the attributes of")
    defer { close(number) }
    return ExtendedAttributes.all(of: number)
  }

  /// Gives a file or directory an extended attribute, or takes it away: `os.setxattr`.
  ///
  /// - Parameters:
  ///   - name: The name, such as `user.comment`.
  ///   - value: The value; `nil` takes the attribute away.
  ///   - path: The file or directory.
  /// - Throws: ``FileError`` when that is not allowed, or the path leads out or is a link.
  public func setExtendedAttribute(
    _ name: String,
    to value: [UInt8]?,
    of path: FilePath
  ) throws(FileError) {
    let operation = "change an attribute of"
    let number = try openForAttributes(path, operation)
    defer { close(number) }
    if let value {
      guard transfer_set_attribute(number, name, value, value.count) == 0 else {
        throw error(path, operation)
      }
    } else if transfer_remove_attribute(number, name) != 0, errno != Self.noAttribute {
      throw error(path, operation)
    }
  }

  private func openForAttributes(
    _ path: FilePath,
    _ operation: String
  ) throws(FileError) -> Int32 {
    try openNode(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0, operation)
  }

  #if canImport(Darwin)
  private static let noAttribute = ENOATTR
  #else
  private static let noAttribute = ENODATA
  #endif
}
