import CTransferCalls
public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Extracts archives beneath a directory, and nothing anywhere else.
///
/// No name and no link leads out of the directory, also not while somebody exchanges directories
/// for links: each part of a name is opened in the one before, links are never followed, and files
/// are written under another name and take their own when they are whole. Modes are set last.
public final class ArchiveExtractor {
  let root: RootedDirectory
  let policy: ExtractionPolicy
  var trail: DirectoryTrail
  var linkTrail: DirectoryTrail
  var report = ExtractionReport()
  /// The directories by their names: the order in which they came, and what they get at the end.
  var directories: [[EntryName]: (number: Int, entry: ArchiveEntry)] = [:]
  let prefix = ".batteries-\(EntryName.random)-"
  var number = 0
  var data: Int64 = 0
  let buffer: UnsafeMutableRawBufferPointer

  /// Extracts into a directory.
  ///
  /// - Parameters:
  ///   - root: The directory.
  ///   - policy: What is taken and how.
  public init(into root: RootedDirectory, policy: ExtractionPolicy = ExtractionPolicy()) {
    self.root = root
    self.policy = policy
    trail = DirectoryTrail(root.directory)
    linkTrail = DirectoryTrail(root.directory)
    buffer = .allocate(byteCount: 1 << 17, alignment: 16)
  }

  /// Extracts into a directory that is there.
  ///
  /// - Throws: ``FileError`` when it is not there.
  public convenience init(
    into directory: FilePath,
    policy: ExtractionPolicy = ExtractionPolicy()
  ) throws(FileError) {
    self.init(into: try RootedDirectory(directory), policy: policy)
  }

  deinit {
    buffer.deallocate()
  }

  /// Extracts the members of an archive that come next.
  ///
  /// - Parameters:
  ///   - reader: The archive.
  ///   - filter: Says whether a member is taken, and may change its name, mode and the like; an
  ///     error that it throws ends the extraction.
  /// - Returns: What was done.
  /// - Throws: ``ArchiveError`` when the archive is damaged, passes a limit or has a member that is
  ///   refused, ``FileError`` when the file system would not have it. What was extracted before
  ///   stays; of the member itself nothing is there.
  public func extract(
    _ reader: any ArchiveReader,
    where filter: (inout ArchiveEntry) throws -> Bool = { _ in true }
  ) throws -> ExtractionReport {
    report = ExtractionReport()
    directories = [:]
    data = 0
    do {
      while var entry = try reader.next() {
        guard try filter(&entry) else { continue }
        do {
          try extract(entry, reader)
        } catch let error as Refusal {
          if policy.refusal == .stops {
            throw ArchiveError(
              .refused,
              archive: reader.name,
              member: entry.name,
              "\(error.reason). Leave it out, or do not trust the archive."
            )
          }
          report.refused.append(
            ExtractionReport.Omission(name: entry.name, reason: error.reason)
          )
        }
      }
    } catch {
      try? finishDirectories()
      throw error
    }
    try finishDirectories()
    return report
  }

  /// Why a member is not taken.
  struct Refusal: Error {
    var reason: String
  }

  // MARK: - Members

  private func extract(_ entry: ArchiveEntry, _ reader: any ArchiveReader) throws {
    var names = try names(entry.name, "has a name", reader.limits)
    guard names.count >= policy.droppedComponents else { return }
    names.removeFirst(policy.droppedComponents)
    guard let name = names.last else {
      // The directory itself, as `tar .` puts it first: it stays as it is.
      guard entry.kind == .directory || policy.droppedComponents > 0 else {
        throw Refusal(reason: "has the name of the whole directory")
      }
      return
    }
    let path = { self.root.path.pushing(FilePath(root: nil, names.compactMap(\.component))) }
    if entry.kind == .directory {
      try makeDirectory(names, entry, path)
      return
    }
    switch entry.kind {
    case .characterDevice, .blockDevice: throw Refusal(reason: "is a device")
    case .pipe where !policy.makesPipes: throw Refusal(reason: "is a pipe")
    case .other(let type): throw Refusal(reason: "is of the unknown sort \(type)")
    case .symbolicLink: try checkLink(entry.link, depth: names.count - 1)
    default: break
    }
    let parent = try parent(&trail, names, making: true, path)
    if policy.existing != .replaced, parent.status(name) != nil {
      guard policy.existing == .kept else {
        throw FileError(path: path(), operation: "extract", cause: .fileExists)
      }
      report.kept.append(entry.name)
      return
    }
    switch entry.kind {
    case .symbolicLink:
      try makeLink(entry.link, parent, name, entry, path)
      report.links += 1
    case .hardLink: try makeHardLink(names, parent, name, entry, reader, path)
    case .pipe:
      let temporary = nextName()
      guard mkfifoat(parent.descriptor, temporary.characters, mode(entry)) == 0 else {
        throw FileError.system(path(), "make the pipe")
      }
      try settle(parent, temporary, name, path)
      report.files += 1
    default: try writeFile(parent, name, entry, reader, path)
    }
  }

  private func makeDirectory(
    _ names: [EntryName],
    _ entry: ArchiveEntry,
    _ path: () -> FilePath
  ) throws {
    let directory = try openDirectory(&trail, names[...], making: true, path)
    report.directories += 1
    // Attributes may be large, and nothing that is made in a directory changes them.
    try setAttributes(directory.descriptor, entry, path)
    // Of the rest only what is set at the end is kept, and only what the last member says.
    var kept = ArchiveEntry(
      name: [],
      kind: .directory,
      permissions: entry.permissions,
      modified: entry.modified
    )
    kept.accessed = entry.accessed
    kept.owner = entry.owner
    kept.group = entry.group
    directories[names] = (directories[names]?.number ?? directories.count, kept)
  }

  // MARK: - Ends

  /// Gives what was made its own name.
  func settle(
    _ parent: OpenDirectory,
    _ temporary: EntryName,
    _ name: EntryName,
    _ path: () -> FilePath
  ) throws(FileError) {
    let isDone =
      policy.existing == .replaced
      ? renameat(parent.descriptor, temporary.characters, parent.descriptor, name.characters) == 0
      : parent.renameNew(temporary, to: parent, name)
    guard !isDone else { return }
    let error = FileError.system(path(), "replace")
    unlinkat(parent.descriptor, temporary.characters, 0)
    throw error
  }
}
