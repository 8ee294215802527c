import BatteryTables
import Testing

@Suite("CSV as CPython's test_csv has it", .timeLimit(.minutes(5))) struct CPythonCSVTests {
  /// A dialect of Python; `nil` when ours cannot say it.
  private static func dialect(_ value: JSONValue?) -> CSVDialect? {
    var dialect = CSVDialect.excel
    for member in value?.object?.members ?? [] {
      let (text, isTrue) = (member.value.string, member.value.boolean)
      switch member.key {
      case "delimiter":
        guard let byte = byte(text) else { return nil }
        dialect.delimiter = byte
      case "quotechar":
        dialect.quote = byte(text)
        if dialect.quote == nil, !member.value.isNull { return nil }
      case "escapechar":
        dialect.escape = byte(text)
        if dialect.escape == nil, !member.value.isNull { return nil }
      case "doublequote", "strict", "skipinitialspace":
        guard let isTrue = isTrue ?? member.value.integer.map({ $0 != 0 }) else { return nil }
        if member.key == "strict" { dialect.strict = isTrue }
        if member.key == "doublequote" { dialect.doubleQuote = isTrue }
        if member.key == "skipinitialspace" { dialect.skipInitialSpace = isTrue }
      case "lineterminator":
        guard let text else { return nil }
        dialect.lineTerminator = text
      case "quoting":
        guard let quoting = text.flatMap(CSVDialect.Quoting.init(rawValue:)) else { return nil }
        dialect.quoting = quoting
      default: return nil
      }
    }
    return dialect
  }

  private static func byte(_ text: String?) -> UInt8? {
    guard let text, text.utf8.count == 1 else { return nil }
    return text.utf8.first
  }

  /// A value of a row, as a column of its own.
  private static func column(_ field: JSONValue) -> Column {
    if let isTrue = field.boolean { return .boolean(ValueColumn([isTrue])) }
    if let digits = field["int"]?.string {
      if let number = Int64(digits) { return .integer(ValueColumn([number])) }
      return .decimal(TextColumn([digits]))
    }
    if let number = field["float"]?.string.flatMap(Double.init) {
      return .double(ValueColumn([number]))
    }
    return .text(TextColumn([field.string ?? field["other"]?.string ?? field["bytes"]?.string]))
  }

  private static func write(_ row: [JSONValue], _ dialect: CSVDialect) throws -> [UInt8] {
    var writer = try CSVWriter(MemoryByteSink(), dialect: dialect, header: false)
    let columns = row.map(column)
    if columns.isEmpty {
      try writer.writeRow([])
    } else {
      let schema = Schema(columns.indices.map { Schema.Field("c\($0)", columns[$0].type) })
      try writer.write(Batch(schema, columns))
    }
    try writer.finish()
    return writer.sink.bytes
  }

  @Test("rows are written as CPython writes them, and read back as they were")
  func write() throws {
    let cases = try CPythonCases("csv", kind: "write")
    var problems: [String] = []
    for example in cases.cases {
      let id = try #require(example["id"]?.string)
      let row = try #require(example["row"]?.array)
      guard let dialect = Self.dialect(example["dialect"]),
        let bytes = try? Self.write(row, dialect)
      else {
        let theirs = example["output"]?.string ?? "refused"
        problems += [cases.problem(id, ours: "refused", theirs: theirs)].compactMap(\.self)
        continue
      }
      let ours = String(decoding: bytes, as: UTF8.self)
      let theirs = example["output"]?.string ?? "refused"
      problems += [cases.problem(id, ours: ours, theirs: theirs)].compactMap(\.self)
      if let problem = try Self.readBack(bytes, row, dialect) {
        problems.append("\(id): \(problem)")
      }
    }
    #expect(problems.joined(separator: "\n") == "")
    #expect(cases.cases.count == 185)
  }

  /// Reads what was written for a row; `nil` when it is the same.
  private static func readBack(
    _ bytes: [UInt8],
    _ row: [JSONValue],
    _ dialect: CSVDialect
  ) throws -> String? {
    let endings = ["\n", "\r", "\r\n"]
    guard !row.isEmpty, endings.contains(dialect.lineTerminator) else { return nil }
    let expected = row.map { field in
      let value = column(field)[0]
      // Without quotes, an empty text and none are written alike.
      let isNone = value.isNull || dialect.quoting == .none && value.description.isEmpty
      return isNone ? "∅" : value.description
    }
    let options = CSVOptions(dialect: dialect, header: .absent, types: .text)
    if expected.contains(where: { $0.contains("\0") }) { return nil }
    let found = try CSVTable(MemoryByteSource(bytes), options).rows
    return found == [expected] ? nil : "expected \(expected), read \(found)"
  }

  @Test("dialects are refused that CPython refuses")
  func dialects() throws {
    let cases = try CPythonCases("csv", kind: "dialect")
    var problems: [String] = []
    for example in cases.cases {
      let id = try #require(example["id"]?.string)
      let dialect = Self.dialect(example["dialect"])
      let isValid = dialect.map { (try? $0.validate()) != nil } ?? false
      let theirs = example["accepted"]?.boolean == true ? "accepted" : "refused"
      let problem = cases.problem(id, ours: isValid ? "accepted" : "refused", theirs: theirs)
      problems += [problem].compactMap(\.self)
    }
    #expect(problems.joined(separator: "\n") == "")
    #expect(cases.cases.count == 78)
  }

  @Test("samples are sniffed as CPython's Sniffer does")
  func sniff() throws {
    let cases = try CPythonCases("csv", kind: "sniff")
    var problems: [String] = []
    for example in cases.cases {
      let id = try #require(example["id"]?.string)
      let sample = try #require(example["sample"]?.string)
      var ours = "refused"
      if let found = try? CSVSniffer.sniff(Array(sample.utf8), isWhole: true).dialect {
        let quote = found.quote.map { String(decoding: [$0], as: UTF8.self) } ?? ""
        ours = "\(String(decoding: [found.delimiter], as: UTF8.self)) \(quote)"
        if found.skipInitialSpace { ours += " skips blanks" }
      }
      var theirs = "refused"
      if let answer = example["answer"] {
        theirs = "\(answer["delimiter"]?.string ?? "") \(answer["quotechar"]?.string ?? "")"
        if answer["skipinitialspace"]?.boolean == true { theirs += " skips blanks" }
      }
      problems += [cases.problem(id, ours: ours, theirs: theirs)].compactMap(\.self)
    }
    #expect(problems.joined(separator: "\n") == "")
    #expect(cases.cases.count == 24)
  }

  @Test("a header is found where CPython's Sniffer finds one")
  func header() throws {
    let cases = try CPythonCases("csv", kind: "header")
    var problems: [String] = []
    for example in cases.cases {
      let id = try #require(example["id"]?.string)
      let sample = try #require(example["sample"]?.string)
      let ours = try CSVSniffer.sniff(Array(sample.utf8), isWhole: true).hasHeader
      let theirs = example["header"]?.boolean == true
      problems += [cases.problem(id, ours: "\(ours)", theirs: "\(theirs)")].compactMap(\.self)
    }
    #expect(problems.joined(separator: "\n") == "")
    #expect(cases.cases.count == 8)
  }

  @Test("tables have the rows that CPython's DictReader has")
  func dictionaries() throws {
    let cases = try CPythonCases("csv", kind: "dictionary")
    var problems: [String] = []
    for example in cases.cases {
      let id = try #require(example["id"]?.string)
      let text = try #require(example["text"]?.string)
      let rows = try #require(example["rows"]?.array)
      var theirs = rows.map { row in
        // What there is no name for comes in a list; what is missing is as the test wanted it.
        (row.array ?? []).flatMap { member -> [String] in
          if member[1] == example["restval"] { return [""] }
          return member[1]?.array.map { $0.map { $0.string ?? "" } } ?? [member[1]?.string ?? ""]
        }
      }
      let width = theirs.map(\.count).max() ?? 0
      theirs = theirs.map { $0 + Array(repeating: "", count: width - $0.count) }
      let dialect: CSVDialect = try #require(Self.dialect(example["dialect"]))
      var options = CSVOptions(
        dialect: dialect,
        header: example["names"]?.isNull == true ? .present : .absent,
        types: .text
      )
      options.ragged = .keep
      options.names = .rename
      let table = try? CSVTable(MemoryByteSource(text), options)
      let ours = table.map { table in
        "\(table.rows.map { row in (row + Array(repeating: "", count: max(0, width - row.count))).map { $0 == "∅" ? "" : $0 } })"
      }
      let problem = cases.problem(id, ours: ours ?? "refused", theirs: "\(theirs)")
      problems += [problem].compactMap(\.self)
    }
    #expect(problems.joined(separator: "\n") == "")
    #expect(cases.cases.count == 132)
  }
}
