import CTransferCalls
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Files, and what belongs to them.
extension ArchiveExtractor {
  func writeFile(
    _ parent: OpenDirectory,
    _ name: EntryName,
    _ entry: ArchiveEntry,
    _ reader: any ArchiveReader,
    _ path: () -> FilePath
  ) throws {
    let (sum, isBeyond) = report.bytes.addingReportingOverflow(entry.size)
    guard !isBeyond, sum <= reader.limits.totalSize else {
      throw limit(reader, entry, "the files have more than \(reader.limits.totalSize) bytes")
    }
    let temporary = nextName()
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = openat(parent.descriptor, temporary.characters, flags, 0o600)
    guard file >= 0 else { throw FileError.system(path(), "write beside it") }
    do {
      defer { close(file) }
      var place: Int64 = 0
      while let block = try reader.readBlock(into: buffer) {
        data += Int64(block.count)
        if data > reader.limits.ratioFloor, data / reader.limits.ratio > reader.consumed {
          throw limit(
            reader,
            entry,
            "the files are more than \(reader.limits.ratio) times as long as the archive"
          )
        }
        if block.offset > place, lseek(file, off_t(block.offset), SEEK_SET) < 0 {
          throw FileError.system(path(), "write")
        }
        var done = 0
        while done < block.count, let start = buffer.baseAddress {
          let count = systemWrite(file, start + done, block.count - done)
          if count < 0, errno == EINTR { continue }
          guard count >= 0 else { throw FileError.system(path(), "write") }
          done += count
        }
        place = block.offset + Int64(block.count)
      }
      if place < entry.size, ftruncate(file, off_t(entry.size)) != 0 {
        throw FileError.system(path(), "write")
      }
      try setAttributes(file, entry, path)
      try finish(file, entry, path)
      try settle(parent, temporary, name, path)
    } catch {
      unlinkat(parent.descriptor, temporary.characters, 0)
      throw error
    }
    report.bytes += entry.size
    report.files += 1
  }

  /// Gives a file or directory its extended attributes, those of users alone.
  func setAttributes(
    _ file: Int32,
    _ entry: ArchiveEntry,
    _ path: () -> FilePath
  ) throws(FileError) {
    guard policy.keepsAttributes else { return }
    for attribute in entry.attributes
    where attribute.name.starts(with: "user.".utf8) && !attribute.name.contains(0) {
      let name = attribute.name.map { CChar(bitPattern: $0) } + [0]
      guard
        transfer_set_attribute(file, name, attribute.value, attribute.value.count) == 0
          || transfer_is_unsupported(errno) != 0
      else { throw FileError.system(path(), "set an attribute of") }
    }
  }

  /// Gives a whole file what else belongs to it; the mode is the last.
  private func finish(
    _ file: Int32,
    _ entry: ArchiveEntry,
    _ path: () -> FilePath
  ) throws(FileError) {
    if policy.keepsOwners, let owner = entry.owner, let group = entry.group,
      fchown(file, owner, group) != 0
    {
      throw FileError.system(path(), "change the owner of")
    }
    if policy.keepsTimes {
      var times = Self.times(entry)
      let result = withUnsafePointer(to: &times) { pointer in
        pointer.withMemoryRebound(to: timespec.self, capacity: 2) { futimens(file, $0) }
      }
      guard result == 0 else { throw FileError.system(path(), "set the time of") }
    }
    guard fchmod(file, mode(entry)) == 0 else {
      throw FileError.system(path(), "set the mode of")
    }
  }

  func finishDirectories() throws(FileError) {
    // From below upwards, since a file that is made in a directory changes its time.
    for (names, (_, entry)) in directories.sorted(by: { $0.value.number > $1.value.number }) {
      let path = { self.root.path.pushing(FilePath(root: nil, names.compactMap(\.component))) }
      // Another member may have taken its place, which then has what belongs to it.
      guard let directory = try? trail.directory(names[...], making: false) else { continue }
      try finish(directory.descriptor, entry, path)
    }
    directories = [:]
  }

  func mode(_ entry: ArchiveEntry) -> CModeT {
    let mode = entry.permissions.rawValue & 0o7777
    guard policy.modes == .safe else { return mode }
    if entry.kind == .directory { return mode & 0o755 | 0o700 }
    return mode & (mode & 0o100 != 0 ? 0o755 : 0o644) | 0o600
  }

  static func times(_ entry: ArchiveEntry) -> (timespec, timespec) {
    (timespec(archive: entry.accessed ?? entry.modified), timespec(archive: entry.modified))
  }

  private func limit(
    _ reader: any ArchiveReader,
    _ entry: ArchiveEntry,
    _ what: String
  ) -> ArchiveError {
    ArchiveError(
      .limit,
      archive: reader.name,
      member: entry.name,
      "\(what) with it. Raise the limit if you trust the archive."
    )
  }
}

/// The system's `write`, whose name the methods of a type may hide.
private func systemWrite(_ file: Int32, _ start: UnsafeRawPointer, _ count: Int) -> Int {
  write(file, start, count)
}

extension timespec {
  init(archive nanoseconds: Int64) {
    let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    self.init(
      tv_sec: Int(rest < 0 ? seconds - 1 : seconds),
      tv_nsec: Int(rest < 0 ? rest + 1_000_000_000 : rest)
    )
  }
}
