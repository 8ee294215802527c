#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A temporary file that has no name any more, so that nothing is left of it however the program
/// ends.
final class SpillFile {
  private let descriptor: CInt
  private(set) var size = 0

  /// Makes a file in a directory; without one, where `TMPDIR` says, or in `/tmp`.
  init(in directory: String?) throws(TableError) {
    let folder = directory ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var path = Array("\(folder)/batteries-sort-XXXXXX".utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else {
      throw TableError(
        .inputOutput,
        "A temporary file in \(folder) cannot be made: \(Self.reason). Set TMPDIR to another place."
      )
    }
    unlink(path)
  }

  deinit { close(descriptor) }

  private static var reason: String { String(cString: strerror(errno)) }

  func append(_ bytes: [UInt8]) throws(TableError) {
    var written = 0
    while written < bytes.count {
      let number = bytes.withUnsafeBytes { raw in
        write(descriptor, raw.baseAddress.map { $0 + written }, raw.count - written)
      }
      if number < 0 {
        if errno == EINTR { continue }
        throw TableError(
          .inputOutput,
          "A temporary file cannot be written: \(Self.reason). Free some space, or set TMPDIR."
        )
      }
      written += number
    }
    size += bytes.count
  }

  func read(_ count: Int, at offset: Int) throws(TableError) -> [UInt8] {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let place = buffer.baseAddress.map { $0 + filled }
        let number = pread(descriptor, place, count - filled, off_t(offset + filled))
        if number < 0, errno == EINTR { continue }
        guard number > 0 else {
          failed = true
          return
        }
        filled += number
      }
    }
    guard !failed else {
      throw TableError(.inputOutput, "A temporary file cannot be read back. Check the disk.")
    }
    return bytes
  }
}
