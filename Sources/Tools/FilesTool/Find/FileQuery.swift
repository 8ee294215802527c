/// What files are looked for: everything that is given has to hold.
///
/// It is also what a saved search and a rule for tags are.
public struct FileQuery: Hashable, Sendable {
  /// The order of what is found.
  public enum Order: String, Codable, Hashable, Sendable, CaseIterable {
    /// By the bytes of their paths.
    case path
    /// By the bytes of their names.
    case name
    /// The largest first.
    case size
    /// What was changed last first.
    case modified
    /// As the catalog has them, which is fastest.
    case none
  }

  /// Words, each of which has to be in the name, whatever its case.
  ///
  /// One with `*` or `?` is a pattern of the whole name; one with `/` has to be in the path.
  public var words: [String]

  /// The sorts, of which one has to be.
  public var kinds: [FileCategory]

  /// Endings of names without the dot, of which one has to be.
  public var extensions: [String]

  /// The size.
  public var size: SizeRange?

  /// When it was changed.
  public var modified: ModifiedRange?

  /// Tags, all of which it has to have.
  public var tags: [String]

  /// Tags, none of which it may have.
  public var withoutTags: [String]

  /// A directory in which it has to be, at any depth.
  public var folder: String?

  /// Words that have to be in its text; one with `*` at its end is the beginning of a word.
  public var contains: String?

  /// Describes a search.
  public init(
    words: [String] = [],
    kinds: [FileCategory] = [],
    extensions: [String] = [],
    size: SizeRange? = nil,
    modified: ModifiedRange? = nil,
    tags: [String] = [],
    withoutTags: [String] = [],
    folder: String? = nil,
    contains: String? = nil
  ) {
    self.words = words.flatMap(Self.split)
    self.kinds = kinds
    self.extensions = extensions
    self.size = size
    self.modified = modified
    self.tags = tags
    self.withoutTags = withoutTags
    self.folder = folder
    self.contains = contains
  }

  /// Whether nothing is asked, so that everything is found.
  public var isEmpty: Bool { self == FileQuery() }

  /// The words of a text; what is in double quotes is one.
  static func split(_ text: String) -> [String] {
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    return parts.enumerated().flatMap { number, part in
      number.isMultiple(of: 2)
        ? part.split(whereSeparator: \.isWhitespace).map(String.init)
        : (part.isEmpty ? [] : [String(part)])
    }
  }
}

extension FileQuery: Codable {
  enum Key: String, CodingKey, CaseIterable {
    case name
    case kind
    case `extension`
    case size
    case modified
    case tag
    case withoutTag
    case folder
    case contains
  }

  /// Reads a search; where there may be several, one needs no list.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func list<Value: Decodable>(_ key: Key) throws -> [Value] {
      guard container.contains(key) else { return [] }
      if let one = try? container.decode(Value.self, forKey: key) { return [one] }
      return try container.decode([Value].self, forKey: key)
    }
    self.init(
      kinds: try list(.kind),
      extensions: try list(.extension),
      size: try container.decodeIfPresent(SizeRange.self, forKey: .size),
      modified: try container.decodeIfPresent(ModifiedRange.self, forKey: .modified),
      tags: try list(.tag),
      withoutTags: try list(.withoutTag),
      folder: try container.decodeIfPresent(String.self, forKey: .folder),
      contains: try container.decodeIfPresent(String.self, forKey: .contains)
    )
    // A list is words as they are; one text is words as somebody writes them.
    let name = try? container.decodeIfPresent(String.self, forKey: .name)
    words = try name.map(Self.split) ?? list(.name)
  }

  /// Writes a search.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    func write(_ list: [some Encodable], _ key: Key) throws {
      if !list.isEmpty { try container.encode(list, forKey: key) }
    }
    try write(words, .name)
    try write(kinds, .kind)
    try write(extensions, .extension)
    try container.encodeIfPresent(size, forKey: .size)
    try container.encodeIfPresent(modified, forKey: .modified)
    try write(tags, .tag)
    try write(withoutTags, .withoutTag)
    try container.encodeIfPresent(folder, forKey: .folder)
    try container.encodeIfPresent(contains, forKey: .contains)
  }
}
