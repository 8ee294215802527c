public import BatteryJobs

/// The JSON Schema of the configuration file, with which editors complete and check it.
public enum ConfigurationSchema {
  /// Returns the schema (draft 2020-12) for a program that knows these kinds of job.
  ///
  /// The text is the same for the same kinds, and ends with a line break.
  public static func json(registry: JobRegistry) -> String {
    var members: [(key: String, value: JSONText)] = [
      ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      ("title", .string("batteries.yaml")),
    ]
    if case .object(let body) = JSONText(FileShape.root(registry)) { members += body }
    return JSONText.object(members).prettyPrinted
  }
}

extension JSONText {
  /// A text that stands for `text` type in YAML: whatever an editor would read as something else is
  /// taken too, since the check reads scalars as they were written.
  private static let anyScalar = JSONText.array(
    ["string", "number", "boolean"].map { .string($0) }
  )

  /// The schema of a shape.
  init(_ shape: Shape) {
    switch shape {
    case .text(_, .some(let pattern)):
      self = .object([("type", .string("string")), ("pattern", .string(pattern))])
    case .text(_, nil): self = .object([("type", Self.anyScalar)])
    case .integer(let range):
      var members: [(key: String, value: JSONText)] = [("type", .string("integer"))]
      if range.lowerBound > .min { members.append(("minimum", .integer(range.lowerBound))) }
      if range.upperBound < .max { members.append(("maximum", .integer(range.upperBound))) }
      self = .object(members)
    case .number(let range):
      self = .object([
        ("type", .string("number")), ("minimum", .number(range.lowerBound)),
        ("maximum", .number(range.upperBound)),
      ])
    case .boolean: self = .object([("type", .string("boolean"))])
    case .timeSpan: self = Self.timeSpan
    case .byteCount: self = Self.byteCount
    case .choice(let words): self = .object([("enum", .array(words.map { .string($0) }))])
    case .list(let item, let minimum):
      self = .object(
        [("type", .string("array")), ("items", JSONText(item))]
          + (minimum > 0 ? [("minItems", .integer(minimum))] : [])
      )
    case .map(let rule, let value): self = Self.map(rule, value)
    case .object(let object): self = JSONText(object)
    case .anyOf(let shapes): self = .object([("anyOf", .array(shapes.map { JSONText($0) }))])
    case .anything: self = .object([])
    }
  }

  private static let timeSpan = JSONText.object([
    (
      "anyOf",
      .array([
        .object([
          ("type", .string("string")),
          (
            "pattern",
            .string("^(?=.)([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$")
          ),
        ]),
        .object([("enum", .array([.integer(0), .string("0")]))]),
      ])
    )
  ])

  private static let byteCount = JSONText.object([
    (
      "anyOf",
      .array([
        .object([
          ("type", .string("string")),
          ("pattern", .string("^[0-9]+(\\.[0-9]+)? *(B|[kKMGT]B?|[KMGT]iB?)?$")),
        ]),
        .object([("type", .string("number")), ("minimum", .integer(0))]),
      ])
    )
  ])

  private static func map(_ rule: KeyRule, _ value: Shape) -> JSONText {
    var members: [(key: String, value: JSONText)] = [("type", .string("object"))]
    if !rule.pattern.isEmpty {
      members.append(("propertyNames", .object([("pattern", .string(rule.pattern))])))
    }
    members.append(("additionalProperties", JSONText(value)))
    return .object(members)
  }

  private init(_ object: ObjectShape) {
    var members: [(key: String, value: JSONText)] = []
    if !object.summary.isEmpty { members.append(("description", .string(object.summary))) }
    members.append(("type", .string("object")))
    members.append(("properties", .object(object.fields.map { ($0.name, Self.property($0)) })))
    let required = object.fields.filter(\.isRequired)
    if !required.isEmpty {
      members.append(("required", .array(required.map { .string($0.name) })))
    }
    if !object.exactlyOne.isEmpty {
      members.append(("oneOf", .array(object.exactlyOne.map(Self.requires))))
    }
    if object.atMostOne.count > 1 {
      let none = JSONText.object([
        ("not", .object([("anyOf", .array(object.atMostOne.map(Self.requires)))]))
      ])
      members.append(("oneOf", .array([none] + object.atMostOne.map(Self.requires))))
    }
    members.append(("additionalProperties", .boolean(false)))
    self = .object(members)
  }

  private static func requires(_ key: String) -> JSONText {
    .object([("required", .array([.string(key)]))])
  }

  private static func property(_ field: ObjectShape.Field) -> JSONText {
    guard case .object(let members) = JSONText(field.shape) else { return .object([]) }
    var text = field.summary
    if let value = field.defaultValue { text += " Default: \(value)." }
    let others = members.filter { $0.key != "description" }
    return .object([("description", .string(text))] + others)
  }
}
