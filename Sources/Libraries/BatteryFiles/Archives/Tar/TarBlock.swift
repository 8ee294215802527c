import SystemPackage

/// Makes the headers of a member, in one of the formats.
struct TarBlock {
  var format: TarWriter.Format
  var keepsNanoseconds: Bool
  var isSparse: Bool

  private static let octalLimit: Int64 = 1 << 33
  private static let shortLimit: Int64 = 1 << 21

  /// The blocks before a member's content.
  func headers(
    of entry: ArchiveEntry,
    stored: Int64,
    archive: String
  ) throws(ArchiveError) -> [UInt8] {
    var name = entry.name
    if entry.kind == .directory, name.last != 0x2F { name.append(0x2F) }
    let refuse = { (what: String) in
      ArchiveError(
        .unsupported,
        archive: archive,
        member: entry.name,
        "\(what) has no room in the format \(format.rawValue). Write the format pax."
      )
    }
    var records: [UInt8] = []
    var before: [UInt8] = []
    var fields = Fields(type: try type(of: entry, refuse))

    if isSparse {
      let place = name.lastIndex(of: 0x2F).map { $0 + 1 } ?? 0
      let stand = name[..<place] + Array("GNUSparseFile.0/".utf8) + name[place...]
      records += record("GNU.sparse.major", "1") + record("GNU.sparse.minor", "0")
      records += PaxRecords.record(Array("GNU.sparse.name".utf8), name)
      records += record("GNU.sparse.realsize", String(entry.size))
      fields.name = Array(stand.prefix(100))
    } else if let (prefix, rest) = split(name) {
      fields.name = rest
      fields.prefix = prefix
    } else {
      fields.name = Array(name.prefix(100))
      switch format {
      case .pax: records += PaxRecords.record(Array("path".utf8), name)
      case .gnu: before += longField("L", name)
      case .ustar: throw refuse("its name")
      }
    }
    if entry.link.count <= 100 {
      fields.link = entry.link
    } else {
      fields.link = Array(entry.link.prefix(100))
      switch format {
      case .pax: records += PaxRecords.record(Array("linkpath".utf8), entry.link)
      case .gnu: before += longField("K", entry.link)
      case .ustar: throw refuse("what it leads to")
      }
    }
    try fit(stored, &fields.size, Self.octalLimit, "size", &records, refuse("its size"))
    try fit(
      Int64(entry.owner ?? 0),
      &fields.owner,
      Self.shortLimit,
      "uid",
      &records,
      refuse("its owner's number")
    )
    try fit(
      Int64(entry.group ?? 0),
      &fields.group,
      Self.shortLimit,
      "gid",
      &records,
      refuse("its group's number")
    )
    let (seconds, rest) = entry.modified.quotientAndRemainder(dividingBy: 1_000_000_000)
    let whole = rest < 0 ? seconds - 1 : seconds
    if format == .pax {
      fields.modified = max(0, min(whole, Self.octalLimit - 1))
      if rest != 0 && keepsNanoseconds {
        records += time("mtime", entry.modified)
      } else if fields.modified != whole {
        records += record("mtime", String(whole))
      }
    } else {
      fields.modified = whole
      if format == .ustar, whole < 0 || whole >= Self.octalLimit { throw refuse("its time") }
    }
    for (text, key) in [(entry.ownerName, "uname"), (entry.groupName, "gname")] {
      let isLong = text.count > 32
      if isLong {
        guard format == .pax else { throw refuse("its owner's name") }
        records += PaxRecords.record(Array(key.utf8), text)
      }
      if key == "uname" {
        fields.ownerName = isLong ? [] : text
      } else {
        fields.groupName = isLong ? [] : text
      }
    }
    if format == .pax {
      if let accessed = entry.accessed { records += time("atime", accessed) }
      if let changed = entry.changed { records += time("ctime", changed) }
      if !entry.comment.isEmpty {
        records += PaxRecords.record(Array("comment".utf8), entry.comment)
      }
      for attribute in entry.attributes {
        guard !attribute.name.contains(UInt8(ascii: "=")), !attribute.name.isEmpty else {
          throw refuse("an attribute whose name has an equals sign in it")
        }
        let key = Array("SCHILY.xattr.".utf8) + attribute.name
        records += PaxRecords.record(key, attribute.value)
      }
    } else if !entry.attributes.isEmpty {
      throw refuse("an extended attribute")
    }
    fields.mode = Int64(entry.permissions.rawValue & 0o7777)
    fields.device = entry.device
    if !records.isEmpty {
      if String(validating: name, as: UTF8.self) == nil
        || String(validating: entry.link, as: UTF8.self) == nil
      {
        records = record("hdrcharset", "BINARY") + records
      }
      before += paxHeader(records, for: name)
    }
    return before + fields.block(format)
  }

  // MARK: - Parts

  private func type(
    of entry: ArchiveEntry,
    _ refuse: (String) -> ArchiveError
  ) throws(ArchiveError) -> UInt8 {
    switch entry.kind {
    case .file: return UInt8(ascii: "0")
    case .hardLink: return UInt8(ascii: "1")
    case .symbolicLink: return UInt8(ascii: "2")
    case .characterDevice: return UInt8(ascii: "3")
    case .blockDevice: return UInt8(ascii: "4")
    case .directory: return UInt8(ascii: "5")
    case .pipe: return UInt8(ascii: "6")
    case .other: throw refuse("a thing that is no file")
    }
  }

  /// A name in two fields, where it fits.
  private func split(_ name: [UInt8]) -> (prefix: [UInt8], rest: [UInt8])? {
    if name.count <= 100 { return ([], name) }
    guard format != .gnu, name.count <= 256 else { return nil }
    var place = name.count - 101
    // The slash at the end of a directory's name is no place to divide it.
    while place < min(name.count - 1, 156) {
      if name[place] == 0x2F, place > 0, place < name.count - 1 {
        return (Array(name[..<place]), Array(name[(place + 1)...]))
      }
      place += 1
    }
    return nil
  }

  private func fit(
    _ value: Int64,
    _ field: inout Int64,
    _ limit: Int64,
    _ key: String,
    _ records: inout [UInt8],
    _ error: ArchiveError
  ) throws(ArchiveError) {
    field = value
    guard value < 0 || value >= limit else { return }
    switch format {
    case .pax:
      field = 0
      records += record(key, String(value))
    case .gnu: break
    case .ustar: throw error
    }
  }

  private func record(_ key: String, _ value: String) -> [UInt8] {
    PaxRecords.record(Array(key.utf8), Array(value.utf8))
  }

  private func time(_ key: String, _ value: Int64) -> [UInt8] {
    PaxRecords.record(Array(key.utf8), PaxRecords.text(ofTime: value))
  }

  private func longField(_ type: String, _ text: [UInt8]) -> [UInt8] {
    var fields = Fields(type: Array(type.utf8)[0])
    fields.name = Array("././@LongLink".utf8)
    fields.size = Int64(text.count) + 1
    return fields.block(.gnu) + Self.filled(text + [0])
  }

  private func paxHeader(_ records: [UInt8], for name: [UInt8]) -> [UInt8] {
    var fields = Fields(type: UInt8(ascii: "x"))
    let base = name.split(separator: 0x2F).last.map { Array($0) } ?? []
    fields.name = Array((Array("PaxHeaders/".utf8) + base).prefix(100))
    fields.mode = 0o644
    fields.size = Int64(records.count)
    return fields.block(.ustar) + Self.filled(records)
  }

  private static func filled(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
  }

  /// What stands in one block.
  private struct Fields {
    var type: UInt8
    var name: [UInt8] = []
    var prefix: [UInt8] = []
    var link: [UInt8] = []
    var mode: Int64 = 0
    var owner: Int64 = 0
    var group: Int64 = 0
    var size: Int64 = 0
    var modified: Int64 = 0
    var ownerName: [UInt8] = []
    var groupName: [UInt8] = []
    var device: (major: UInt32, minor: UInt32) = (0, 0)

    func block(_ format: TarWriter.Format) -> [UInt8] {
      var block = [UInt8](repeating: 0, count: TarHeader.blockSize)
      let put = { (bytes: [UInt8], start: Int, block: inout [UInt8]) in
        block.replaceSubrange(start..<start + bytes.count, with: bytes)
      }
      put(name, 0, &block)
      Self.number(mode, 100, 8, &block)
      Self.number(owner, 108, 8, &block)
      Self.number(group, 116, 8, &block)
      Self.number(size, 124, 12, &block)
      Self.number(modified, 136, 12, &block)
      block[156] = type
      put(link, 157, &block)
      put(Array((format == .gnu ? "ustar  \0" : "ustar\u{0}00").utf8), 257, &block)
      put(ownerName, 265, &block)
      put(groupName, 297, &block)
      if type == UInt8(ascii: "3") || type == UInt8(ascii: "4") {
        Self.number(Int64(device.major), 329, 8, &block)
        Self.number(Int64(device.minor), 337, 8, &block)
      }
      put(prefix, 345, &block)
      for index in 148..<156 { block[index] = 0x20 }
      var sum: Int64 = 0
      for byte in block { sum &+= Int64(byte) }
      Self.number(sum, 148, 7, &block)
      return block
    }

    /// Octal digits and a zero byte; in binary what is too large for that, or negative.
    static func number(_ value: Int64, _ start: Int, _ length: Int, _ block: inout [UInt8]) {
      var rest = value
      if value < 0 || length < 12 && value >= 1 << (3 * (length - 1))
        || length == 12 && value >= TarBlock.octalLimit
      {
        for index in stride(from: start + length - 1, through: start, by: -1) {
          block[index] = UInt8(truncatingIfNeeded: rest)
          rest >>= 8
        }
        block[start] |= 0x80
        return
      }
      for index in stride(from: start + length - 2, through: start, by: -1) {
        block[index] = 0x30 + UInt8(rest & 7)
        rest >>= 3
      }
    }
  }
}
