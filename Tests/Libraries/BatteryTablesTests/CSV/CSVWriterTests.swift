import BatteryTables
import Testing

@Suite("CSV writer", .timeLimit(.minutes(5))) struct CSVWriterTests {
  /// Writes a value the plain way: its text, between quotes where the dialect wants them.
  private static func field(_ value: Value, _ dialect: CSVDialect) -> String? {
    if value.isNull { return "" }
    let text = value.description
    let quote = dialect.quote.map { Character(Unicode.Scalar($0)) } ?? "\""
    let isNumber =
      switch value.type {
      case .integer, .double, .decimal: true
      default: false
      }
    let scalars = text.unicodeScalars
    var marks = Set("\n\r".unicodeScalars).union(dialect.lineTerminator.unicodeScalars)
    marks.insert(Unicode.Scalar(dialect.delimiter))
    if let quote = dialect.quote { marks.insert(Unicode.Scalar(quote)) }
    if let escape = dialect.escape { marks.insert(Unicode.Scalar(escape)) }
    guard dialect.quote != nil, dialect.quoting != .none else {
      var written = ""
      for scalar in scalars {
        if marks.contains(scalar) {
          guard let escape = dialect.escape else { return nil }
          written.unicodeScalars.append(Unicode.Scalar(escape))
        }
        written.unicodeScalars.append(scalar)
      }
      return written
    }
    let needsQuotes =
      text.isEmpty || text.hasPrefix(" ") || text.hasSuffix(" ")
      || scalars.contains { marks.contains($0) }
    guard
      needsQuotes || dialect.quoting == .all || dialect.quoting == .nonNumeric && !isNumber
    else { return text }
    var written = "\(quote)"
    for scalar in scalars {
      if scalar.value == dialect.quote.map(UInt32.init) {
        let mark = dialect.doubleQuote ? dialect.quote : dialect.escape
        guard let mark else { return nil }
        written.unicodeScalars.append(Unicode.Scalar(mark))
      } else if scalar.value == dialect.escape.map(UInt32.init) {
        written.unicodeScalars.append(scalar)
      }
      written.unicodeScalars.append(scalar)
    }
    return written + "\(quote)"
  }

  private static let dialects =
    CSVRoundTripTests.dialects + [
      CSVDialect(quoting: .nonNumeric),
      CSVDialect(delimiter: UInt8(ascii: "1")),
      CSVDialect(delimiter: UInt8(ascii: "-"), quoting: .nonNumeric),
      CSVDialect(delimiter: UInt8(ascii: "."), quote: UInt8(ascii: "T")),
      CSVDialect(quote: nil, escape: UInt8(ascii: "\\")),
      CSVDialect(escape: UInt8(ascii: "e"), lineTerminator: "|\n", quoting: .none),
      CSVDialect(lineTerminator: "=="),
    ]

  @Test("writes every value as the plain way does, in every dialect", arguments: 0..<15)
  func likeThePlainWay(_ number: Int) throws {
    let dialect = Self.dialects[number]
    for seed in 1...2 as ClosedRange<UInt64> {
      var dice = Dice(seed)
      let batch = TypedTable.batch(rows: Int.random(in: 1...300, using: &dice), &dice)
      var writer = try CSVWriter(MemoryByteSink(), dialect: dialect, header: false)
      try writer.write(batch)
      try writer.finish()
      let delimiter = String(Unicode.Scalar(dialect.delimiter))
      let written = String(decoding: writer.sink.bytes, as: UTF8.self)
      var rest = written.utf8[...]
      for row in 0..<batch.count {
        let fields = batch.columns.compactMap { Self.field($0[row], dialect) }
        let line = fields.joined(separator: delimiter) + dialect.lineTerminator
        try #require(rest.starts(with: line.utf8), "seed \(seed), row \(row): \(line)")
        rest = rest.dropFirst(line.utf8.count)
      }
      #expect(rest.isEmpty)
    }
  }

  @Test("keeps the order of rows when several threads write them")
  func order() throws {
    var dice = Dice(5)
    let batch = TypedTable.batch(rows: 1000, &dice)
    var expected: [UInt8] = []
    var writer = try CSVWriter(MemoryByteSink(), header: false)
    for number in 0..<60 {
      let first = number * 14
      let rows = (first..<first + Int.random(in: 0...138, using: &dice)).map { Int32($0) }
      var alone = try CSVWriter(MemoryByteSink(), header: false)
      for part in [batch.gathering(rows), batch] {
        try writer.write(part)
        try alone.write(part)
      }
      try writer.writeRow(["row", nil, "\(number)"])
      try alone.finish()
      expected += alone.sink.bytes + Array("row,,\(number)\n".utf8)
    }
    try writer.finish()
    #expect(expected.count > 4 << 20)
    #expect(writer.sink.bytes == expected)
  }

  @Test("writes tens of thousands of columns on the small stacks of threads")
  func wide() throws {
    var dice = Dice(6)
    let kinds = TypedTable.batch(rows: 3, &dice)
    let count = 20_000
    let columns = (0..<count).map { kinds.columns[$0 % kinds.columns.count] }
    let fields = columns.enumerated().map { Schema.Field("c\($0)", $1.type) }
    let batch = Batch(Schema(fields), columns)
    var writer = try CSVWriter(MemoryByteSink(), header: false)
    try writer.write(batch)
    try writer.finish()
    let rows = String(decoding: writer.sink.bytes, as: UTF8.self)
    var expected = ""
    for row in 0..<3 {
      var alone = try CSVWriter(MemoryByteSink(), header: false)
      let one = kinds.gathering([Int32(row)])
      try alone.write(one)
      try alone.finish()
      let line = String(decoding: alone.sink.bytes.dropLast(), as: UTF8.self)
      var rest = ""
      if count % kinds.columns.count > 0 {
        var last = try CSVWriter(MemoryByteSink(), header: false)
        try last.write(one.selecting(Array(0..<count % kinds.columns.count)))
        try last.finish()
        rest = "," + String(decoding: last.sink.bytes.dropLast(), as: UTF8.self)
      }
      expected +=
        Array(repeating: line, count: count / kinds.columns.count).joined(separator: ",") + rest
        + "\n"
    }
    #expect(rows == expected)
    var lines = JSONLinesWriter(MemoryByteSink())
    try lines.write(batch.selecting(Array(0..<2000)))
    try lines.finish()
    #expect(lines.sink.bytes.count { $0 == 0x0A } == 3)
  }

  @Test("writes doubles with the digits of the shortest decimal")
  func doubles() throws {
    var dice = Dice(11)
    var numbers: [Double] = [
      0, -0.0, 1, 0.1, 0.001, 0.0009999, 1e15, 999_999_999_999_999, .leastNonzeroMagnitude,
    ]
    for digits in 1...17 {
      for decimals in 0...18 {
        for _ in 0..<60 {
          let number = UInt64.random(in: 0..<UInt64(Double.pow10(digits)), using: &dice)
          numbers.append(Double("\(number)e-\(decimals)") ?? 0)
        }
      }
    }
    for _ in 0..<20_000 {
      let number = Double.random(in: -2000...2000, using: &dice)
      numbers += [number, (number * 100).rounded() / 100, Double(Float(number)), number.nextUp]
    }
    numbers.shuffle(using: &dice)
    let schema = Schema([.init("d", .double)])
    var writer = try CSVWriter(MemoryByteSink(), header: false)
    try writer.write(Batch(schema, [.double(ValueColumn(numbers))]))
    try writer.finish()
    let lines = String(decoding: writer.sink.bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == numbers.count)
    for (line, number) in zip(lines, numbers) { try #require(line == number.shortestText) }
  }

  @Test("writes days of every year")
  func days() throws {
    let days = stride(from: Int32(-800_000), to: 3_000_000, by: 17).map { $0 }
    var writer = try CSVWriter(MemoryByteSink(), header: false)
    try writer.write(Batch(Schema([.init("d", .date)]), [.date(ValueColumn(days))]))
    try writer.finish()
    let lines = String(decoding: writer.sink.bytes, as: UTF8.self).split(separator: "\n")
    for (line, day) in zip(lines, days) {
      try #require(line == CalendarDay(daysSince1970: day).description)
    }
  }
}

extension Double {
  fileprivate static func pow10(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}
