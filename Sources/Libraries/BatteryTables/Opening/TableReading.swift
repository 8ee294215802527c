/// How files are read as tables; the same in a configuration and on the command line.
public struct TableReading: Hashable, Sendable {
  /// What the files are; found out from name and content unless given.
  public var format: TableFileFormat?
  /// The character between two fields of CSV, or `tab`; found out unless given.
  public var delimiter: String?
  /// The character around fields of CSV; `none` for none.
  public var quote: String?
  /// Whether the first row of CSV has the names of the columns.
  public var header: Bool
  /// Whether text after a closing quote is an error.
  public var strict: Bool
  /// How characters are written.
  public var encoding: CSVEncoding?
  /// The types of some columns.
  public var types: [String: ColumnType]
  /// Whether the other columns are texts, whatever they look like.
  public var allText: Bool
  /// What stands for no value, besides empty fields.
  public var null: [String]
  /// What becomes of rows that have too many or too few fields.
  public var ragged: CSVOptions.Ragged
  /// What becomes of columns without a name, or with the name of another.
  public var names: CSVOptions.Names
  /// The most bytes that a field may have.
  public var fieldLimit: Int
  /// Where rows that cannot be read are written.
  public var rejects: String?
  /// How many rows may be rejected before reading ends.
  public var maxRejects: Int?
  /// The table of a database.
  public var table: String?

  static let usualFieldLimit = 16 << 20

  /// Reads files as they show themselves.
  public init() {
    header = true
    strict = false
    types = [:]
    allText = false
    null = []
    ragged = .error
    names = .refuse
    fieldLimit = Self.usualFieldLimit
  }

  /// Whether rows that cannot be read are left out rather than end the reading.
  public var isLenient: Bool { rejects != nil || maxRejects != nil }

  /// The byte that a word for a character means; `nil` when it is not one byte.
  public static func byte(_ text: String) -> UInt8? {
    switch text {
    case "tab", "\\t": return UInt8(ascii: "\t")
    case "pipe": return UInt8(ascii: "|")
    case "comma": return UInt8(ascii: ",")
    case "semicolon": return UInt8(ascii: ";")
    case "space": return UInt8(ascii: " ")
    default: return text.utf8.count == 1 ? text.utf8.first : nil
    }
  }

  /// The dialect of a CSV file; `nil` when the file is to tell.
  ///
  /// - Throws: ``TableError`` when a character is none.
  func dialect(of name: String, sniffed: () throws -> CSVDialect) throws -> CSVDialect? {
    let named = TableFileFormat.delimiter(name: name)
    guard delimiter != nil || quote != nil || strict || named != nil else { return nil }
    var dialect =
      delimiter == nil && named == nil ? try sniffed() : CSVDialect.standard
    if let named { dialect.delimiter = named }
    if let delimiter { dialect.delimiter = try Self.required(delimiter, "--delimiter") }
    if let quote { dialect.quote = quote == "none" ? nil : try Self.required(quote, "--quote") }
    dialect.strict = strict
    return dialect
  }

  private static func required(_ text: String, _ option: String) throws(TableError) -> UInt8 {
    if let byte = byte(text) { return byte }
    throw TableError(
      .invalidExpression,
      "\(option) \"\(text)\": is not one ASCII character. Write one, or tab, pipe or semicolon."
    )
  }
}
