/// Writes a table as CSV.
///
/// What is written is read back as the same: no value is an empty field, an empty text is `""`.
/// Large tables are formatted on all processors.
public struct CSVWriter<Sink: ByteSink>: TableWriter {
  private let format: CSVFormat
  private let hasHeader: Bool
  private var isStarted = false
  /// Whether nothing has been written.
  private var isEmpty = true
  private var output: RowOutput<CSVFormat, Sink>

  /// Where the bytes go.
  public var sink: Sink { output.sink }

  /// Writes to a sink.
  ///
  /// - Parameters:
  ///   - sink: Where the bytes go.
  ///   - dialect: How fields are separated and quoted.
  ///   - header: Whether the first row has the names of the columns.
  /// - Throws: ``TableError`` when the dialect's characters cannot be told apart.
  public init(
    _ sink: Sink,
    dialect: CSVDialect = .standard,
    header: Bool = true
  ) throws(TableError) {
    try dialect.validate()
    hasHeader = header
    format = CSVFormat(dialect.resolved)
    // What cannot be written is said at once, not when other threads have come to it.
    output = RowOutput(sink, format, threads: format.canFail ? 1 : Workers.number)
  }

  /// Writes rows.
  ///
  /// - Throws: What the sink throws, and ``TableError`` when a value cannot be written in the dialect.
  public mutating func write(_ batch: Batch) throws {
    try start(batch.schema)
    if isEmpty, batch.count > 0, let column = batch.columns.first {
      try begin(with: column[0].description)
    }
    try output.write(batch)
  }

  /// Writes the names of the columns, if they are wanted and have not been written.
  ///
  /// For tables without rows; ``write(_:)`` does it by itself.
  ///
  /// - Throws: What ``write(_:)`` throws.
  public mutating func start(_ schema: Schema) throws {
    guard !isStarted else { return }
    isStarted = true
    guard hasHeader else { return }
    try writeRow(schema.names)
  }

  /// Writes a row of texts; `nil` is no value.
  ///
  /// - Throws: What ``write(_:)`` throws.
  public mutating func writeRow(_ texts: [String?]) throws {
    isStarted = true
    try begin(with: texts.first.flatMap(\.self) ?? "")
    let format = format
    try output.write { try format.append(texts, to: $0) }
  }

  /// Writes a byte order mark before a text that would be taken for one.
  private mutating func begin(with text: String) throws {
    guard isEmpty else { return }
    isEmpty = false
    if text.utf8.starts(with: Self.mark) { try output.write { $0.append(Self.mark) } }
  }

  private static var mark: [UInt8] { [0xEF, 0xBB, 0xBF] }

  /// Hands everything that was written to the sink.
  ///
  /// - Throws: What the sink throws.
  public mutating func finish() throws { try output.finish() }
}
