import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What an archive says of a file beside its content.
extension ArchiveTreePacker {
  func entry(_ name: [UInt8], _ status: NodeStatus) -> ArchiveEntry? {
    let kind: ArchiveEntry.Kind
    switch status.kind {
    case .file: kind = .file
    case .directory: kind = .directory
    case .symbolicLink: kind = .symbolicLink
    case .pipe: kind = .pipe
    case .characterDevice: kind = .characterDevice
    case .blockDevice: kind = .blockDevice
    default: return nil
    }
    if !writer.hasHardLinks, kind == .pipe || kind == .characterDevice || kind == .blockDevice {
      return nil
    }
    var entry = ArchiveEntry(
      name: name,
      kind: kind,
      size: kind == .file ? status.size : 0,
      modified: min(status.modified, options.latestTime ?? .max)
    )
    let mode = status.permissions
    if options.isReproducible {
      let isOpen = kind == .directory || mode & 0o100 != 0
      entry.permissions = FilePermissions(rawValue: isOpen ? 0o755 : 0o644)
      entry.owner = 0
      entry.group = 0
    } else {
      entry.permissions = FilePermissions(rawValue: mode)
      entry.owner = status.raw.st_uid
      entry.group = status.raw.st_gid
      entry.ownerName = ownerName(status.raw.st_uid)
      entry.groupName = groupName(status.raw.st_gid)
    }
    if kind == .symbolicLink { entry.permissions = FilePermissions(rawValue: 0o777) }
    if kind == .characterDevice || kind == .blockDevice {
      let device = UInt64(status.raw.st_rdev)
      #if os(Linux)
      entry.device = (
        UInt32(truncatingIfNeeded: device >> 8 & 0xFFF | device >> 32 & 0xFFFF_F000),
        UInt32(truncatingIfNeeded: device & 0xFF | device >> 12 & 0xFFFF_FF00)
      )
      #else
      entry.device = (
        UInt32(truncatingIfNeeded: device >> 24 & 0xFF),
        UInt32(truncatingIfNeeded: device & 0xFF_FFFF)
      )
      #endif
    }
    return entry
  }

  private func ownerName(_ number: UInt32) -> [UInt8] {
    if let name = owners[number] { return name }
    var record = passwd()
    var result: UnsafeMutablePointer<passwd>?
    var name: [UInt8] = []
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { buffer in
      if let start = buffer.baseAddress,
        getpwuid_r(number, &record, start, buffer.count, &result) == 0,
        result != nil, let text = record.pw_name
      {
        name = EntryName(text).bytes
      }
    }
    owners[number] = name
    return name
  }

  private func groupName(_ number: UInt32) -> [UInt8] {
    if let name = groups[number] { return name }
    var record = group()
    var result: UnsafeMutablePointer<group>?
    var name: [UInt8] = []
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { buffer in
      if let start = buffer.baseAddress,
        getgrgid_r(number, &record, start, buffer.count, &result) == 0,
        result != nil, let text = record.gr_name
      {
        name = EntryName(text).bytes
      }
    }
    groups[number] = name
    return name
  }

  func attributes(_ file: Int32) -> [ArchiveEntry.Attribute] {
    ExtendedAttributes.all(of: file)
      .map { ArchiveEntry.Attribute(name: $0.key, value: $0.value) }
      .sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  func path(_ name: [UInt8]) -> FilePath {
    root.pushing(FilePath(archiveBytes: Array(name.dropFirst(options.prefix.count))))
  }
}
