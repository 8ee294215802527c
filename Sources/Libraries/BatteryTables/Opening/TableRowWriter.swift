public import BatteryJobs

/// Writes the rows of a table in one of the formats.
public struct TableRowWriter: Sendable {
  /// How they are written.
  public var format: TableOutputFormat
  /// How many columns the terminal has; `nil` when the text does not go to one.
  public var width: Int?
  /// How cells look, where colours are wanted.
  public var styler: TableRenderer.Styler?

  /// How many rows are laid out together, so that a long table needs no memory of its length.
  private static let chunk = 1000

  /// Makes a writer; `width` and `styler` matter to text alone.
  public init(
    _ format: TableOutputFormat,
    width: Int? = nil,
    styler: TableRenderer.Styler? = nil
  ) {
    self.format = format
    self.width = width
    self.styler = styler
  }

  /// Writes all rows.
  ///
  /// - Returns: How many there are.
  /// - Throws: What the reader and the sink throw.
  @discardableResult
  public func write(_ reader: any TableReader, to sink: some ByteSink) throws -> Int {
    switch format {
    case .csv: return try write(reader, CSVWriter(sink)) { try $0.start($1) }
    case .tsv:
      let dialect = CSVDialect(delimiter: UInt8(ascii: "\t"))
      return try write(reader, CSVWriter(sink, dialect: dialect)) { try $0.start($1) }
    case .json: return try write(reader, JSONArrayWriter(sink, Self.style))
    case .jsonLines: return try write(reader, JSONLinesWriter(sink, Self.style))
    case .text: return try write(reader, .text, droppedLines: 1, to: sink)
    case .markdown: return try write(reader, .markdown, droppedLines: 2, to: sink)
    case .html: return try writePage(reader, to: sink)
    }
  }

  /// What JSON has no number for is no value there.
  private static let style = JSONTableStyle(nonFinite: .null)

  private func write<Writer: TableWriter>(
    _ reader: any TableReader,
    _ writer: Writer,
    start: (inout Writer, Schema) throws -> Void = { _, _ in }
  ) throws -> Int {
    var rows = 0
    var reader = reader
    var writer = writer
    try start(&writer, reader.schema)
    while let batch = try reader.next() {
      rows += batch.count
      try writer.write(batch)
    }
    try writer.finish()
    return rows
  }

  /// Writes a page that a browser shows by itself.
  private func writePage(_ reader: any TableReader, to sink: some ByteSink) throws -> Int {
    var sink = sink
    try sink.write(Self.pageStart)
    let end = "</tbody>\n</table>\n"
    let rows = try write(reader, .html, droppedLines: 5, droppedEnd: end, to: sink)
    try sink.write("</body>\n</html>\n")
    return rows
  }

  private static let pageStart = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Table</title>
    <style>
    body { font: 15px/1.4 system-ui, sans-serif; margin: 1.5rem; overflow-x: auto }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums }
    th, td { padding: .3rem .8rem; text-align: left; vertical-align: top }
    th { border-bottom: 2px solid; white-space: nowrap }
    td { border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent) }
    </style>
    </head>
    <body>

    """

  /// Writes chunks, of which only the first keeps the lines of its head, and the last its end.
  private func write(
    _ reader: any TableReader,
    _ format: TableFormat,
    droppedLines: Int,
    droppedEnd: String = "",
    to sink: some ByteSink
  ) throws -> Int {
    var reader = reader
    var sink = sink
    let renderer = TableRenderer(format, width: width, styler: styler)
    var table = ReportTable(columns: Self.columns(reader.schema))
    var rows = 0
    var isFirst = true
    func flush() throws {
      var text = renderer.render(table)
      let dropped = isFirst ? 0 : droppedLines
      if text.hasSuffix(droppedEnd) { text.removeLast(droppedEnd.count) }
      isFirst = false
      table.rows.removeAll(keepingCapacity: true)
      try text.withUTF8 { bytes in
        var rest = bytes[...]
        for _ in 0..<dropped {
          rest = rest[(rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex)...]
        }
        try sink.write(
          UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[rest.indices])
        )
      }
    }
    while let batch = try reader.next() {
      if rows == 0 { table.columns = Self.columns(batch) }
      for row in 0..<batch.count {
        table.rows.append(batch.columns.map { $0[row].description })
        if table.rows.count >= Self.chunk { try flush() }
      }
      rows += batch.count
    }
    if isFirst || !table.rows.isEmpty { try flush() }
    try sink.write(droppedEnd)
    return rows
  }

  /// The columns of rows: texts that are all numbers stand on the right, too.
  private static func columns(_ batch: Batch) -> [ReportTable.Column] {
    zip(columns(batch.schema), batch.columns).map { heading, column in
      guard case .text(let texts) = column, texts.nulls.nullCount < texts.count else {
        return heading
      }
      let areNumbers = (0..<min(texts.count, chunk)).allSatisfy { row in
        texts.nulls[row] || texts.withBytes(of: row) { NumberText.isDecimal($0) }
      }
      return areNumbers ? ReportTable.Column(heading.name, .trailing) : heading
    }
  }

  /// The columns as a table for people has them: figures stand on the right.
  public static func columns(_ schema: Schema) -> [ReportTable.Column] {
    schema.fields.map { field in
      switch field.type {
      case .integer, .double, .decimal: ReportTable.Column(field.name, .trailing)
      default: ReportTable.Column(field.name)
      }
    }
  }
}

extension ByteSink {
  /// Writes a text.
  fileprivate mutating func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }
}
