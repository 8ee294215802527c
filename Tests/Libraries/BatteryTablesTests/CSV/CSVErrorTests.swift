import BatteryTables
import Synchronization
import SystemPackage
import TestKit
import Testing

@Suite("CSV that cannot be read", .timeLimit(.minutes(5))) struct CSVErrorTests {
  struct Example: CustomTestStringConvertible {
    var text: [UInt8]
    var message: String
    var strict = false
    var given: [String: ColumnType] = [:]
    var header = CSVOptions.Header.present
    var limit = 16 << 20
    var testDescription: String { message }

    init(
      _ text: String,
      _ message: String,
      strict: Bool = false,
      given: [String: ColumnType] = [:],
      limit: Int = 16 << 20
    ) {
      self.text = Array(text.utf8)
      self.message = message
      self.strict = strict
      self.given = given
      self.limit = limit
    }

    init(bytes: [UInt8], _ message: String) {
      text = bytes
      self.message = message
    }
  }

  static let examples = [
    Example("", "t.csv: the file is empty: it has not even a header. Check the path."),
    Example("\n\n", "t.csv: the file is empty: it has not even a header. Check the path."),
    Example(
      "a,b\n1,2\n3,\"x\n4,5\n",
      "t.csv:3: the quote that opens here is never closed. Close it, or name another quote character"
        + " or none."
    ),
    Example(
      "a,b\n1,\"x\ny\"\n\"z\"q,5\n",
      "t.csv:4: text follows a closing quote. Double the quotes within a field, or read without"
        + " --strict.",
      strict: true
    ),
    Example(
      "a,b\n1,x\"y\n",
      "t.csv:2: there is a quote in a field without quotes. Quote the field, or read without"
        + " --strict.",
      strict: true
    ),
    Example(
      "a,b\n1,2\n\n3\n",
      "t.csv:4: the row has 1 field, but there are 2 columns. Pass --ragged pad to fill it up."
    ),
    Example(
      "a,b\n1,2,3\n",
      "t.csv:2: the row has 3 fields, but there are 2 columns. Check its quotes, or pass --ragged"
        + " keep."
    ),
    Example(
      "a,b,a\n1,2,3\n",
      "t.csv:1: two columns are called \"a\". Correct the header, or pass --names rename or"
        + " --no-header."
    ),
    Example(
      "a,,c\n1,2,3\n",
      "t.csv:1: column 2 has no name. Correct the header, or pass --names rename or --no-header."
    ),
    Example(
      "a,b\n1,x\u{0}y\n",
      "t.csv:2: there is a NUL byte. Remove it, or say how the file is encoded: --encoding utf16."
    ),
    Example(
      bytes: Array("a,b\n1,2\n3,".utf8) + [0xFC, 10],
      "t.csv:3: there are bytes that are not UTF-8. Say how the file is encoded: --encoding"
        + " windows1252, or latin1."
    ),
    Example(
      bytes: [0x61, 0x2C, 0xFC, 10, 0x31, 0x2C, 0x32, 10],
      "t.csv:1: there are bytes in the header that are not UTF-8. Say how the file is encoded:"
        + " --encoding windows1252, or latin1."
    ),
    Example(
      "a,\u{0}b\n1,2\n",
      "t.csv:1: there is a NUL byte in the header. Remove it, or say how the file is encoded:"
        + " --encoding utf16."
    ),
    Example(
      "\n\"a\nb,c\n1,2\n",
      "t.csv:2: the quote that opens here is never closed. Close it, or name another quote character"
        + " or none."
    ),
    Example(
      "a,bcdefghijk\n1,2\n",
      "t.csv:1: a field of the first row has more than 8 bytes. Check the quotes, or raise the limit:"
        + " --field-limit 16.",
      limit: 8
    ),
    Example(
      "a,b\n1,9223372036854775808\n",
      "t.csv:2: \"9223372036854775808\" in the column \"b\" is beyond 64 bits. Read the column as"
        + " decimal.",
      given: ["b": .integer]
    ),
    Example(
      "a,b\n1,2026-02-29\n",
      "t.csv:2: \"2026-02-29\" in the column \"b\" is no date. Correct it, or read the column as text.",
      given: ["b": .date]
    ),
    Example(
      "a,b\n1,123456789\n",
      "t.csv:2: a field has more than 8 bytes. Check the quotes, or raise the limit:"
        + " --field-limit 16.",
      limit: 8
    ),
  ]

  @Test("one line says where, what, and what to do", arguments: examples)
  func messages(_ example: Example) throws {
    for (blockSize, threads) in [(1, 1), (6, 2), (1 << 20, 1)] {
      // A limit is met by whole blocks first where they are small.
      if example.limit < 100, blockSize < 100 { continue }
      var options = CSVOptions(
        dialect: CSVDialect(strict: example.strict),
        header: example.header,
        given: example.given
      )
      options.blockSize = blockSize
      options.threads = threads
      options.fieldLimit = example.limit
      let error = #expect(throws: TableError.self) {
        try CSVTable(MemoryByteSource(example.text, name: "t.csv"), options)
      }
      #expect(error?.message == example.message)
    }
  }

  @Test("names that are missing or there twice can be made")
  func renames() throws {
    var options = CSVOptions(header: .present)
    options.names = .rename
    let table = try CSVTable("a,,a,a_2\n1,2,3,4\n", options)
    #expect(table.schema == ["a integer", "column2 integer", "a_3 integer", "a_2 integer"])
  }

  @Test("parsed and rejected rows add up, each with line, place and reason")
  func rejects() throws {
    var text = "n,t\n"
    for row in 1...5_000 {
      switch row % 100 {
      case 0: text += "\(row)\n"
      case 50: text += "\(row),\"a\nb\"\n"
      case 70: text += "x\(row),y\n"
      default: text += "\(row),é\n"
      }
    }
    for blockSize in [40, 1000, 1 << 20] {
      let rejects = Rejects()
      var options = CSVOptions(given: ["n": .integer])
      options.onReject = rejects.add
      options.blockSize = blockSize
      options.threads = 2
      let table = try CSVTable(text, options)
      #expect(table.rows.count == 4_900)
      #expect(rejects.all.count == 100)
      let bytes = Array(text.utf8)
      for reject in rejects.all {
        let before = bytes[..<reject.offset]
        #expect(before.count(where: { $0 == 10 }) + 1 == reject.line)
        #expect(before.last == 10)
      }
      #expect(rejects.all.map(\.offset) == rejects.all.map(\.offset).sorted())
      var scan = try CSVScan(MemoryByteSource(text), options)
      let count = try scan.fold({ _ in 0 }, update: { $0 += $1.count }, merge: { $0 += $1 })
      #expect(count == 4_900 && rejects.all.count == 200)
      #expect(try scan.countRows() == 4_950)
    }
  }

  @Test("too many rejected rows end the reading")
  func tooMany() throws {
    var options = CSVOptions()
    options.onReject = { _ in }
    options.maxRejects = 1
    let error = #expect(throws: TableError.self) { try CSVTable("a,b\n1\n2\n3,4\n", options) }
    #expect(
      error?.message.hasSuffix(
        "More than 1 rows are rejected; correct the file, or allow more with --max-rejects."
      )
        == true
    )
  }

  @Test("a quote that is never closed ends a large file early, and names its line")
  func limit() throws {
    var text = "a,b\n1,2\n3,\"x\n"
    for row in 0..<20_000 { text += "\(row),y\n" }
    var options = CSVOptions(dialect: .standard)
    options.fieldLimit = 10_000
    options.blockSize = 1000
    let error = #expect(throws: TableError.self) { try CSVTable(text, options) }
    #expect(
      error?.message
        == "t.csv:3: the quoted field that opens here has more than 10000 bytes. Close the quote, or"
        + " raise the limit: --field-limit 20000."
    )
  }

  @Test("a file that becomes shorter while it is read is an error, not a crash")
  func shrinks() throws {
    let folder = try TemporaryDirectory()
    var text = "a,b\n"
    for row in 0..<100_000 { text += "\(row),y\n" }
    let path = try folder.write(text, to: "t.csv")
    var options = CSVOptions(types: .text)
    options.blockSize = 4096
    options.threads = 1
    var reader = try CSVReader(FileByteSource(path), options)
    _ = try reader.next()
    let file = try FileDescriptor.open(path, .writeOnly, options: .truncate)
    try file.close()
    let error = #expect(throws: TableError.self) { while try reader.next() != nil {} }
    #expect(error?.message.contains("became shorter while it was read") == true)
  }

  @Test("what is no file is refused")
  func files() throws {
    let folder = try TemporaryDirectory()
    #expect(throws: TableError.self) { try FileByteSource(folder.path) }
    let missing = #expect(throws: TableError.self) {
      try FileByteSource(folder.path.appending("none.csv"))
    }
    #expect(missing?.code == .notFound)
  }

  @Test("a row that was filled up is not rejected for what is wrong with the row after it")
  func filledUp() throws {
    let rejects = Mutex<[String]>([])
    var options = CSVOptions(dialect: .standard, header: .present, types: .text)
    options.ragged = .pad
    options.onReject = { reject in rejects.withLock { $0.append(reject.description) } }
    let bytes = Array("a,b,c,d\n1,2,3,4\n5\n".utf8) + [0xFF, 10] + Array("6,7,8,9\n".utf8)
    let table = try CSVTable(MemoryByteSource(bytes, name: "t.csv"), options)
    #expect(table.rows == [["1", "2", "3", "4"], ["5", "∅", "∅", "∅"], ["6", "7", "8", "9"]])
    let message =
      "there are bytes that are not UTF-8. Say how the file is encoded: --encoding windows1252, or latin1."
    #expect(rejects.withLock { $0 } == ["t.csv:4: \(message)"])
  }

  @Test("a dialect that quotes without a quote is refused")
  func quotesWithoutQuote() {
    for quoting in [CSVDialect.Quoting.all, .nonNumeric] {
      #expect(throws: TableError.self) {
        try CSVDialect(quote: nil, quoting: quoting).validate()
      }
    }
  }

  @Test("a limit of fields beyond 256 MiB is refused", arguments: [0, 256 << 20 + 1, Int.max])
  func fieldLimit(limit: Int) {
    var options = CSVOptions()
    options.fieldLimit = limit
    let error = #expect(throws: TableError.self) {
      try CSVReader(MemoryByteSource(Array("a\n1\n".utf8)), options)
    }
    #expect(
      error?.message
        == "The limit of a field must be from 1 to 268435456 bytes, not \(limit)."
    )
  }
}
