/// Several tables with the same columns, one after the other.
///
/// A column that has different types in them gets one that the values of all fit.
public struct ConcatenatedReader: TableReader {
  /// The names and types of the columns, in the order of the first table.
  public let schema: Schema
  private var readers: ArraySlice<any TableReader>

  /// Joins tables; `names` is what messages call them.
  ///
  /// - Throws: ``TableError`` when a table lacks a column of another.
  public init(_ readers: [any TableReader], names: [String]) throws(TableError) {
    schema = try Self.schema(readers.map(\.schema), names: names)
    self.readers = readers[...]
  }

  /// Returns the next rows, or `nil` after the last ones.
  ///
  /// - Throws: What the tables throw.
  public mutating func next() throws -> Batch? {
    while var reader = readers.first {
      if let batch = try reader.next() {
        readers[readers.startIndex] = reader
        return adjusted(batch)
      }
      readers.removeFirst()
    }
    return nil
  }

  /// The columns of tables that are to be read as one.
  ///
  /// - Throws: ``TableError`` when a table lacks a column of another.
  public static func schema(
    _ schemas: [Schema],
    names: [String]
  ) throws(TableError) -> Schema {
    guard let first = schemas.first else { return Schema() }
    var fields = first.fields
    for (schema, name) in zip(schemas, names).dropFirst() {
      for field in schema.fields where first.place(of: field.name) == nil {
        throw Self.different(names[0], lacks: field.name, of: name)
      }
      for (place, field) in fields.enumerated() {
        guard let other = schema.place(of: field.name) else {
          throw Self.different(name, lacks: field.name, of: names[0])
        }
        fields[place].type = field.type.widened(by: schema[other].type)
      }
    }
    return Schema(fields)
  }

  private static func different(
    _ name: String,
    lacks column: String,
    of other: String
  ) -> TableError {
    TableError(
      .unknownColumn,
      "\(name): has no column \"\(column)\" as \(other) has. Name the columns that all files have "
        + "with --columns."
    )
  }

  private func adjusted(_ batch: Batch) -> Batch {
    if batch.schema == schema { return batch }
    let columns = schema.fields.map { field in
      let column = batch[field.name] ?? Column(field.type)
      return column.type == field.type ? column : column.concatenable(as: field.type)
    }
    return Batch(schema, columns)
  }
}

extension ColumnType {
  /// The narrowest type that the values of two types fit.
  public func widened(by other: ColumnType) -> ColumnType {
    if self == other { return self }
    let numbers: Set<ColumnType> = [.integer, .double, .decimal]
    return numbers.contains(self) && numbers.contains(other) ? .decimal : .text
  }
}

extension Column {
  /// The values as decimals or texts.
  func concatenable(as type: ColumnType) -> Column {
    var texts = TextColumn()
    for row in 0..<count {
      let value = self[row]
      texts.append(value.isNull ? nil : value.description)
    }
    return type == .decimal ? .decimal(texts) : .text(texts)
  }
}
