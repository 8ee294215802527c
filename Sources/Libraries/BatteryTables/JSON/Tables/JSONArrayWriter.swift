/// Writes a table as one JSON text: an array with an object for each row, on lines of their own.
///
/// Values are written as ``JSONLinesWriter`` does.
public struct JSONArrayWriter<Sink: ByteSink>: TableWriter {
  private var output: RowOutput<JSONRowFormat, Sink>

  /// Where the bytes go.
  public var sink: Sink { output.sink }

  /// Writes to a sink.
  public init(_ sink: Sink, _ style: JSONTableStyle = JSONTableStyle()) {
    output = RowOutput(sink, JSONRowFormat(style, .array))
  }

  /// Writes rows.
  ///
  /// - Throws: ``TableError`` when JSON cannot say a value; what the sink throws.
  public mutating func write(_ batch: Batch) throws { try output.write(batch) }

  /// Closes the array and hands everything that was written to the sink.
  ///
  /// - Throws: What ``write(_:)`` throws.
  public mutating func finish() throws {
    let end = output.rowCount == 0 ? "[]\n" : "\n]\n"
    try output.write { $0.append(Array(end.utf8)) }
    try output.finish()
  }
}
