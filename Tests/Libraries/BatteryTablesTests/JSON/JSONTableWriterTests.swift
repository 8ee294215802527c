import BatteryTables
import Testing

@Suite("JSON table writers", .timeLimit(.minutes(5))) struct JSONTableWriterTests {
  private var batch: Batch {
    var times = TimestampColumn()
    times.append(Timestamp(microseconds: 0, offset: 60))
    times.append(nil)
    return Batch(
      Schema([
        .init("i\"d", .integer), .init("d", .double), .init("x", .decimal), .init("b", .boolean),
        .init("day", .date), .init("t", .timestamp), .init("s", .text),
      ]),
      [
        .integer(ValueColumn([.min, 7])),
        .double(ValueColumn([0.1, 100])),
        .decimal(TextColumn(["12345678901234567890.10", "+007."])),
        .boolean(ValueColumn([true, false])),
        .date(ValueColumn([0, 20_000])),
        .timestamp(times),
        .text(TextColumn(["ä\n\"\\\u{1}", nil])),
      ]
    )
  }

  @Test("write numbers with all their digits, days and times as texts")
  func lines() throws {
    var lines = JSONLinesWriter(MemoryByteSink())
    try lines.write(batch)
    try lines.finish()
    let first =
      #"{"i\"d":-9223372036854775808,"d":0.1,"x":12345678901234567890.10,"b":true,"#
      + #""day":"1970-01-01","t":"1970-01-01T01:00:00+01:00","s":"ä\n\"\\\u0001"}"#
    let second =
      #"{"i\"d":7,"d":100.0,"x":7.0,"b":false,"day":"2024-10-04","t":null,"s":null}"#
    #expect(String(decoding: lines.sink.bytes, as: UTF8.self) == "\(first)\n\(second)\n")
    var array = JSONArrayWriter(MemoryByteSink())
    try array.write(batch)
    try array.finish()
    #expect(String(decoding: array.sink.bytes, as: UTF8.self) == "[\n\(first),\n\(second)\n]\n")
    var omitting = JSONLinesWriter(MemoryByteSink(), JSONTableStyle(omitsNulls: true))
    try omitting.write(batch)
    try omitting.finish()
    #expect(
      String(decoding: omitting.sink.bytes, as: UTF8.self).hasSuffix(
        "\"x\":7.0,\"b\":false,\"day\":\"2024-10-04\"}\n"
      )
    )
    var empty = JSONArrayWriter(MemoryByteSink())
    try empty.finish()
    #expect(empty.sink.bytes == Array("[]\n".utf8))
  }

  @Test("every value of a large table is the same as in a document of its own")
  func likeThePlainWay() throws {
    var dice = Dice(3)
    let batch = TypedTable.batch(rows: 300, &dice)
    let lines = (0..<batch.count).map { Self.line(batch, $0) }
    let repeats = 100
    var writer = JSONLinesWriter(MemoryByteSink(), JSONTableStyle(nonFinite: .null))
    var array = JSONArrayWriter(MemoryByteSink(), JSONTableStyle(nonFinite: .null))
    for _ in 0..<repeats {
      try writer.write(batch)
      try array.write(batch)
    }
    try writer.finish()
    try array.finish()
    let written = String(decoding: writer.sink.bytes.prefix(1 << 16), as: UTF8.self)
    for (line, expected) in zip(written.split(separator: "\n").dropLast(), lines) {
      try #require(line == expected)
    }
    // Enough for several threads to take part.
    #expect(writer.sink.bytes.count > 6 << 20)
    let all = [[String]](repeating: lines, count: repeats).joined()
    #expect(writer.sink.bytes == Array((all.joined(separator: "\n") + "\n").utf8))
    #expect(array.sink.bytes == Array(("[\n" + all.joined(separator: ",\n") + "\n]\n").utf8))
  }

  /// A row as an object, value by value.
  private static func line(_ batch: Batch, _ row: Int) -> String {
    var members: [String] = []
    for (name, column) in zip(batch.schema.names, batch.columns) {
      let text: String
      switch column[row] {
      case .null: text = "null"
      case .integer, .boolean, .decimal: text = column[row].description
      case .double(let number): text = number.isFinite ? "\(number)" : "null"
      default: text = JSONWriter().string(.string(column[row].description))
      }
      members.append("\"\(name)\":\(text)")
    }
    return "{\(members.joined(separator: ","))}"
  }

  @Test("what is written is read as the same table", arguments: [1, 2])
  func identity(_ threads: Int) throws {
    var random = SystemRandomNumberGenerator()
    var integers = ValueColumn<Int64>()
    var doubles = ValueColumn<Double>()
    var texts = TextColumn()
    for row in 0..<5000 {
      integers.append(Int64.random(in: .min ... .max, using: &random) >> Int64.random(in: 0...63))
      let double = Double(bitPattern: .random(in: 0...UInt64.max, using: &random))
      doubles.append(double.isFinite ? double : 0.5)
      if row % 5 == 0 {
        texts.appendNull()
      } else {
        let scalars = (0..<Int.random(in: 0...30)).compactMap { _ in
          Unicode.Scalar(UInt32.random(in: 0...(Bool.random() ? 0x7F : 0x10FFFF)))
        }
        texts.append(String(String.UnicodeScalarView(scalars)))
      }
    }
    let schema = Schema([.init("i", .integer), .init("d", .double), .init("t", .text)])
    let table = Batch(schema, [.integer(integers), .double(doubles), .text(texts)])
    var writer = JSONLinesWriter(MemoryByteSink())
    try writer.write(table)
    try writer.finish()
    var options = JSONTableOptions()
    options.blockSize = 10_000
    options.threads = threads
    var reader = try JSONLinesReader(MemoryByteSource(writer.sink.bytes), options)
    #expect(reader.schema == schema)
    var columns = schema.fields.map { Column($0.type) }
    while let batch = try reader.next() {
      for place in columns.indices { columns[place].append(batch.columns[place]) }
    }
    #expect(Batch(schema, columns) == table)
  }

  @Test("numbers that JSON cannot say are refused with their place, or null when asked")
  func nonFinite() throws {
    let batch = Batch(
      Schema([.init("d", .double)]),
      [.double(ValueColumn([1, .infinity, .nan]))]
    )
    var strict = JSONLinesWriter(MemoryByteSink())
    let error = #expect(throws: TableError.self) { try strict.write(batch) }
    #expect(
      error?.message == "row 2, column \"d\": JSON has no number for inf. Write null instead, or"
        + " filter the row out."
    )
    var lenient = JSONLinesWriter(MemoryByteSink(), JSONTableStyle(nonFinite: .null))
    try lenient.write(batch)
    try lenient.finish()
    #expect(
      String(decoding: lenient.sink.bytes, as: UTF8.self)
        == "{\"d\":1.0}\n{\"d\":null}\n{\"d\":null}\n"
    )
  }

  @Test("texts that are not UTF-8 are refused")
  func encoding() throws {
    var texts = TextColumn()
    [0x61, 0xFF].withUnsafeBufferPointer { texts.append($0) }
    var writer = JSONLinesWriter(MemoryByteSink())
    _ = #expect(throws: TableError.self) {
      try writer.write(Batch(Schema([.init("t", .text)]), [.text(texts)]))
    }
  }

  @Test(
    "doubles of every size read back as the same bits",
    arguments: [
      0.0, -0.0, .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, 0.1, 1e22,
      1e23,
    ]
  )
  func edges(_ number: Double) throws {
    try expectSame([number])
  }

  @Test("doubles of random bits, and decimals of random digits, are read correctly rounded")
  func random() throws {
    let bits = (0..<20_000).map { _ in Double(bitPattern: .random(in: 0...UInt64.max)) }
    try expectSame(bits.filter(\.isFinite))
    let texts = (0..<20_000).map { _ in
      "\(UInt64.random(in: 0...UInt64.max) >> UInt64.random(in: 0...63))e\(Int.random(in: -40...40))"
    }
    let lines = texts.map { "{\"d\":\($0)}\n" }.joined()
    var reader = try JSONLinesReader(
      MemoryByteSource(lines),
      schema: Schema([.init("d", .double)])
    )
    var read: [Double] = []
    while let batch = try reader.next() {
      if case .double(let column) = batch.columns[0] { read += column.values }
    }
    #expect(read.map(\.bitPattern) == texts.compactMap { Double($0)?.bitPattern })
  }

  private func expectSame(_ numbers: [Double]) throws {
    let schema = Schema([.init("d", .double)])
    var writer = JSONLinesWriter(MemoryByteSink())
    try writer.write(Batch(schema, [.double(ValueColumn(numbers))]))
    try writer.finish()
    var reader = try JSONLinesReader(MemoryByteSource(writer.sink.bytes))
    #expect(reader.schema == schema)
    var read: [Double] = []
    while let batch = try reader.next() {
      if case .double(let column) = batch.columns[0] { read += column.values }
    }
    #expect(read.map(\.bitPattern) == numbers.map(\.bitPattern))
  }
}
