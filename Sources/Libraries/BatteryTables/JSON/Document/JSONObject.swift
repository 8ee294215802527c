/// The members of a JSON object, in the order of the text.
///
/// Objects are equal when they have equal members in the same order.
public struct JSONObject: Hashable, Sendable {
  /// A key and its value.
  public struct Member: Hashable, Sendable {
    /// The key.
    public var key: String
    /// The value.
    public var value: JSONValue

    /// Makes a member.
    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The members; a key may stand in several.
  public private(set) var members: [Member]
  /// The last place of each key, once there are too many to search through.
  private var places: [String: Int]?

  private static let fewMembers = 16

  /// Makes an object.
  public init(_ members: [Member] = []) {
    self.members = members
    if members.count > Self.fewMembers { index() }
  }

  /// How many members there are.
  public var count: Int { members.count }

  /// Whether there are none.
  public var isEmpty: Bool { members.isEmpty }

  /// The keys, in the order of the text.
  public var keys: [String] { members.map(\.key) }

  /// The value of a key, `nil` when there is none; of several members, the last one's.
  ///
  /// Setting replaces that value or adds a member; setting `nil` removes all members of the key.
  ///
  /// - Complexity: O(1) for reading and replacing, O(*n*) for removing.
  public subscript(key: String) -> JSONValue? {
    get { place(of: key).map { members[$0].value } }
    set {
      guard let newValue else {
        guard place(of: key) != nil else { return }
        members.removeAll { $0.key == key }
        if places != nil { index() }
        return
      }
      if let place = place(of: key) {
        members[place].value = newValue
      } else {
        append(Member(key, newValue))
      }
    }
  }

  /// Adds a member, whether or not there is one of that key.
  public mutating func append(_ member: Member) {
    members.append(member)
    if places != nil {
      places?[member.key] = members.count - 1
    } else if members.count > Self.fewMembers {
      index()
    }
  }

  private func place(of key: String) -> Int? {
    if let places { return places[key] }
    return members.lastIndex { $0.key == key }
  }

  private mutating func index() {
    places = Dictionary(members.enumerated().map { ($1.key, $0) }) { $1 }
  }

  /// Whether two objects have equal members in the same order.
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.members == right.members
  }

  /// Hashes the members.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(members)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Makes an object, whose members keep the order of the literal.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(elements.map { Member($0.0, $0.1) })
  }
}
