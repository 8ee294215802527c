/// A table that is counted, and ends with an error once the work must not go on.
struct CheckedReader: TableReader {
  var schema: Schema { source.schema }
  private var source: any TableReader
  private let parsed: TableRowCount
  private let check: () throws -> Void

  init(
    _ source: any TableReader,
    _ parsed: TableRowCount,
    check: @escaping () throws -> Void
  ) {
    self.source = source
    self.parsed = parsed
    self.check = check
  }

  mutating func next() throws -> Batch? {
    try check()
    guard let batch = try source.next() else {
      parsed.finish()
      return nil
    }
    parsed.add(batch.count)
    return batch
  }
}
