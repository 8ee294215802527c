import BatteryTables
import Testing

@Suite("A batch") struct BatchTests {
  private let batch = Batch(
    Schema([.init("id", .integer), .init("name", .text), .init("when", .timestamp)]),
    [
      .integer(ValueColumn([7, 8, 9])),
      .text(TextColumn(["a", nil, "ü"])),
      .timestamp(times),
    ]
  )

  private static var times: TimestampColumn {
    var column = TimestampColumn()
    column.append(nil)
    column.append(Timestamp(microseconds: 5, offset: 60))
    column.append(Timestamp(microseconds: 6))
    return column
  }

  @Test("has the values of its columns row by row")
  func rows() {
    #expect(batch.count == 3)
    #expect(batch[0] == [.integer(7), .text("a"), .null])
    #expect(batch[1] == [.integer(8), .null, .timestamp(Timestamp(microseconds: 5, offset: 60))])
    #expect(batch[2] == [.integer(9), .text("ü"), .timestamp(Timestamp(microseconds: 6))])
  }

  @Test("gives chosen rows and columns, in the order in which they are asked for")
  func chosen() {
    let rows = batch.gathering([2, 0, 2])
    #expect(rows.count == 3)
    #expect(rows[0] == batch[2] && rows[1] == batch[0] && rows[2] == batch[2])
    let columns = batch.selecting([1, 0])
    #expect(columns.schema.names == ["name", "id"])
    #expect(columns[1] == [.null, .integer(8)])
  }

  @Test("grows by the rows of another, also where one of them has a dictionary")
  func grows() {
    var columns = batch.columns
    for place in columns.indices { columns[place].append(batch.columns[place]) }
    let both = Batch(batch.schema, columns)
    #expect((0..<6).map { both[$0] } == (0..<6).map { batch[$0 % 3] })
    let dictionary = DictionaryColumn(
      dictionary: TextColumn(["x", "y"]),
      codes: ValueColumn([1, 0, 1])
    )
    var texts = Column.dictionary(dictionary)
    texts.append(.text(TextColumn(["z", nil])))
    #expect((0..<5).map { texts[$0].description } == ["y", "x", "y", "z", ""])
    #expect(texts.nulls.nullCount == 1)
  }

  @Test("has rows also where it has no columns")
  func noColumns() throws {
    let empty = batch.selecting([])
    #expect(empty.count == 3 && empty.gathering([0, 2]).count == 2)
    #expect(Batch(Schema(), []).count == 0)
    var options = CSVOptions()
    options.columns = []
    var reader = try CSVReader(MemoryByteSource("a,b\n1,2\n3,4\n", name: "t.csv"), options)
    var rows = 0
    while let batch = try reader.next() { rows += batch.count }
    #expect(rows == 2)
  }

  @Test("ends the program rather than that rows are read that its columns do not have")
  func broken() async {
    await #expect(processExitsWith: .failure) {
      _ = TextColumn(bytes: [1, 2], offsets: [0, 5, 2], nulls: NullMask(count: 2))
    }
    await #expect(processExitsWith: .failure) {
      _ = DictionaryColumn(dictionary: TextColumn(["a"]), codes: ValueColumn([0, 1]))
    }
    await #expect(processExitsWith: .failure) {
      _ = ValueColumn<Int64>([1, 2], nulls: NullMask(count: 3))
    }
    await #expect(processExitsWith: .failure) {
      let column = Column.integer(ValueColumn([1, 2]))
      var batch = Batch(Schema([.init("n", .integer)]), [column])
      batch.columns[0] = .integer(ValueColumn([1]))
    }
    await #expect(processExitsWith: .failure) {
      _ = Batch(Schema([.init("n", .integer)]), [.text(TextColumn(["1"]))])
    }
  }

  @Test("numbers of texts mean nothing in rows without one")
  func unusedCodes() {
    var nulls = NullMask(count: 1)
    nulls.append(isNull: true)
    let codes = ValueColumn<UInt32>([0, .max], nulls: nulls)
    let column = DictionaryColumn(dictionary: TextColumn(["a"]), codes: codes)
    #expect(column[0] == "a" && column[1] == nil)
  }

  @Test("says which columns there are when one is asked for that is not there")
  func unknown() {
    let error = #expect(throws: TableError.self) { try batch.schema.requiredPlace(of: "nome") }
    #expect(
      error?.message
        == "There is no column \"nome\". Did you mean \"name\"?"
    )
  }
}
