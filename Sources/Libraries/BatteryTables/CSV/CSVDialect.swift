/// How a CSV file separates and quotes its fields; the names are those of Python's `csv`.
public struct CSVDialect: Hashable, Sendable {
  /// What a writer puts between quotes.
  public enum Quoting: String, Hashable, Sendable, CaseIterable {
    /// What could not be read back otherwise.
    case minimal
    /// Every value.
    case all
    /// Everything but numbers.
    case nonNumeric
    /// Nothing; what would need it is escaped.
    case none
  }

  /// The byte between two fields.
  public var delimiter: UInt8
  /// The byte around a quoted field; `nil` when nothing is quoted.
  public var quote: UInt8?
  /// Whether a quote within a quoted field is written twice.
  public var doubleQuote: Bool
  /// The byte that takes the meaning from the byte after it.
  public var escape: UInt8?
  /// Whether blanks after a delimiter are left out.
  public var skipInitialSpace: Bool
  /// Whether text after a closing quote is an error.
  public var strict: Bool
  /// What a writer puts after a row; a reader knows LF, CR LF and CR.
  public var lineTerminator: String
  /// What a writer puts between quotes.
  public var quoting: Quoting

  /// Describes a dialect; without arguments it is RFC 4180's, with LF.
  public init(
    delimiter: UInt8 = UInt8(ascii: ","),
    quote: UInt8? = UInt8(ascii: "\""),
    doubleQuote: Bool = true,
    escape: UInt8? = nil,
    skipInitialSpace: Bool = false,
    strict: Bool = false,
    lineTerminator: String = "\n",
    quoting: Quoting = .minimal
  ) {
    self.delimiter = delimiter
    self.quote = quote
    self.doubleQuote = doubleQuote
    self.escape = escape
    self.skipInitialSpace = skipInitialSpace
    self.strict = strict
    self.lineTerminator = lineTerminator
    self.quoting = quoting
  }

  /// Commas and double quotes, as RFC 4180 has them; rows end with LF.
  public static let standard = CSVDialect()
  /// Python's `excel`: rows end with CR LF.
  public static let excel = CSVDialect(lineTerminator: "\r\n")
  /// Python's `excel-tab`.
  public static let excelTab = CSVDialect(delimiter: UInt8(ascii: "\t"), lineTerminator: "\r\n")
  /// Python's `unix`: everything is quoted, rows end with LF.
  public static let unix = CSVDialect(quoting: .all)

  /// Whether only delimiters, quotes and ends of lines mean anything: the fast way to read.
  var isPlain: Bool {
    let dialect = resolved
    return dialect.escape == nil && !skipInitialSpace && (quote == nil || dialect.doubleQuote)
  }

  /// The same dialect, said in one way: a quote that is escaped by itself is a doubled one.
  var resolved: CSVDialect {
    guard escape != nil, escape == quote else { return self }
    var dialect = self
    dialect.escape = nil
    dialect.doubleQuote = true
    return dialect
  }

  /// Checks that the bytes can be told apart.
  ///
  /// - Throws: ``TableError`` with the code `invalid-expression`.
  public func validate() throws(TableError) {
    var bytes = [delimiter]
    if let quote { bytes.append(quote) }
    if let escape, escape != quote { bytes.append(escape) }
    for byte in bytes where byte == 0 || byte == 10 || byte == 13 || byte >= 0x80 {
      throw TableError(
        .invalidExpression,
        "A delimiter, quote or escape is one ASCII character, not NUL, LF or CR."
          + " Choose another character."
      )
    }
    guard Set(bytes).count == bytes.count else {
      throw TableError(
        .invalidExpression,
        "The delimiter, the quote and the escape are the same character. Choose different ones."
      )
    }
    if quote == nil, quoting == .all || quoting == .nonNumeric {
      throw TableError(
        .invalidExpression,
        "Values are to be quoted, but there is no quote. Name one, or quote nothing."
      )
    }
    if skipInitialSpace, bytes.contains(UInt8(ascii: " ")) {
      throw TableError(
        .invalidExpression,
        "A blank cannot be the delimiter or quote where blanks are skipped. Choose one of the two."
      )
    }
  }
}
