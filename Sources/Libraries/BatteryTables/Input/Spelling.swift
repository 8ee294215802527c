/// The texts of columns that are read as numbers or times only to be worked with.
///
/// `1.50` is the number 1.5, and `2026-11-22 09:30` a time that is written `2026-11-22T09:30:00`:
/// whoever passes such values on wants them as they were. Their texts are columns of their own behind
/// the others, under names that no header of CSV can have; what makes them such columns is
/// ``Schema/Field/spelled``, since a key of JSON may be any text.
enum Spelling {
  /// The name of the column that has the texts of another.
  static func name(of column: String) -> String { "\0" + column }
}

extension ColumnType {
  /// Whether a value may have been written in another way than it is written again.
  var hasManySpellings: Bool { self == .double || self == .timestamp }
}

extension Schema {
  /// The columns without those that only have the texts of others.
  public var withoutSpellings: Schema {
    Schema(fields.filter { $0.spelled == nil })
  }

  /// For each column that has its texts elsewhere, the name of the column where they are.
  public var spellings: [String: String] {
    var names: [String: String] = [:]
    for field in fields {
      if let column = field.spelled { names[column] = field.name }
    }
    return names
  }

  /// The place of the column that has the texts of another, or `nil`.
  func place(ofSpelling column: String) -> Int? {
    fields.firstIndex { $0.spelled == column }
  }
}

/// A table whose values are written as they were read.
public struct SpelledColumns: TableReader {
  /// The names and types of the columns.
  public let schema: Schema
  private var source: any TableReader
  private let places: [Int]

  /// Puts texts in the place of what was made of them.
  ///
  /// - Parameters:
  ///   - source: The table.
  ///   - spellings: For each column to be replaced, the name of the column with its texts; what
  ///     ``Schema/spellings`` says, less the columns that have been computed since.
  public init(_ source: any TableReader, _ spellings: [String: String]) {
    self.source = source
    var fields: [Schema.Field] = []
    var places: [Int] = []
    for (place, field) in source.schema.fields.enumerated()
    where field.spelled == nil {
      let texts = spellings[field.name].flatMap { source.schema.place(of: $0) }
      fields.append(texts == nil ? field : Schema.Field(field.name, .text))
      places.append(texts ?? place)
    }
    schema = Schema(fields)
    self.places = places
  }

  /// Returns the next rows, or `nil` after the last ones.
  ///
  /// - Throws: What the source throws.
  public mutating func next() throws -> Batch? {
    guard let batch = try source.next() else { return nil }
    return Batch(schema, places.map { batch.columns[$0] })
  }
}
