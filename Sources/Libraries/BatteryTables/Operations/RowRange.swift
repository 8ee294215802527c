/// Some rows of a table, one after the other: so many are skipped, and so many kept at the most.
public struct RowRange: TableReader {
  /// The names and types of the columns.
  public var schema: Schema { source.schema }
  private var source: any TableReader
  private var skipped: Int
  private var left: Int

  /// Skips `offset` rows and keeps the `limit` rows after them.
  ///
  /// The source is not read further than that.
  public init(_ source: any TableReader, offset: Int = 0, limit: Int = .max) {
    self.source = source
    skipped = max(0, offset)
    left = max(0, limit)
  }

  /// Returns the next rows, or `nil` after the last ones.
  public mutating func next() throws -> Batch? {
    guard left > 0, let batch = try source.next() else { return nil }
    let start = min(skipped, batch.count)
    let end = start + min(left, batch.count - start)
    skipped -= start
    left -= end - start
    return end - start == batch.count ? batch : batch.gathering((start..<end).map { Int32($0) })
  }
}
