/// Writes a table as CSV.
///
/// What is written is read back as the same: no value is an empty field, an empty text is `""`.
public struct CSVWriter<Sink: ByteSink>: TableWriter {
  /// Where the bytes go.
  public private(set) var sink: Sink
  private let dialect: CSVDialect
  private let hasHeader: Bool
  private let terminator: [UInt8]
  /// For each byte whether it has to be quoted or escaped.
  private let isSpecial: [Bool]
  private var isStarted = false
  private var buffer: [UInt8] = []

  private static var flushSize: Int { 1 << 18 }

  /// Writes to a sink.
  ///
  /// - Parameters:
  ///   - dialect: How fields are separated and quoted.
  ///   - header: Whether the first row has the names of the columns.
  /// - Throws: ``TableError`` when the dialect's characters cannot be told apart.
  public init(
    _ sink: Sink,
    dialect: CSVDialect = .standard,
    header: Bool = true
  ) throws(TableError) {
    try dialect.validate()
    self.sink = sink
    self.dialect = dialect
    hasHeader = header
    terminator = Array(dialect.lineTerminator.utf8)
    var special = [Bool](repeating: false, count: 256)
    for byte in [10, 13, dialect.delimiter] + terminator { special[Int(byte)] = true }
    if let quote = dialect.quote { special[Int(quote)] = true }
    if let escape = dialect.escape { special[Int(escape)] = true }
    isSpecial = special
    buffer.reserveCapacity(Self.flushSize + 4096)
  }

  /// Writes rows.
  ///
  /// - Throws: What the sink throws, and ``TableError`` when a value cannot be written in the dialect.
  public mutating func write(_ batch: Batch) throws {
    try start(batch.schema)
    for row in 0..<batch.count {
      for (place, column) in batch.columns.enumerated() {
        if place > 0 { buffer.append(dialect.delimiter) }
        try write(row, of: column)
      }
      buffer += terminator
      if buffer.count >= Self.flushSize { try flush() }
    }
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
    for (place, text) in texts.enumerated() {
      if place > 0 { buffer.append(dialect.delimiter) }
      // No value is an empty field, which alone in its row is an empty line.
      if var text { try text.withUTF8 { try write($0, isText: true) } }
    }
    buffer += terminator
    if buffer.count >= Self.flushSize { try flush() }
  }

  /// Hands everything that was written to the sink.
  ///
  /// - Throws: What the sink throws.
  public mutating func finish() throws { try flush() }

  private mutating func flush() throws {
    guard !buffer.isEmpty else { return }
    try buffer.withUnsafeBytes { try sink.write($0) }
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func write(_ row: Int, of column: Column) throws {
    switch column {
    case .integer(let values):
      if let number = values[row] { return try write(digits: "\(number)") }
    case .decimal(let texts):
      if !texts.nulls[row] {
        return try texts.withBytes(of: row) { try write($0, isText: false) }
      }
    case .text(let texts):
      if !texts.nulls[row] {
        return try texts.withBytes(of: row) { try write($0, isText: true) }
      }
    case .dictionary(let texts):
      if let code = texts.codes[row] {
        return try texts.dictionary.withBytes(of: Int(code)) { try write($0, isText: true) }
      }
    case .double:
      let value = column[row]
      if !value.isNull { return try write(digits: value.description) }
    default:
      let value = column[row]
      if !value.isNull {
        var text = value.description
        return try text.withUTF8 { try write($0, isText: true) }
      }
    }
  }

  private mutating func write(digits: String) throws {
    var digits = digits
    try digits.withUTF8 { try write($0, isText: false) }
  }

  private mutating func write(_ text: UnsafeBufferPointer<UInt8>, isText: Bool) throws {
    guard let quote = dialect.quote, dialect.quoting != .none else { return try escape(text) }
    guard
      dialect.quoting == .all || dialect.quoting == .nonNumeric && isText || needsQuotes(text)
    else {
      buffer.append(contentsOf: text)
      return
    }
    buffer.append(quote)
    for byte in text {
      if byte == quote {
        if dialect.doubleQuote {
          buffer.append(quote)
        } else if let escape = dialect.escape {
          buffer.append(escape)
        } else {
          throw unwritable("a quote")
        }
      } else if byte == dialect.escape, let escape = dialect.escape {
        buffer.append(escape)
      }
      buffer.append(byte)
    }
    buffer.append(quote)
  }

  /// Whether a text would not be read back as the same without quotes.
  private func needsQuotes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first, let last = text.last else { return true }
    if first == UInt8(ascii: " ") || last == UInt8(ascii: " ") { return true }
    return isSpecial.withUnsafeBufferPointer { special in
      text.contains { special[Int($0)] }
    }
  }

  /// Writes a text without quotes.
  private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) throws {
    for byte in text {
      let isBlank = byte == UInt8(ascii: " ") && dialect.skipInitialSpace
      if isSpecial[Int(byte)] || isBlank {
        guard let escape = dialect.escape else { throw unwritable("a field with a mark in it") }
        buffer.append(escape)
      }
      buffer.append(byte)
    }
  }

  private func unwritable(_ what: String) -> TableError {
    TableError(
      .typeMismatch,
      "\(what) cannot be written in this dialect. Allow quotes, or name an escape character."
    )
  }
}
