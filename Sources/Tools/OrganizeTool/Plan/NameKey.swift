import Foundation

/// Names that some file system takes for one have one key: without regard to case, and to whether
/// an accent is part of its letter.
enum NameKey {
  static func key(_ name: [UInt8]) -> [UInt8] {
    var isPlain = true
    var isLower = true
    for byte in name {
      if byte >= 0x80 { isPlain = false }
      if byte >= 0x41 && byte <= 0x5A { isLower = false }
    }
    if isPlain {
      return isLower ? name : name.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    }
    guard let text = String(validating: name, as: UTF8.self) else { return name }
    return Array(text.lowercased().precomposedStringWithCanonicalMapping.utf8)
  }
}
