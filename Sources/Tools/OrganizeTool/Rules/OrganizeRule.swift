/// What is done to which files.
///
/// ```yaml
/// - match: "*.pdf"
///   contains: Invoice
///   move: "Invoices/{modified:yyyy}/"
///   tag: invoice
/// ```
public struct OrganizeRule: Hashable, Sendable {
  /// What plans and messages call it.
  public var name: String?

  /// Which files.
  public var condition: OrganizeCondition

  /// What is done, in this order.
  public var actions: [OrganizeAction]

  /// What happens when a name is taken; as the job says unless given.
  public var conflict: ConflictPolicy?

  /// Whether the rules after it see a file for which it held.
  public var continues: Bool

  /// Makes a rule.
  public init(
    name: String? = nil,
    condition: OrganizeCondition = OrganizeCondition(),
    actions: [OrganizeAction],
    conflict: ConflictPolicy? = nil,
    continues: Bool = false
  ) {
    self.name = name
    self.condition = condition
    self.actions = actions
    self.conflict = conflict
    self.continues = continues
  }
}

extension OrganizeRule: Codable {
  private enum Key: String, CodingKey, CaseIterable {
    case name, actions, conflict
    case continues = "continue"
  }

  /// The keys of a rule: its own, those of a condition and those of actions.
  static var keys: [String] {
    Key.allCases.map(\.rawValue) + OrganizeCondition.Key.allCases.map(\.rawValue)
      + OrganizeAction.Key.allCases.map(\.rawValue)
  }

  /// Reads a rule: conditions and actions stand beside each other.
  public init(from decoder: any Decoder) throws {
    try StrictKeys.check(decoder, Self.keys)
    let values = try decoder.container(keyedBy: Key.self)
    name = try values.decodeIfPresent(String.self, forKey: .name)
    conflict = try values.decodeIfPresent(ConflictPolicy.self, forKey: .conflict)
    continues = try values.decodeIfPresent(Bool.self, forKey: .continues) ?? false
    condition = try OrganizeCondition(decoder.container(keyedBy: OrganizeCondition.Key.self))
    let short = try OrganizeAction.all(
      in: decoder.container(keyedBy: OrganizeAction.Key.self)
    )
    let long = try values.decodeIfPresent([OrganizeAction].self, forKey: .actions) ?? []
    guard short.isEmpty || long.isEmpty else {
      throw DecodingError.dataCorruptedError(
        forKey: .actions,
        in: values,
        debugDescription: "the rule has actions both in a list and beside it. Put all into the list"
      )
    }
    actions = short + long
  }

  /// Writes a rule, its actions as a list.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encodeIfPresent(name, forKey: .name)
    try values.encode(actions, forKey: .actions)
    try values.encodeIfPresent(conflict, forKey: .conflict)
    if continues { try values.encode(true, forKey: .continues) }
    var conditions = encoder.container(keyedBy: OrganizeCondition.Key.self)
    try condition.encode(to: &conditions)
  }
}
