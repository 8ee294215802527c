import BatteryJobs

/// What a file must be like for a rule; of several keys, all count.
public struct OrganizeCondition: Codable, Hashable, Sendable {
  /// Patterns of names, or with a `/` of paths below the folder; one of them has to match.
  public var match: [String] = []

  /// Patterns of which none may match.
  public var exclude: [String] = []

  /// A regular expression that the name, suffix included, has to match somewhere.
  public var expression: String?

  /// Endings without their dot, in any case; one of them has to be the file's.
  public var `extension`: [String] = []

  /// What the file is, by its content; one of them.
  public var kind: [FileKind] = []

  /// The length.
  public var size: SizeRange?

  /// How long ago it was changed.
  public var age: AgeRange?

  /// When it was made, as far as the file system knows.
  public var created: DateRange?

  /// When it was changed.
  public var modified: DateRange?

  /// When a photo was taken, as it says itself.
  public var taken: DateRange?

  /// Texts that are in it, in any case of Latin letters; one of them.
  public var contains: [String] = []

  /// Tags; one of them has to be the file's.
  public var tagged: [String] = []

  /// Whether another file in the folder has the same content and is the one that is kept.
  public var duplicate: Bool?

  /// Whether it has no content.
  public var empty: Bool?

  /// Whether its name begins with a dot.
  public var hidden: Bool?

  /// Conditions that have to hold all.
  public var all: [OrganizeCondition] = []

  /// Conditions of which one has to hold.
  public var any: [OrganizeCondition] = []

  /// Conditions of which none may hold.
  public var none: [OrganizeCondition] = []

  /// A condition that every file meets.
  public init() {}

  enum Key: String, CodingKey, CaseIterable {
    case match, exclude, expression, `extension`, kind, size, age, created, modified, taken
    case contains, tagged, duplicate, empty, hidden, all, any, none
  }

  /// Reads a condition; one value needs no list, and a key that is none is an error.
  public init(from decoder: any Decoder) throws {
    try StrictKeys.check(decoder, Key.allCases.map(\.rawValue))
    try self.init(decoder.container(keyedBy: Key.self))
  }

  init(_ values: KeyedDecodingContainer<Key>) throws {
    match = try values.oneOrMore(String.self, .match)
    exclude = try values.oneOrMore(String.self, .exclude)
    expression = try values.decodeIfPresent(String.self, forKey: .expression)
    `extension` = try values.oneOrMore(String.self, .extension)
    kind = try values.oneOrMore(FileKind.self, .kind)
    size = try values.decodeIfPresent(SizeRange.self, forKey: .size)
    age = try values.decodeIfPresent(AgeRange.self, forKey: .age)
    created = try values.decodeIfPresent(DateRange.self, forKey: .created)
    modified = try values.decodeIfPresent(DateRange.self, forKey: .modified)
    taken = try values.decodeIfPresent(DateRange.self, forKey: .taken)
    contains = try values.oneOrMore(String.self, .contains)
    tagged = try values.oneOrMore(String.self, .tagged)
    duplicate = try values.decodeIfPresent(Bool.self, forKey: .duplicate)
    empty = try values.decodeIfPresent(Bool.self, forKey: .empty)
    hidden = try values.decodeIfPresent(Bool.self, forKey: .hidden)
    all = try values.oneOrMore(OrganizeCondition.self, .all)
    any = try values.oneOrMore(OrganizeCondition.self, .any)
    none = try values.oneOrMore(OrganizeCondition.self, .none)
  }

  /// Writes what is not empty.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try encode(to: &values)
  }

  func encode(to values: inout KeyedEncodingContainer<Key>) throws {
    try values.oneOrMore(match, .match)
    try values.oneOrMore(exclude, .exclude)
    try values.encodeIfPresent(expression, forKey: .expression)
    try values.oneOrMore(`extension`, .extension)
    try values.oneOrMore(kind, .kind)
    try values.encodeIfPresent(size, forKey: .size)
    try values.encodeIfPresent(age, forKey: .age)
    try values.encodeIfPresent(created, forKey: .created)
    try values.encodeIfPresent(modified, forKey: .modified)
    try values.encodeIfPresent(taken, forKey: .taken)
    try values.oneOrMore(contains, .contains)
    try values.oneOrMore(tagged, .tagged)
    try values.encodeIfPresent(duplicate, forKey: .duplicate)
    try values.encodeIfPresent(empty, forKey: .empty)
    try values.encodeIfPresent(hidden, forKey: .hidden)
    try values.oneOrMore(all, .all)
    try values.oneOrMore(any, .any)
    try values.oneOrMore(none, .none)
  }

  /// This condition and all below it.
  var flattened: [OrganizeCondition] {
    [self] + (all + any + none).flatMap(\.flattened)
  }
}
