import BatteryFiles

/// Finds the EXIF part of a HEIC or AVIF picture (ISO/IEC 23008-12, Annex A, in boxes as
/// ISO/IEC 14496-12, section 8.11, has them).
///
/// Nothing in it is trusted: boxes and items are counted, and what is read of one is bounded.
struct HEIFReader {
  private static let mostBoxes = 256
  private static let longestTable: Int64 = 1 << 20
  private static let brands: Set<String> = [
    "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "mif2", "msf1", "avif", "avis",
  ]

  private struct Box {
    var type: String
    var start: Int64
    var end: Int64
  }

  private struct Location {
    var isInIdat: Bool
    var offset: Int64
    var length: Int64
  }

  private let probe: FileProbe

  init(_ probe: FileProbe) {
    self.probe = probe
  }

  /// When the picture was taken; `nil` when it is none of these, or does not say.
  ///
  /// - Throws: ``FileError`` when the file cannot be read.
  func taken() throws(FileError) -> Int64? {
    guard let kind = try boxes(from: 0, to: .max, until: "ftyp").last, kind.type == "ftyp",
      kind.end - kind.start <= 1024, try isPicture(kind),
      let meta = try boxes(from: kind.end, to: .max, until: "meta").last, meta.type == "meta"
    else { return nil }
    // The version and the flags of the box come before what is in it.
    let parts = try boxes(from: meta.start + 4, to: meta.end, until: nil)
    guard let items = try table("iinf", parts), let places = try table("iloc", parts),
      let item = Self.exifItem(items), let place = Self.location(of: item, places)
    else { return nil }
    var start = place.offset
    if place.isInIdat {
      guard let data = parts.first(where: { $0.type == "idat" }) else { return nil }
      start += data.start
    }
    // How far behind these four bytes the TIFF begins: "Exif" and two zeros may be before it.
    var head = BigEndianBytes(try probe.bytes(at: start, 4))
    guard let skipped = head.number(4).map({ Int64($0) + 4 }), skipped < place.length else {
      return nil
    }
    return try TIFFReader(probe, at: start + skipped, length: place.length - skipped)?.taken()
  }

  private func isPicture(_ box: Box) throws(FileError) -> Bool {
    let bytes = try probe.bytes(at: box.start, Int(box.end - box.start))
    return stride(from: 0, through: bytes.count - 4, by: 4).contains { start in
      start != 4 && Self.brands.contains(String(decoding: bytes[start..<start + 4], as: UTF8.self))
    }
  }

  /// The boxes in a part of the file, up to the first of a type.
  private func boxes(
    from start: Int64,
    to end: Int64,
    until type: String?
  ) throws(FileError) -> [Box] {
    var found: [Box] = []
    var offset = start
    while offset < end, found.count < Self.mostBoxes {
      var head = BigEndianBytes(try probe.bytes(at: offset, 16))
      guard let short = head.number(4), let name = head.text(4) else { break }
      var length = Int64(short)
      var headLength: Int64 = 8
      if short == 1 {
        guard let long = head.number(8), long < 1 << 56 else { break }
        length = Int64(long)
        headLength = 16
      }
      // No length: the box goes on to the end.
      let next = short == 0 ? end : offset + length
      guard next >= offset + headLength, next <= end else { break }
      found.append(Box(type: name, start: offset + headLength, end: next))
      if name == type { break }
      offset = next
    }
    return found
  }

  private func table(_ type: String, _ boxes: [Box]) throws(FileError) -> BigEndianBytes? {
    guard let box = boxes.first(where: { $0.type == type }),
      box.end - box.start <= Self.longestTable
    else { return nil }
    return BigEndianBytes(try probe.bytes(at: box.start, Int(box.end - box.start)))
  }

  /// The number of the item with EXIF: `iinf`, 14496-12, section 8.11.6.
  private static func exifItem(_ table: BigEndianBytes) -> UInt64? {
    var table = table
    guard let version = table.number(1), table.skip(3),
      let count = table.number(version == 0 ? 2 : 4)
    else { return nil }
    var left = count
    while left > 0 {
      left -= 1
      guard let length = table.number(4), length >= 8, table.text(4) == "infe",
        var entry = table.part(Int(length) - 8), let version = entry.number(1), entry.skip(3)
      else { return nil }
      guard version >= 2, let number = entry.number(version == 2 ? 2 : 4), entry.skip(2) else {
        continue
      }
      if entry.text(4) == "Exif" { return number }
    }
    return nil
  }

  /// Where an item is: `iloc`, 14496-12, section 8.11.3.
  private static func location(of item: UInt64, _ table: BigEndianBytes) -> Location? {
    var table = table
    guard let version = table.number(1), version <= 2, table.skip(3), let widths = table.number(2),
      let count = table.number(version < 2 ? 2 : 4)
    else { return nil }
    let width = { (place: UInt64) in Int(widths >> (place * 4) & 15) }
    let (offsetWidth, lengthWidth, baseWidth) = (width(3), width(2), width(1))
    let indexWidth = version == 0 ? 0 : width(0)
    var left = count
    while left > 0 {
      left -= 1
      guard let number = table.number(version < 2 ? 2 : 4),
        let method = version == 0 ? 0 : table.number(2).map({ $0 & 15 }),
        let file = table.number(2), let base = table.number(baseWidth),
        let extents = table.number(2)
      else { return nil }
      if number != item {
        guard table.skip(Int(extents) * (indexWidth + offsetWidth + lengthWidth)) else {
          return nil
        }
        continue
      }
      // What is in pieces, in another file or made of other items is not looked for.
      guard extents == 1, file == 0, method <= 1, table.skip(indexWidth),
        let offset = table.number(offsetWidth), let length = table.number(lengthWidth),
        base < 1 << 56, offset < 1 << 56, length < 1 << 56
      else { return nil }
      return Location(
        isInIdat: method == 1,
        offset: Int64(base) + Int64(offset),
        length: length == 0 ? .max : Int64(length)
      )
    }
    return nil
  }
}
