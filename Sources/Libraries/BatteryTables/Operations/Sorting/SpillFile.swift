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

  func append(_ bytes: UnsafeRawBufferPointer) throws(TableError) {
    var written = 0
    while written < bytes.count {
      let number = write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
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

  func read(_ count: Int, at offset: Int) throws(TableError) -> RecordBlock {
    let block = RecordBlock(capacity: count)
    while block.count < count {
      let number = pread(
        descriptor,
        block.start + block.count,
        count - block.count,
        off_t(offset + block.count)
      )
      if number < 0, errno == EINTR { continue }
      guard number > 0, block.take(number) != nil else {
        throw TableError(.inputOutput, "A temporary file cannot be read back. Check the disk.")
      }
    }
    return block
  }
}
