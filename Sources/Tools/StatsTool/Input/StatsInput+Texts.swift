import BatteryTables

extension StatsInput {
  /// Which of some columns hold texts, as far as the first rows of the first file tell: truth values,
  /// and texts of which no more than half are numbers.
  ///
  /// A column of numbers with a few other cells stays one of numbers: these cells are an error.
  func texts(among names: [String]) throws -> [String] {
    guard !names.isEmpty, !opener.reading.allText, let path = opener.paths.first else { return [] }
    var probe = self
    probe.numbers = nil
    let schema = try NumberGuess.schema(of: try opener.file(path), probe)
    let texts = schema.fields.filter { $0.type == .text || $0.type == .boolean }.map(\.name)
    return names.filter(texts.contains)
  }
}

extension StatsInput {
  /// Whether the first rows are to tell if a column is one of numbers: nothing else says it, and the
  /// question takes all such columns, or makes groups of this one.
  func isInQuestion(_ name: String) -> Bool {
    guard !opener.reading.allText, opener.reading.types[name] == nil else { return false }
    return numbers == nil || labels.contains(name) || by.contains(name)
  }

  /// Whether the values of a column are to be taken as texts, whatever they are.
  func isText(_ name: String) -> Bool {
    opener.reading.types[name].map { $0 == .text } ?? opener.reading.allText
  }

  /// The columns of a file that tells types itself, with those that are to be texts as such.
  ///
  /// - Throws: `TableError` for a database that is to have other types than its values.
  func retyped(_ schema: Schema, _ file: TableFile) throws(TableError) -> Schema {
    let types = opener.reading.types
    if file.format == .sqlite,
      let name = schema.names.first(where: { types[$0].map { $0 != .text } ?? false })
    {
      throw TableError(
        .invalidExpression,
        "\(file.name): the values of a database have types of their own, so the column"
          + " \"\(name)\" cannot be read as another but text. Leave it out of --types; numbers that"
          + " are stored as texts are read where --columns names them."
      )
    }
    return Schema(schema.fields.map { isText($0.name) ? Schema.Field($0.name, .text) : $0 })
  }
}
