import Foundation

/// Names as they are compared in a search: without regard to case, and to how letters with marks
/// are composed.
enum SearchText {
  /// Returns the bytes by which a name is found; what is not UTF-8 becomes U+FFFD.
  static func fold(_ name: some Collection<UInt8>) -> [UInt8] {
    var folded: [UInt8] = []
    folded.reserveCapacity(name.count)
    for byte in name {
      guard byte < 0x80 else {
        return Array(fold(String(decoding: name, as: UTF8.self)).utf8)
      }
      folded.append(lower(byte))
    }
    return folded
  }

  /// Returns a text as it is compared.
  static func fold(_ text: String) -> String {
    text.lowercased().precomposedStringWithCanonicalMapping
  }

  /// Whether some bytes are among others.
  static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first else { return true }
    guard text.count >= part.count else { return false }
    return text.withUnsafeBytes { text in
      part.withUnsafeBytes { part in
        guard let start = text.baseAddress, let wanted = part.baseAddress else { return false }
        var place = 0
        let last = text.count - part.count
        while place <= last,
          let found = memchr(start + place, Int32(first), last - place + 1)
        {
          place = start.distance(to: UnsafeRawPointer(found))
          if memcmp(start + place, wanted, part.count) == 0 { return true }
          place += 1
        }
        return false
      }
    }
  }

  /// Whether a name as it is on the disk lacks folded bytes, as far as that is seen without folding
  /// the name: `false` of any that is not ASCII alone.
  static func surelyLacks(_ name: UnsafeBufferPointer<UInt8>, _ part: [UInt8]) -> Bool {
    guard let first = part.first else { return false }
    let last = name.count - part.count
    for start in name.indices {
      guard name[start] < 0x80 else { return false }
      guard start <= last, lower(name[start]) == first else { continue }
      if part.indices.allSatisfy({ lower(name[start + $0]) == part[$0] }) { return false }
    }
    return true
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  /// Three letters in a row, in as few pieces as cover a word; empty when it has not three.
  static func trigrams(_ word: [UInt8]) -> [String] {
    let scalars = Array(String(decoding: word, as: UTF8.self).unicodeScalars)
    guard scalars.count >= 3 else { return [] }
    let last = scalars.count - 3
    let starts = Array(stride(from: 0, to: last, by: 3)) + [last]
    return starts.map { start in
      var piece = String.UnicodeScalarView()
      piece.append(contentsOf: scalars[start..<(start + 3)])
      return String(piece)
    }
  }
}
