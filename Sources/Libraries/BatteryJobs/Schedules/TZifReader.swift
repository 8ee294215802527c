/// Reads the zone files of the tz database: TZif versions 1 to 4 (RFC 8536 and RFC 9636).
struct TZifReader {
  private let bytes: [UInt8]

  /// The counts of a header, in the order of RFC 9636, section 3.1.
  private struct Header {
    var version: UInt8
    var universalCount: Int
    var standardCount: Int
    var leapCount: Int
    var changeCount: Int
    var typeCount: Int
    var nameBytes: Int

    func bodyBytes(timeBytes: Int) -> Int {
      changeCount * (timeBytes + 1) + typeCount * 6 + nameBytes + leapCount * (timeBytes + 4)
        + standardCount + universalCount
    }
  }

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  static func startsLikeZone(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x54, 0x5A, 0x69, 0x66])
  }

  /// Reads the table; the error says what is wrong with the file.
  func table(identifier: String) throws(ScheduleError) -> ZoneTable {
    var start = 0
    var header = try header(at: 0, identifier)
    var timeBytes = 4
    if header.version >= UInt8(ascii: "2") {
      // The first block is there for readers of version 1 only.
      start = 44 + header.bodyBytes(timeBytes: 4)
      header = try self.header(at: start, identifier)
      timeBytes = 8
    }
    let body = start + 44
    let end = body + header.bodyBytes(timeBytes: timeBytes)
    guard header.typeCount > 0, end <= bytes.count else {
      throw damaged(identifier, "is cut short")
    }
    guard header.leapCount == 0 else {
      throw ScheduleError(
        .unreadableZone,
        "time zone \(ScheduleError.quote(identifier)) counts leap seconds, which no schedule does;"
          + " use the name without \"right/\""
      )
    }
    let changes = (0..<header.changeCount).map { integer(at: body + $0 * timeBytes, timeBytes) }
    let indices = body + header.changeCount * timeBytes
    let types = indices + header.changeCount
    var offsets: [Int64] = [integer(at: types, 4)]
    for index in 0..<header.changeCount {
      let type = Int(bytes[indices + index])
      guard type < header.typeCount else { throw damaged(identifier, "names a missing type") }
      offsets.append(integer(at: types + type * 6, 4))
    }
    guard zip(changes, changes.dropFirst()).allSatisfy({ $0 < $1 }),
      offsets.allSatisfy({ abs($0) <= 26 * 3600 })
    else { throw damaged(identifier, "has changes out of order") }
    return ZoneTable(
      identifier: identifier,
      changes: changes,
      offsets: offsets,
      rule: timeBytes == 8 ? try footer(at: end, identifier) : nil
    )
  }

  private func footer(at start: Int, _ identifier: String) throws(ScheduleError) -> PosixZoneRule? {
    guard start < bytes.count, bytes[start] == 0x0A,
      let end = bytes[(start + 1)...].firstIndex(of: 0x0A)
    else { throw damaged(identifier, "lacks its last line") }
    let text = bytes[(start + 1)..<end]
    guard !text.isEmpty else { return nil }
    guard let rule = PosixZoneRule(text) else {
      throw damaged(identifier, "ends in a rule that cannot be read")
    }
    return rule
  }

  private func header(at start: Int, _ identifier: String) throws(ScheduleError) -> Header {
    guard start + 44 <= bytes.count, Self.startsLikeZone(Array(bytes[start...].prefix(4))) else {
      throw damaged(identifier, "is not a TZif file")
    }
    let counts = (0..<6).map { Int(integer(at: start + 20 + $0 * 4, 4)) }
    guard counts.allSatisfy({ (0...100_000).contains($0) }) else {
      throw damaged(identifier, "claims an impossible number of entries")
    }
    return Header(
      version: bytes[start + 4],
      universalCount: counts[0],
      standardCount: counts[1],
      leapCount: counts[2],
      changeCount: counts[3],
      typeCount: counts[4],
      nameBytes: counts[5]
    )
  }

  /// A big-endian signed integer of 4 or 8 bytes.
  private func integer(at start: Int, _ count: Int) -> Int64 {
    var value: UInt64 = 0
    for byte in bytes[start..<(start + count)] { value = value << 8 | UInt64(byte) }
    return count == 4
      ? Int64(Int32(truncatingIfNeeded: value)) : Int64(truncatingIfNeeded: value)
  }

  private func damaged(_ identifier: String, _ problem: String) -> ScheduleError {
    ScheduleError(
      .unreadableZone,
      "time zone \(ScheduleError.quote(identifier)): its file \(problem);"
        + " reinstall the tzdata package"
    )
  }
}
