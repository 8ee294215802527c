import BatteryFiles

/// A text that is searched for in files, in any case of the letters A to Z.
///
/// It is looked for as it is written in UTF-8, and in Latin-1 where its letters are in that; only
/// in the first 4 MiB, and only in files that look like text.
struct TextSearch: Sendable {
  private let patterns: [[UInt8]]

  init(_ text: String) {
    let plain = Self.lowercased(Array(text.utf8))
    var patterns = [plain]
    let scalars = text.unicodeScalars
    if scalars.contains(where: { $0.value >= 0x80 }), scalars.allSatisfy({ $0.value < 0x100 }) {
      patterns.append(Self.lowercased(scalars.map { UInt8(truncatingIfNeeded: $0.value) }))
    }
    self.patterns = patterns
  }

  /// Whether the text is in a file.
  ///
  /// - Throws: ``FileError`` when it cannot be read.
  func isIn(_ probe: FileProbe) throws(FileError) -> Bool {
    let start = try probe.start()
    guard KindDetector.isText(UnsafeRawBufferPointer(rebasing: start.prefix(4096))) else {
      return false
    }
    let overlap = (patterns.map(\.count).max() ?? 1) - 1
    var offset: Int64 = 0
    while offset < Int64(FileProbe.textLimit) {
      let piece = try probe.bytes(at: offset, 1 << 18)
      let text = Self.lowercased(piece)
      if patterns.contains(where: { Self.find($0, in: text) }) { return true }
      guard piece.count == 1 << 18, overlap < piece.count else { return false }
      offset += Int64(piece.count - overlap)
    }
    return false
  }

  private static func lowercased(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
  }

  /// Boyer and Moore's search as Horspool simplified it.
  private static func find(_ pattern: [UInt8], in text: [UInt8]) -> Bool {
    guard let last = pattern.last else { return true }
    guard pattern.count <= text.count else { return false }
    var skip = [Int](repeating: pattern.count, count: 256)
    for (index, byte) in pattern.dropLast().enumerated() {
      skip[Int(byte)] = pattern.count - 1 - index
    }
    var end = pattern.count - 1
    while end < text.count {
      let byte = text[end]
      if byte == last, text[(end - pattern.count + 1)...end].elementsEqual(pattern) { return true }
      end += skip[Int(byte)]
    }
    return false
  }
}
