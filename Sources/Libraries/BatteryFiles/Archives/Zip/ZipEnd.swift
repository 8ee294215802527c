/// The record at the end of a zip file, which says where the directory is.
struct ZipEnd {
  var count: UInt64
  var directorySize: Int64
  /// Where the directory stands in the file.
  var directoryOffset: Int64
  /// How many bytes stand before the archive that its numbers do not count, as of a program that
  /// unpacks itself.
  var shift: Int64
  var comment: [UInt8]

  private static let size: Int64 = 22
  private static let longSize: Int64 = 56
  private static let locatorSize: Int64 = 20

  init(_ storage: any ArchiveStorage) throws {
    let damaged = { (what: String) in
      ArchiveError(.damaged, archive: storage.name, what)
    }
    guard storage.size >= Self.size else {
      throw damaged("is too short for a zip file. Check which file it is.")
    }
    let tailSize = min(storage.size, Self.size + 65_535)
    let tailStart = storage.size - tailSize
    let tail = try storage.bytes(at: tailStart, count: Int(tailSize))
    guard let place = Self.find(tail) else {
      throw damaged("is no zip file, or is cut off. Check which file it is.")
    }
    var bytes = ZipBytes(tail[(place + 4)...])
    guard let disk = bytes.number(UInt16.self), let first = bytes.number(UInt16.self),
      bytes.number(UInt16.self) != nil, let total = bytes.number(UInt16.self),
      let length = bytes.number(UInt32.self), let offset = bytes.number(UInt32.self),
      let commentLength = bytes.number(UInt16.self)
    else { throw damaged("is cut off. Fetch the archive again.") }
    comment = Array(bytes.slice(min(Int(commentLength), bytes.rest)) ?? [])
    count = UInt64(total)
    directorySize = Int64(length)
    var stated = Int64(offset)
    var end = tailStart + Int64(place)
    var disks = (disk, first)
    if let long = try Self.long(storage, end) {
      count = long.count
      directorySize = long.size
      stated = long.offset
      end = long.place
      disks = (0, 0)
    }
    guard disks == (0, 0) || disks == (.max, .max) else {
      throw ArchiveError(
        .unsupported,
        archive: storage.name,
        "is one part of several. Join the parts first, as with zip -s 0."
      )
    }
    // The numbers are compared before they are subtracted, so that none goes out of range.
    guard directorySize >= 0, directorySize <= end, stated >= 0, stated <= end - directorySize
    else { throw damaged("its directory is not where it should be. Fetch the archive again.") }
    directoryOffset = end - directorySize
    shift = directoryOffset - stated
  }

  /// Where the record stands: the last that ends with the file, or the last at all.
  private static func find(_ tail: [UInt8]) -> Int? {
    var fallback: Int?
    var place = tail.count - Int(size)
    while place >= 0 {
      if tail[place] == 0x50, tail[place + 1] == 0x4B, tail[place + 2] == 5, tail[place + 3] == 6 {
        let length = Int(tail[place + 20]) | Int(tail[place + 21]) << 8
        if place + Int(size) + length == tail.count { return place }
        if fallback == nil { fallback = place }
      }
      place -= 1
    }
    return fallback
  }

  /// The record of a large zip file, if there is one before the record at a place.
  private static func long(
    _ storage: any ArchiveStorage,
    _ end: Int64
  ) throws -> (count: UInt64, size: Int64, offset: Int64, place: Int64)? {
    guard end >= locatorSize + longSize else { return nil }
    var locator = ZipBytes(
      try storage.bytes(at: end - locatorSize, count: Int(locatorSize))[...]
    )
    guard locator.number(UInt32.self) == 0x0706_4B50, locator.number(UInt32.self) != nil,
      let stated = locator.number(UInt64.self), locator.number(UInt32.self) != nil
    else { return nil }
    // Where it says, or where it is when something stands before the archive.
    for place in [Int64(exactly: stated), end - locatorSize - longSize] {
      guard let place, place <= end - locatorSize - longSize else { continue }
      var bytes = ZipBytes(try storage.bytes(at: place, count: Int(longSize))[...])
      guard bytes.number(UInt32.self) == 0x0606_4B50, bytes.number(UInt64.self) != nil,
        bytes.number(UInt32.self) != nil, bytes.number(UInt64.self) == 0,
        bytes.number(UInt64.self) != nil, let count = bytes.number(UInt64.self),
        let size = bytes.number(UInt64.self).flatMap({ Int64(exactly: $0) }),
        let offset = bytes.number(UInt64.self).flatMap({ Int64(exactly: $0) })
      else { continue }
      return (count, size, offset, place)
    }
    throw ArchiveError(
      .damaged,
      archive: storage.name,
      "its directory is not where it should be. Fetch the archive again."
    )
  }
}
