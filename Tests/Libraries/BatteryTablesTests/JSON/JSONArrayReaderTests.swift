import BatteryTables
import Testing

@Suite("JSON array reader", .timeLimit(.minutes(5))) struct JSONArrayReaderTests {
  private static func read(
    _ text: String,
    size: Int = 1 << 20,
    threads: Int = 1
  ) throws -> JSONLinesReaderTests.Table {
    let collected = JSONLinesReaderTests.Collected()
    var options = JSONTableOptions(onReject: { collected.add($0) })
    options.blockSize = size
    options.threads = threads
    var reader = try JSONArrayReader(MemoryByteSource(text), options)
    var table = JSONLinesReaderTests.Table(columns: reader.schema.fields)
    while let batch = try reader.next() { table.rows += (0..<batch.count).map { batch[$0] } }
    table.rejects = collected.all
    table.parsed = reader.parsedCount
    return table
  }

  @Test("objects of an array become rows, however they are indented and wherever blocks end")
  func rows() throws {
    var items: [String] = []
    for number in 0..<100 {
      items.append(
        "{\n  \"id\" : \(number) ,\n \"t\":\"],[\\\"{\(number)\",\"n\":[{\"x\":[\(number)]}]}"
      )
    }
    let text = "\u{FEFF} [\n\(items.joined(separator: " ,\n"))\n ] \n"
    let whole = try Self.read(text)
    #expect(whole.columns.map(\.name) == ["id", "t", "n"])
    #expect(whole.rows.count == 100 && whole.parsed == 100)
    #expect(whole.rows[7] == [.integer(7), .text("],[\"{7"), .text("[{\"x\":[7]}]")])
    for size in [16, 17, 50, 200, 1000] {
      for threads in [1, 3] {
        #expect(try Self.read(text, size: size, threads: threads) == whole)
      }
    }
    #expect(try Self.read("[]").rows.isEmpty)
  }

  @Test("an item that is no object is rejected")
  func rejects() throws {
    for size in [16, 1000] {
      let table = try Self.read(
        "[{\"a\":1},\n 2, [3,\n{}],\n{\"a\":4,\"a\":5}, {\"a\":6}]",
        size: size
      )
      #expect(table.rows == [[.integer(1)], [.integer(6)]])
      #expect(table.rejects.map(\.line) == [2, 2, 4])
      #expect(table.rejects.map(\.offset) == [11, 14, 23])
    }
  }

  @Test(
    "a text that is no array, or no JSON, is refused with its place",
    arguments: [
      ("", "input: there is nothing in it. Write at least []."),
      ("{}", "input:1: the text does not begin with [. Read it as JSON Lines, or write an array."),
      ("[{},]", "input:1:5: nothing follows a comma. Remove the comma, or add what is missing."),
      ("[,{}]", "input:1:2: \",\" begins no value."),
      ("[{}\n {}]", "input:2:2: \"{\" stands where a comma or a closing bracket should."),
      ("[{}", "input:1:4: the text ends within an array."),
      ("[{\"a\":1}}", "input:1:9: \"}\" closes what it did not open."),
      ("[{}] x", "input:1:6: more text follows the value."),
      ("[{}]\n\n   \n        ,", "input:4:9: more text follows the value."),
      ("[{\"a\":\n1,}]", "input:2:3: nothing follows a comma."),
      ("[{\"a\":\"x]", "input:1:10: the text ends within a text."),
    ]
  )
  func refused(_ text: String, _ message: String) {
    for size in [16, 1000] {
      let error = #expect(throws: TableError.self) { try Self.read(text, size: size) }
      #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "no error")")
    }
  }
}
