/// What the start of a CSV file shows of how the file is written.
public struct CSVSniff: Hashable, Sendable {
  /// How fields are separated and quoted.
  public var dialect: CSVDialect
  /// Whether the first row has names.
  public var hasHeader: Bool
  /// The names in the first row, or `column1`, `column2`, ….
  public var names: [String]
  /// The types that the values in the sample fit.
  public var types: [ColumnType]
  /// How the characters are written.
  public var encoding: CSVEncoding
  /// How sure the dialect is, from 0 to 1.
  public var confidence: Double
  /// Why: a sentence for each decision.
  public var reasons: [String]
}
