import BatteryTables
import Synchronization
import Testing

@Suite("CSV reader", .timeLimit(.minutes(5))) struct CSVReaderTests {
  struct Example: CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var schema: [String]
    var rows: [[String]]
  }

  static let examples = [
    Example(
      testDescription: "each column gets the narrowest type that every value fits",
      text: """
        a,b,c,d,e,f,g
        1,1.5,12345678901234567890,true,2026-11-22,2026-11-22T09:30:00+01:00,x
        -20,-3,1,false,0001-01-01,2026-11-22 09:30,y
        """,
      schema: [
        "a integer", "b double", "c decimal", "d boolean", "e date", "f timestamp", "g text",
      ],
      rows: [
        [
          "1", "1.5", "12345678901234567890", "true", "2026-11-22", "2026-11-22T09:30:00+01:00",
          "x",
        ],
        ["-20", "-3", "1", "false", "0001-01-01", "2026-11-22T09:30:00", "y"],
      ]
    ),
    Example(
      testDescription: "part numbers, words for nothing and ambiguous dates stay text",
      text: "a,b,c,d,e,f\n007,NA,03/04/05,1e5,+1,.5\n8,7,2026-01-01,2,2,2\n",
      schema: ["a text", "b text", "c text", "d text", "e text", "f text"],
      rows: [
        ["007", "NA", "03/04/05", "1e5", "+1", ".5"], ["8", "7", "2026-01-01", "2", "2", "2"],
      ]
    ),
    Example(
      testDescription: "an empty field is no value, a quoted empty one is a text",
      text: "a,b,c\n1,,\"\"\n,x,y\n",
      schema: ["a integer", "b text", "c text"],
      rows: [["1", "∅", ""], ["∅", "x", "y"]]
    ),
    Example(
      testDescription: "digits beyond those of a double stay exact",
      text: "a,b,c\n9007199254740993,0.1234567890123456,-0\n1,1.5,1\n",
      schema: ["a integer", "b decimal", "c double"],
      rows: [["9007199254740993", "0.1234567890123456", "-0"], ["1", "1.5", "1"]]
    ),
    Example(
      testDescription: "quotes, doubled quotes and newlines in quotes",
      text: "a,b\r\n\"x, \"\"y\"\"\",\"1\r\n2\"\r\n\"\"\"\",z\r\n",
      schema: ["a text", "b text"],
      rows: [["x, \"y\"", "1\r\n2"], ["\"", "z"]]
    ),
    Example(
      testDescription: "a quote in the middle of a field is a character",
      text: "size,b\n5\" disk,x\n3\"5\",y\n",
      schema: ["size text", "b text"],
      rows: [["5\" disk", "x"], ["3\"5\"", "y"]]
    ),
    Example(
      testDescription: "lines may end with CR, and the last with nothing",
      text: "a,b\r1,2\r3,4",
      schema: ["a integer", "b integer"],
      rows: [["1", "2"], ["3", "4"]]
    ),
    Example(
      testDescription: "empty lines are no rows, except in a table of one column",
      text: "a,b\n\n1,2\n\n",
      schema: ["a integer", "b integer"],
      rows: [["1", "2"]]
    ),
    Example(
      testDescription: "an empty line in a table of one column has no value",
      text: "a\n1\n\n3\n",
      schema: ["a integer"],
      rows: [["1"], ["∅"], ["3"]]
    ),
    Example(
      testDescription: "a header alone is a table without rows",
      text: "a,b\n",
      schema: ["a text", "b text"],
      rows: []
    ),
    Example(
      testDescription: "a byte order mark is not part of the first name",
      text: "\u{FEFF}id;name\n1;ü\n2;ö\n",
      schema: ["id integer", "name text"],
      rows: [["1", "ü"], ["2", "ö"]]
    ),
    Example(
      testDescription: "a first row of values is no header",
      text: "1,2026-01-01\n2,2026-01-02\n",
      schema: ["column1 integer", "column2 date"],
      rows: [["1", "2026-01-01"], ["2", "2026-01-02"]]
    ),
  ]

  @Test("a first row may be longer than what is looked at first")
  func longHeader() throws {
    let names = (0..<6000).map { "\"column, \($0) \(String(repeating: "x", count: 50))\"" }
    let row = (0..<6000).map { "\($0)" }.joined(separator: ",")
    let text = names.joined(separator: ",") + "\n\(row)\n\(row)\n"
    var reader = try CSVReader(MemoryByteSource(Array(text.utf8)))
    #expect(reader.schema.count == 6000)
    #expect(reader.schema[5999].name.hasPrefix("column, 5999 x"))
    #expect(reader.schema[5999].type == .integer)
    let batch = try #require(try reader.next())
    #expect(batch.count == 2 && batch.columns[5999][1] == .integer(5999))
  }

  @Test("a first row without an end is refused at the limit of a row")
  func endlessHeader() throws {
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 9 << 20)
    var options = CSVOptions(dialect: .standard, header: .present)
    options.fieldLimit = 1000
    let error = #expect(throws: TableError.self) { try CSVReader(MemoryByteSource(bytes), options) }
    #expect(error?.message.contains(":1: the first row has more than 8388608 bytes.") == true)
  }

  @Test("reads", arguments: examples)
  func reads(_ example: Example) throws {
    for blockSize in [1, 2, 5, 16, 1 << 20] {
      for threads in [1, 3] {
        var options = CSVOptions()
        options.blockSize = blockSize
        options.threads = threads
        let table = try CSVTable(example.text, options)
        #expect(table.schema == example.schema)
        #expect(table.rows == example.rows)
      }
    }
  }

  @Test("a value late in the file makes its column wider, from the first row on")
  func lateValue() throws {
    var text = "id,part\n"
    for row in 0..<40_000 { text += "\(row),\(row)\n" }
    text += "40000,0099\n"
    var options = CSVOptions()
    options.blockSize = 50_000
    let table = try CSVTable(text, options)
    #expect(table.schema == ["id integer", "part text"])
    #expect(table.rows.count == 40_001)
    #expect(table.rows[7] == ["7", "7"] && table.rows[40_000] == ["40000", "0099"])
    var scan = try CSVScan(MemoryByteSource(text), options)
    #expect(scan.schema[1].type == .integer)
    let count = try scan.fold({ _ in 0 }, update: { $0 += $1.count }, merge: { $0 += $1 })
    #expect(count == 40_001 && scan.schema[1].type == .text)
  }

  @Test("only wanted columns are there, in the order in which they are wanted")
  func projection() throws {
    let options = CSVOptions(columns: ["c", "a"])
    let table = try CSVTable("a,b,c\n1,\"x\"\"y\",3\n4,,6\n", options)
    #expect(table == (try CSVTable("c,a\n3,1\n6,4\n")))
    let error = #expect(throws: TableError.self) {
      try CSVTable("a,b\n1,2\n", CSVOptions(columns: ["z"]))
    }
    #expect(error?.code == .unknownColumn)
  }

  @Test("given types hold, and texts for no value are none")
  func given() throws {
    var options = CSVOptions(types: .text, given: ["a": .double, "b": .decimal])
    options.nulls = ["NA", "-"]
    let table = try CSVTable("a,b,c\n1e3,7.50,NA\nNA,-,\"NA\"\n", options)
    #expect(table.schema == ["a double", "b decimal", "c text"])
    #expect(table.rows == [["1000", "7.50", "∅"], ["∅", "∅", "NA"]])
  }

  @Test("rows of other lengths are filled up, kept with more columns, or rejected")
  func ragged() throws {
    let text = "a,b\n1,2\n3\n4,5,6\n"
    var options = CSVOptions()
    options.ragged = .keep
    #expect(
      try CSVTable(text, options).rows == [["1", "2", "∅"], ["3", "∅", "∅"], ["4", "5", "6"]]
    )
    options.ragged = .pad
    let rejects = Rejects()
    options.onReject = rejects.add
    #expect(try CSVTable(text, options).rows == [["1", "2"], ["3", "∅"]])
    #expect(rejects.all.map(\.line) == [4])
    options.ragged = .error
    #expect(try CSVTable(text, options).rows == [["1", "2"]])
    #expect(rejects.all.map(\.line) == [4, 3, 4] && rejects.all.map(\.offset) == [10, 8, 10])
  }

  @Test("other encodings become UTF-8")
  func encodings() throws {
    let expected = [["1", "ü€"], ["2", "😀"]]
    var utf16: [UInt8] = [0xFE, 0xFF]
    for unit in "a,b\n1,ü€\n2,😀\n".utf16 { utf16 += [UInt8(unit >> 8), UInt8(unit & 255)] }
    #expect(try CSVTable(MemoryByteSource(utf16, step: 3)).rows == expected)
    var little: [UInt8] = [0xFF, 0xFE]
    for unit in "a,b\n1,ü€\n2,😀\n".utf16 { little += [UInt8(unit & 255), UInt8(unit >> 8)] }
    #expect(try CSVTable(MemoryByteSource(little)).rows == expected)
    var options = CSVOptions()
    options.encoding = .windows1252
    let windows = Array("a,b\n1,".utf8) + [0xFC, 0x80, 10]
    #expect(try CSVTable(MemoryByteSource(windows), options).rows == [["1", "ü€"]])
    options.encoding = .latin1
    #expect(try CSVTable(MemoryByteSource(windows), options).rows == [["1", "ü\u{80}"]])
  }

  @Test("a stream that cannot be read twice has text where the types are not certain")
  func stream() throws {
    var text = "a,b\n"
    for row in 0..<60_000 { text += "\(row),\(row)\n" }
    let table = try CSVTable(Stream(MemoryByteSource(text)), CSVOptions(given: ["b": .integer]))
    #expect(table.schema == ["a text", "b integer"])
    #expect(table.rows.count == 60_000)
    let small = try CSVTable(Stream(MemoryByteSource("a,b\n1,x\n")))
    #expect(small.schema == ["a integer", "b text"])
  }

  /// A source that cannot go back.
  struct Stream: ByteSource {
    var source: MemoryByteSource
    var name: String { "standard input" }

    init(_ source: MemoryByteSource) { self.source = source }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
      source.read(into: buffer)
    }
  }
}

/// Collects rejected rows.
final class Rejects: Sendable {
  private let rejects = Mutex<[RejectedRow]>([])

  var all: [RejectedRow] { rejects.withLock { $0 } }

  @Sendable func add(_ reject: RejectedRow) {
    rejects.withLock { $0.append(reject) }
  }

  @Test("many columns of one name are named in no time", .timeLimit(.minutes(5)))
  func manyEqualNames() throws {
    var options = CSVOptions(dialect: .standard, header: .present, types: .text)
    options.names = .rename
    let count = 30_000
    let header = Array(repeating: "a", count: count).joined(separator: ",") + ",a_3,\n"
    let names = try CSVScan(MemoryByteSource(Array(header.utf8)), options).names
    #expect(Set(names).count == count + 2)
    #expect(names.prefix(4) == ["a", "a_2", "a_4", "a_5"])
    #expect(names.suffix(2) == ["a_3", "column\(count + 2)"])
  }
}
