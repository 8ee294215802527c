import BatteryFiles
import Foundation
public import SystemPackage

/// A file that a search found.
public struct FoundFile: Hashable, Sendable {
  /// The bytes of the absolute path.
  public var pathBytes: [UInt8]

  /// The sort.
  public var kind: FileCategory

  /// The size in bytes; of a directory 0.
  public var size: Int64

  /// When it was changed, in nanoseconds since 1970.
  public var modified: Int64

  /// Its tags in alphabetical order, where they were asked for.
  public var tags: [String]

  /// The number that the catalog has for it.
  public let id: Int64

  let parent: Int64

  /// Whether it is a folder of the catalog itself.
  public var isFolder: Bool { parent == 0 }

  /// The absolute path.
  public var path: FilePath { FilePath(bytes: pathBytes) }

  /// The bytes of the name; of a folder of the catalog the path.
  var nameBytes: ArraySlice<UInt8> {
    guard let slash = pathBytes.lastIndex(of: 0x2F), !isFolder else { return pathBytes[...] }
    return pathBytes[(slash + 1)...]
  }

  /// When it was changed, as ISO 8601 has it.
  public var modifiedText: String {
    Date(timeIntervalSince1970: Double(modified) / 1e9).formatted(.iso8601)
  }
}

extension FoundFile: Encodable {
  private enum Key: String, CodingKey {
    case path
    case pathBytes
    case kind
    case size
    case modified
    case tags
  }

  /// Writes the file; a path that is not UTF-8 is also written as `pathBytes`, in Base64.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(String(decoding: pathBytes, as: UTF8.self), forKey: .path)
    if String(validating: pathBytes, as: UTF8.self) == nil {
      try container.encode(Data(pathBytes).base64EncodedString(), forKey: .pathBytes)
    }
    try container.encode(kind, forKey: .kind)
    try container.encode(size, forKey: .size)
    try container.encode(modifiedText, forKey: .modified)
    try container.encode(tags, forKey: .tags)
  }
}
