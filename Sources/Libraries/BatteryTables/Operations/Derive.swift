/// A table and columns that are computed from its others.
public struct Derive: TableReader {
  /// A column that is computed.
  public struct Column: Sendable {
    /// Its name; a column that has it already is replaced.
    public var name: String
    /// What its values are.
    public var expression: TableExpression

    /// Describes a column.
    public init(_ name: String, _ expression: TableExpression) {
      self.name = name
      self.expression = expression
    }
  }

  /// The names and types of the columns.
  public let schema: Schema
  private var source: any TableReader
  private let columns: [(place: Int, expression: CompiledExpression)]
  private let steps: [Schema]

  /// Computes columns, one after the other: each may use those before it.
  ///
  /// - Throws: ``TableError`` when an expression does not fit the columns.
  public init(_ source: any TableReader, _ columns: [Column]) throws(TableError) {
    var schema = source.schema
    var compiled: [(place: Int, expression: CompiledExpression)] = []
    var steps: [Schema] = []
    for column in columns {
      let expression = try column.expression.compiled(for: schema)
      let field = Schema.Field(column.name, expression.type)
      let place = schema.place(of: column.name) ?? schema.count
      var fields = schema.fields
      if place < fields.count { fields[place] = field } else { fields.append(field) }
      schema = Schema(fields)
      compiled.append((place, expression))
      steps.append(schema)
    }
    self.source = source
    self.schema = schema
    self.columns = compiled
    self.steps = steps
  }

  /// Returns the next rows, or `nil` after the last ones.
  public mutating func next() throws -> Batch? {
    guard var batch = try source.next() else { return nil }
    for (index, column) in columns.enumerated() {
      let values = try column.expression.column(of: batch)
      var all = batch.columns
      if column.place < all.count { all[column.place] = values } else { all.append(values) }
      batch = Batch(steps[index], all)
    }
    return batch
  }
}
