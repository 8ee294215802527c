import BatteryTables

/// Writes and reads tables for the script that compares us with other programs: a line of JSON for
/// each question and for each answer.
///
/// `{"write": DIALECT, "rows": [[TEXT or null]]}` is answered with `{"hex": …}`, and
/// `{"read": DIALECT, "hex": …, "block": SIZE}` with `{"rows": …}`; either with `{"error": …}` when
/// it cannot be done. A dialect has the names and defaults of Python's.
public enum CSVAnswers {
  /// Answers a question.
  public static func answer(_ line: String) -> String {
    do {
      let question = try JSONValue(parsing: line)
      if let dialect = question["write"] {
        let rows = (question["rows"]?.array ?? []).map { ($0.array ?? []).map(\.string) }
        let bytes = try write(rows, CSVDialect(python: dialect))
        return JSONValue.object(["hex": .string(hexadecimal(bytes))]).description
      }
      let dialect = try CSVDialect(python: question["read"] ?? .null)
      let bytes = bytes(question["hex"]?.string ?? "")
      let rows = try read(bytes, dialect, blockSize: Int(question["block"]?.integer ?? 1 << 20))
      return JSONValue.object(["rows": .array(rows.map { .array($0) })]).description
    } catch {
      return JSONValue.object(["error": .string("\(error)")]).description
    }
  }

  private static func write(_ rows: [[String?]], _ dialect: CSVDialect) throws -> [UInt8] {
    var writer = try CSVWriter(MemoryByteSink(), dialect: dialect, header: false)
    let width = rows.first?.count ?? 0
    let schema = Schema((0..<width).map { Schema.Field("c\($0)", .text) })
    let columns = (0..<width).map { place in Column.text(TextColumn(rows.map { $0[place] })) }
    if width > 0 { try writer.write(Batch(schema, columns)) }
    try writer.finish()
    return writer.sink.bytes
  }

  private static func read(
    _ bytes: [UInt8],
    _ dialect: CSVDialect,
    blockSize: Int
  ) throws -> [[JSONValue]] {
    var options = CSVOptions(dialect: dialect, header: .absent, types: .text)
    options.ragged = .keep
    options.blockSize = blockSize
    options.threads = 1
    var reader = try CSVReader(MemoryByteSource(bytes), options)
    var rows: [[JSONValue]] = []
    while let batch = try reader.next() {
      for row in 0..<batch.count {
        rows.append(batch[row].map { $0.isNull ? .null : .string($0.description) })
      }
    }
    return rows
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  private static func bytes(_ text: String) -> [UInt8] {
    let digits = Array(text.utf8)
    return stride(from: 0, to: digits.count - 1, by: 2).map {
      UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16) ?? 0
    }
  }
}

extension CSVDialect {
  /// A dialect as Python describes it.
  init(python value: JSONValue) throws {
    self.init(strict: value["strict"]?.boolean ?? false)
    func byte(_ name: String, _ usual: UInt8?) -> UInt8? {
      guard let chosen = value[name] else { return usual }
      return chosen.string?.utf8.first
    }
    delimiter = byte("delimiter", delimiter) ?? 0
    quote = byte("quotechar", quote)
    escape = byte("escapechar", nil)
    doubleQuote = value["doublequote"]?.boolean ?? true
    skipInitialSpace = value["skipinitialspace"]?.boolean ?? false
    lineTerminator = value["lineterminator"]?.string ?? "\r\n"
    quoting = value["quoting"]?.string.flatMap(Quoting.init(rawValue:)) ?? .minimal
    try validate()
  }
}
