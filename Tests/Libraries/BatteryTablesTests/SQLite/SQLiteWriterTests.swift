import BatteryTables
import SystemPackage
import TestKit
import Testing

@Suite("SQLite writer", .timeLimit(.minutes(5))) struct SQLiteWriterTests {
  private let directory: TemporaryDirectory
  private var file: FilePath { directory.path.appending("t.db") }

  init() throws { directory = try TemporaryDirectory() }

  /// A batch with a column of each type, and a row without any value.
  private static let everything: Batch = {
    var times = TimestampColumn()
    times.append(Timestamp(microseconds: 0, offset: 60))
    times.append(nil)
    var days = ValueColumn<Int32>([0])
    days.appendNull(0)
    var numbers = ValueColumn<Int64>([.max])
    numbers.appendNull(0)
    var reals = ValueColumn<Double>([0.1])
    reals.appendNull(0)
    var flags = ValueColumn<Bool>([true])
    flags.appendNull(false)
    let words = DictionaryColumn(
      dictionary: TextColumn(["red"]),
      codes: ValueColumn([0, 0], nulls: ValueColumn<UInt32>.secondIsNull)
    )
    let columns: [(String, Column)] = [
      ("integer", .integer(numbers)), ("real", .double(reals)),
      ("decimal", .decimal(TextColumn(["12345678901234567890.10", nil]))),
      ("flag", .boolean(flags)), ("day", .date(days)), ("time", .timestamp(times)),
      ("text", .text(TextColumn(["007", nil]))), ("word", .dictionary(words)),
      ("empty", .text(TextColumn(["", nil]))),
    ]
    return Batch(Schema(columns.map { .init($0.0, $0.1.type) }), columns.map(\.1))
  }()

  private func store(
    _ batch: Batch,
    _ options: SQLiteTableOptions = SQLiteTableOptions()
  ) throws {
    let database = try SQLiteDatabase(file, for: .creating)
    let writer = try SQLiteWriter(database, table: "t", schema: batch.schema, options: options)
    try writer.write(batch)
    try writer.finish()
  }

  private static func texts(_ texts: String?..., name: String = "a") -> Batch {
    Batch(Schema([.init(name, .text)]), [.text(TextColumn(texts))])
  }

  @Test("stores every type so that it reads back as it was")
  func roundTrip() throws {
    try store(Self.everything)
    let reader = try SQLiteDatabase(file).table("t")
    #expect(reader.schema == Self.everything.schema)
    let batch = try #require(try reader.next())
    #expect(batch[0] == Self.everything[0])
    #expect(batch[1] == Self.everything[1])
  }

  @Test("stores as many columns as a table may have")
  func wide() throws {
    let kinds = Self.everything
    let places = (0..<2000).map { $0 % kinds.columns.count }
    let fields = places.enumerated().map { Schema.Field("c\($0)", kinds.schema[$1].type) }
    try store(Batch(Schema(fields), places.map { kinds.columns[$0] }))
    let batch = try #require(try SQLiteDatabase(file).table("t").next())
    #expect(batch[0] == places.map { kinds[0][$0] })
    #expect(batch[1] == places.map { kinds[1][$0] })
  }

  @Test("stores what the sqlite3 program reads", arguments: [false, true])
  func oracle(isStrict: Bool) async throws {
    try store(Self.everything, SQLiteTableOptions(isStrict: isStrict))
    let output = try await Program.shell(
      "sqlite3 t.db \"SELECT * FROM t; SELECT typeof(decimal), typeof(text) FROM t LIMIT 1\"",
      in: directory.path
    )
    #expect(
      output == """
        9223372036854775807|0.1|12345678901234567890.10|1|1970-01-01|1970-01-01T01:00:00+01:00|007|red|
        ||||||||
        text|text

        """
    )
    let strict = try await Program.shell(
      "sqlite3 t.db \".schema t\" | grep -c STRICT || true",
      in: directory.path
    )
    #expect(strict == (isStrict ? "1\n" : "0\n"))
  }

  @Test("refuses a table that is there, adds to it, or replaces it, as it is told")
  func existing() throws {
    try store(Self.texts("1"))
    #expect(
      throws: TableError(
        .invalidData,
        "\(file): there is a table \"t\" already. Pass --append to add the rows, or --replace to "
          + "delete it."
      )
    ) { try store(Self.texts("2")) }
    try store(Self.texts("2"), SQLiteTableOptions(existing: .append))
    #expect(try SQLiteDatabase(file).integer("SELECT count(*) FROM t") == 2)
    try store(Self.texts("3"), SQLiteTableOptions(existing: .replace))
    #expect(try SQLiteDatabase(file).integer("SELECT sum(a) FROM t") == 3)
  }

  @Test("takes everything back when it does not come to its end")
  func rollback() throws {
    try store(Self.texts("1"))
    do {
      let database = try SQLiteDatabase(file, for: .writing)
      let writer = try SQLiteWriter(
        database,
        table: "t",
        schema: Self.texts().schema,
        options: SQLiteTableOptions(existing: .replace)
      )
      try writer.write(Self.texts("2", "3"))
    }
    #expect(try SQLiteDatabase(file).integer("SELECT sum(a) FROM t") == 1)
  }

  @Test("takes everything back when a row breaks a rule of the table")
  func constraint() throws {
    let database = try SQLiteDatabase(file, for: .creating)
    try database.execute("CREATE TABLE t (a TEXT UNIQUE)")
    let writer = try SQLiteWriter(
      database,
      table: "t",
      schema: Self.texts().schema,
      options: SQLiteTableOptions(existing: .append)
    )
    try writer.write(Self.texts("1"))
    #expect(
      throws: TableError(
        .typeMismatch,
        "\(file): UNIQUE constraint failed: t.a. Nothing was written."
      )
    ) { try writer.write(Self.texts("2", "1")) }
    #expect(try database.integer("SELECT count(*) FROM t") == 0)
  }

  @Test("does not let SQLite make numbers of texts")
  func affinity() throws {
    let database = try SQLiteDatabase(file, for: .creating)
    try database.execute("CREATE TABLE t (a INTEGER)")
    #expect(throws: TableError.self) {
      try store(Self.texts("007"), SQLiteTableOptions(existing: .append))
    }
    #expect(try database.integer("SELECT count(*) FROM t") == 0)
  }

  @Test("does not let whole numbers lose digits in a column of others")
  func longIntegers() throws {
    let database = try SQLiteDatabase(file, for: .creating)
    try database.execute("CREATE TABLE t (a REAL)")
    let batch = Batch(Schema([.init("a", .integer)]), [.integer(ValueColumn([1 << 60]))])
    #expect(throws: TableError.self) {
      try store(batch, SQLiteTableOptions(existing: .append))
    }
  }

  @Test("says which column a table lacks")
  func missingColumn() throws {
    try store(Self.texts("1"))
    #expect(
      throws: TableError(
        .unknownColumn,
        "\(file): the table \"t\" has no column \"b\". Leave it out with --columns, or add it to "
          + "the table."
      )
    ) { try store(Self.texts("1", name: "b"), SQLiteTableOptions(existing: .append)) }
  }

  @Test("refuses columns that SQLite cannot tell apart")
  func cases() throws {
    let batch = Batch(
      Schema([.init("a", .text), .init("A", .text)]),
      [.text(TextColumn(["1"])), .text(TextColumn(["2"]))]
    )
    #expect(throws: TableError.self) { try store(batch) }
  }

  @Test("stores times as they print")
  func times() throws {
    var column = TimestampColumn()
    let offsets: [Int16?] = [nil, 0, 60, -330, 845]
    for (index, offset) in offsets.enumerated() {
      for instant in [0, -1, -1_000_000, 1_795_339_800_250_000, 86_399_000_000] as [Int64] {
        column.append(Timestamp(microseconds: instant + Int64(index), offset: offset))
        column.append(Timestamp(microseconds: instant, offset: offset))
        column.append(nil)
      }
    }
    let batch = Batch(Schema([.init("t", .timestamp)]), [.timestamp(column)])
    try store(batch)
    let stored = try #require(try SQLiteDatabase(file).table("t").next())
    for row in 0..<batch.count { #expect(stored[row] == batch[row]) }
  }

  @Test("quotes any name")
  func names() throws {
    let name = "we\"ird; DROP TABLE t --"
    try store(Self.texts("1", name: name))
    #expect(try SQLiteDatabase(file).table("t").schema.names == [name])
  }
}

extension ValueColumn where Value == UInt32 {
  /// Two rows, the second without a value.
  fileprivate static var secondIsNull: NullMask {
    var mask = NullMask(count: 1)
    mask.append(isNull: true)
    return mask
  }
}
