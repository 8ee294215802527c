/// How a CSV file is to be read.
public struct CSVOptions: Sendable {
  /// Whether the first row has the names of the columns.
  public enum Header: String, Hashable, Sendable, CaseIterable {
    /// What the first row looks like decides.
    case auto
    /// It has.
    case present
    /// It has not; the columns are called `column1`, `column2`, …
    case absent
  }

  /// What types columns get that are not in ``given``.
  public enum Types: String, Hashable, Sendable, CaseIterable {
    /// The narrowest that every value fits.
    case inferred
    /// Text.
    case text
  }

  /// For which columns equal texts are looked for, so that each is there once and the rows have its
  /// number: what is then done with the texts is done faster.
  public enum Dictionaries: Hashable, Sendable {
    /// For none; every row has its text.
    case none
    /// For all that are texts.
    case all
    /// For those of these names that are texts.
    case columns(Set<String>)

    func contains(_ name: String) -> Bool {
      switch self {
      case .none: false
      case .all: true
      case .columns(let names): names.contains(name)
      }
    }
  }

  /// What becomes of rows that have more or fewer fields than there are columns.
  public enum Ragged: String, Hashable, Sendable, CaseIterable {
    /// They are rejected.
    case error
    /// Those that are too short get fields without a value; those that are too long are rejected.
    case pad
    /// The table gets as many columns as the longest row has fields.
    case keep
  }

  /// What becomes of columns without a name or with the name of another.
  public enum Names: String, Hashable, Sendable, CaseIterable {
    /// The file is refused.
    case refuse
    /// They are given names of their own: `column3`, `price_2`.
    case rename
  }

  /// The largest ``fieldLimit``, 256 MiB: a block of rows has to stay below 4 GiB.
  public static let largestFieldLimit = 256 << 20

  /// How fields are separated and quoted; `nil` when the start of the file is to tell.
  public var dialect: CSVDialect?
  /// Whether there is a row of names.
  public var header: Header
  /// What becomes of names that are missing or there twice.
  public var names: Names
  /// The names that the columns have to have; a file with others is refused.
  public var expectedNames: [String]?
  /// How types are found.
  public var types: Types
  /// The types of some columns; a value that does not fit rejects its row.
  public var given: [String: ColumnType]
  /// The columns whose types matter; the others are texts unless their type is given; `nil` for all.
  public var typed: Set<String>?
  /// Whether numbers and times that can be written in several ways are read as texts, too; who works
  /// with the columns ends with ``SpelledColumns``.
  public var keepsSpelling: Bool
  /// The columns that are wanted, in this order; `nil` for all.
  ///
  /// The others are not parsed.
  public var columns: [String]?
  /// Which columns of texts come as ``Column/dictionary(_:)`` while they have few different texts.
  public var dictionaries: Dictionaries
  /// What unquoted fields stand for no value, besides empty ones.
  public var nulls: [String]
  /// How characters are written; `nil` for UTF-8 unless a byte order mark says otherwise.
  public var encoding: CSVEncoding?
  /// The most bytes that a field may have; at most ``largestFieldLimit``.
  public var fieldLimit: Int
  /// What becomes of rows that are too short or too long.
  public var ragged: Ragged
  /// Is called, in the order of the file, for each row that cannot be read, which is left out then;
  /// without it the first one is thrown.
  public var onReject: (@Sendable (RejectedRow) -> Void)?
  /// How many rows may be rejected before reading ends with an error; `nil` for any number.
  public var maxRejects: Int?
  /// How many threads parse; `nil` for one for each core.
  public var threads: Int?
  /// How many bytes a thread works on at a time.
  public var blockSize: Int
  /// The most rows in a batch.
  public var batchRows: Int

  /// Reads with the dialect, the header and the types that the file itself shows.
  public init(
    dialect: CSVDialect? = nil,
    header: Header = .auto,
    types: Types = .inferred,
    given: [String: ColumnType] = [:],
    columns: [String]? = nil
  ) {
    self.dialect = dialect
    self.header = header
    self.types = types
    self.given = given
    self.columns = columns
    keepsSpelling = false
    names = .refuse
    dictionaries = .none
    nulls = []
    fieldLimit = 16 << 20
    ragged = .error
    blockSize = 1 << 20
    batchRows = 16_384
  }

  /// The limit that messages advise when one is too low.
  static func raised(_ limit: Int) -> Int { min(limit * 2, largestFieldLimit) }

  /// Checks the limit of fields.
  ///
  /// - Throws: ``TableError`` with the code `invalid-expression`.
  func validate() throws(TableError) {
    guard (1...Self.largestFieldLimit).contains(fieldLimit) else {
      throw TableError(
        .invalidExpression,
        "The limit of a field must be from 1 to \(Self.largestFieldLimit) bytes, not \(fieldLimit)."
      )
    }
  }
}
