/// One thing that a rule does to a file.
public enum OrganizeAction: Hashable, Sendable {
  /// Moves it to a place that a template describes.
  case move(String)
  /// Copies it there.
  case copy(String)
  /// Gives it another name in its directory.
  case rename(String)
  /// Gives it tags.
  case tag([String])
  /// Takes tags from it.
  case untag([String])
  /// Packs it with all others of the same template into an archive.
  case archive(String, originals: Originals)
  /// Puts it into the trash.
  case trash
  /// Removes it for good.
  case delete
  /// Runs a program with the file as the last argument, or where `{}` stands.
  case run([String])

  /// What becomes of a file that was packed into an archive.
  public enum Originals: String, Codable, Hashable, Sendable, CaseIterable {
    /// It stays.
    case keep
    /// It goes to the trash.
    case trash

    /// Reads a word; another word is an error that says what may have been meant.
    public init(from decoder: any Decoder) throws {
      self = try StrictKeys.word(decoder)
    }
  }

  /// Whether nothing can be done to the file after it: an archive is made when all its files are known.
  var isLast: Bool {
    switch self {
    case .trash, .delete, .archive: true
    default: false
    }
  }
}

extension OrganizeAction: Codable {
  enum Key: String, CodingKey, CaseIterable {
    case move, copy, rename, tag, untag, archive, trash, delete, run
  }

  private enum ArchiveKey: String, CodingKey, CaseIterable {
    case to, originals
  }

  /// Reads an action: a mapping with its one key.
  public init(from decoder: any Decoder) throws {
    try StrictKeys.check(decoder, Key.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: Key.self)
    let actions = try Self.all(in: values)
    guard actions.count == 1 else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath,
          debugDescription: "an entry of actions has one action; this has \(actions.count)"
        )
      )
    }
    self = actions[0]
  }

  /// The actions of a mapping in the order in which they are done, whatever that of the keys.
  static func all(in values: KeyedDecodingContainer<Key>) throws -> [OrganizeAction] {
    var actions: [OrganizeAction] = []
    let text = { (key: Key) in try values.decodeIfPresent(String.self, forKey: key) }
    if let template = try text(.copy) { actions.append(.copy(template)) }
    if let template = try text(.rename) { actions.append(.rename(template)) }
    if let template = try text(.move) { actions.append(.move(template)) }
    let untag = try values.oneOrMore(String.self, .untag)
    if !untag.isEmpty { actions.append(.untag(untag)) }
    let tag = try values.oneOrMore(String.self, .tag)
    if !tag.isEmpty { actions.append(.tag(tag)) }
    let run = try values.oneOrMore(String.self, .run)
    if !run.isEmpty { actions.append(.run(run)) }
    if values.contains(.archive) { actions.append(try archive(values)) }
    if try values.decodeIfPresent(Bool.self, forKey: .trash) == true { actions.append(.trash) }
    if try values.decodeIfPresent(Bool.self, forKey: .delete) == true { actions.append(.delete) }
    return actions
  }

  private static func archive(_ values: KeyedDecodingContainer<Key>) throws -> OrganizeAction {
    if let template = try? values.decode(String.self, forKey: .archive) {
      return .archive(template, originals: .keep)
    }
    let decoder = try values.superDecoder(forKey: .archive)
    try StrictKeys.check(decoder, ArchiveKey.allCases.map(\.rawValue))
    let parts = try decoder.container(keyedBy: ArchiveKey.self)
    return .archive(
      try parts.decode(String.self, forKey: .to),
      originals: try parts.decodeIfPresent(Originals.self, forKey: .originals) ?? .keep
    )
  }

  /// Writes a mapping with one key.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    switch self {
    case .move(let template): try values.encode(template, forKey: .move)
    case .copy(let template): try values.encode(template, forKey: .copy)
    case .rename(let template): try values.encode(template, forKey: .rename)
    case .tag(let tags): try values.encode(tags, forKey: .tag)
    case .untag(let tags): try values.encode(tags, forKey: .untag)
    case .archive(let template, let originals):
      var parts = values.nestedContainer(keyedBy: ArchiveKey.self, forKey: .archive)
      try parts.encode(template, forKey: .to)
      try parts.encode(originals, forKey: .originals)
    case .trash: try values.encode(true, forKey: .trash)
    case .delete: try values.encode(true, forKey: .delete)
    case .run(let words): try values.encode(words, forKey: .run)
    }
  }
}
