import BatteryTables
import SystemPackage
import TestKit
import Testing

@Suite("SQLite reader", .timeLimit(.minutes(5))) struct SQLiteReaderTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// A query, and the type and values of its one column.
  struct Case: Sendable, CustomTestStringConvertible {
    var declaration: String
    var values: String
    var type: ColumnType
    var texts: [String]

    var testDescription: String { "\(declaration): \(values)" }

    static let all = [
      Case(declaration: "INTEGER", values: "1, NULL, -5", type: .integer, texts: ["1", "", "-5"]),
      Case(declaration: "REAL", values: "1, 2.5", type: .double, texts: ["1", "2.5"]),
      Case(declaration: "", values: "1, 2.5", type: .double, texts: ["1", "2.5"]),
      Case(
        declaration: "",
        values: "9007199254740993, 0.5",
        type: .decimal,
        texts: ["9007199254740993", "0.5"]
      ),
      Case(declaration: "TEXT", values: "'007', ''", type: .text, texts: ["007", ""]),
      Case(declaration: "INTEGER", values: "1, 'x'", type: .text, texts: ["1", "x"]),
      Case(declaration: "", values: "0.1, 'x'", type: .text, texts: ["0.1", "x"]),
      Case(declaration: "BLOB", values: "x'00ff'", type: .text, texts: ["00ff"]),
      Case(
        declaration: "BOOLEAN",
        values: "0, 1, NULL",
        type: .boolean,
        texts: ["false", "true", ""]
      ),
      Case(declaration: "BOOLEAN", values: "0, 2", type: .integer, texts: ["0", "2"]),
      Case(
        declaration: "DATE",
        values: "'2026-11-22', NULL",
        type: .date,
        texts: ["2026-11-22", ""]
      ),
      Case(
        declaration: "DATE",
        values: "'2026-11-22', 'soon'",
        type: .text,
        texts: ["2026-11-22", "soon"]
      ),
      Case(
        declaration: "TIMESTAMP",
        values: "'2026-11-22T09:30:00+01:00'",
        type: .timestamp,
        texts: ["2026-11-22T09:30:00+01:00"]
      ),
      Case(declaration: "DATE", values: "NULL", type: .date, texts: [""]),
      Case(declaration: "VARCHAR(10)", values: "NULL", type: .text, texts: [""]),
      Case(declaration: "DOUBLE", values: "NULL", type: .double, texts: [""]),
    ]
  }

  @Test("finds the type that all values of a column fit", arguments: Case.all)
  func types(example: Case) throws {
    let database = try SQLiteDatabase()
    try database.execute("CREATE TABLE t (a \(example.declaration))")
    let rows = example.values.split(separator: ", ").map { "(\($0))" }.joined(separator: ", ")
    try database.execute("INSERT INTO t VALUES \(rows)")
    let reader = try database.table("t")
    #expect(reader.schema == Schema([.init("a", example.type)]))
    let batch = try #require(try reader.next())
    #expect((0..<batch.count).map { batch.columns[0][$0].description } == example.texts)
    #expect(try reader.next() == nil)
  }

  @Test("keeps every digit of a floating-point number")
  func digits() throws {
    let database = try SQLiteDatabase()
    let reader = try database.query("SELECT ? AS a UNION ALL SELECT 'x'", [.double(0.1 + 0.2)])
    let batch = try #require(try reader.next())
    #expect(batch.columns[0][0] == .text("0.30000000000000004"))
  }

  @Test("gives columns of one name a number each")
  func names() throws {
    let reader = try SQLiteDatabase().query("SELECT 1 AS a, 2 AS a, 3 AS b, 4 AS a")
    #expect(reader.schema.names == ["a", "a_2", "b", "a_3"])
  }

  @Test("reads more rows than a batch has")
  func batches() throws {
    let database = try SQLiteDatabase()
    let reader = try database.query(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i FROM n"
    )
    var rows = 0
    var sum: Int64 = 0
    while let batch = try reader.next() {
      rows += batch.count
      guard case .integer(let column) = batch.columns[0] else { break }
      sum += column.values.reduce(0, +)
    }
    #expect(rows == 20000)
    #expect(sum == 200_010_000)
  }

  @Test("reads what the sqlite3 program wrote")
  func oracle() async throws {
    _ = try await Program.shell(
      """
      sqlite3 t.db "CREATE TABLE part (number TEXT, price REAL, made DATE); \
      INSERT INTO part VALUES ('00042', 1.5, '2026-01-31'), ('0x10', NULL, '2026-02-01')"
      """,
      in: directory.path
    )
    let database = try SQLiteDatabase(directory.path.appending("t.db"))
    #expect(try database.tableNames() == ["part"])
    let batch = try #require(try database.table("PART").next())
    #expect(
      batch[0] == [
        .text("00042"), .double(1.5),
        .date(try #require(CalendarDay(year: 2026, month: 1, day: 31))),
      ]
    )
    #expect(batch[1][0] == .text("0x10"))
    #expect(batch[1][1] == .null)
  }

  @Test(
    "says in one line what is wrong with a query",
    arguments: [
      ("SELECT x FROM t", "no such column: x in the query SELECT x FROM t. Check the SQL."),
      ("SELEC 1", "near \"SELEC\": syntax error in the query SELEC 1. Check the SQL."),
      ("", "The SQL is empty. Write a query such as SELECT 1."),
      ("SELECT 1; SELECT 2", "The SQL has more than one statement. Write one query at a time."),
      ("CREATE TABLE u (a)", "The SQL returns no rows. Write a SELECT."),
      ("SELECT ?", "The query has 1 parameters and got 0 values."),
    ]
  )
  func wrongQueries(sql: String, message: String) throws {
    let database = try SQLiteDatabase()
    try database.execute("CREATE TABLE t (a)")
    #expect(throws: TableError(.invalidExpression, message)) { try database.query(sql) }
  }

  @Test("takes comments and semicolons after a query")
  func comments() throws {
    let reader = try SQLiteDatabase().query("SELECT 1; -- one\n;")
    #expect(try reader.next()?.count == 1)
  }

  @Test("tells a missing file, another sort of file and a missing table apart")
  func wrongFiles() throws {
    let text = try directory.write(String(repeating: "no database ", count: 100), to: "text.db")
    #expect(
      throws: TableError(.invalidData, "\(text): this is no SQLite database. Check the path.")
    ) {
      try SQLiteDatabase(text)
    }
    let missing = directory.path.appending("missing.db")
    #expect(
      throws: TableError(.notFound, "\(missing): the database cannot be opened. Check the path.")
    ) {
      try SQLiteDatabase(missing)
    }
    let database = try SQLiteDatabase()
    try database.execute("CREATE TABLE t (a)")
    #expect(throws: TableError(.notFound, "there is no table \"u\". The tables are \"t\".")) {
      try database.table("u")
    }
  }

  @Test("ends a query that is not wanted any more")
  func interrupted() throws {
    let database = try SQLiteDatabase()
    database.interrupt { true }
    #expect(throws: TableError(.inputOutput, "the query was interrupted.")) {
      try database.query(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
      )
    }
  }

  @Test("a query that changes something is refused, and changes nothing")
  func changes() throws {
    let database = try SQLiteDatabase()
    try database.execute("CREATE TABLE t (a); INSERT INTO t VALUES (1)")
    for sql in ["INSERT INTO t VALUES (2) RETURNING a", "DELETE FROM t RETURNING a"] {
      #expect(throws: TableError.self) { try database.query(sql) }
    }
    #expect(try database.integer("SELECT sum(a) FROM t") == 1)
  }

  @Test("what fails in memory is taken back")
  func takenBack() throws {
    struct Failure: Error {}
    let database = try SQLiteDatabase()
    try database.execute("CREATE TABLE t (a); INSERT INTO t VALUES (1)")
    #expect(throws: Failure.self) {
      try database.transaction {
        try database.execute("INSERT INTO t VALUES (2); DELETE FROM t WHERE a = 1")
        throw Failure()
      }
    }
    #expect(try database.integer("SELECT sum(a) FROM t") == 1)
  }

  @Test("a NUL in statements is refused, and nothing of them is done")
  func nul() throws {
    let database = try SQLiteDatabase()
    #expect(throws: TableError.self) { try database.execute("CREATE TABLE t (a);\0 DROP TABLE t") }
    #expect(try database.tableNames() == [])
  }
}
