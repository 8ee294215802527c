import BatteryFiles

/// Reads the few fields of a TIFF (TIFF 6.0, section 2) that say when a picture was taken.
///
/// Nothing in it is trusted: every offset is within the part, and directories and their entries are
/// counted.
struct TIFFReader {
  private static let mostEntries = 512
  private static let originalTime = 0x9003
  private static let digitizedTime = 0x9004
  private static let changeTime = 0x0132
  private static let exifDirectory = 0x8769

  private let probe: FileProbe
  private let base: Int64
  private let length: Int64
  private let isBigEndian: Bool

  /// Reads the header; `nil` when it is none.
  init?(_ probe: FileProbe, at base: Int64, length: Int64 = .max) throws(FileError) {
    self.probe = probe
    self.base = base
    self.length = length
    let mark = try probe.bytes(at: base, 4)
    switch mark {
    case [0x49, 0x49, 0x2A, 0]: isBigEndian = false
    case [0x4D, 0x4D, 0, 0x2A]: isBigEndian = true
    default: return nil
    }
  }

  /// The time of the picture, then that of its digitization, then that of its last change.
  func taken() throws(FileError) -> Int64? {
    guard let first = try number(at: 4, 4), let main = try directory(at: first) else { return nil }
    if let place = main[Self.exifDirectory], let exif = try directory(at: place.value) {
      for tag in [Self.originalTime, Self.digitizedTime] {
        if let entry = exif[tag], let time = try time(entry) { return time }
      }
    }
    guard let entry = main[Self.changeTime] else { return nil }
    return try time(entry)
  }

  private struct Entry {
    var type: Int
    var count: Int
    var value: Int
  }

  private func directory(at offset: Int) throws(FileError) -> [Int: Entry]? {
    guard let count = try number(at: offset, 2), (1...Self.mostEntries).contains(count) else {
      return nil
    }
    let bytes = try self.bytes(at: offset + 2, count * 12)
    var entries: [Int: Entry] = [:]
    for start in stride(from: 0, through: bytes.count - 12, by: 12) {
      entries[value(bytes[start..<start + 2])] = Entry(
        type: value(bytes[start + 2..<start + 4]),
        count: value(bytes[start + 4..<start + 8]),
        value: value(bytes[start + 8..<start + 12])
      )
    }
    return entries
  }

  /// Reads `2026:11:23 14:05:00`, which is text of twenty bytes with its zero.
  private func time(_ entry: Entry) throws(FileError) -> Int64? {
    guard entry.type == 2, (19...20).contains(entry.count) else { return nil }
    let text = try bytes(at: entry.value, 19)
    guard text.count == 19, text[4] == 0x3A, text[7] == 0x3A, text[10] == 0x20, text[13] == 0x3A,
      text[16] == 0x3A
    else { return nil }
    var numbers: [Int] = []
    for (start, count) in [(0, 4), (5, 2), (8, 2), (11, 2), (14, 2), (17, 2)] {
      var number = 0
      for byte in text[start..<start + count] {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        number = number * 10 + Int(byte - 0x30)
      }
      numbers.append(number)
    }
    return PhotoDate.nanoseconds(numbers)
  }

  private func number(at offset: Int, _ width: Int) throws(FileError) -> Int? {
    let bytes = try bytes(at: offset, width)
    return bytes.count == width ? value(bytes[...]) : nil
  }

  private func bytes(at offset: Int, _ count: Int) throws(FileError) -> [UInt8] {
    guard offset >= 0, Int64(offset) + Int64(count) <= length else { return [] }
    return try probe.bytes(at: base + Int64(offset), count)
  }

  private func value(_ bytes: ArraySlice<UInt8>) -> Int {
    isBigEndian
      ? bytes.reduce(0) { $0 << 8 | Int($1) } : bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
