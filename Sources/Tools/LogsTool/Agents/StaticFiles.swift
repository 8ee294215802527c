/// Tells requests of files that lie on the server's disk by the ends of their names.
///
/// As GoAccess does with the extensions of its configuration, to which today's are added; but a
/// query does not make a file another, as with its `--all-static-files`.
struct StaticFiles: Sendable {
  /// The usual extensions.
  static let usual = [
    ".css", ".js", ".jpg", ".png", ".gif", ".ico", ".jpeg", ".pdf", ".csv", ".mpeg", ".mpg", ".swf",
    ".woff", ".woff2", ".xls", ".xlsx", ".doc", ".docx", ".ppt", ".pptx", ".txt", ".zip", ".ogg",
    ".mp3", ".mp4", ".exe", ".iso", ".gz", ".rar", ".svg", ".bmp", ".tar", ".tgz", ".tiff", ".tif",
    ".ttf", ".flv", ".dmg", ".xz", ".zst", ".avi",
    ".webp", ".avif", ".mjs", ".map", ".webm", ".bz2", ".7z", ".eot", ".otf", ".m4a", ".wav",
    ".mov",
  ]

  /// Each extension as a number of its bytes, the last one lowest.
  private let short: Set<UInt64>
  /// Those of more than eight bytes, or with several dots.
  private let others: [[UInt8]]

  /// Creates the rule of some extensions, which start with a dot.
  init(_ extensions: [String] = usual) {
    let all = extensions.map { Array($0.lowercased().utf8) }
    let isShort = { (bytes: [UInt8]) in bytes.count <= 8 && bytes.lastIndex(of: Self.dot) == 0 }
    short = Set(all.filter(isShort).map { $0.reduce(0) { $0 << 8 | UInt64($1) } })
    others = all.filter { !isShort($0) && !$0.isEmpty }
  }

  /// Returns whether a target is that of a static file.
  func contains(_ target: UnsafeBufferPointer<UInt8>) -> Bool {
    let end = target.firstIndex(of: UInt8(ascii: "?")) ?? target.count
    var name: UInt64 = 0
    var place = end
    // A name that is nothing but its extension is none: the target has a slash at least.
    while place > 1, end - place < 8 {
      place -= 1
      let byte = Self.small(target[place])
      name |= UInt64(byte) << UInt64(8 * (end - place - 1))
      if byte == Self.dot {
        if short.contains(name) { return true }
        break
      }
      if byte == UInt8(ascii: "/") { break }
    }
    return others.contains { suffix in
      end > suffix.count
        && target[(end - suffix.count)..<end].elementsEqual(suffix) { Self.small($0) == $1 }
    }
  }

  private static let dot = UInt8(ascii: ".")

  private static func small(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}
