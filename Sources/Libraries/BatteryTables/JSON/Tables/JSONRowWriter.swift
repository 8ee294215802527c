/// Writes rows as JSON objects into a buffer.
struct JSONRowWriter {
  private let style: JSONTableStyle
  private var names: [String] = []
  /// For each column its key, in quotes and with a colon.
  private var keys: [[UInt8]] = []
  private(set) var rowCount = 0
  var buffer: [UInt8] = []

  static let flushSize = 1 << 18

  init(_ style: JSONTableStyle) {
    self.style = style
  }

  /// Appends a row of a batch.
  ///
  /// - Throws: ``TableError`` when JSON cannot say a value.
  mutating func append(_ row: Int, of batch: Batch) throws(TableError) {
    if row == 0 || keys.isEmpty { prepare(batch.schema) }
    rowCount += 1
    buffer.append(UInt8(ascii: "{"))
    var isFirst = true
    for place in batch.columns.indices {
      if style.omitsNulls, batch.columns[place].nulls[row] { continue }
      if !isFirst { buffer.append(UInt8(ascii: ",")) }
      isFirst = false
      buffer.append(contentsOf: keys[place])
      try append(row, of: batch.columns[place], place)
    }
    buffer.append(UInt8(ascii: "}"))
  }

  private mutating func prepare(_ schema: Schema) {
    guard schema.names != names else { return }
    names = schema.names
    keys = names.map { name in
      var key: [UInt8] = []
      JSONEscape.append(name, to: &key)
      key.append(UInt8(ascii: ":"))
      return key
    }
  }

  private mutating func append(
    _ row: Int,
    of column: Column,
    _ place: Int
  ) throws(TableError) {
    switch column {
    case .integer(let values):
      guard !values.nulls[row] else { return appendNull() }
      append(values.values[row])
    case .double(let values):
      guard !values.nulls[row] else { return appendNull() }
      try append(values.values[row], place)
    case .boolean(let values):
      guard !values.nulls[row] else { return appendNull() }
      buffer.append(contentsOf: (values.values[row] ? "true" : "false").utf8)
    case .text(let texts):
      guard !texts.nulls[row] else { return appendNull() }
      try appendText(row, of: texts, place)
    case .dictionary(let texts):
      guard !texts.codes.nulls[row] else { return appendNull() }
      try appendText(Int(texts.codes.values[row]), of: texts.dictionary, place)
    case .decimal(let texts):
      guard !texts.nulls[row] else { return appendNull() }
      try appendDecimal(row, of: texts, place)
    case .date, .timestamp:
      let value = column[row]
      guard !value.isNull else { return appendNull() }
      JSONEscape.append(value.description, to: &buffer)
    }
  }

  private mutating func appendNull() {
    buffer.append(contentsOf: "null".utf8)
  }

  private mutating func append(_ number: Int64) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { room in
      var place = 20
      var rest = number.magnitude
      repeat {
        place -= 1
        room[place] = UInt8(truncatingIfNeeded: rest % 10) + 48
        rest /= 10
      } while rest > 0
      if number < 0 {
        place -= 1
        room[place] = UInt8(ascii: "-")
      }
      buffer.append(contentsOf: UnsafeMutableBufferPointer(rebasing: room[place...]))
    }
  }

  /// Whole numbers keep their `.0`, so that the column is read as one of doubles again.
  private mutating func append(_ number: Double, _ place: Int) throws(TableError) {
    guard number.isFinite else {
      if style.nonFinite == .null { return appendNull() }
      throw TableError(
        .typeMismatch,
        "\(position(place)): JSON has no number for \(number). Write null instead, or filter the"
          + " row out."
      )
    }
    buffer.append(contentsOf: number.description.utf8)
  }

  private mutating func appendText(
    _ row: Int,
    of texts: TextColumn,
    _ place: Int
  ) throws(TableError) {
    let isValid = texts.withBytes(of: row) { text in
      guard JSONEscape.isUTF8(text) else { return false }
      JSONEscape.append(text, to: &buffer)
      return true
    }
    guard isValid else {
      throw TableError(
        .invalidData,
        "\(position(place)): the text is not UTF-8, which JSON has to be. Read the source with the"
          + " encoding it has."
      )
    }
  }

  /// A decimal is written as its digits; a plus sign, and zeros or a point that JSON does not write
  /// so, are set right.
  private mutating func appendDecimal(
    _ row: Int,
    of texts: TextColumn,
    _ place: Int
  ) throws(TableError) {
    let isNumber = texts.withBytes(of: row) { text in
      guard JSONNumber.isNumber(text) else { return false }
      buffer.append(contentsOf: text)
      return true
    }
    if isNumber { return }
    let text = texts[row] ?? ""
    guard let number = JSONNumber(plain: text) else {
      throw TableError(
        .typeMismatch,
        "\(position(place)): \"\(text.prefix(40))\" is no number. Make the column one of texts."
      )
    }
    buffer.append(contentsOf: number.text.utf8)
  }

  private func position(_ place: Int) -> String {
    "row \(rowCount), column \"\(names[place])\""
  }
}
