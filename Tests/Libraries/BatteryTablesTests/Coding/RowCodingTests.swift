import BatteryTables
import Foundation
import Testing

@Suite("Row coding", .timeLimit(.minutes(5))) struct RowCodingTests {
  struct Part: Codable, Equatable {
    var part: String
    var quantity: Int
    var price: Decimal?
    var made: CalendarDay?
    var isSold: Bool
    var weight: Double?
    var size: Float = 0.1
    var seen: Date?
    var local: Timestamp?
    var colour: Colour?
    var tags: [String] = []
    var shape: Shape?
    var serial: UInt64 = .max
  }

  static let parts: [Part] = (0..<50).map(part)

  private static func part(_ number: Int) -> Part {
    var part = Part(
      part: "000\(number),\"\n",
      quantity: number * 1_000_000_007_000,
      isSold: number.isMultiple(of: 2)
    )
    if number % 3 != 0 { part.price = Decimal(number) / 8 }
    if number % 4 != 0 { part.made = CalendarDay(year: 2026, month: 1, day: 1 + number % 28) }
    if number % 5 != 0 { part.weight = Double(number) / 3 }
    if number % 6 != 0 { part.seen = Date(timeIntervalSince1970: Double(number) * 1e6 + 0.25) }
    if number % 7 != 0 { part.local = Timestamp(microseconds: Int64(number) * 1_500_000) }
    if number % 3 == 1 { part.colour = .red }
    if number % 2 == 1 { part.shape = .circle(radius: Double(number)) }
    part.tags = Array(repeating: "t,", count: number % 3)
    return part
  }

  private func csv(_ rows: [some Encodable]) throws -> [UInt8] {
    var writer = try CSVWriter(MemoryByteSink())
    try writer.write(rows: rows)
    try writer.finish()
    return writer.sink.bytes
  }

  private func all<Row>(_ reader: RowReader<Row>) throws -> [Row] {
    var reader = reader
    var rows: [Row] = []
    while let row = try reader.next() { rows.append(row) }
    return rows
  }

  @Test("values of every type come back from a CSV file, typed or not")
  func roundTrip() throws {
    let bytes = try csv(Self.parts)
    #expect(try all(RowReader(csv: MemoryByteSource(bytes), as: Part.self)) == Self.parts)
    var options = CSVOptions()
    options.batchRows = 7
    options.blockSize = 4096
    let typed = try CSVReader(MemoryByteSource(bytes), options)
    #expect(try all(RowReader(typed, as: Part.self)) == Self.parts)
  }

  @Test("values come back from a batch, JSON Lines and SQLite")
  func otherFormats() throws {
    let batch = try Batch(encoding: Self.parts)
    #expect(try batch.decode(Part.self) == Self.parts)
    var lines = JSONLinesWriter(MemoryByteSink())
    try lines.write(rows: Self.parts)
    try lines.finish()
    let types = Dictionary(uniqueKeysWithValues: batch.schema.fields.map { ($0.name, $0.type) })
    let options = JSONTableOptions(given: types)
    let reader = try JSONLinesReader(MemoryByteSource(lines.sink.bytes), options)
    #expect(try all(RowReader(reader, as: Part.self)) == Self.parts)
    let database = try SQLiteDatabase()
    let writer = try SQLiteWriter(database, table: "parts", schema: batch.schema)
    try writer.write(batch)
    try writer.finish()
    let rows = try database.query("SELECT * FROM parts WHERE quantity > ?", [.integer(0)])
    #expect(try all(RowReader(rows, as: Part.self)) == Array(Self.parts[1...]))
  }

  @Test("the columns have the types of the properties, also of those without a value")
  func schema() throws {
    let schema = try Batch(encoding: Self.parts[..<1]).schema
    #expect(
      schema.fields.map { "\($0.name) \($0.type.rawValue)" } == [
        "part text", "quantity integer", "price decimal", "made date", "isSold boolean",
        "weight double", "size double", "seen timestamp", "local timestamp", "colour text",
        "tags text", "shape text", "serial decimal",
      ]
    )
  }

  struct Person: Codable, Equatable {
    var fullName: String
    var age: Int?
  }

  @Test("takes columns in any order, leaves others alone, and writes names with underscores")
  func names() throws {
    let text = "age,note,full_name\n30,x,Ann\n,y,\"\"\n"
    let style = RowCodingStyle(keys: .snakeCase)
    let people = try all(
      RowReader(csv: MemoryByteSource(text), as: Person.self, CSVOptions(), style)
    )
    #expect(people == [Person(fullName: "Ann", age: 30), Person(fullName: "", age: nil)])
    var writer = try CSVWriter(MemoryByteSink())
    try writer.write(rows: people, style)
    try writer.finish()
    let written = String(decoding: writer.sink.bytes, as: UTF8.self)
    #expect(written == "full_name,age\nAnn,30\n\"\",\n")
  }

  @Test("rows become dictionaries too")
  func dictionaries() throws {
    let text = "a,b\n01,x\n,y\n"
    let reader = try RowReader(csv: MemoryByteSource(text), as: [String: String?].self)
    let expected: [[String: String?]] = [["a": "01", "b": "x"], ["a": nil, "b": "y"]]
    #expect(try all(reader) == expected)
  }

  @Test("a text without a value is an error, or empty where the style says so")
  func emptyTexts() throws {
    let text = "fullName,age\n,30\n"
    let strict = try RowReader(csv: MemoryByteSource(text), as: Person.self)
    #expect(throws: TableError.self) { try all(strict) }
    let style = RowCodingStyle(emptyTexts: true)
    let lenient = try RowReader(csv: MemoryByteSource(text), as: Person.self, CSVOptions(), style)
    #expect(try all(lenient) == [Person(fullName: "", age: 30)])
  }

  struct Strict: Codable, Equatable {
    var count: UInt8
    var price: Double
    var shape: Shape?
    var when: Date?
  }

  @Test(
    "names the row, the column, what was found and what was expected",
    arguments: [
      (
        "256,1,,",
        "row 2, column \"count\": found the text \"256\", expected a whole number from 0 to"
          + " 255 (UInt8)."
      ),
      (
        "007,1,,",
        "row 2, column \"count\": found the text \"007\", expected a whole number from 0 to"
          + " 255 (UInt8)."
      ),
      (
        "1.5,1,,",
        "row 2, column \"count\": found the text \"1.5\", expected a whole number from 0 to"
          + " 255 (UInt8)."
      ),
      (
        ",1,,",
        "row 2, column \"count\": found no value, expected a whole number from 0 to 255"
          + " (UInt8). Make the property optional."
      ),
      ("1,x,,", "row 2, column \"price\": found the text \"x\", expected a number (Double)."),
      (
        "1,1,\"{\"\"circle\"\":{\"\"radius\"\":true}}\",",
        "row 2, column \"shape\": $.circle.radius:"
          + " found true, expected a number (Double)."
      ),
      (
        "1,1,{,",
        "row 2, column \"shape\": the text is no JSON: 1:2: the text ends within an object."
          + " Check whether it was cut off, and close what is open."
      ),
      (
        "1,1,,2026-11-22T09:30:00",
        "row 2, column \"when\": found the text \"2026-11-22T09:30:00\","
          + " expected a time with an offset from UTC, such as 2026-11-22T09:30:00Z (Date)."
      ),
    ]
  )
  func errors(line: String, message: String) throws {
    let text = "count,price,shape,when\n1,2,,\n\(line)\n3,4,,\n"
    let options = CSVOptions(dialect: .standard, header: .present)
    var reader = try RowReader(csv: MemoryByteSource(text), as: Strict.self, options)
    #expect(try reader.next() == Strict(count: 1, price: 2))
    let error = #expect(throws: TableError.self) { try reader.next() }
    #expect(error?.message == message)
    #expect(try reader.next()?.count == 3)
    #expect(try reader.next() == nil)
  }

  @Test("a missing column is named with those that there are")
  func missingColumn() throws {
    var reader = try RowReader(csv: MemoryByteSource("count,cost\n1,2\n"), as: Strict.self)
    let error = #expect(throws: TableError.self) { try reader.next() }
    #expect(error?.code == .unknownColumn)
    #expect(
      error?.message
        == "row 1: There is no column \"price\". The columns are \"count\", \"cost\"."
    )
  }

  @Test("a column that was read as numbers does not give back texts that had more zeros")
  func lostZeros() throws {
    struct Version: Decodable { var version: String }
    let text = "version\n1.10\n1.2\n"
    let typed = try CSVReader(MemoryByteSource(text))
    #expect(throws: TableError.self) { try all(RowReader(typed, as: Version.self)) }
    let rows = try all(RowReader(csv: MemoryByteSource(text), as: Version.self))
    #expect(rows.map(\.version) == ["1.10", "1.2"])
  }

  struct Loose: Encodable {
    var values: [(String, any Encodable)]

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      for (name, value) in values { try container.encode(value, forKey: Key(stringValue: name)) }
    }

    struct Key: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }

      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }
  }

  @Test("rows may lack columns and bring new ones, until the first are handed over")
  func looseRows() throws {
    var encoder = RowEncoder<Loose>()
    try encoder.append(Loose(values: [("a", 1)]))
    try encoder.append(Loose(values: [("b", "x"), ("a", UInt64.max)]))
    #expect(throws: TableError.self) { try encoder.append(Loose(values: [("b", 7), ("a", 2)])) }
    try encoder.append(Loose(values: [("b", "y")]))
    let batch = encoder.take()
    #expect(batch.schema == Schema([.init("a", .decimal), .init("b", .text)]))
    #expect(
      (0..<3).map { batch[$0] } == [
        [.decimal("1"), .null], [.decimal("18446744073709551615"), .text("x")],
        [.null, .text("y")],
      ]
    )
    let error = #expect(throws: TableError.self) { try encoder.append(Loose(values: [("c", 1)])) }
    #expect(
      error?.message == "row 4: $.c: the rows before have no column \"c\". Encode nil there."
    )
    try encoder.append(Loose(values: [("a", 5)]))
    #expect(encoder.take()[0] == [.decimal("5"), .null])
  }

  @Test("what is no row is refused")
  func noRows() {
    #expect(throws: TableError.self) { try Batch(encoding: [1, 2]) }
    #expect(throws: TableError.self) { try Batch(encoding: [[1], [2]]) }
    #expect(throws: TableError.self) { try Batch(encoding: [Spread()]).decode([Int].self) }
  }

  @Test("a type that fills containers of its own is a row with JSON in it, and comes back")
  func nested() throws {
    let batch = try Batch(encoding: [Spread()])
    #expect(batch[0] == [.text(#"{"deep":["two"],"x":1}"#), .text("[[3],[4]]")])
    #expect(try batch.decode(Spread.self) == [Spread()])
  }
}
