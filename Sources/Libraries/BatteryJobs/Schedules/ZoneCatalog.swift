import Foundation
import Synchronization
import SystemPackage

/// The zones installed on this machine, each read once.
enum ZoneCatalog {
  private static let folders = [
    "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo",
    "/var/db/timezone/zoneinfo",
  ]
  private static let largestFile = 1 << 20
  private static let tables = Mutex<[String: ZoneTable]>([:])

  static let utc = ZoneTable(identifier: "UTC", changes: [], offsets: [0], rule: nil)

  /// The table of that zone.
  static func table(_ identifier: String) throws(ScheduleError) -> ZoneTable {
    if identifier == "UTC" { return utc }
    if let known = tables.withLock({ $0[identifier] }) { return known }
    guard isName(identifier) else { throw unknown(identifier) }
    for folder in folders {
      guard let bytes = read("\(folder)/\(identifier)"), TZifReader.startsLikeZone(bytes) else {
        continue
      }
      let table = try TZifReader(bytes).table(identifier: identifier)
      return tables.withLock { known in
        let first = known[identifier] ?? table
        known[identifier] = first
        return first
      }
    }
    throw unknown(identifier)
  }

  /// The zone that this machine keeps: `TZ`, then `/etc/timezone`, then `/etc/localtime`, then UTC.
  static func current() -> ZoneTable {
    if let named = ProcessInfo.processInfo.environment["TZ"] {
      let name = named.hasPrefix(":") ? String(named.dropFirst()) : named
      if name.isEmpty { return utc }
      if let table = try? table(zoneName(inPath: name)) { return table }
      if let rule = PosixZoneRule(name.utf8) {
        return ZoneTable(
          identifier: name,
          changes: [],
          offsets: [rule.standardOffset],
          rule: rule
        )
      }
    }
    if let bytes = read("/etc/timezone") {
      let name = String(decoding: bytes, as: UTF8.self)
        .trimmingCharacters(in: .whitespacesAndNewlines)
      if let table = try? table(name) { return table }
    }
    let link = "/etc/localtime"
    if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: link),
      let table = try? table(zoneName(inPath: target))
    {
      return table
    }
    if let bytes = read(link), let table = try? TZifReader(bytes).table(identifier: "localtime") {
      return table
    }
    return utc
  }

  /// The part of a path after the folder `zoneinfo`; anything else is returned as it is.
  private static func zoneName(inPath path: String) -> String {
    guard path.contains("/"), let folder = path.range(of: "zoneinfo/", options: .backwards) else {
      return path
    }
    return String(path[folder.upperBound...])
  }

  /// Whether the text can be a zone's name: parts of letters, digits, `_`, `+` and `-`.
  ///
  /// Neither a dot nor an empty part is allowed, so a name never leaves the folder.
  private static func isName(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return text.utf8.count <= 100
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            case UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"): true
            default: false
            }
          }
      }
  }

  private static func unknown(_ identifier: String) -> ScheduleError {
    let known = names()
    let remedy =
      if known.isEmpty {
        "this machine has no zone files; install the tzdata package"
      } else if let near = suggestion(for: identifier, among: known) {
        "did you mean \"\(near)\"?"
      } else {
        "write it as Europe/Berlin or UTC"
      }
    return ScheduleError(
      .unknownZone,
      "time zone \(ScheduleError.quote(identifier)) is unknown; \(remedy)"
    )
  }

  private static func suggestion(for identifier: String, among known: [String]) -> String? {
    let wanted = identifier.lowercased().replacing(" ", with: "_")
    if let same = known.first(where: { $0.lowercased() == wanted }) { return same }
    // A bare city names its zone.
    if !wanted.contains("/"),
      let city = known.first(where: { $0.lowercased().hasSuffix("/" + wanted) })
    {
      return city
    }
    return NearestWord.find(wanted, in: known)
  }

  /// The names of every installed zone, regions before old aliases.
  static func names() -> [String] {
    for folder in folders {
      guard let files = FileManager.default.enumerator(atPath: folder) else { continue }
      var names: [String] = []
      for case let name as String in files {
        if ["posix", "right"].contains(name) { files.skipDescendants() }
        guard isName(name), name.first?.isUppercase == true,
          files.fileAttributes?[.type] as? FileAttributeType != .typeDirectory
        else { continue }
        names.append(name)
      }
      if !names.isEmpty {
        return names.sorted { ($0.contains("/") ? 0 : 1, $0) < ($1.contains("/") ? 0 : 1, $1) }
      }
    }
    return []
  }

  /// The bytes of a regular file of moderate size; `nil` when there is none.
  private static func read(_ path: String) -> [UInt8]? {
    guard let file = try? FileDescriptor.open(FilePath(path), .readOnly, options: [.nonBlocking])
    else { return nil }
    return try? file.closeAfter {
      var bytes: [UInt8] = []
      var count = 1
      while count > 0, bytes.count <= largestFile {
        var chunk = [UInt8](repeating: 0, count: 16_384)
        count = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
        bytes.append(contentsOf: chunk.prefix(count))
      }
      return bytes.count <= largestFile ? bytes : nil
    } ?? nil
  }
}
