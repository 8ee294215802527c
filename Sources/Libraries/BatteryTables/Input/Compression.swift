/// How the bytes of a file are compressed.
public enum Compression: String, Codable, Hashable, Sendable, CaseIterable {
  /// Not at all.
  case none
  /// As gzip does: RFC 1952.
  case gzip
  /// As zstd does: RFC 8878.
  case zstd

  /// How many of the first bytes tell the kinds apart.
  static let magicLength = 4

  /// What the first bytes of a file say.
  public init(magic: some Collection<UInt8>) {
    let start = Array(magic.prefix(Self.magicLength))
    if start.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if start == [0x28, 0xB5, 0x2F, 0xFD] {
      self = .zstd
    } else {
      self = .none
    }
  }

  /// What the name of a file says: `.gz`, `.zst`.
  public init(name: String) {
    let name = name.lowercased()
    if name.hasSuffix(".gz") || name.hasSuffix(".gzip") {
      self = .gzip
    } else if name.hasSuffix(".zst") || name.hasSuffix(".zstd") {
      self = .zstd
    } else {
      self = .none
    }
  }

  /// A file's name without what says that it is compressed.
  public static func strippedName(_ name: String) -> String {
    for ending in [".gz", ".gzip", ".zst", ".zstd"] where name.lowercased().hasSuffix(ending) {
      return String(name.dropLast(ending.count))
    }
    return name
  }
}
