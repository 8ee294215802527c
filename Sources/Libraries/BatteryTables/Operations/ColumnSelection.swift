/// Some columns of a table, in an order of its own and under other names.
public struct ColumnSelection: TableReader {
  /// The names and types of the columns.
  public let schema: Schema
  private var source: any TableReader
  private let places: [Int]

  private init(_ source: any TableReader, _ places: [Int], _ names: [String]) {
    self.source = source
    self.places = places
    schema = Schema(
      zip(places, names).map { place, name in
        var field = source.schema[place]
        field.name = name
        return field
      }
    )
  }

  /// The columns of these names, in this order.
  ///
  /// - Throws: ``TableError`` when one is not there, or is named twice.
  public init(_ source: any TableReader, selecting names: [String]) throws(TableError) {
    try Schema.requireDifferent(names)
    var places: [Int] = []
    for name in names { places.append(try source.schema.requiredPlace(of: name)) }
    self.init(source, places, names)
  }

  /// The columns but those of these names.
  ///
  /// - Throws: ``TableError`` when one is not there.
  public init(_ source: any TableReader, dropping names: [String]) throws(TableError) {
    var dropped: Set<Int> = []
    for name in names { dropped.insert(try source.schema.requiredPlace(of: name)) }
    let places = source.schema.fields.indices.filter { !dropped.contains($0) }
    self.init(source, places, places.map { source.schema[$0].name })
  }

  /// All columns, some under new names.
  ///
  /// - Parameters:
  ///   - source: The table.
  ///   - names: The new name of each old one.
  /// - Throws: ``TableError`` when an old name is not there, or two columns would have one name.
  public init(_ source: any TableReader, renaming names: [String: String]) throws(TableError) {
    var result = source.schema.names
    for (old, new) in names { result[try source.schema.requiredPlace(of: old)] = new }
    try Schema.requireDifferent(result)
    self.init(source, Array(result.indices), result)
  }

  /// Reads names as `--columns` and `--by` take them: `city, "unit price"`.
  ///
  /// - Parameters:
  ///   - text: The names, with commas between them; one with a comma, a space or a sign in it stands
  ///     in double quotes.
  ///   - name: What errors call it.
  /// - Returns: The names.
  /// - Throws: ``TableError`` with the line and column of what is not understood.
  public static func names(
    _ text: String,
    name: String = "columns"
  ) throws(TableError) -> [String] {
    var parser = try Parser(ExpressionSource(text: text, name: name))
    var names: [String] = []
    repeat { names.append(try parser.name()) } while parser.take(",")
    guard parser.isAtEnd else { throw parser.unexpected("a comma or the end") }
    return names
  }

  /// Returns the next rows, or `nil` after the last ones.
  public mutating func next() throws -> Batch? {
    guard let batch = try source.next() else { return nil }
    return Batch(schema, places.map { batch.columns[$0] })
  }
}
