import Testing

@testable import BatteryTables

@Suite("Spelling") struct SpellingTests {
  private func reader(_ text: String, typed: Set<String>) throws -> CSVReader {
    var options = CSVOptions(dialect: .standard, header: .present)
    options.typed = typed
    options.keepsSpelling = true
    return try CSVReader(MemoryByteSource(Array(text.utf8), name: "t.csv"), options)
  }

  private func texts(_ reader: any TableReader) throws -> [[String]] {
    var reader = reader
    var rows: [[String]] = []
    while let batch = try reader.next() {
      for row in 0..<batch.count { rows.append(batch[row].map(\.description)) }
    }
    return rows
  }

  @Test("columns whose types do not matter are texts, the others have their texts beside them")
  func types() throws {
    let reader = try reader("a,b,c\n1.50,2.50,3\n0.5,007,4\n", typed: ["a", "c"])
    #expect(reader.schema.withoutSpellings.fields.map(\.type) == [.double, .text, .integer])
    #expect(reader.schema.spellings.keys.sorted() == ["a"])
    let spelled = SpelledColumns(reader, reader.schema.spellings)
    #expect(spelled.schema.names == ["a", "b", "c"])
    #expect(spelled.schema.fields.map(\.type) == [.text, .text, .integer])
    #expect(try texts(spelled) == [["1.50", "2.50", "3"], ["0.5", "007", "4"]])
  }

  @Test("a column that was computed anew is not replaced")
  func computed() throws {
    let reader = try reader("a\n1.50\n", typed: ["a"])
    let doubled = try Derive(reader, [Derive.Column("a", TableExpression("a * 2"))])
    #expect(try texts(SpelledColumns(doubled, [:])) == [["3"]])
  }

  @Test("the columns of two tables keep theirs when names clash", arguments: Join.Kind.allCases)
  func joining(kind: Join.Kind) throws {
    let left = try reader("k,v\n1.0,5.50\n2.0,6\n", typed: ["k", "v"])
    let right = try reader("k,v\n1.00,7.70\n3.00,8.80\n", typed: ["k", "v"])
    let join = try Join(left, right, on: [Join.Key("k")], kind: kind)
    let rows = try texts(SpelledColumns(join, join.schema.spellings))
    let pair = ["1.0", "5.50", "7.70"]
    let (first, last) = (["2.0", "6", ""], ["3.00", "", "8.80"])
    switch kind {
    case .inner: #expect(rows == [pair])
    case .left: #expect(rows == [pair, first])
    case .right: #expect(rows == [pair, last])
    case .full: #expect(rows == [pair, first, last])
    case .semi: #expect(rows == [["1.0", "5.50"]])
    case .anti: #expect(rows == [["2.0", "6"]])
    }
  }

  @Test("a type that only a late value needs is found all the same")
  func late() throws {
    let rows = (1...60_000).map { "\($0)" }.joined(separator: "\n")
    let reader = try reader("a\n\(rows)\n7.10\n", typed: ["a"])
    #expect(reader.schema.spellings.keys.sorted() == ["a"])
    #expect(try texts(SpelledColumns(reader, reader.schema.spellings)).last == ["7.10"])
  }
}
