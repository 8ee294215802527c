import BatteryStatistics
import BatteryTables

/// Tells columns of numbers from others by the first rows of a file.
///
/// A column is one of numbers when more than half of its values among these rows are; what is not one
/// is then an error wherever it stands, so that no column goes away for a single cell. The rows are
/// counted, so that nothing depends on how the file is read.
struct NumberGuess {
  /// How many rows are looked at.
  static let rows = 1000

  private(set) var numbers = 0
  private(set) var others = 0
  /// Whether a value begins with a zero as no number does: 007 is the name of a part.
  private(set) var hasNames = false

  /// Whether the column is one of numbers.
  var isNumeric: Bool { !hasNames && numbers > others }

  /// Looks at a value.
  mutating func include(_ text: String) {
    let value = Self.trimmed(text)
    if value.isEmpty { return }
    if Self.beginsWithZeros(value) {
      hasNames = hasNames || Self.isName(value)
      others += 1
    } else if NumberReader.isNotFinite(value) || ScaledNumber(value) != nil {
      numbers += 1
    } else {
      others += 1
    }
  }

  /// A value without the blanks around it.
  static func trimmed(_ text: String) -> String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let rest = text.drop(while: isBlank)
    guard let end = rest.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(rest[...end])
  }

  private static func beginsWithZeros(_ value: String) -> Bool {
    let digits = value.drop { $0 == "+" || $0 == "-" }
    return digits.first == "0" && digits.dropFirst().first?.isNumber ?? false
      && digits.allSatisfy(\.isASCII)
  }

  /// Whether a value looks like a number but begins with a zero as none does.
  static func isName(_ text: String) -> Bool {
    let value = trimmed(text)
    return beginsWithZeros(value)
      && value.drop { $0 == "+" || $0 == "-" }.allSatisfy { $0.isNumber || "eE.+-".contains($0) }
  }

  /// The names of a file's columns; those of numbers have a type of numbers.
  static func schema(of file: TableFile, _ input: StatsInput) throws -> Schema {
    var blobs: [String: Int] = [:]
    return try schema(of: file, input, blobs: &blobs)
  }

  /// As ``schema(of:_:)``, with the row of the first blob of each column of a database that has some.
  static func schema(
    of file: TableFile,
    _ input: StatsInput,
    blobs: inout [String: Int]
  ) throws -> Schema {
    if file.format == .csv { return try csv(file, input) }
    var reader = try input.opener.reader(of: file)
    let database = reader as? SQLiteReader
    blobs = database?.firstBlobs ?? [:]
    let schema = try input.retyped(reader.schema, file)
    // These sources tell numbers from texts themselves: a column of texts is never one of numbers.
    let mixed =
      (reader as? JSONLinesReader)?.mixedColumns ?? (reader as? JSONArrayReader)?.mixedColumns
      ?? database?.mixedColumns ?? []
    let asked = mixed.filter { input.isInQuestion($0) }
    guard !asked.isEmpty else { return schema }
    reader = try quietReader(of: file, input)
    return try judged(schema, &reader) { asked.contains($0) }
  }

  /// Reads a file other than CSV; rows that cannot be read are told of when all are read.
  static func quietReader(of file: TableFile, _ input: StatsInput) throws -> any TableReader {
    var options = JSONTableOptions(given: input.opener.reading.types)
    options.recordLimit = input.opener.reading.fieldLimit
    options.onReject = { _ in }
    return switch file.format {
    case .jsonLines: try JSONLinesReader(file.source, options)
    case .json: try JSONArrayReader(file.source, options)
    default: try input.opener.reader(of: file)
    }
  }

  /// How a CSV file is read as texts; rows that cannot be read are told of when all are read.
  static func quietOptions(_ file: TableFile, _ input: StatsInput) throws -> CSVOptions {
    var options = try input.opener.options(file, columns: nil, given: [:])
    options.types = .text
    if options.onReject != nil {
      options.onReject = { _ in }
      options.maxRejects = nil
    }
    return options
  }

  private static func csv(_ file: TableFile, _ input: StatsInput) throws -> Schema {
    var options = try quietOptions(file, input)
    options.given = input.opener.reading.types
    options.threads = 1
    options.batchRows = rows
    var source = file.source
    defer { _ = try? source.restart() }
    let isAsked =
      input.numbers == nil
      ? !input.opener.reading.allText
      : (input.labels + input.by).contains(where: input.isInQuestion)
    guard isAsked else { return try CSVScan(source, options).schema }
    var reader: any TableReader = try CSVReader(source, options)
    return try judged(reader.schema, &reader, input.isInQuestion)
  }

  /// The columns with those of numbers as such, among the texts that are in question.
  private static func judged(
    _ schema: Schema,
    _ reader: inout any TableReader,
    _ isAsked: (String) -> Bool
  ) throws -> Schema {
    var guesses = schema.fields.map { _ in NumberGuess() }
    var left = rows
    while left > 0, let batch = try reader.next() {
      for (place, column) in batch.columns.enumerated() {
        guard case .text(let texts) = column, isAsked(schema[place].name) else { continue }
        for row in 0..<min(left, texts.count) {
          if let text = texts[row] { guesses[place].include(text) }
        }
      }
      left -= batch.count
    }
    return Schema(
      zip(schema.fields, guesses).map { field, guess in
        field.type == .text && guess.isNumeric && isAsked(field.name)
          ? Schema.Field(field.name, .decimal) : field
      }
    )
  }
}
