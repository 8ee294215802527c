/// Writes the rows of batches as CSV.
struct CSVFormat: RowFormat {
  /// How many rows there must be room for at a time.
  private static let step = 512
  /// What a field that is no text needs at the most, with its quotes and the delimiter.
  private static let fieldLimit = 2 * max(DoubleFormat.limit, TimeFormat.limit) + 3

  private let fields: CSVFieldFormat
  private let delimiter: UInt8
  private let terminator: [UInt8]

  init(_ dialect: CSVDialect) {
    fields = CSVFieldFormat(dialect)
    delimiter = dialect.delimiter
    terminator = Array(dialect.lineTerminator.utf8)
  }

  /// Whether some texts cannot be written.
  var canFail: Bool { fields.canFail }

  /// Appends a row of texts; `nil` is no value.
  func append(_ texts: [String?], to output: OutputBuffer) throws(TableError) {
    for (number, text) in texts.enumerated() {
      // No value is an empty field, which alone in its row is an empty line.
      let bytes = Array((text ?? "").utf8)
      var place = output.end(reserving: CSVFieldFormat.limit(bytes.count) + 1)
      if number > 0 {
        place.pointee = delimiter
        place += 1
      }
      if text != nil {
        place = try Self.read(bytes) { bytes throws(TableError) in
          try fields.writeSlowly(bytes, isText: true, to: place)
        }
      }
      output.finish(at: place)
    }
    output.append(terminator)
  }

  func append(
    _ rows: Range<Int>,
    of batch: Batch,
    before: Int,
    to output: OutputBuffer
  ) throws(TableError) {
    guard !rows.isEmpty else { return }
    let encoding = CellEncoding(doubles: DoubleFormat(keepsPoint: false), written: written)
    try batch.withCells(encoding) { cells throws(TableError) in
      var first = rows.lowerBound
      while first < rows.upperBound {
        let some = first..<min(first + Self.step, rows.upperBound)
        try append(some, cells, to: output)
        first = some.upperBound
      }
    }
  }

  /// A dictionary with its texts as they stand in fields.
  private func written(_ dictionary: TextColumn) throws(TableError) -> TextColumn {
    var written = TextColumn()
    let buffer = OutputBuffer(capacity: 256)
    for number in 0..<dictionary.count {
      let bytes = dictionary.bytes[dictionary.offsets[number]..<dictionary.offsets[number + 1]]
      buffer.removeAll()
      let place = buffer.end(reserving: CSVFieldFormat.limit(bytes.count))
      let end = try Self.read(Array(bytes)) { bytes throws(TableError) in
        try fields.writeSlowly(bytes, isText: true, to: place)
      }
      buffer.finish(at: end)
      buffer.withBytes { written.append($0.bindMemory(to: UInt8.self)) }
    }
    return written
  }

  private func append(
    _ rows: Range<Int>,
    _ cells: UnsafeMutableBufferPointer<Cells>,
    to output: OutputBuffer
  ) throws(TableError) {
    var limit = rows.count * (terminator.count + cells.count * Self.fieldLimit)
    for column in cells { limit += 2 * column.textSize(rows) }
    var place = output.end(reserving: limit)
    for row in rows {
      for column in cells.indices {
        if !cells[column].isNull(row) {
          place = try write(row, &cells[column], to: place)
        }
        place.pointee = delimiter
        place += 1
      }
      // The last field has no delimiter behind it.
      place -= 1
      for byte in terminator {
        place.pointee = byte
        place += 1
      }
    }
    output.finish(at: place)
  }

  @inline(__always)
  private func write(
    _ row: Int,
    _ cells: inout Cells,
    to output: CSVFieldFormat.Output
  ) throws(TableError) -> CSVFieldFormat.Output {
    switch cells.kind {
    case .text, .code:
      let text = cells.text(at: cells.place(row))
      return try fields.write(text: text, end: cells.end, to: output)
    case .writtenCode:
      return Self.copy(cells.text(at: cells.place(row)), end: cells.end, to: output)
    case .decimal:
      return try fields.writeSlowly(cells.text(at: row), isText: false, to: output)
    case .integer, .double:
      guard fields.hasPlainNumbers, !fields.quotesNumbers else {
        return try writeMarked(row, &cells, isText: false, to: output)
      }
      return Self.write(row, &cells, to: output)
    case .boolean, .date, .timestamp:
      guard fields.hasPlainNumbers, !fields.quotesTexts else {
        return try writeMarked(row, &cells, isText: true, to: output)
      }
      return Self.write(row, &cells, to: output)
    }
  }

  /// Writes a value that is no text as it is without quotes.
  @inline(__always)
  private static func write(
    _ row: Int,
    _ cells: inout Cells,
    to output: CSVFieldFormat.Output
  ) -> CSVFieldFormat.Output {
    switch cells.kind {
    case .integer: DigitFormat.write(cells.value(row, as: Int64.self), to: output)
    case .double: cells.doubles.write(cells.value(row), to: output)
    case .boolean: BooleanText.write(cells.value(row), to: output)
    case .date: TimeFormat.write(day: cells.value(row), to: output)
    default:
      TimeFormat.write(microseconds: cells.value(row), offset: cells.zone(row), to: output)
    }
  }

  /// Writes a value that is no text in a dialect that puts marks around or into it.
  private func writeMarked(
    _ row: Int,
    _ cells: inout Cells,
    isText: Bool,
    to output: CSVFieldFormat.Output
  ) throws(TableError) -> CSVFieldFormat.Output {
    let limit = max(DoubleFormat.limit, TimeFormat.limit) + OutputBuffer.slack
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { bytes, count in
      guard let start = bytes.baseAddress else { return }
      count = Self.write(row, &cells, to: start) - start
    }
    return try Self.read(bytes) { bytes throws(TableError) in
      try fields.writeSlowly(bytes, isText: isText, to: output)
    }
  }

  @inline(__always)
  private static func copy(
    _ text: UnsafeBufferPointer<UInt8>,
    end: UnsafePointer<UInt8>,
    to output: CSVFieldFormat.Output
  ) -> CSVFieldFormat.Output {
    guard let start = text.baseAddress else { return output }
    if text.count <= 16, end - start >= 16 {
      let bytes = ByteScan.load(start, 0)
      UnsafeMutableRawPointer(output).storeBytes(of: bytes, as: SIMD16<UInt8>.self)
    } else {
      output.update(from: start, count: text.count)
    }
    return output + text.count
  }

  private static func read<T>(
    _ bytes: [UInt8],
    _ body: (UnsafeBufferPointer<UInt8>) throws(TableError) -> T
  ) throws(TableError) -> T {
    try bytes.withUnsafeBufferPointer(body)
  }
}
