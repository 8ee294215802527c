public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension FilePath {
  /// Returns the path with a leading `~` or `~user` replaced by a home directory.
  ///
  /// Whoever runs the program is at home where `HOME` says, if it is set.
  ///
  /// - Returns: The path; as it is when it begins with something else.
  /// - Throws: ``FileError`` when there is no such user.
  public func expandingHome() throws(FileError) -> FilePath {
    guard root == nil, let first = components.first?.bytes, first.first == 0x7E else { return self }
    guard let home = Self.home(of: Array(first.dropFirst())) else {
      throw FileError(
        path: self,
        operation: "find the home directory",
        cause: nil,
        remedy: "There is no such user. Write the directory out."
      )
    }
    return FilePath(root: home.root, home.components + components.dropFirst())
  }

  /// The home of a user; of whoever runs the program when there is no name.
  private static func home(of user: [UInt8]) -> FilePath? {
    if user.isEmpty, let home = getenv("HOME") { return FilePath(platformString: home) }
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 1 << 10)
    while true {
      let failure =
        user.isEmpty
        ? getpwuid_r(getuid(), &entry, &buffer, buffer.count, &found)
        : getpwnam_r(
          user.map { CChar(bitPattern: $0) } + [0],
          &entry,
          &buffer,
          buffer.count,
          &found
        )
      if failure == ERANGE, buffer.count < 1 << 20 {
        buffer = Array(repeating: 0, count: buffer.count * 2)
        continue
      }
      guard failure == 0, found != nil, let directory = entry.pw_dir else { return nil }
      return FilePath(platformString: directory)
    }
  }
}
