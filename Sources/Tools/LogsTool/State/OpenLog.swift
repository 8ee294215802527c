internal import BatteryTables
internal import Foundation
internal import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The files that an intake has open: not more at a time than leave the rest of the program enough.
///
/// Only what works for one intake, and with one file at a time, uses it.
final class OpenLogs {
  private struct Entry {
    weak var log: OpenLog?
  }

  /// How many files are open at the most, but for those that are pinned.
  let most: Int
  /// Those that are open, the last used ones last.
  private var entries: [Entry] = []

  /// Leaves other files of the program three quarters of those that the system allows.
  init() {
    var limit = rlimit()
    #if canImport(Glibc)
    let isKnown = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
    #else
    let isKnown = getrlimit(RLIMIT_NOFILE, &limit) == 0
    #endif
    most = isKnown ? max(4, Int(clamping: min(limit.rlim_cur / 4, 1024))) : 16
  }

  /// Says that a file is open, or is about to be, and closes the one that was not used for longest.
  func use(_ log: OpenLog) {
    entries.removeAll { $0.log == nil || $0.log === log }
    entries.append(Entry(log: log))
    guard entries.count > most,
      let oldest = entries.firstIndex(where: { $0.log?.isPinned == false })
    else { return }
    entries.remove(at: oldest).log?.release()
  }
}

/// A file that is open, or was when there were not too many: it is opened again by its name when it is wanted, unless another file
/// has that name by then.
final class OpenLog: @unchecked Sendable {
  private let path: FilePath
  private let lock = NSLock()
  private var current: FileDescriptor?
  private var mark: FileMark?
  private let pool: OpenLogs?
  /// Whether it stays open: its name may soon be another file's.
  var isPinned = false

  /// Opens a file.
  ///
  /// - Returns: `nil` when there is none.
  /// - Throws: ``TableError`` when it may not be read.
  init?(_ path: FilePath, _ pool: OpenLogs? = nil) throws(TableError) {
    self.path = path
    self.pool = pool
    do {
      current = try Self.open(path)
      pool?.use(self)
    } catch {
      switch error as? Errno {
      case .noSuchFileOrDirectory, .notDirectory: return nil
      case .permissionDenied, .notPermitted:
        throw TableError(.denied, "\(path): may not be read. Check its permissions.")
      default:
        throw TableError(
          .inputOutput,
          "\(path): cannot be read: \(error). Check the disk and the path."
        )
      }
    }
  }

  deinit { try? current?.close() }

  private static func open(_ path: FilePath) throws -> FileDescriptor {
    try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
  }

  /// The open file.
  ///
  /// - Throws: ``LogContent/Changed`` when it was closed, and its name leads to another file.
  var descriptor: FileDescriptor {
    get throws {
      pool?.use(self)
      return try lock.withLock {
        if let current { return current }
        guard let opened = try? Self.open(path) else { throw LogContent.Changed() }
        guard let now = FileMark(opened), let mark, now.isSameFile(as: mark) else {
          try? opened.close()
          throw LogContent.Changed()
        }
        current = opened
        return opened
      }
    }
  }

  /// Closes the file until it is wanted again.
  func release() {
    lock.withLock {
      guard let descriptor = current else { return }
      mark = FileMark(descriptor)
      try? descriptor.close()
      current = nil
    }
  }

  /// The bytes of a range, as far as the file has them.
  func bytes(_ range: Range<Int>) throws -> [UInt8] {
    guard !range.isEmpty else { return [] }
    let descriptor = try descriptor
    return try [UInt8](unsafeUninitializedCapacity: range.count) { room, count in
      let room = UnsafeMutableRawBufferPointer(room)
      while count < range.count {
        let number = try descriptor.read(
          fromAbsoluteOffset: Int64(range.lowerBound + count),
          into: UnsafeMutableRawBufferPointer(rebasing: room[count..<range.count])
        )
        if number == 0 { break }
        count += number
      }
    }
  }
}
