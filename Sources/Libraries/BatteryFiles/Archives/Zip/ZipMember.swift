import SystemPackage

/// One member as the directory of a zip file has it.
struct ZipMember {
  var entry: ArchiveEntry
  /// The bytes of the name as the file has them, to be compared with those before the content.
  var storedName: [UInt8]
  /// The version of the format that it needs, times ten.
  var version: UInt16
  var flags: UInt16
  var method: UInt16
  var checksum: UInt32
  var compressedSize: Int64
  var size: Int64
  /// Where the header before the content stands, in the file.
  var offset: Int64
  /// Where the next header stands, or the directory.
  var end: Int64 = 0

  static let signature: UInt32 = 0x0201_4B50
  static let isUTF8: UInt16 = 0x800

  /// Reads a member of the directory; `nil` when it is damaged.
  init?(_ bytes: inout ZipBytes, names: ZipNames, shift: Int64) {
    guard bytes.number(UInt32.self) == Self.signature,
      bytes.number(UInt8.self) != nil,
      let host = bytes.number(UInt8.self),
      let version = bytes.number(UInt16.self),
      let flags = bytes.number(UInt16.self),
      let method = bytes.number(UInt16.self),
      let time = bytes.number(UInt16.self),
      let date = bytes.number(UInt16.self),
      let checksum = bytes.number(UInt32.self),
      let compressed = bytes.number(UInt32.self),
      let size = bytes.number(UInt32.self),
      let nameLength = bytes.number(UInt16.self),
      let extraLength = bytes.number(UInt16.self),
      let commentLength = bytes.number(UInt16.self),
      let disk = bytes.number(UInt16.self),
      bytes.number(UInt16.self) != nil,
      let attributes = bytes.number(UInt32.self),
      let offset = bytes.number(UInt32.self),
      let name = bytes.slice(Int(nameLength)),
      let extra = bytes.slice(Int(extraLength)),
      let comment = bytes.slice(Int(commentLength))
    else { return nil }
    guard
      let extras = ZipExtras(
        extra,
        name: name,
        size: size,
        compressed: compressed,
        offset: offset,
        disk: disk
      )
    else { return nil }
    self.version = version & 0xFF
    self.flags = flags
    self.method = method
    self.checksum = checksum
    self.size = extras.size
    compressedSize = extras.compressedSize
    guard self.size >= 0, compressedSize >= 0, extras.offset >= 0,
      case let (place, isBeyond) = extras.offset.addingReportingOverflow(shift), !isBeyond
    else { return nil }
    self.offset = place
    storedName = Array(name)

    var decoded: [UInt8]
    if let unicode = extras.unicodeName {
      decoded = unicode
    } else if flags & Self.isUTF8 != 0 || names == .bytes || !name.contains(where: { $0 >= 0x80 })
      || names == .automatic && (host == 3 || host == 19)
    {
      decoded = storedName
    } else {
      decoded = CodePage437.utf8(name)
    }
    let mode = attributes >> 16
    var kind: ArchiveEntry.Kind
    switch mode & 0o170000 {
    case 0o040000: kind = .directory
    case 0o120000: kind = .symbolicLink
    case 0o010000: kind = .pipe
    case 0o020000: kind = .characterDevice
    case 0o060000: kind = .blockDevice
    default: kind = .file
    }
    if decoded.last == 0x2F { kind = .directory }
    if kind == .directory { while decoded.count > 1, decoded.last == 0x2F { decoded.removeLast() } }
    entry = ArchiveEntry(name: decoded, kind: kind, size: kind == .directory ? 0 : self.size)
    if mode & 0o7777 != 0 {
      entry.permissions = FilePermissions(rawValue: CModeT(mode & 0o7777))
    } else if attributes & 1 != 0, kind == .file {
      entry.permissions = [.ownerRead, .groupRead, .otherRead]
    }
    entry.modified = extras.modified ?? ZipTime(date: date, time: time).nanoseconds
    entry.accessed = extras.accessed
    entry.owner = extras.owner
    entry.group = extras.group
    entry.comment = Array(comment)
    entry.isEncrypted = flags & 1 != 0 || method == 99
  }
}
