import SystemPackage

/// What is written about one member: before its content, behind it, and in the directory.
struct ZipRecord {
  var flags: UInt16 = 0
  var method: UInt16 = 0
  var checksum: UInt32 = 0
  var compressedSize: UInt64 = 0
  var size: UInt64 = 0
  /// Whether the sizes are not known before the content, and may be large.
  var isLong = false

  private let name: [UInt8]
  private let comment: [UInt8]
  private let attributes: UInt32
  private let time: ZipTime
  private let offset: UInt64
  private let extra: [UInt8]

  private static let longLimit: UInt64 = 0xFFFF_FFFF
  private static let madeByUnix: UInt16 = 3 << 8

  init(
    _ entry: ArchiveEntry,
    offset: UInt64,
    keepsOwners: Bool,
    _ archive: String
  ) throws(ArchiveError) {
    let refuse = { (what: String) in
      ArchiveError(.unsupported, archive: archive, member: entry.name, "\(what). Leave it out.")
    }
    var name = entry.name
    var type: UInt32
    switch entry.kind {
    case .file: type = 0o100000
    case .directory:
      type = 0o040000
      if name.last != 0x2F { name.append(0x2F) }
    case .symbolicLink: type = 0o120000
    default: throw refuse("is a thing that zip has no room for")
    }
    guard !name.isEmpty, name.count <= 65_535, entry.comment.count <= 65_535, !name.contains(0)
    else { throw refuse("has a name that zip has no room for") }
    type |= UInt32(entry.permissions.rawValue) & 0o7777
    attributes = type << 16 | (entry.kind == .directory ? 0x10 : 0)
    self.name = name
    comment = entry.comment
    self.offset = offset
    time = ZipTime(nanoseconds: entry.modified)
    let isPlain = !name.contains { $0 >= 0x80 } && !comment.contains { $0 >= 0x80 }
    if !isPlain, String(validating: name, as: UTF8.self) != nil,
      String(validating: comment, as: UTF8.self) != nil
    {
      flags |= ZipMember.isUTF8
    }
    var extra: [UInt8] = []
    let (quotient, rest) = entry.modified.quotientAndRemainder(dividingBy: 1_000_000_000)
    if let seconds = Int32(exactly: quotient - (rest < 0 ? 1 : 0)) {
      extra.appendLittle(UInt16(0x5455))
      extra.appendLittle(UInt16(5))
      extra.append(1)
      extra.appendLittle(seconds)
    }
    if keepsOwners, let owner = entry.owner, let group = entry.group {
      extra.appendLittle(UInt16(0x7875))
      extra.appendLittle(UInt16(11))
      extra.append(1)
      extra.append(4)
      extra.appendLittle(owner)
      extra.append(4)
      extra.appendLittle(group)
    }
    self.extra = extra
  }

  /// What stands before the content.
  var header: [UInt8] {
    var bytes: [UInt8] = []
    let hasLongSizes = isLong || size >= Self.longLimit || compressedSize >= Self.longLimit
    var extra = extra
    if hasLongSizes {
      extra.appendLittle(UInt16(1))
      extra.appendLittle(UInt16(16))
      extra.appendLittle(isLong ? 0 : size)
      extra.appendLittle(isLong ? 0 : compressedSize)
    }
    bytes.appendLittle(UInt32(0x0403_4B50))
    bytes.appendLittle(UInt16(hasLongSizes ? 45 : 20))
    appendMiddle(&bytes, isKnown: !isLong, hasLongSizes: hasLongSizes)
    bytes.appendLittle(UInt16(name.count))
    bytes.appendLittle(UInt16(extra.count))
    return bytes + name + extra
  }

  /// What stands behind content whose size was not known.
  var descriptor: [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendLittle(UInt32(0x0807_4B50))
    bytes.appendLittle(checksum)
    bytes.appendLittle(compressedSize)
    bytes.appendLittle(size)
    return bytes
  }

  /// What stands in the directory.
  var directoryEntry: [UInt8] {
    var bytes: [UInt8] = []
    let longs = [size, compressedSize, offset].filter { $0 >= Self.longLimit }
    var extra = extra
    if !longs.isEmpty {
      extra.appendLittle(UInt16(1))
      extra.appendLittle(UInt16(longs.count * 8))
      for number in longs { extra.appendLittle(number) }
    }
    let version: UInt16 = longs.isEmpty && !isLong ? 20 : 45
    bytes.appendLittle(ZipMember.signature)
    bytes.appendLittle(Self.madeByUnix | version)
    bytes.appendLittle(version)
    appendMiddle(&bytes, isKnown: true, hasLongSizes: false)
    bytes.appendLittle(UInt16(name.count))
    bytes.appendLittle(UInt16(extra.count))
    bytes.appendLittle(UInt16(comment.count))
    bytes.appendLittle(UInt16(0))
    bytes.appendLittle(UInt16(0))
    bytes.appendLittle(attributes)
    bytes.appendLittle(UInt32(clamping: offset))
    return bytes + name + extra + comment
  }

  private func appendMiddle(_ bytes: inout [UInt8], isKnown: Bool, hasLongSizes: Bool) {
    bytes.appendLittle(flags)
    bytes.appendLittle(method)
    bytes.appendLittle(time.time)
    bytes.appendLittle(time.date)
    bytes.appendLittle(isKnown ? checksum : 0)
    for number in [compressedSize, size] {
      bytes.appendLittle(hasLongSizes ? .max : UInt32(clamping: isKnown ? number : 0))
    }
  }
}
