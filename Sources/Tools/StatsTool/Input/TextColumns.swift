import BatteryTables

/// The rows of a table with the values of some columns as texts.
struct TextColumns: TableReader {
  let schema: Schema
  private var source: any TableReader
  private let places: Set<Int>

  /// Reads a table; `names` are those of the columns that become texts.
  init(_ source: any TableReader, _ names: Set<String>) {
    self.source = source
    let fields = source.schema.fields
    places = Set(fields.indices.filter { names.contains(fields[$0].name) })
    schema = Schema(
      fields.map { names.contains($0.name) ? Schema.Field($0.name, .text) : $0 }
    )
  }

  mutating func next() throws -> Batch? {
    guard let batch = try source.next() else { return nil }
    let columns = batch.columns.enumerated().map { place, column -> Column in
      guard places.contains(place) else { return column }
      if case .text = column { return column }
      let texts = (0..<column.count).map { row in
        column.nulls[row] ? nil : column[row].description
      }
      return .text(TextColumn(texts))
    }
    return Batch(schema, columns)
  }
}
