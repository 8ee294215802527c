public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Compares files by what the system says about them, or byte by byte.
public enum FileComparison {
  /// How closely files are looked at.
  public enum Depth: Sendable {
    /// Files of the same sort, length and time of the last change are taken to be equal; others
    /// of one length are compared byte by byte.
    case shallow
    /// Files of one length are compared byte by byte.
    case deep
  }

  /// Whether two files have the same content; links are followed.
  ///
  /// - Returns: `false` as well when one of them is no ordinary file.
  /// - Throws: ``FileError`` when one cannot be read.
  public static func areEqual(
    _ left: FilePath,
    _ right: FilePath,
    _ depth: Depth = .shallow
  ) throws(FileError) -> Bool {
    let one = try open(left)
    defer { close(one) }
    let other = try open(right)
    defer { close(other) }
    return try areEqual(one, other, depth, left, right)
  }

  static func areEqual(
    _ left: Int32,
    _ right: Int32,
    _ depth: Depth,
    _ leftPath: FilePath,
    _ rightPath: FilePath
  ) throws(FileError) -> Bool {
    guard let one = NodeStatus(left) else { throw FileError.system(leftPath, "look at") }
    guard let other = NodeStatus(right) else { throw FileError.system(rightPath, "look at") }
    guard one.isFile, other.isFile else { return false }
    if one.identity == other.identity { return true }
    guard one.size == other.size else { return false }
    if depth == .shallow, one.modified == other.modified { return true }
    return try haveSameBytes(left, right, leftPath, rightPath)
  }

  /// Compares two open files from where they are read.
  static func haveSameBytes(
    _ left: Int32,
    _ right: Int32,
    _ leftPath: FilePath,
    _ rightPath: FilePath
  ) throws(FileError) -> Bool {
    let size = 128 * 1024
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * size, alignment: 4_096)
    defer { buffer.deallocate() }
    guard let base = buffer.baseAddress else { return false }
    while true {
      let one = readFully(left, base, size)
      guard one >= 0 else { throw FileError.system(leftPath, "read") }
      let other = readFully(right, base + size, size)
      guard other >= 0 else { throw FileError.system(rightPath, "read") }
      guard one == other, memcmp(base, base + size, one) == 0 else { return false }
      if one < size { return true }
    }
  }

  /// Reads as many bytes as there is room for, or up to the end; -1 with `errno` on failure.
  static func readFully(_ file: Int32, _ start: UnsafeMutableRawPointer, _ room: Int) -> Int {
    var done = 0
    while done < room {
      let count = read(file, start + done, room - done)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return -1 }
      if count == 0 { break }
      done += count
    }
    return done
  }

  private static func open(_ path: FilePath) throws(FileError) -> Int32 {
    let number = path.withPlatformString { openFile($0) }
    guard number >= 0 else { throw FileError.system(path, "open") }
    return number
  }
}

private func openFile(_ path: UnsafePointer<CInterop.PlatformChar>) -> Int32 {
  // A pipe without a writer must not be waited for.
  open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
}
