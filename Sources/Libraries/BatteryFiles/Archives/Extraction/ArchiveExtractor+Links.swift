import CTransferCalls
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Links of both sorts, none of which may lead out.
extension ArchiveExtractor {
  func makeLink(
    _ text: [UInt8],
    _ parent: OpenDirectory,
    _ name: EntryName,
    _ entry: ArchiveEntry,
    _ path: () -> FilePath
  ) throws {
    let temporary = nextName()
    let characters = text.map { CChar(bitPattern: $0) } + [0]
    guard symlinkat(characters, parent.descriptor, temporary.characters) == 0 else {
      throw FileError.system(path(), "make the link")
    }
    if policy.keepsOwners, let owner = entry.owner, let group = entry.group {
      _ = fchownat(
        parent.descriptor,
        temporary.characters,
        owner,
        group,
        AT_SYMLINK_NOFOLLOW
      )
    }
    if policy.keepsTimes {
      var times = Self.times(entry)
      _ = withUnsafePointer(to: &times) { pointer in
        pointer.withMemoryRebound(to: timespec.self, capacity: 2) {
          utimensat(parent.descriptor, temporary.characters, $0, AT_SYMLINK_NOFOLLOW)
        }
      }
    }
    try settle(parent, temporary, name, path)
  }

  func makeHardLink(
    _ names: [EntryName],
    _ parent: OpenDirectory,
    _ name: EntryName,
    _ entry: ArchiveEntry,
    _ reader: any ArchiveReader,
    _ path: () -> FilePath
  ) throws {
    var target = try self.names(entry.link, "is a link to a name", reader.limits)
    guard target.count > policy.droppedComponents else {
      throw Refusal(reason: "is a link to the whole directory")
    }
    target.removeFirst(policy.droppedComponents)
    guard let last = target.last else { return }
    let printed = ArchiveError.printable(entry.link)
    guard let from = try? linkTrail.directory(target.dropLast(), making: false),
      let status = from.status(last)
    else { throw Refusal(reason: "is a link to \"\(printed)\", which is not there") }
    switch status.kind {
    case .file: break
    case .symbolicLink:
      // Another link with the same text, which has to be right for this place as well.
      guard let text = from.destination(last)?.map({ UInt8(bitPattern: $0) }) else {
        throw FileError.system(path(), "read the link")
      }
      try checkLink(text, depth: names.count - 1)
      try makeLink(text, parent, name, entry, path)
      report.links += 1
      return
    default: throw Refusal(reason: "is a link to \"\(printed)\", which is no file")
    }
    let temporary = nextName()
    guard
      linkat(
        from.descriptor,
        last.characters,
        parent.descriptor,
        temporary.characters,
        0
      ) == 0
    else { throw FileError.system(path(), "make the link") }
    try settle(parent, temporary, name, path)
    // Renaming one name of a file over another does nothing at all.
    unlinkat(parent.descriptor, temporary.characters, 0)
    report.files += 1
  }

  /// Refuses a link that could lead out, whatever else is a link.
  ///
  /// The directories on the way to it are no links. As `..` stands at the start only, and no more
  /// often than there are directories, the link leads to a place beneath the root; whatever link
  /// stands there leads beneath the root again.
  func checkLink(_ text: [UInt8], depth: Int) throws(Refusal) {
    let printed = ArchiveError.printable(text)
    guard !text.isEmpty, !text.contains(0) else {
      throw Refusal(reason: "is a link to nowhere")
    }
    switch policy.symbolicLinks {
    case .all: return
    case .none: throw Refusal(reason: "is a symbolic link")
    case .beneath: break
    }
    guard text[0] != 0x2F else {
      throw Refusal(reason: "is a link to \"\(printed)\", which is absolute")
    }
    var above = 0
    var isDown = false
    for part in text.split(separator: 0x2F) where !part.elementsEqual([0x2E]) {
      if part.elementsEqual([0x2E, 0x2E]) {
        above += 1
        guard above <= depth else {
          throw Refusal(reason: "is a link to \"\(printed)\", which leads out")
        }
        guard !isDown else {
          throw Refusal(reason: "is a link to \"\(printed)\", which goes down and up again")
        }
      } else {
        isDown = true
      }
    }
  }
}
