/// Reads a CSV file as batches of typed columns, in order.
///
/// Types that are not given are found by a first pass over a file; a stream, which cannot be read
/// twice, has columns of text instead where they are not given.
public struct CSVReader: TableReader {
  /// The names and types of the columns.
  public let schema: Schema
  /// The dialect that is read.
  public let dialect: CSVDialect
  private let work: CSVBatchWork
  private var batches: ArraySlice<Batch> = []

  /// Opens a file: finds its dialect, its names and its types.
  ///
  /// - Throws: ``TableError`` when the file cannot be read or has no rows that make a table.
  public init(_ source: some ByteSource, _ options: CSVOptions = CSVOptions()) throws {
    var scan = try CSVScan(source, options)
    try scan.settleTypes()
    let (layout, blocks, rejects) = try scan.begin()
    schema = layout.schema
    dialect = layout.dialect
    rejects.restart()
    work = CSVBatchWork(
      layout,
      blocks,
      rejects,
      threads: max(1, options.threads ?? Workers.number)
    )
  }

  /// Returns the next rows, or `nil` after the last ones.
  ///
  /// - Throws: ``TableError`` for what cannot be read.
  public mutating func next() throws -> Batch? {
    while batches.isEmpty {
      guard let more = try work.next() else { return nil }
      batches = more[...]
    }
    return batches.popFirst()
  }
}
