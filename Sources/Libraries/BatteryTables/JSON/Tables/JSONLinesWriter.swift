/// Writes a table as JSON Lines: an object a line.
///
/// Numbers keep all their digits: doubles as the shortest decimal that reads back as the same, which
/// has a point or an exponent, and decimals as they are. Days and times are texts.
///
/// Large tables are formatted on all processors, while the next rows are made: what JSON cannot say
/// may then be thrown by a later call than the one that brought it.
public struct JSONLinesWriter<Sink: ByteSink>: TableWriter {
  private var output: RowOutput<JSONRowFormat, Sink>

  /// Where the bytes go.
  public var sink: Sink { output.sink }

  /// Writes to a sink.
  public init(_ sink: Sink, _ style: JSONTableStyle = JSONTableStyle()) {
    output = RowOutput(sink, JSONRowFormat(style, .lines))
  }

  /// Writes rows.
  ///
  /// - Throws: ``TableError`` when JSON cannot say a value; what the sink throws.
  public mutating func write(_ batch: Batch) throws { try output.write(batch) }

  /// Hands everything that was written to the sink.
  ///
  /// - Throws: What ``write(_:)`` throws.
  public mutating func finish() throws { try output.finish() }
}
