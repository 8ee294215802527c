/// What is known of a CSV file before its rows are read.
struct CSVLayout: Sendable {
  /// What messages call the file.
  var source: String
  var dialect: CSVDialect
  /// The names of all columns.
  var names: [String]
  /// The places of the wanted columns, and their types.
  var wanted: [(place: Int, type: ColumnType, isGiven: Bool)]
  /// How many of the last of them are the texts of others.
  var spelled = 0
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

  /// What to do about bytes that are not UTF-8.
  static let remedyForInvalidText =
    "Say how the file is encoded: --encoding windows1252, or latin1."
  /// What to do about bytes that are zero.
  static let remedyForNUL = "Remove it, or say how the file is encoded: --encoding utf16."

  /// The names and types of the wanted columns.
  var schema: Schema {
    let ordinary = wanted.count - spelled
    return Schema(
      wanted.enumerated().map { number, column in
        let name = names[column.place]
        guard number >= ordinary else { return Schema.Field(name, column.type) }
        var field = Schema.Field(Spelling.name(of: name), column.type)
        field.spelled = name
        return field
      }
    )
  }
}

/// A value does not fit the type that was guessed for its column: the guess is to be made anew.
struct CSVMisfit: Error {}
