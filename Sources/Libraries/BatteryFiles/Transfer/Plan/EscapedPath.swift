package import SystemPackage

/// A path as text for JSON and the like: bytes that are no UTF-8, control characters and the
/// percent sign stand as `%` and two digits, so that every name comes back as it was.
package enum EscapedPath {
  /// The text of a path.
  package static func text(_ path: FilePath) -> String {
    let bytes = DuplicateSearch.bytes(path)
    var text: [UInt8] = []
    let isText = String(validating: bytes, as: UTF8.self) != nil
    for byte in bytes {
      if byte < 0x20 || byte == 0x25 || byte == 0x7F || byte >= 0x80 && !isText {
        let digits = Array("0123456789ABCDEF".utf8)
        text += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      } else {
        text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The path that a text stands for; `nil` when it is none.
  package static func path(_ text: String) -> FilePath? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == 0x25 else {
        if byte == 0 { return nil }
        bytes.append(byte)
        continue
      }
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16), value != 0 else {
        return nil
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return FilePath(rawBytes: bytes)
  }
}
