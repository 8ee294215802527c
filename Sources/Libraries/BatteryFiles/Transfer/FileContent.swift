import CTransferCalls
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Copies the bytes of open files, in the cheapest way that their file systems know.
final class FileContent: Sendable {
  private let clones = Atomic(true)
  private let copiesRanges = Atomic(true)

  /// Below this, two calls that copy through memory are faster than asking for anything better.
  private static let small: Int64 = 128 * 1024

  /// Copies a file from its start.
  ///
  /// - Parameters:
  ///   - source: The file to read, at its start.
  ///   - target: An empty file.
  ///   - status: What the source was when it was opened.
  ///   - buffer: Memory to go through.
  ///   - keepsHoles: Whether holes stay holes.
  ///   - isCancelled: Asked between pieces; `ECANCELED` when it says so.
  /// - Returns: Whether that was done; `errno` says why not.
  func copy(
    from source: Int32,
    to target: Int32,
    _ status: NodeStatus,
    _ buffer: UnsafeMutableRawBufferPointer,
    keepsHoles: Bool,
    isCancelled: () -> Bool
  ) -> Bool {
    if status.size > Self.small {
      if clone(from: source, to: target) { return true }
      if keepsHoles, status.isSparse {
        return copySegments(from: source, to: target, status, buffer, isCancelled)
      }
      if let isDone = copyRange(from: source, to: target, status.size, isCancelled) {
        return isDone
      }
    } else if keepsHoles, status.isSparse, status.size > 4_096 {
      return copySegments(from: source, to: target, status, buffer, isCancelled)
    }
    return pump(from: source, to: target, .max, status.size, buffer, isCancelled)
  }

  private func clone(from source: Int32, to target: Int32) -> Bool {
    guard clones.load(ordering: .relaxed) else { return false }
    if transfer_clone(target, source) == 0 { return true }
    if errno != EINTR, errno != ENOSPC { clones.store(false, ordering: .relaxed) }
    return false
  }

  /// Copies within the kernel; `nil` when nothing was copied and it has to be done otherwise.
  private func copyRange(
    from source: Int32,
    to target: Int32,
    _ size: Int64,
    _ isCancelled: () -> Bool
  ) -> Bool? {
    guard copiesRanges.load(ordering: .relaxed) else { return nil }
    var done: Int64 = 0
    while true {
      if isCancelled() {
        errno = ECANCELED
        return false
      }
      let count = transfer_copy_range(source, target, 16 << 20)
      if count < 0 {
        if errno == EINTR { continue }
        guard done == 0, transfer_is_unsupported(errno) != 0 else { return false }
        copiesRanges.store(false, ordering: .relaxed)
        return nil
      }
      if count == 0 {
        // Some file systems of the kernel's own say "no more" at once.
        return done == 0 ? nil : true
      }
      done += Int64(count)
    }
  }

  /// Copies what lies between the holes.
  private func copySegments(
    from source: Int32,
    to target: Int32,
    _ status: NodeStatus,
    _ buffer: UnsafeMutableRawBufferPointer,
    _ isCancelled: () -> Bool
  ) -> Bool {
    var offset: Int64 = 0
    while offset < status.size {
      let start = transfer_seek_data(source, offset)
      if start < 0 {
        if errno == ENXIO { break }
        guard offset == 0, transfer_is_unsupported(errno) != 0 else { return false }
        guard lseek(source, 0, SEEK_SET) == 0 else { return false }
        return pump(from: source, to: target, .max, status.size, buffer, isCancelled)
      }
      let end = transfer_seek_hole(source, start)
      guard end >= 0, lseek(source, off_t(start), SEEK_SET) >= 0,
        lseek(target, off_t(start), SEEK_SET) >= 0
      else { return false }
      let length = end - start
      guard pump(from: source, to: target, length, .max, buffer, isCancelled) else { return false }
      offset = end
    }
    return ftruncate(target, off_t(status.size)) == 0
  }

  /// Copies through memory: a number of bytes, or up to the end.
  private func pump(
    from source: Int32,
    to target: Int32,
    _ length: Int64,
    _ expected: Int64,
    _ buffer: UnsafeMutableRawBufferPointer,
    _ isCancelled: () -> Bool
  ) -> Bool {
    guard let base = buffer.baseAddress else { return false }
    var left = length
    while left > 0 {
      let wanted = Int(min(Int64(buffer.count), left))
      let count = read(source, base, wanted)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return false }
      if count == 0 { return true }
      guard Self.writeAll(target, base, count) else { return false }
      left -= Int64(count)
      // A short read that has reached the length that the file had is its end.
      if count < wanted, Int64(count) == expected { return true }
      if isCancelled() {
        errno = ECANCELED
        return false
      }
    }
    return true
  }

  static func writeAll(_ file: Int32, _ start: UnsafeRawPointer, _ count: Int) -> Bool {
    var done = 0
    while done < count {
      let written = write(file, start + done, count - done)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return false }
      done += written
    }
    return true
  }
}
