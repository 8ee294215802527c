/// Writes the rows of batches as JSON objects.
struct JSONRowFormat: RowFormat {
  /// What stands before and after each row.
  enum Layout {
    /// Each row is a line.
    case lines
    /// The rows are elements of an array on lines of their own; what closes it is not written.
    case array
  }

  typealias Output = UnsafeMutablePointer<UInt8>

  /// How many rows there must be room for at a time.
  private static let step = 512
  /// What a value that is no text needs at the most, with quotes.
  private static let valueLimit = max(DoubleFormat.limit, TimeFormat.limit) + 2

  private let style: JSONTableStyle
  private let layout: Layout

  init(_ style: JSONTableStyle, _ layout: Layout) {
    self.style = style
    self.layout = layout
  }

  func append(
    _ rows: Range<Int>,
    of batch: Batch,
    before: Int,
    to output: OutputBuffer
  ) throws(TableError) {
    guard !rows.isEmpty else { return }
    let keys = JSONKeys(batch.schema.names)
    let encoding = CellEncoding(doubles: DoubleFormat(keepsPoint: true)) { Self.written($0) }
    try batch.withCells(encoding) { cells throws(TableError) in
      var first = rows.lowerBound
      while first < rows.upperBound {
        let some = first..<min(first + Self.step, rows.upperBound)
        let number = before + first - rows.lowerBound
        try append(some, cells, keys, before: number, to: output)
        first = some.upperBound
      }
    }
  }

  /// A dictionary with its texts between quotes; one that is not UTF-8 has no bytes at all.
  private static func written(_ dictionary: TextColumn) -> TextColumn {
    var written = TextColumn()
    let buffer = OutputBuffer(capacity: 256)
    for number in 0..<dictionary.count {
      buffer.removeAll()
      dictionary.withBytes(of: number) { text in
        let place = buffer.end(reserving: JSONTextFormat.limit(text.count))
        if let end = JSONTextFormat.writeSlowly(text, to: place) { buffer.finish(at: end) }
      }
      buffer.withBytes { written.append($0.bindMemory(to: UInt8.self)) }
    }
    return written
  }

  private func append(
    _ rows: Range<Int>,
    _ cells: UnsafeMutableBufferPointer<Cells>,
    _ keys: JSONKeys,
    before: Int,
    to output: OutputBuffer
  ) throws(TableError) {
    var limit = rows.count * (keys.byteCount + cells.count * Self.valueLimit + 8)
    for column in cells { limit += JSONTextFormat.limit(column.textSize(rows)) }
    var place = output.end(reserving: limit)
    var number = before
    for row in rows {
      if layout == .array {
        place[0] = number == 0 ? UInt8(ascii: "[") : UInt8(ascii: ",")
        place[1] = UInt8(ascii: "\n")
        place += 2
      }
      number &+= 1
      let start = place
      for column in cells.indices {
        let isNull = cells[column].isNull(row)
        if isNull, style.omitsNulls { continue }
        place = keys.write(column, to: place)
        if isNull {
          place = Self.writeNull(to: place)
        } else if let end = write(row, &cells[column], to: place) {
          place = end
        } else {
          let name = keys.names[column]
          throw problem(row, cells[column], "row \(number), column \"\(name)\"")
        }
      }
      // Each key has a comma before it; the first one's is where the object opens.
      if place == start { place += 1 }
      start.pointee = UInt8(ascii: "{")
      place[0] = UInt8(ascii: "}")
      place += 1
      if layout == .lines {
        place[0] = UInt8(ascii: "\n")
        place += 1
      }
    }
    output.finish(at: place)
  }

  @inline(__always)
  private static func writeNull(to output: Output) -> Output {
    UnsafeMutableRawPointer(output).storeBytes(
      of: UInt32(0x6C6C_756E).littleEndian,
      as: UInt32.self
    )
    return output + 4
  }

  /// Writes a value that is there; `nil` when JSON cannot say it.
  @inline(__always)
  private func write(_ row: Int, _ cells: inout Cells, to output: Output) -> Output? {
    switch cells.kind {
    case .text, .code:
      return JSONTextFormat.write(cells.text(at: cells.place(row)), end: cells.end, to: output)
    case .writtenCode:
      let text = cells.text(at: cells.place(row))
      guard let start = text.baseAddress, text.count > 0 else { return nil }
      output.update(from: start, count: text.count)
      return output + text.count
    case .integer: return DigitFormat.write(cells.value(row, as: Int64.self), to: output)
    case .double:
      let number: Double = cells.value(row)
      guard number.isFinite else {
        return style.nonFinite == .null ? Self.writeNull(to: output) : nil
      }
      return cells.doubles.write(number, to: output)
    case .boolean: return BooleanText.write(cells.value(row), to: output)
    case .decimal: return Self.write(decimal: cells.text(at: row), to: output)
    case .date, .timestamp:
      output.pointee = JSONScan.quote
      let end =
        cells.kind == .date
        ? TimeFormat.write(day: cells.value(row), to: output + 1)
        : TimeFormat.write(
          microseconds: cells.value(row),
          offset: cells.zone(row),
          to: output + 1
        )
      end.pointee = JSONScan.quote
      return end + 1
    }
  }

  /// A decimal is written as its digits; a plus sign, and zeros or a point that JSON does not write
  /// so, are set right.
  private static func write(
    decimal text: UnsafeBufferPointer<UInt8>,
    to output: Output
  ) -> Output? {
    if let start = text.baseAddress, JSONNumber.isNumber(text) {
      output.update(from: start, count: text.count)
      return output + text.count
    }
    guard let number = JSONNumber(plain: String(decoding: text, as: UTF8.self)) else { return nil }
    var written = number.text
    return written.withUTF8 { bytes in
      for (place, byte) in bytes.enumerated() { output[place] = byte }
      return output + bytes.count
    }
  }

  /// Why a value cannot be written.
  private func problem(_ row: Int, _ cells: Cells, _ position: String) -> TableError {
    switch cells.kind {
    case .double:
      let number: Double = cells.value(row)
      return TableError(
        .typeMismatch,
        "\(position): JSON has no number for \(number). Write null instead, or filter the row out."
      )
    case .decimal:
      let text = String(decoding: cells.text(at: row), as: UTF8.self)
      return TableError(
        .typeMismatch,
        "\(position): \"\(text.prefix(40))\" is no number. Make the column one of texts."
      )
    default:
      return TableError(
        .invalidData,
        "\(position): the text is not UTF-8, which JSON has to be. Read the source with the"
          + " encoding it has."
      )
    }
  }
}

/// The keys of a table's objects, each with a comma before it and a colon behind it.
private struct JSONKeys {
  let names: [String]
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init(_ names: [String]) {
    self.names = names
    for name in names {
      bytes.append(UInt8(ascii: ","))
      JSONEscape.append(name, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      ends.append(bytes.count)
    }
  }

  /// How many bytes the keys of a row have.
  var byteCount: Int { bytes.count }

  @inline(__always)
  func write(_ column: Int, to output: JSONRowFormat.Output) -> JSONRowFormat.Output {
    let first = column == 0 ? 0 : ends[column &- 1]
    let count = ends[column] &- first
    bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      output.update(from: start + first, count: count)
    }
    return output + count
  }
}
