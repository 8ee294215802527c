/// Writes a table as one JSON text: an array with an object for each row, on lines of their own.
///
/// Values are written as ``JSONLinesWriter`` does.
public struct JSONArrayWriter<Sink: ByteSink>: TableWriter {
  /// Where the bytes go.
  public private(set) var sink: Sink
  private var rows: JSONRowWriter

  /// Writes to a sink.
  public init(_ sink: Sink, _ style: JSONTableStyle = JSONTableStyle()) {
    self.sink = sink
    rows = JSONRowWriter(style)
  }

  /// Writes rows.
  ///
  /// - Throws: ``TableError`` when JSON cannot say a value; what the sink throws.
  public mutating func write(_ batch: Batch) throws {
    for row in 0..<batch.count {
      rows.buffer.append(contentsOf: (rows.rowCount == 0 ? "[\n" : ",\n").utf8)
      try rows.append(row, of: batch)
      if rows.buffer.count >= JSONRowWriter.flushSize { try flush() }
    }
  }

  /// Closes the array and hands everything that was written to the sink.
  ///
  /// - Throws: What the sink throws.
  public mutating func finish() throws {
    rows.buffer.append(contentsOf: (rows.rowCount == 0 ? "[]\n" : "\n]\n").utf8)
    try flush()
  }

  private mutating func flush() throws {
    try rows.buffer.withUnsafeBytes { try sink.write($0) }
    rows.buffer.removeAll(keepingCapacity: true)
  }
}
