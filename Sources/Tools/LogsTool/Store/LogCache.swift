import BatteryFiles
import Crypto
import Foundation
public import SystemPackage

/// Where the columns of logs are kept from one run to the next, so that a second question about a log
/// does not read it again.
///
/// Each log has a directory of its own. Those that nobody asked about for longest are removed when all
/// together are too large.
public struct LogCache: Sendable {
  /// The directory.
  public let directory: FilePath
  /// How many bytes it may hold.
  public let limit: Int

  /// Logs that are shorter are read as fast as they are found here.
  var least = 16 << 20
  /// Which parsers have made what is kept.
  var revision = LogFormat.revision

  /// Names a directory, which is made when there is something to keep.
  public init(_ directory: FilePath, limit: Int = 4 << 30) {
    self.directory = directory
    self.limit = limit
  }

  /// The user's cache, by the XDG Base Directory Specification; `nil` when there is no home.
  public init?(environment: [String: String]) {
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
      self.init(FilePath(cache).appending("batteries").appending("logs"))
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      self.init(FilePath(home).appending(".cache").appending("batteries").appending("logs"))
    } else {
      return nil
    }
  }

  /// The directory for a log that is read in some way, which is made.
  ///
  /// - Returns: It; `nil` for a log that is too short, or no regular file, or when there can be no
  ///   directory.
  func directory(for log: FilePath, format: LogFormat?, anonymization: Int?) -> FilePath? {
    guard let mark = FileMark(log), mark.size >= least else { return nil }
    let parts = [
      URL(filePath: log.string).resolvingSymlinksInPath().path, format?.text ?? "",
      format?.dateFormat ?? "", format?.timeFormat ?? "", anonymization.map(String.init) ?? "",
      String(revision),
    ]
    let digest = SHA256.hash(data: Data(parts.joined(separator: "\0").utf8))
    let digits = digest.prefix(16).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    let path = directory.appending(digits.joined())
    try? FileManager.default.createDirectory(
      atPath: path.string,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    let now: [FileAttributeKey: Any] = [.modificationDate: Date.now]
    guard (try? FileManager.default.setAttributes(now, ofItemAtPath: path.string)) != nil else {
      return nil
    }
    return path
  }

  /// Removes what was not asked for longest, until the rest is within the limit.
  ///
  /// A directory that is in use stays.
  func prune() {
    let manager = FileManager.default
    let names = (try? manager.contentsOfDirectory(atPath: directory.string)) ?? []
    var entries = names.map { name in
      let path = directory.appending(name)
      let files = (try? manager.contentsOfDirectory(atPath: path.string)) ?? []
      let size = files.reduce(0) { $0 + (FileMark(path.appending($1))?.size ?? 0) }
      let attributes = try? manager.attributesOfItem(atPath: path.string)
      let used = attributes?[.modificationDate] as? Date
      return (path: path, size: size, used: used ?? .distantPast)
    }
    entries.sort { $0.used > $1.used }
    var sum = 0
    for entry in entries {
      sum += entry.size
      guard sum > limit, let lock = try? FileLock(entry.path.appending("lock")) else { continue }
      try? manager.removeItem(atPath: entry.path.string)
      lock.unlock()
    }
  }
}
