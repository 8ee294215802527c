/// The fields of a configuration: what may be written, of which type, and what it means.
///
/// The check of a configuration file, the JSON Schema for editors and the reference are made from
/// it, so that they cannot disagree.
public struct JobSchema: Sendable {
  /// What the kind of job does, in one sentence.
  public var summary: String

  /// The fields of the long form.
  public var fields: [Field]

  /// What may be written instead of the long form: `run: "make"` for `run: { shell: "make" }`.
  public var shorthand: [ValueType]

  /// Describes a configuration.
  public init(summary: String, fields: [Field], shorthand: [ValueType] = []) {
    self.summary = summary
    self.fields = fields
    self.shorthand = shorthand
  }

  /// One field of a configuration.
  public struct Field: Sendable {
    /// The key.
    public var name: String
    /// What its value may be.
    public var type: ValueType
    /// What it means, in one sentence.
    public var summary: String
    /// Whether it must be there.
    public var isRequired: Bool
    /// The value that is used when it is absent, as it would be written.
    public var defaultValue: String?

    /// Describes a field.
    public init(
      _ name: String,
      _ type: ValueType,
      _ summary: String,
      isRequired: Bool = false,
      defaultValue: String? = nil
    ) {
      self.name = name
      self.type = type
      self.summary = summary
      self.isRequired = isRequired
      self.defaultValue = defaultValue
    }
  }

  /// What a value may be.
  public indirect enum ValueType: Sendable {
    /// A text.
    case string
    /// A text that names a file or directory.
    case path
    /// A whole number in a range.
    case integer(ClosedRange<Int>)
    /// `true` or `false`.
    case boolean
    /// A length of time, such as `30s`.
    case timeSpan
    /// An amount of data, such as `64MiB`.
    case byteCount
    /// One of some words.
    case choice([String])
    /// A list.
    case list(ValueType)
    /// A mapping with keys of the user's own.
    case map(ValueType)
    /// A mapping with these keys.
    case object([Field])
    /// One of several.
    case anyOf([ValueType])
  }
}
