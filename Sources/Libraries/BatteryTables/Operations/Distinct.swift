/// The rows of a table without those that have appeared before.
public struct Distinct: TableReader {
  /// The names and types of the columns.
  public var schema: Schema { source.schema }
  private var source: any TableReader
  private let places: [Int]
  private var table = KeyTable()

  /// Keeps the first row of each combination of values.
  ///
  /// - Parameters:
  ///   - source: The table.
  ///   - columns: The names of the columns that are compared; all when there are none.
  /// - Throws: ``TableError`` when a column is not there.
  public init(_ source: any TableReader, by columns: [String] = []) throws(TableError) {
    self.source = source
    var places: [Int] = []
    for name in columns { places.append(try source.schema.requiredPlace(of: name)) }
    self.places = columns.isEmpty ? Array(0..<source.schema.count) : places
  }

  /// Returns the next rows, or `nil` after the last ones.
  public mutating func next() throws -> Batch? {
    guard let batch = try source.next() else { return nil }
    let new = table.add(places.map { batch.columns[$0] }, count: batch.count).new
    return new.count == batch.count ? batch : batch.gathering(new)
  }
}
