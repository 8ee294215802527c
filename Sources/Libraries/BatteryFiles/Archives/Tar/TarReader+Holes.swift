import SystemPackage

/// Where the holes of sparse files are, which GNU tar says in three ways.
extension TarReader {
  /// GNU's old form: four regions in the header, more in blocks behind it.
  func oldSparseMap() throws -> TarSparseMap {
    do {
      guard let block = stream.lastBlock else { throw damaged("its map of holes is missing") }
      var regions = try TarSparseMap.regions(block, at: 386, count: 4)
      let size = try TarHeader.number(block, 483, 12, "size")
      var isContinued = block[482] != 0
      while isContinued {
        guard let block = try stream.block() else { throw damaged("its map of holes is cut off") }
        regions += try TarSparseMap.regions(block, at: 0, count: 21)
        guard regions.count * 24 <= limits.headerSize else { throw tooLarge("its map of holes") }
        isContinued = block[504] != 0
      }
      guard let map = TarSparseMap(regions, size: size) else {
        throw damaged("its map of holes is in disorder")
      }
      return map
    } catch is TarHeader.Problem {
      throw damaged("its map of holes cannot be read")
    }
  }

  /// GNU's forms in pax: the map in records, or in lines at the start of the content.
  func newSparseMap(_ extra: inout TarExtras) throws -> TarSparseMap {
    var regions = extra.sparseRegions
    if extra.isSparseInContent {
      regions = []
      guard let wanted = try contentNumber(), wanted >= 0,
        wanted <= Int64(limits.headerSize / 24)
      else { throw damaged("its map of holes cannot be read, or is too large") }
      for _ in 0..<wanted {
        guard let offset = try contentNumber(), let count = try contentNumber() else {
          throw damaged("its map of holes cannot be read")
        }
        regions.append(TarSparseMap.Region(offset: offset, count: count))
      }
      // The map fills whole blocks.
      let rest = (512 - mapBytes % 512) % 512
      guard rest <= unread, try stream.skip(rest) == rest else {
        throw damaged("its map of holes is cut off")
      }
      unread -= rest
      mapBytes = 0
    }
    guard let map = TarSparseMap(regions, size: extra.sparseSize ?? -1) else {
      throw damaged("its map of holes is in disorder")
    }
    return map
  }

  private func contentNumber() throws -> Int64? {
    var digits: [UInt8] = []
    while unread > 0, digits.count < 20 {
      guard let byte = try stream.bytes(1)?.first else { return nil }
      unread -= 1
      mapBytes += 1
      if byte == 0x0A { return digits.isEmpty ? nil : PaxRecords.number(digits) }
      digits.append(byte)
    }
    return nil
  }
}
