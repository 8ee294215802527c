public import BatteryJobs

extension TableReading: Codable {
  private enum Key: String, CodingKey, CaseIterable {
    case inputFormat
    case delimiter
    case quote
    case header
    case strict
    case encoding
    case types
    case allText
    case null
    case ragged
    case names
    case fieldLimit
    case rejects
    case maxRejects
    case table
  }

  /// Reads the keys from among those of a job.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func value<Value: Decodable>(_ key: Key, _ type: Value.Type) throws -> Value? {
      try container.decodeIfPresent(type, forKey: key)
    }
    self.init()
    format = try value(.inputFormat, TableFileFormat.self)
    delimiter = try value(.delimiter, String.self)
    quote = try value(.quote, String.self)
    header = try value(.header, Bool.self) ?? true
    strict = try value(.strict, Bool.self) ?? false
    encoding = try Self.named(container, .encoding)
    types = try value(.types, [String: ColumnType].self) ?? [:]
    allText = try value(.allText, Bool.self) ?? false
    null = try OneOrMany.strings(container, .null) ?? []
    ragged = try Self.named(container, .ragged) ?? .error
    names = try Self.named(container, .names) ?? .refuse
    fieldLimit = try value(.fieldLimit, Int.self) ?? Self.usualFieldLimit
    rejects = try value(.rejects, String.self)
    maxRejects = try value(.maxRejects, Int.self)
    table = try value(.table, String.self)
  }

  /// Writes the keys that say something.
  public func encode(to encoder: any Encoder) throws {
    let usual = TableReading()
    var container = encoder.container(keyedBy: Key.self)
    try container.encodeIfPresent(format, forKey: .inputFormat)
    try container.encodeIfPresent(delimiter, forKey: .delimiter)
    try container.encodeIfPresent(quote, forKey: .quote)
    if !header { try container.encode(header, forKey: .header) }
    if strict { try container.encode(strict, forKey: .strict) }
    try container.encodeIfPresent(encoding?.rawValue, forKey: .encoding)
    if !types.isEmpty { try container.encode(types, forKey: .types) }
    if allText { try container.encode(allText, forKey: .allText) }
    if !null.isEmpty { try container.encode(null, forKey: .null) }
    if ragged != usual.ragged { try container.encode(ragged.rawValue, forKey: .ragged) }
    if names != usual.names { try container.encode(names.rawValue, forKey: .names) }
    if fieldLimit != usual.fieldLimit { try container.encode(fieldLimit, forKey: .fieldLimit) }
    try container.encodeIfPresent(rejects, forKey: .rejects)
    try container.encodeIfPresent(maxRejects, forKey: .maxRejects)
    try container.encodeIfPresent(table, forKey: .table)
  }

  private static func named<Value: RawRepresentable & CaseIterable>(
    _ container: KeyedDecodingContainer<Key>,
    _ key: Key
  ) throws -> Value? where Value.RawValue == String {
    guard let text = try container.decodeIfPresent(String.self, forKey: key) else { return nil }
    if let value = Value(rawValue: text) { return value }
    let choices = Value.allCases.map(\.rawValue).joined(separator: ", ")
    throw DecodingError.dataCorruptedError(
      forKey: key,
      in: container,
      debugDescription: "\"\(text)\" is none of \(choices)"
    )
  }

  /// The fields of a configuration that say how files are read.
  public static var fields: [JobSchema.Field] {
    [
      .init(
        "inputFormat",
        .choice(TableFileFormat.allCases.map(\.rawValue)),
        "What the files are; their names and contents say it unless given."
      ),
      .init("delimiter", .string, "The character between two fields of CSV, or tab."),
      .init("quote", .string, "The character around fields of CSV, or none."),
      .init("header", .boolean, "Whether CSV begins with the names.", defaultValue: "true"),
      .init(
        "strict",
        .boolean,
        "Whether text after a closing quote is an error.",
        defaultValue: "false"
      ),
      .init(
        "encoding",
        .choice(CSVEncoding.allCases.map(\.rawValue)),
        "How the characters of CSV are written."
      ),
      .init(
        "types",
        .map(.choice(ColumnType.allCases.map(\.rawValue))),
        "The types of some columns, by name."
      ),
      .init(
        "allText",
        .boolean,
        "Whether all other columns are texts.",
        defaultValue: "false"
      ),
      .init("null", .anyOf([.string, .list(.string)]), "What stands for no value in CSV."),
      .init(
        "ragged",
        .choice(CSVOptions.Ragged.allCases.map(\.rawValue)),
        "What becomes of rows with too many or too few fields.",
        defaultValue: "error"
      ),
      .init(
        "names",
        .choice(CSVOptions.Names.allCases.map(\.rawValue)),
        "What becomes of columns without a name, or with the name of another.",
        defaultValue: "refuse"
      ),
      .init(
        "fieldLimit",
        .integer(1...CSVOptions.largestFieldLimit),
        "The most bytes that a field may have.",
        defaultValue: "16777216"
      ),
      .init("rejects", .path, "Where rows that cannot be read are written, instead of failing."),
      .init("maxRejects", .integer(0...1_000_000_000), "How many rows may be rejected."),
      .init("table", .string, "The table of an SQLite database."),
    ]
  }
}
