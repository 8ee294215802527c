/// How the characters of a file are written as bytes.
public enum CSVEncoding: String, Hashable, Sendable, CaseIterable {
  /// UTF-8, with or without a byte order mark.
  case utf8
  /// UTF-16, little end first unless a byte order mark says otherwise.
  case utf16
  /// ISO 8859-1.
  case latin1
  /// Windows-1252.
  case windows1252

  /// The encoding that the first bytes of a file show, and how many of them are the mark.
  static func mark(of bytes: some Collection<UInt8>) -> (encoding: CSVEncoding, length: Int)? {
    let first = Array(bytes.prefix(3))
    if first == [0xEF, 0xBB, 0xBF] { return (.utf8, 3) }
    if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) { return (.utf16, 2) }
    return nil
  }
}
