import BatteryTables
import Synchronization
import Testing

@Suite("JSON Lines reader", .timeLimit(.minutes(5))) struct JSONLinesReaderTests {
  /// What is read of lines: the columns with their types, the rows, and what was rejected.
  struct Table: Equatable {
    var columns: [Schema.Field] = []
    var rows: [[Value]] = []
    var rejects: [RejectedRow] = []
    var parsed = 0
  }

  static func read(
    _ bytes: [UInt8],
    _ change: (inout JSONTableOptions) -> Void = { _ in }
  ) throws -> Table {
    let collected = Collected()
    var options = JSONTableOptions(onReject: { collected.add($0) })
    change(&options)
    var reader = try JSONLinesReader(MemoryByteSource(bytes), options)
    var table = Table(columns: reader.schema.fields)
    while let batch = try reader.next() { table.rows += (0..<batch.count).map { batch[$0] } }
    table.rejects = collected.all
    table.parsed = reader.parsedCount
    #expect(reader.rejectedCount == table.rejects.count)
    return table
  }

  final class Collected: Sendable {
    private let rejects = Mutex<[RejectedRow]>([])

    var all: [RejectedRow] { rejects.withLock { $0 } }

    func add(_ reject: RejectedRow) { rejects.withLock { $0.append(reject) } }
  }

  @Test("keys become columns as they are first seen; what is missing or null is no value")
  func columns() throws {
    let table = try Self.read(
      Array(
        """
        {"id": 1, "name": "ä\\n", "ok": true}
        {"name": null, "price": 2.5, "id": -2}

        {"extra": {"a": [1, 2]}, "ok": false, "\\u0069d": 3}
        {}
        """.utf8
      )
    )
    #expect(
      table.columns == [
        .init("id", .integer), .init("name", .text), .init("ok", .boolean),
        .init("price", .double), .init("extra", .text),
      ]
    )
    #expect(
      table.rows == [
        [.integer(1), .text("ä\n"), .boolean(true), .null, .null],
        [.integer(-2), .null, .null, .double(2.5), .null],
        [.integer(3), .null, .boolean(false), .null, .text("{\"a\": [1, 2]}")],
        [.null, .null, .null, .null, .null],
      ]
    )
    #expect(table.rejects.isEmpty && table.parsed == 4)
  }

  @Test(
    "a column has the narrowest type that loses no digit",
    arguments: [
      (["1", "-2"], .integer),
      (["9223372036854775807", "-9223372036854775808"], .integer),
      (["9223372036854775808"], .decimal),
      (["1", "2.5", "1e10"], .double),
      (["9007199254740993", "0.5"], .decimal),
      (["0.1", "0.30000000000000004", "1.7976931348623157e308", "5e-324"], .double),
      (["0.10000000000000001"], .decimal),
      (["123456.12345678901234"], .decimal),
      (["1e400"], .decimal), (["1e-400"], .decimal),
      (["-0", "1"], .double),
      (["true", "false", "null"], .boolean),
      (["true", "1"], .text), (["1", "\"1\""], .text), (["[1]"], .text), (["null"], .text),
      (["\"2026-11-22\""], .text), (["\"0012\""], .text),
    ] as [([String], ColumnType)]
  )
  func types(_ values: [String], _ type: ColumnType) throws {
    let lines = values.map { "{\"v\":\($0)}\n" }.joined()
    let table = try Self.read(Array(lines.utf8))
    #expect(table.columns == [.init("v", type)])
    if type == .decimal { #expect(table.rows.map { "\($0[0])" } == values) }
  }

  @Test("a line that is wrong is rejected with its place and the reason, and the rest is read")
  func rejects() throws {
    let text = "{\"a\":1}\n{\"a\":1,}\n\n[1]\n{\"a\":2} x\n{\"a\":1,\"a\":2}\n{\"a\":3}\n{\"a\":"
    let table = try Self.read(Array(text.utf8))
    #expect(table.rows == [[.integer(1)], [.integer(3)]])
    #expect(
      table.rejects.map(\.description) == [
        "input:2: column 8: nothing follows a comma. Remove the comma, or add what is missing.",
        "input:4: an array stands where an object should. Write {\"value\": …} around it.",
        "input:5: column 9: more text follows the value. Remove it, or read the texts one by one.",
        "input:6: the key \"a\" stands twice in one object. Remove one, or allow duplicate keys.",
        "input:8: column 6: the text ends within an object. Check whether it was cut off, and close"
          + " what is open.",
      ]
    )
    #expect(table.rejects.map(\.offset) == [8, 18, 22, 32, 54])
    #expect(table.parsed == 2)
  }

  @Test("without anyone who takes rejected lines the first one is thrown; so is one too many")
  func thrown() throws {
    let bytes = Array("{\"a\":1}\n{\n{\n{\n".utf8)
    var reader = try JSONLinesReader(MemoryByteSource(bytes))
    let error = #expect(throws: TableError.self) { try reader.next() }
    #expect(error?.message.hasPrefix("input:2: column 2: the text ends within an object") == true)
    let most = #expect(throws: TableError.self) { try Self.read(bytes) { $0.maxRejects = 2 } }
    #expect(
      most?.message.hasSuffix("More than 2 records were rejected; look at the first ones.") == true
    )
    let empty = #expect(throws: TableError.self) { try Self.read(Array(" \n\n".utf8)) }
    #expect(empty?.code == .empty)
  }

  @Test("keys of a line that is rejected make no column, and its values widen none")
  func rejectedSchema() throws {
    let table = try Self.read(Array("{\"a\":1}\n{\"a\":\"x\",\"b\":2\n{\"a\":2}\n".utf8))
    #expect(table.columns == [.init("a", .integer)])
    #expect(table.rows.count == 2 && table.rejects.count == 1)
  }

  @Test("given types are obeyed: texts become what is asked for, and what does not fit is rejected")
  func given() throws {
    let text = """
      {"day": "2026-11-22", "time": "2026-11-22T09:30:00Z", "number": "12", "id": 7, "x": 1}
      {"day": "22.11.2026", "time": null, "number": "13", "id": 8}
      {"day": null, "number": "1.5", "id": 9}
      {"day": null, "number": 14, "id": 10}
      """
    let table = try Self.read(Array(text.utf8)) {
      $0.given = ["day": .date, "time": .timestamp, "number": .integer, "id": .text]
      $0.columns = ["id", "day", "time", "number"]
    }
    #expect(table.columns.map(\.name) == ["id", "day", "time", "number"])
    #expect(
      table.rows.map { $0.map(\.description) } == [
        ["7", "2026-11-22", "2026-11-22T09:30:00Z", "12"], ["10", "", "", "14"],
      ]
    )
    #expect(
      table.rejects.map(\.description) == [
        "input:2: 22.11.2026 does not fit the column \"day\" of type date. Give it a wider type,"
          + " such as text.",
        "input:3: 1.5 does not fit the column \"number\" of type integer. Give it a wider type,"
          + " such as text.",
      ]
    )
  }

  @Test("blocks of every size and any number of threads give the same table")
  func blocks() throws {
    var text = "\u{FEFF}"
    for number in 0..<300 {
      switch number % 7 {
      case 3: text += "{\"id\":\(number),,}\n"
      case 4: text += "\r\n"
      case 5: text += "{\"late\(number)\":[\(number),{\"x\":\"}\\\"\"}],\"id\":\(number)}\r\n"
      default:
        text += "{\"id\": \(number), \"text\": \"\(String(repeating: "é", count: number % 40))\"}\n"
      }
    }
    let bytes = Array(text.utf8)
    let whole = try Self.read(bytes) { $0.threads = 1 }
    #expect(whole.rejects.count == 43 && whole.parsed + whole.rejects.count == 257)
    for size in [1, 7, 64, 100, 1000, 5000] {
      for threads in [1, 2, 4] {
        let table = try Self.read(bytes) {
          $0.blockSize = size
          $0.threads = threads
          $0.batchRows = 50
        }
        #expect(table == whole)
      }
    }
  }

  @Test("a line that is too long is rejected, wherever blocks end")
  func longLines() throws {
    let long = "{\"a\":\"\(String(repeating: "x", count: 500))\"}"
    let bytes = Array("{\"a\":\"1\"}\n\(long)\n{\"a\":\"2\"}\n\(long)\n{\"a\":\"3\"}".utf8)
    for size in [16, 100, 300, 600, 5000] {
      let table = try Self.read(bytes) {
        $0.blockSize = size
        $0.recordLimit = 200
      }
      #expect(table.rows == [[.text("1")], [.text("2")], [.text("3")]])
      #expect(table.rejects.map(\.line) == [2, 4])
      #expect(table.rejects.map(\.offset) == [10, 529])
    }
  }

  @Test("too many different keys are refused")
  func manyKeys() throws {
    let lines = (0..<100).map { "{\"k\($0)\":1}\n" }.joined()
    let error = #expect(throws: TableError.self) {
      try Self.read(Array(lines.utf8)) { $0.columnLimit = 50 }
    }
    #expect(
      error?.message.hasPrefix("input: its records have more than 50 different keys.") == true
    )
    #expect(try Self.read(Array(lines.utf8)).columns.count == 100)
  }

  @Test("lines that are refused cost nothing for the columns that they do not have")
  func manyRefusals() throws {
    let keys = (0..<9000).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
    let refused = String(repeating: "x\n", count: 60_000)
    let bytes = Array("{\(keys)}\n{\(keys),x\n\(refused){\"k3\":7}\n".utf8)
    let clock = ContinuousClock()
    var table = Table()
    let plain = try clock.measure { _ = try Self.read(Array((refused + "{\"a\":1}\n").utf8)) }
    let wide = try clock.measure { table = try Self.read(bytes) }
    #expect(table.rows.count == 2 && table.rejects.count == 60_001)
    #expect(table.rows.last?.enumerated().filter { $1 != .null }.map(\.offset) == [3])
    #expect(wide < plain * 3 + .seconds(4))
  }

  @Test("a limit of records beyond 256 MiB is refused", arguments: [0, 256 << 20 + 1, Int.max])
  func recordLimit(limit: Int) {
    let error = #expect(throws: TableError.self) {
      try Self.read(Array("{}\n".utf8)) { $0.recordLimit = limit }
    }
    #expect(
      error?.message
        == "The limit of a record must be from 1 to 268435456 bytes, not \(limit)."
    )
  }

  /// A source that cannot go back.
  private struct OnceSource: ByteSource {
    var name: String { "once" }
    var source: MemoryByteSource

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
      source.read(into: buffer)
    }
  }

  @Test("what cannot be read twice is kept in memory up to a limit")
  func onceOnly() throws {
    let source = OnceSource(source: MemoryByteSource(Array("{\"a\":1}\n{\"a\":2}\n".utf8)))
    var options = JSONTableOptions()
    options.bufferLimit = 16
    var reader = try JSONLinesReader(source, options)
    #expect(try reader.next()?.count == 2)
    options.bufferLimit = 15
    let error = #expect(throws: TableError.self) { try JSONLinesReader(source, options) }
    #expect(
      error?.message
        == "once: has more than 15 bytes and cannot be read twice, as it has to be to find the "
        + "columns. Write it to a file first, or give the columns and their types."
    )
  }
}
