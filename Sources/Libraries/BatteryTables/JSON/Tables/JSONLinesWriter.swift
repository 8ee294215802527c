/// Writes a table as JSON Lines: an object a line.
///
/// Numbers keep all their digits: doubles as the shortest decimal that reads back as the same, which
/// has a point or an exponent, and decimals as they are. Days and times are texts.
public struct JSONLinesWriter<Sink: ByteSink>: TableWriter {
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
      try rows.append(row, of: batch)
      rows.buffer.append(0x0A)
      if rows.buffer.count >= JSONRowWriter.flushSize { try flush() }
    }
  }

  /// Hands everything that was written to the sink.
  ///
  /// - Throws: What the sink throws.
  public mutating func finish() throws { try flush() }

  private mutating func flush() throws {
    guard !rows.buffer.isEmpty else { return }
    try rows.buffer.withUnsafeBytes { try sink.write($0) }
    rows.buffer.removeAll(keepingCapacity: true)
  }
}
