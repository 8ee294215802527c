import CTransferCalls
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Names, and the directories that they lead through.
extension ArchiveExtractor {
  func names(
    _ bytes: [UInt8],
    _ what: String,
    _ limits: ArchiveLimits
  ) throws -> [EntryName] {
    guard !bytes.contains(0) else { throw Refusal(reason: "\(what) with a zero byte in it") }
    guard bytes.first != 0x2F || policy.absoluteNames == .stripped else {
      throw Refusal(reason: "\(what) that is absolute")
    }
    guard !bytes.isEmpty else { throw Refusal(reason: "\(what) that is empty") }
    var names: [EntryName] = []
    for part in bytes.split(separator: 0x2F) where !part.elementsEqual([0x2E]) {
      guard !part.elementsEqual([0x2E, 0x2E]) else {
        throw Refusal(reason: "\(what) that leads out by \"..\"")
      }
      names.append(EntryName(characters: part.map { CChar(bitPattern: $0) } + [0]))
    }
    guard names.count <= limits.depth else {
      throw Refusal(reason: "\(what) that goes down more than \(limits.depth) directories")
    }
    return names
  }

  func parent(
    _ trail: inout DirectoryTrail,
    _ names: [EntryName],
    making isMaking: Bool,
    _ path: () -> FilePath
  ) throws -> OpenDirectory {
    try openDirectory(&trail, names.dropLast(), making: isMaking, path)
  }

  func openDirectory(
    _ trail: inout DirectoryTrail,
    _ names: ArraySlice<EntryName>,
    making isMaking: Bool,
    _ path: () -> FilePath
  ) throws -> OpenDirectory {
    do {
      return try trail.directory(names, making: isMaking)
    } catch .notDirectory(let depth) {
      let way = names.prefix(depth + 1).map(\.bytes).joined(separator: [0x2F])
      throw Refusal(
        reason: "needs a directory \"\(ArchiveError.printable(Array(way)))\", where a link or a"
          + " file is"
      )
    } catch .system(let cause) {
      throw FileError(
        path: path(),
        operation: "make the directory of",
        cause: Errno(rawValue: cause)
      )
    }
  }

  /// A name beside the others that nobody has.
  func nextName() -> EntryName {
    number += 1
    return EntryName(prefix + String(number))
  }
}
