import BatteryTables
import Testing

@Suite("CSV written and read", .timeLimit(.minutes(5))) struct CSVRoundTripTests {
  private static let pieces = [
    "a", "b", ",", ";", "\"", "\"\"", "'", "\n", "\r", "\r\n", " ", "\t", "ü", "😀", "\\", "|", "1",
    "",
    "NA", "0", "\u{FEFF}", "\u{85}", "\u{2028}", "true",
  ]

  /// A random table; `nil` is no value.
  static func table(_ dice: inout Dice, rows: ClosedRange<Int> = 0...30) -> [[String?]] {
    let columns = Int.random(in: 1...5, using: &dice)
    return (0..<Int.random(in: rows, using: &dice)).map { _ in
      (0..<columns).map { _ in
        let number = Int.random(in: -1...6, using: &dice)
        guard number >= 0 else { return nil }
        return (0..<number).map { _ in pieces.randomElement(using: &dice) ?? "" }.joined()
      }
    }
  }

  static func write(_ rows: [[String?]], columns: Int, _ dialect: CSVDialect) throws -> [UInt8] {
    let schema = Schema((0..<columns).map { Schema.Field("c\($0)", .text) })
    var writer = try CSVWriter(MemoryByteSink(), dialect: dialect)
    let values = (0..<columns).map { column in Column.text(TextColumn(rows.map { $0[column] })) }
    try writer.write(Batch(schema, values))
    try writer.finish()
    return writer.sink.bytes
  }

  static let dialects = [
    CSVDialect.standard, .excel, .excelTab, .unix,
    CSVDialect(delimiter: UInt8(ascii: ";"), quote: UInt8(ascii: "'")),
    CSVDialect(doubleQuote: false, escape: UInt8(ascii: "\\")),
    CSVDialect(escape: UInt8(ascii: "\\")),
    CSVDialect(skipInitialSpace: true, lineTerminator: "\r"),
  ]

  @Test("any table comes back the same, in every dialect", arguments: 0..<8)
  func identity(_ number: Int) throws {
    let dialect = Self.dialects[number]
    for seed in 1...150 as ClosedRange<UInt64> {
      var dice = Dice(seed)
      let rows = Self.table(&dice)
      let bytes = try Self.write(rows, columns: rows.first?.count ?? 2, dialect)
      var options = CSVOptions(dialect: dialect, header: .present, types: .text)
      options.blockSize = Int.random(in: 1...200, using: &dice)
      options.threads = Int.random(in: 1...2, using: &dice)
      let read = try CSVTable(MemoryByteSource(bytes), options)
      let expected = rows.map { $0.map { $0 ?? "∅" } }
      try #require(read.rows == expected, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test("blocks of any size and any number of threads give the same batches in the same order")
  func parallel() throws {
    for seed in 1...12 as ClosedRange<UInt64> {
      var dice = Dice(seed)
      let rows = Self.table(&dice, rows: 20...60)
      let bytes = try Self.write(rows, columns: rows.first?.count ?? 2, .standard)
      var options = CSVOptions(dialect: .standard, header: .present)
      options.threads = 1
      let expected = try CSVTable(MemoryByteSource(bytes), options)
      for blockSize in [1, 2, 3, 5, 8, 13, 40, 77, 300, 4096] {
        for threads in 1...3 {
          options.blockSize = blockSize
          options.threads = threads
          options.batchRows = Int.random(in: 1...40, using: &dice)
          #expect(try CSVTable(MemoryByteSource(bytes, step: blockSize + 1), options) == expected)
          var scan = try CSVScan(MemoryByteSource(bytes), options)
          #expect(try scan.countRows() == expected.rows.count)
          let inOrder = try scan.foldInOrder(
            { _ in [] },
            transform: { batch in
              (0..<batch.count).map { batch[$0].map { $0.isNull ? "∅" : "\($0)" } }
            },
            combine: { (all: inout [[String]], part: [[String]]) in all += part }
          )
          #expect(inOrder == expected.rows)
        }
      }
    }
  }

  @Test("typed columns come back as what they were")
  func typed() throws {
    let text = """
      i,d,m,b,y,t,s
      -9223372036854775808,0.1,123456789012345678901234.50,true,2026-11-22,2026-11-22T09:30:00.25+01:00,x
      9223372036854775807,-1234567.5,1,false,1969-12-31,1969-12-31T23:59:59Z,"a, b"
      ,,,,,,
      0,0,0,true,2000-02-29,2000-02-29T00:00:00,""

      """
    var reader = try CSVReader(MemoryByteSource(text))
    var writer = try CSVWriter(MemoryByteSink())
    while let batch = try reader.next() { try writer.write(batch) }
    try writer.finish()
    #expect(String(decoding: writer.sink.bytes, as: UTF8.self) == text)
  }

  @Test(
    "numbers are written without quotes where only they are to be, and nothing where none may be"
  )
  func quoting() throws {
    let schema = Schema([.init("n", .integer), .init("t", .text)])
    let batch = Batch(schema, [.integer(ValueColumn([1])), .text(TextColumn(["x,y"]))])
    var writer = try CSVWriter(MemoryByteSink(), dialect: CSVDialect(quoting: .nonNumeric))
    try writer.write(batch)
    try writer.finish()
    #expect(String(decoding: writer.sink.bytes, as: UTF8.self) == "\"n\",\"t\"\n1,\"x,y\"\n")
    var bare = try CSVWriter(MemoryByteSink(), dialect: CSVDialect(quoting: .none), header: false)
    #expect(throws: TableError.self) { try bare.write(batch) }
    #expect(throws: TableError.self) {
      try CSVWriter(MemoryByteSink(), dialect: CSVDialect(delimiter: UInt8(ascii: "\"")))
    }
  }

  @Test("a byte order mark in the first field is part of it")
  func mark() throws {
    for dialect in [CSVDialect.standard, .unix, CSVDialect(quoting: .none)] {
      var writer = try CSVWriter(MemoryByteSink(), dialect: dialect, header: false)
      try writer.writeRow(["\u{FEFF}a", "\u{FEFF}"])
      try writer.finish()
      let options = CSVOptions(dialect: dialect, header: .absent, types: .text)
      let read = try CSVTable(MemoryByteSource(writer.sink.bytes), options)
      #expect(read.rows == [["\u{FEFF}a", "\u{FEFF}"]])
    }
  }

  @Test("a quote that is its own escape is a doubled one", arguments: [true, false])
  func ownEscape(_ doubles: Bool) throws {
    let quote = UInt8(ascii: "\"")
    let dialect = CSVDialect(doubleQuote: doubles, escape: quote)
    let options = CSVOptions(dialect: dialect, header: .absent, types: .text)
    let read = try CSVTable(MemoryByteSource("\"a\"\"b\",\"\"\n\"x\ny\",z\n"), options)
    #expect(read.rows == [["a\"b", ""], ["x\ny", "z"]])
  }
}
