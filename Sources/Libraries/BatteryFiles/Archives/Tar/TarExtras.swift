/// What the headers before a member's own say about it.
struct TarExtras {
  var longName: [UInt8]?
  var longLink: [UInt8]?
  var path: [UInt8]?
  var link: [UInt8]?
  var size: Int64?
  var owner: UInt32?
  var group: UInt32?
  var ownerName: [UInt8]?
  var groupName: [UInt8]?
  var modified: Int64?
  var accessed: Int64?
  var changed: Int64?
  var comment: [UInt8]?
  private(set) var attributes: [ArchiveEntry.Attribute] = []
  var isSparse = false
  var isSparseInContent = false
  var sparseName: [UInt8]?
  var sparseSize: Int64?
  var sparseRegions: [TarSparseMap.Region] = []

  private var sparseOffset: Int64?
  /// Where an attribute stands: a search for each would take a time that goes with their square.
  private var places: [[UInt8]: Int] = [:]

  private static let attributePrefix = Array("SCHILY.xattr.".utf8)

  /// Takes records over, the last of a key counts; an empty value takes a record away.
  mutating func take(
    _ records: [(key: [UInt8], value: [UInt8])],
    archive: String
  ) throws(ArchiveError) {
    for (key, value) in records {
      guard take(key, value) else {
        throw ArchiveError(
          .damaged,
          archive: archive,
          member: path ?? longName ?? [],
          "the pax record \(ArchiveError.printable(key)) has a value that cannot be read."
            + " Fetch the archive again."
        )
      }
    }
  }

  private mutating func take(_ key: [UInt8], _ value: [UInt8]) -> Bool {
    let isEmpty = value.isEmpty
    switch String(decoding: key, as: UTF8.self) {
    case "path": path = isEmpty ? nil : value
    case "linkpath": link = isEmpty ? nil : value
    case "uname": ownerName = value
    case "gname": groupName = value
    case "comment": comment = isEmpty ? nil : value
    case "size": return Self.set(&size, value)
    case "uid": return Self.set(&owner, value)
    case "gid": return Self.set(&group, value)
    case "mtime": return Self.setTime(&modified, value)
    case "atime": return Self.setTime(&accessed, value)
    case "ctime": return Self.setTime(&changed, value)
    case "GNU.sparse.major":
      isSparse = true
      isSparseInContent = value == [UInt8(ascii: "1")]
    case "GNU.sparse.minor": isSparse = true
    case "GNU.sparse.numblocks": isSparse = true
    case "GNU.sparse.name": sparseName = isEmpty ? nil : value
    case "GNU.sparse.size", "GNU.sparse.realsize":
      isSparse = true
      return Self.set(&sparseSize, value)
    case "GNU.sparse.offset": return Self.set(&sparseOffset, value)
    case "GNU.sparse.numbytes":
      guard let offset = sparseOffset, let count = PaxRecords.number(value) else { return false }
      sparseRegions.append(TarSparseMap.Region(offset: offset, count: count))
      sparseOffset = nil
    case "GNU.sparse.map":
      guard let regions = TarSparseMap.regions(value) else { return false }
      isSparse = true
      sparseRegions = regions
    default:
      guard key.starts(with: Self.attributePrefix), key.count > Self.attributePrefix.count else {
        return true
      }
      let name = Array(key.dropFirst(Self.attributePrefix.count))
      let attribute = ArchiveEntry.Attribute(name: name, value: value)
      if let place = places[name] {
        attributes[place] = attribute
      } else {
        places[name] = attributes.count
        attributes.append(attribute)
      }
    }
    return true
  }

  private static func set<Number: FixedWidthInteger>(
    _ field: inout Number?,
    _ value: [UInt8]
  ) -> Bool {
    if value.isEmpty {
      field = nil
      return true
    }
    guard let number = PaxRecords.number(value) else { return false }
    field = Number(exactly: number)
    return true
  }

  private static func setTime(_ field: inout Int64?, _ value: [UInt8]) -> Bool {
    if value.isEmpty {
      field = nil
      return true
    }
    guard let time = PaxRecords.time(value) else { return false }
    field = time
    return true
  }
}
