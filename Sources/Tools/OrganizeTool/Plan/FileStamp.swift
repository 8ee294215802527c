/// By what a file is known again: which one it is, and what was in it.
public struct FileStamp: Hashable, Sendable {
  /// The number of the file system.
  public var device: UInt64

  /// The number of the file there.
  public var inode: UInt64

  /// The length in bytes.
  public var size: Int64

  /// When the content was last changed, in nanoseconds since 1970.
  public var modified: Int64

  /// The hash of the content: of all of it up to 32 KiB, else of the first and the last 16 KiB.
  public var hash: UInt64

  /// Whether both are of one content, as far as length, time and hash say.
  func isSameContent(as other: FileStamp) -> Bool {
    size == other.size && modified == other.modified && hash == other.hash
  }
}

extension FileStamp: Codable {
  private enum Key: String, CodingKey {
    case device, inode, size, modified, hash
  }

  /// Reads a stamp; the hash is hexadecimal.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    device = try values.decode(UInt64.self, forKey: .device)
    inode = try values.decode(UInt64.self, forKey: .inode)
    size = try values.decode(Int64.self, forKey: .size)
    modified = try values.decode(Int64.self, forKey: .modified)
    let text = try values.decode(String.self, forKey: .hash)
    guard let number = UInt64(text, radix: 16) else {
      throw DecodingError.dataCorruptedError(
        forKey: .hash,
        in: values,
        debugDescription: "\"\(text)\" is no hexadecimal number"
      )
    }
    hash = number
  }

  /// Writes a stamp; the hash is a text, since JSON's numbers are too short for it.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(device, forKey: .device)
    try values.encode(inode, forKey: .inode)
    try values.encode(size, forKey: .size)
    try values.encode(modified, forKey: .modified)
    try values.encode(String(hash, radix: 16), forKey: .hash)
  }
}
