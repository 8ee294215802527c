/// The first rows of a table in an order, without sorting the others.
public struct TopK: TableFold {
  private var buffer: SortBuffer
  private let count: Int
  /// The key of the last row that is good enough, once there are enough rows.
  private var threshold: [UInt8]?

  /// Begins to look for rows.
  ///
  /// - Parameters:
  ///   - schema: The columns of the rows.
  ///   - count: How many rows there shall be at the most.
  ///   - keys: The order; of rows with equal keys the first ones are taken.
  /// - Throws: ``TableError`` when a column is not there.
  public init(_ schema: Schema, _ count: Int, by keys: [SortKey]) throws(TableError) {
    self.count = max(0, count)
    buffer = try SortBuffer(schema, by: keys)
  }

  /// Takes in some rows.
  public mutating func add(_ batch: Batch) throws(TableError) {
    guard count > 0 else { return }
    guard let threshold else {
      buffer.add(batch)
      return prune()
    }
    let keys = OrderedKeys(batch, by: buffer.keys)
    let rows = keys.bytes.withUnsafeBytes { bytes in
      (0..<Int32(batch.count)).filter { row in
        bytes[keys.range(of: Int(row))].lexicographicallyPrecedes(threshold)
      }
    }
    guard !rows.isEmpty else { return }
    buffer.add(rows.count == batch.count ? batch : batch.gathering(rows))
    prune()
  }

  /// Forgets the rows that are not good enough when there are many.
  private mutating func prune() {
    guard buffer.count / 2 >= count, buffer.count > max(count, 16_384) else { return }
    buffer.sort()
    threshold = Array(SortRecord(buffer.records[count - 1]).key)
    let rows = buffer.batch(0..<count)
    buffer.removeAll()
    buffer.add(rows)
  }

  /// Takes in what another state saw, whose rows come after those of this one.
  public mutating func merge(_ later: TopK) throws(TableError) {
    try add(later.buffer.batch(0..<later.buffer.count))
  }

  /// The rows, in their order.
  public mutating func finish() -> Batch {
    buffer.sort()
    return buffer.batch(0..<min(count, buffer.count))
  }
}
