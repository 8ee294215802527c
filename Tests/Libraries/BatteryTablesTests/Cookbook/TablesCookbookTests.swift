import BatteryTables
import Foundation
import SystemPackage
import TestKit
import Testing

/// Runs the pieces of `Documentation/Cookbook/Tables.md`, which stand here to the letter.
@Suite("Cookbook, tables", .timeLimit(.minutes(5))) struct TablesCookbookTests {
  private let directory: TemporaryDirectory
  private var sales: FilePath { directory.path.appending("sales.csv") }
  private var parts: FilePath { directory.path.appending("parts.csv") }

  init() throws {
    directory = try TemporaryDirectory()
    let page = try Self.page()
    for name in ["sales.csv", "parts.csv"] {
      let start = "```console\n$ cat \(name)\n"
      let rest = try #require(page.components(separatedBy: start).dropFirst().first)
      try directory.write(rest.components(separatedBy: "```").first ?? "", to: name)
    }
  }

  private static func page() throws -> String {
    let root = (0..<5).reduce(URL(fileURLWithPath: #filePath)) { url, _ in
      url.deletingLastPathComponent()
    }
    return try String(
      contentsOf: root.appendingPathComponent("Documentation/Cookbook/Tables.md"),
      encoding: .utf8
    )
  }

  @Test("writes rows and reads them")
  func rows() throws {
    let path = directory.path.appending("people.csv")
    // page: begin
    let file = try OutputFile(path)
    var writer = try CSVWriter(file)
    try writer.writeRow(["Name", "Age", "City"])
    try writer.writeRow(["Alice", "30", "New York"])
    try writer.writeRow(["Bob", "25", "San Francisco"])
    try writer.finish()
    try file.commit()

    var reader = try CSVReader(FileByteSource(path))
    var people: [String] = []
    while let batch = try reader.next() {
      for row in 0..<batch.count { people.append("\(batch[row])") }
    }
    let types = reader.schema.fields.map(\.type)
    // page: end
    #expect(types == [.text, .integer, .text])
    #expect(people.count == 2)
    #expect(people.first?.contains("New York") == true)
  }

  @Test("rows are values of a type")
  func typed() throws {
    let people = directory.path.appending("people.csv")
    // page: begin
    struct Person: Codable {
      var name: String
      var age: Int
      var city: String?
    }

    let file = try OutputFile(people)
    var writer = try CSVWriter(file)
    try writer.write(rows: [
      Person(name: "Alice", age: 30, city: "New York"), Person(name: "Bob", age: 25, city: nil),
    ])
    try writer.finish()
    try file.commit()

    var reader = try RowReader(csv: FileByteSource(people), as: Person.self)
    var ages: [String: Int] = [:]
    while let person = try reader.next() { ages[person.name] = person.age }
    // page: end
    #expect(ages == ["Alice": 30, "Bob": 25])
    let text = try String(contentsOfFile: people.string, encoding: .utf8)
    #expect(text == "name,age,city\nAlice,30,New York\nBob,25,\n")
  }

  @Test("chooses a dialect, or finds it")
  func dialects() throws {
    // page: begin
    let text = "id;note\n1;'semi;colon'\n2;'it''s'\n"
    let sniff = try CSVSniffer.sniff(Array(text.utf8), isWhole: true)
    let found = CSVRows(Array(text.utf8), dialect: sniff.dialect).map { $0.map(\.text) }

    var tabs = try CSVWriter(MemoryByteSink(), dialect: .excelTab)
    for row in found { try tabs.writeRow(row) }
    try tabs.finish()
    let written = String(decoding: tabs.sink.bytes, as: UTF8.self)
    // page: end
    #expect(found == [["id", "note"], ["1", "semi;colon"], ["2", "it's"]])
    #expect(written == "id\tnote\r\n1\tsemi;colon\r\n2\tit's\r\n")
    #expect(sniff.hasHeader && sniff.confidence > 0.5)
  }

  @Test("keeps identifiers exact")
  func identifiers() throws {
    let path = sales
    // page: begin
    var options = CSVOptions(given: ["price": .decimal], columns: ["part", "price"])
    options.onReject = { print("line \($0.line): \($0.reason)") }
    var reader = try CSVReader(FileByteSource(path), options)
    let batch = try reader.next()
    let first = batch?[0]
    let long = batch?["part"]?[3]
    // page: end
    #expect(first == [.text("00042"), .decimal("19.90")])
    #expect(long == .text("31415926535897932384"))
  }

  @Test("reads and writes JSON")
  func json() throws {
    // page: begin
    let text = #"{"id": 9007199254740993, "price": 0.10, "tags": ["new"], "name": "Zoë"}"#
    var value = try JSONValue(parsing: text)
    let id = value["id"]?.integer
    let tag = value["tags"]?[0]?.string
    if case .object(var object) = value {
      object["stock"] = 3
      value = .object(object)
    }
    var writer = JSONWriter(isPretty: true, sortsKeys: true)
    writer.isASCII = true
    let pretty = writer.string(value)
    // page: end
    #expect(id == 9_007_199_254_740_993)
    #expect(tag == "new")
    #expect(
      pretty == """
        {
          "id": 9007199254740993,
          "name": "Zo\\u00eb",
          "price": 0.10,
          "stock": 3,
          "tags": [
            "new"
          ]
        }
        """
    )
  }

  @Test("JSON becomes values of a type")
  func coding() throws {
    // page: begin
    struct Order: Codable {
      struct Item: Codable {
        var sku: String
        var unitPrice: Decimal
      }

      var orderID: Int64
      var placedAt: Date
      var items: [Item]
    }

    let style = JSONCodingStyle(keys: .snakeCase)
    let text = """
      {"order_id": 9007199254740993, "placed_at": "2026-11-22T10:30:00+01:00",
       "items": [{"sku": "00042", "unit_price": 19.90}]}
      """
    let order = try JSONDocumentDecoder(style).decode(Order.self, from: text)
    let line = try JSONDocumentEncoder(style).string(order)

    var message = ""
    do {
      _ = try JSONDocumentDecoder().decode([String: [Int8]].self, from: #"{"a": [1, 300]}"#)
    } catch {
      message = "\(error)"
    }
    // page: end
    #expect(
      line == #"{"order_id":9007199254740993,"placed_at":"2026-11-22T09:30:00Z","#
        + #""items":[{"sku":"00042","unit_price":19.9}]}"#
    )
    #expect(
      message == "$.a[1]: found the number 300, expected a whole number from -128 to 127 (Int8)."
    )
  }

  @Test("reads JSON Lines as columns, or as values")
  func jsonLines() throws {
    // page: begin
    struct Event: Codable {
      var kind: String
      var tags: [String]?
    }

    let text = """
      {"kind": "start", "at": 1}
      {"kind": "load", "at": 2.5, "tags": ["slow", "cold"]}
      no JSON
      """
    var options = JSONTableOptions()
    options.onReject = { print("line \($0.line): \($0.reason)") }
    var columns = try JSONLinesReader(MemoryByteSource(text), options)
    let types = columns.schema.fields.map { "\($0.name): \($0.type.rawValue)" }
    let rows = try columns.next()?.count

    var events = JSONLinesDecoder(MemoryByteSource(text), as: Event.self)
    _ = try events.next()
    let tags = try events.next()?.tags

    var lines = JSONLinesEncoder(MemoryByteSink())
    try lines.write(Event(kind: "stop", tags: []))
    try lines.finish()
    // page: end
    #expect(types == ["kind: text", "at: double", "tags: text"])
    #expect(rows == 2)
    #expect(tags == ["slow", "cold"])
    #expect(lines.sink.bytes == Array(#"{"kind":"stop","tags":[]}"#.utf8) + [10])
  }

  @Test("asks SQLite")
  func database() throws {
    let path = directory.path.appending("shop.db")
    let csv = sales
    // page: begin
    let stored = try SQLiteImport.run(CSVReader(FileByteSource(csv)), into: path, table: "sales")
    let database = try SQLiteDatabase(path, for: .writing)
    try database.execute("CREATE TABLE notes (part TEXT, note TEXT NOT NULL)")

    struct Note: Codable {
      var part: String
      var note: String
    }

    // All of them or none: a writer is a transaction, and `transaction` makes one of statements.
    let notes = try Batch(encoding: [
      Note(part: "00042", note: "bolt'); DROP TABLE sales; --"), Note(part: "00107", note: "wheel"),
    ])
    let append = SQLiteTableOptions(existing: .append)
    let writer = try SQLiteWriter(
      database,
      table: "notes",
      schema: notes.schema,
      options: append
    )
    try writer.write(notes)
    try writer.finish()
    try? database.transaction {
      try database.execute("DELETE FROM notes")
      try database.execute("INSERT INTO notes VALUES ('1', NULL)")
    }

    let query = "SELECT part, sum(quantity) AS sold FROM sales WHERE region <> ? GROUP BY part"
    let rows = try database.query(query, [.text("west")])
    let sold = try rows.next()?.decode([String: String?].self)
    // page: end
    #expect(stored == 6)
    #expect(try database.integer("SELECT count(*) FROM notes") == 2)
    #expect(sold?.first == ["part": "00042", "sold": "15"])
  }

  @Test("filters, computes, groups, sorts and joins")
  func operations() throws {
    // page: begin
    func rows() throws -> CSVReader { try CSVReader(FileByteSource(sales)) }

    let filtered = try Filter(rows(), where: TableExpression("quantity > 2 and region <> 'west'"))
    let total = try TableExpression("round(quantity * price, 2)")
    var derived = try Derive(filtered, [Derive.Column("total", total)])
    let totals = try derived.next()?["total"]

    let aggregates = try Aggregate.list("count, sum(quantity) as sold, quantile(price, 0.5) as p50")
    var groups = try GroupBy(rows().schema, by: ["part"], aggregates)
    let byPart = try groups.fold(rows()).batch

    var sorted = try Sort(rows(), by: SortKey.list("-quantity, part"))
    let most = try sorted.next()?["quantity"]?[0]

    var top = try TopK(rows().schema, 2, by: [SortKey("price", descending: true)])
    let dearest = try top.fold(rows())["part"]

    let names = try CSVReader(FileByteSource(parts))
    var joined = try Join(rows(), names, on: [Join.Key("part")], kind: .left)
    let name = try joined.next()?["name"]?[0]

    let chosen = try Sample.rows(3, of: rows(), seed: 42)

    var days = try TimeWindows(
      rows().schema,
      of: "sold_at",
      every: "1d",
      Aggregate.list("count, sum(quantity)")
    )
    let perDay = try days.fold(rows()).batch["count"]
    // page: end
    #expect(totals.map { [$0[0], $0[1]] } == [.double(59.7), .double(238.8)])
    #expect(byPart[0] == [.text("00042"), .integer(3), .integer(20), .double(19.9)])
    #expect(most == .integer(12))
    #expect(dearest.map { [$0[0], $0[1]] } == [.text("00107"), .text("00107")])
    #expect(name == .text("bolt, long"))
    #expect(chosen.count == 3)
    #expect(
      perDay.map { (0..<$0.count).map { row in perDay?[row] } } == [3, 2, 1].map { .integer($0) }
    )
  }

  @Test("adds up in parts")
  func parallel() async throws {
    // page: begin
    var reader = try CSVReader(FileByteSource(sales))
    let sum = try Aggregate.list("sum(quantity) as total")
    let empty = try GroupBy(reader.schema, by: [], sum)
    var chunks: [Batch] = []
    while let batch = try reader.next() { chunks.append(batch) }

    // S = S1 + S2 + … + Sk: each chunk has a sum of its own, and the sums are added in their order.
    let sums = try await withThrowingTaskGroup(of: (Int, GroupBy).self) { group in
      for (number, chunk) in chunks.enumerated() {
        group.addTask {
          var part = empty
          try part.add(chunk)
          return (number, part)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }
    }
    var whole = empty
    for (_, part) in sums { try whole.merge(part) }
    let total = try whole.finish().batch[0]
    // page: end
    #expect(total == [.integer(23)])
  }

  @Test("reads and writes compressed files")
  func compressed() throws {
    let path = directory.path.appending("copy.jsonl.gz")
    // page: begin
    var reader = try CSVReader(TableFile(sales).source)
    let file = try OutputFile(path, inputs: [sales])
    var writer = JSONLinesWriter(file)
    while let batch = try reader.next() { try writer.write(batch) }
    try writer.finish()
    try file.commit()

    let packed = try TableFile(path)
    var rows = 0
    var lines = try JSONLinesReader(packed.source)
    while let batch = try lines.next() { rows += batch.count }
    // page: end
    #expect(packed.compression == .gzip && packed.format == .jsonLines)
    #expect(rows == 6)
  }

  @Test("the page has these pieces to the letter")
  func pieces() throws {
    let page = try Self.page()
    let source = try String(contentsOf: URL(fileURLWithPath: #filePath), encoding: .utf8)
    let pieces = source.components(separatedBy: "    // page: begin\n").dropFirst()
    #expect(pieces.count == page.components(separatedBy: "```swift\n").count - 1)
    for piece in pieces {
      let code = piece.components(separatedBy: "    // page: end").first ?? ""
      let text = code.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.hasPrefix("    ") ? $0.dropFirst(4) : $0 }.joined(separator: "\n")
      #expect(page.contains("```swift\n\(text)```"))
    }
  }
}
