internal import BatteryFiles
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

/// The directory that keeps what was read of logs from one run to the next.
///
/// The manifest names files of records, which never change, and is replaced as a whole: that is the
/// one moment at which what was read becomes what is known. Until then new files are strays, which
/// the next start removes.
final class LogStateDirectory {
  /// A cache is no state, and a state is no cache.
  struct Misused: Error, CustomStringConvertible {
    let path: FilePath

    var description: String {
      "\(path): holds logs for another use: as a cache or as a state. Name another directory."
    }
  }

  static let manifestName = "batteries-logs.json"
  private static let segmentPrefix = "records-"
  private static let segmentEnding = ".segment"
  private static let lockName = "lock"

  let path: FilePath
  private let lock: FileLock

  /// Opens a directory, or makes one that only its owner may look at, and locks it.
  ///
  /// - Throws: ``TableError`` when another process uses it, or it is none of ours.
  init(_ path: FilePath) throws {
    self.path = path
    try Self.prepare(path)
    do {
      lock = try FileLock(path.appending(Self.lockName))
    } catch let held as FileLock.Held {
      throw Self.refusal(held, path)
    } catch let error as FileError {
      throw TableError(.cannotCreate, error.description)
    }
  }

  // In the initializer's own catch this makes the optimizer of Swift 6.3.1 abort.
  private static func refusal(_ held: FileLock.Held, _ path: FilePath) -> TableError {
    let holder = held.process.map { "process \($0)" } ?? "another process"
    return TableError(
      .unavailable,
      "\(path): \(holder) uses this state. Wait for its end or stop it, or name another directory."
    )
  }

  private static func prepare(_ path: FilePath) throws {
    if mkdir(path.string, 0o700) == 0 { return }
    let cause = Errno(rawValue: errno)
    guard cause == .fileExists else {
      throw TableError(.cannotCreate, "\(path): cannot be made: \(cause). Check the path.")
    }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path.string)
    } catch {
      throw TableError(.cannotCreate, "\(path): is no directory that can be read. Name another.")
    }
    guard names.contains(manifestName) || names.allSatisfy(isOurs) else {
      throw TableError(
        .cannotCreate,
        "\(path): holds other files, and no state of logs. Name a directory that is empty or not yet"
          + " there."
      )
    }
    if names.allSatisfy(isOurs) { chmod(path.string, 0o700) }
  }

  private static func isOurs(_ name: String) -> Bool {
    name == lockName || name == manifestName || isStray(name)
  }

  private static func isStray(_ name: String) -> Bool {
    name.hasPrefix("." + manifestName) || name.hasPrefix("." + segmentPrefix) || isSegment(name)
  }

  private static func isSegment(_ name: String) -> Bool {
    name.hasPrefix(segmentPrefix) && name.hasSuffix(segmentEnding) && !name.contains("/")
  }

  /// What was committed last; `nil` when nothing was.
  ///
  /// - Throws: ``TableError`` when it cannot be understood.
  func load() throws -> LogManifest? {
    let file = path.appending(Self.manifestName)
    guard let data = FileManager.default.contents(atPath: file.string) else {
      guard FileMark(file) == nil else {
        throw TableError(.denied, "\(file): may not be read. Check its permissions.")
      }
      return nil
    }
    struct Version: Decodable { var version: Int }
    let decoder = JSONDecoder()
    guard let version = try? decoder.decode(Version.self, from: data).version else {
      throw damaged("\(Self.manifestName) cannot be read")
    }
    guard version <= LogManifest.version else {
      throw TableError(
        .invalidData,
        "\(path): this state was written by a newer version of the program. Update it, or name another"
          + " directory."
      )
    }
    guard let manifest = try? decoder.decode(LogManifest.self, from: data),
      manifest.segments.allSatisfy({ Self.isSegment($0.name) && $0.records > 0 }),
      manifest.sources.allSatisfy({
        $0.offset >= 0 && $0.ladder.count >= ContentHash.rungCount($0.offset)
      })
    else { throw damaged("\(Self.manifestName) says what cannot be") }
    for segment in manifest.segments where FileMark(path.appending(segment.name)) == nil {
      throw damaged("\(segment.name) is missing")
    }
    return manifest
  }

  /// Removes what an interrupted run left, and what was merged.
  func removeStrays(_ manifest: LogManifest) {
    let named = Set(manifest.segments.map(\.name))
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path.string)) ?? []
    for name in names where Self.isStray(name) && !named.contains(name) {
      unlink(path.appending(name).string)
    }
  }

  /// Writes records beside those that are there, and then makes the manifest name them.
  ///
  /// Segments of like size are merged, so that a record is written again as often as the logarithm
  /// of how many there are.
  ///
  /// - Returns: The manifest with its segments.
  func commit(_ manifest: LogManifest, adding table: LogTable) throws -> LogManifest {
    var manifest = manifest
    let before = Set(manifest.segments.map(\.name))
    if table.count > 0 {
      var merged = table
      while true {
        let level = Self.level(merged.count)
        let like = manifest.segments.filter { Self.level($0.records) == level }
        guard like.count >= Self.mostAlike else { break }
        for segment in like {
          var part = try read(segment)
          merged.take(&part)
        }
        manifest.segments.removeAll { like.contains($0) }
      }
      merged.arrangeByVisits()
      let number = "\(manifest.next)"
      let zeros = String(repeating: "0", count: max(0, 8 - number.count))
      let name = Self.segmentPrefix + zeros + number + Self.segmentEnding
      manifest.next += 1
      try write(merged, to: path.appending(name))
      manifest.segments.append(LogManifest.Segment(name: name, records: merged.count))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      try AtomicFile.write(
        try encoder.encode(manifest),
        to: path.appending(Self.manifestName),
        permissions: [.ownerReadWrite]
      )
    } catch let error as FileError {
      throw TableError(.cannotCreate, error.description)
    }
    if !before.isSubset(of: manifest.segments.map(\.name)) { removeStrays(manifest) }
    return manifest
  }

  private func write(_ table: LogTable, to file: FilePath) throws {
    do {
      try LogSegment.write(table, to: file)
      try AtomicFile.synchronize(path)
    } catch {
      unlink(file.string)
      if error is TableError { throw error }
      throw TableError(.cannotCreate, "\(file): could not be written: \(error). Check the disk.")
    }
  }

  /// The records of a segment.
  ///
  /// - Throws: ``TableError`` when the file is damaged.
  func read(_ segment: LogManifest.Segment) throws(TableError) -> LogTable {
    let table: LogTable
    do {
      table = try LogSegment.read(path.appending(segment.name))
    } catch {
      throw damaged("\(segment.name): \(error)")
    }
    guard table.count == segment.records else {
      throw damaged("\(segment.name) has \(table.count) records instead of \(segment.records)")
    }
    return table
  }

  /// How many segments of like size there may be besides the one that joins them.
  private static let mostAlike = 3

  /// Segments are alike when they have as many records, by the power of four.
  private static func level(_ records: Int) -> Int {
    (Int.bitWidth - records.leadingZeroBitCount + 1) / 2
  }

  private func damaged(_ what: String) -> TableError {
    TableError(
      .invalidData,
      "\(path): this state is damaged: \(what). Remove the directory to read the logs anew."
    )
  }
}

extension LogTable {
  /// Adds the records of another table, or becomes it.
  mutating func join(_ other: inout LogTable) {
    if count == 0 { swap(&self, &other) } else { take(&other) }
  }
}
