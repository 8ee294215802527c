import BatteryFiles
public import SystemPackage

/// A path beneath one of the directories that a plan is about.
///
/// It is kept as bytes, because a plan of a large folder takes many of them apart.
public struct PlanPath: Hashable, Sendable {
  /// Which directory: 0 is the folder that is organized.
  public var place: Int

  /// The names, with a slash between them.
  let bytes: [UInt8]

  /// Makes a path.
  public init(_ path: FilePath, place: Int = 0) {
    self.init(bytes: path.bytes, place: place)
  }

  init(bytes: [UInt8], place: Int = 0) {
    self.bytes = bytes
    self.place = place
  }

  /// The path beneath the directory.
  public var path: FilePath { FilePath(bytes: bytes) }

  var isEmpty: Bool { bytes.isEmpty }

  /// How many names there are.
  var depth: Int { isEmpty ? 0 : bytes.count { $0 == 0x2F } + 1 }

  var directory: PlanPath {
    PlanPath(bytes: Array(bytes[..<(bytes.lastIndex(of: 0x2F) ?? 0)]), place: place)
  }

  var name: [UInt8] {
    guard let slash = bytes.lastIndex(of: 0x2F) else { return bytes }
    return Array(bytes[(slash + 1)...])
  }

  /// The last name as a path of its own, to be looked up in its directory.
  var namePath: FilePath { FilePath(bytes: name) }

  func appending(nameBytes name: [UInt8]) -> PlanPath {
    PlanPath(bytes: isEmpty ? name : bytes + [0x2F] + name, place: place)
  }
}

extension PlanPath: Codable {
  private enum Key: String, CodingKey {
    case place
    case path
  }

  /// Reads a path: a text for the folder itself, a mapping for another directory.
  public init(from decoder: any Decoder) throws {
    let text: String
    if let single = try? decoder.singleValueContainer().decode(String.self) {
      (text, place) = (single, 0)
    } else {
      let values = try decoder.container(keyedBy: Key.self)
      text = try values.decode(String.self, forKey: .path)
      place = try values.decode(Int.self, forKey: .place)
    }
    guard let path = EscapedPath.path(text), path.root == nil,
      path.components.allSatisfy({ $0.kind == .regular })
    else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath,
          debugDescription: "\"\(text)\" is no path beneath a directory"
        )
      )
    }
    bytes = path.bytes
  }

  /// Writes a path; bytes that are no text stand as `%` and two digits.
  public func encode(to encoder: any Encoder) throws {
    if place == 0 {
      var value = encoder.singleValueContainer()
      try value.encode(EscapedPath.text(path))
    } else {
      var values = encoder.container(keyedBy: Key.self)
      try values.encode(place, forKey: .place)
      try values.encode(EscapedPath.text(path), forKey: .path)
    }
  }
}
