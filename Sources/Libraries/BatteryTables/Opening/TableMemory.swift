import BatteryJobs
import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// How much memory the work on a table may take.
public struct TableMemory: Hashable, Sendable {
  /// The most bytes of the whole program; `nil` for what is usual.
  public var limit: Int?
  /// Whether rows or keys are held that cannot be estimated or go to the disk, so that beyond the
  /// limit there is nothing left but to refuse.
  public var holdsRows: Bool

  /// The least limit: the program and the blocks that are read take more than half of it.
  public static let least = 64 << 20
  private static let base = 46 << 20
  private static let usualForFigures = 512 << 20
  private static let usualForSorting = 256 << 20

  /// Describes a limit.
  public init(limit: Int? = nil, holdsRows: Bool = false) {
    self.limit = limit
    self.holdsRows = holdsRows
  }

  /// How many bytes exact counts of different values, medians and quantiles may take.
  ///
  /// While they grow and are merged there are two of them for a moment, so it is half.
  public var forFigures: Int { (limit.map(Self.rest) ?? Self.usualForFigures) / 2 }

  /// As ``forFigures``, for each of the threads that read a file.
  public var forFiguresOfThread: Int {
    forFigures / max(1, ProcessInfo.processInfo.activeProcessorCount)
  }

  /// How many bytes of rows are sorted at a time.
  public var forSorting: Int { limit.map { Self.rest($0) / 3 } ?? Self.usualForSorting }

  private static func rest(_ limit: Int) -> Int { max(limit, least) - base }

  /// Throws when the program takes more than it may, before the system would end it.
  ///
  /// - Throws: ``TableError`` with the code `unavailable`.
  public func check() throws(TableError) {
    let usual = Int(clamping: ProcessInfo.processInfo.physicalMemory / 2)
    let most = holdsRows ? limit ?? usual : usual
    guard Self.resident > most else { return }
    throw TableError(
      .unavailable,
      "The rows and keys that must be held need more than \(ByteCount(bytes: Int64(most))) of memory."
        + " Choose fewer of them, or raise the limit: --memory \(2 * (most >> 20))MiB."
    )
  }

  /// How many bytes of this program are in memory; where only the most there ever were is known,
  /// that.
  private static var resident: Int {
    #if os(Linux)
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    var text = [UInt8](repeating: 0, count: 128)
    let count = text.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
    let fields = text[..<max(0, count)].split(separator: UInt8(ascii: " "))
    guard fields.count > 1, let pages = Int(String(decoding: fields[1], as: UTF8.self)) else {
      return 0
    }
    return pages * Int(getpagesize())
    #else
    var usage = rusage()
    return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : 0
    #endif
  }
}
