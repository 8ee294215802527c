/// What is known of a CSV file before its rows are read.
struct CSVLayout: Sendable {
  /// What messages call the file.
  var source: String
  var dialect: CSVDialect
  /// The names of all columns.
  var names: [String]
  /// The places of the wanted columns, and their types.
  var wanted: [(place: Int, type: ColumnType, isGiven: Bool)]
  /// The columns whose texts are to be numbered.
  var dictionaries: CSVOptions.Dictionaries
  var ragged: CSVOptions.Ragged
  var nulls: [[UInt8]]
  var fieldLimit: Int
  var batchRows: Int
  /// Whether a row that cannot be read is left out rather than thrown.
  var rejects: Bool
  /// Where the rows begin.
  var headerEnd: Int
  /// Whether bytes beyond UTF-8 can be left in the text, since the source has been converted.
  var remedyForInvalidText: String

  /// The names and types of the wanted columns.
  var schema: Schema {
    Schema(wanted.map { Schema.Field(names[$0.place], $0.type) })
  }
}

/// A value does not fit the type that was guessed for its column: the guess is to be made anew.
struct CSVMisfit: Error {}
