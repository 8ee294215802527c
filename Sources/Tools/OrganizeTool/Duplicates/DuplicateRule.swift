/// What becomes of files that have the same content.
public struct DuplicateRule: Codable, Hashable, Sendable {
  /// Which of them is kept.
  public enum Keep: String, Codable, Hashable, Sendable, CaseIterable {
    /// The one that was changed longest ago.
    case oldest
    /// The one that was changed last.
    case newest
    /// The one with the shortest path.
    case shortestPath
    /// The one with the longest path.
    case longestPath
    /// The one whose path comes first.
    case first

    /// Reads a word; another word is an error that says what may have been meant.
    public init(from decoder: any Decoder) throws {
      self = try StrictKeys.word(decoder)
    }
  }

  /// What becomes of the others.
  public enum Then: String, Codable, Hashable, Sendable, CaseIterable {
    /// They become further names of the one that is kept.
    case hardlink
    /// They go to the trash.
    case trash
    /// They are named, and nothing is done.
    case list

    /// Reads a word; another word is an error that says what may have been meant.
    public init(from decoder: any Decoder) throws {
      self = try StrictKeys.word(decoder)
    }
  }

  /// Which is kept.
  public var keep: Keep

  /// What becomes of the others.
  public var then: Then

  /// Makes a rule.
  public init(keep: Keep = .oldest, then: Then = .list) {
    self.keep = keep
    self.then = then
  }

  enum Key: String, CodingKey, CaseIterable {
    case keep
    case then
  }

  /// Reads a rule; a key that is none is an error.
  public init(from decoder: any Decoder) throws {
    try StrictKeys.check(decoder, Key.allCases.map(\.rawValue))
    let values = try decoder.container(keyedBy: Key.self)
    keep = try values.decodeIfPresent(Keep.self, forKey: .keep) ?? .oldest
    then = try values.decodeIfPresent(Then.self, forKey: .then) ?? .list
  }
}
