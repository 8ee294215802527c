import BatteryTables
import GRDB
import SystemPackage
import TestKit
import Testing

@Suite("Tables through a connection of GRDB", .timeLimit(.minutes(5))) struct SharedConnectionTests
{
  @Test("are written and read in its transaction, and the connection stays open")
  func sharing() throws {
    let directory = try TemporaryDirectory()
    let queue = try DatabaseQueue(path: directory.path.appending("shared.db").string)
    let schema = Schema([.init("part", .text), .init("quantity", .integer)])
    let rows = Batch(
      schema,
      [.text(TextColumn(["00042", nil])), .integer(ValueColumn([3, 4] as [Int64]))]
    )
    struct Unwanted: Error {}
    #expect(throws: Unwanted.self) {
      try queue.write { db in
        try db.execute(sql: "CREATE TABLE t (part TEXT, quantity INTEGER)")
        try Self.write(rows, db)
        throw Unwanted()
      }
    }
    try queue.write { db in
      #expect(try !db.tableExists("t"))
      try db.execute(sql: "CREATE TABLE t (part TEXT, quantity INTEGER)")
      try Self.write(rows, db)
    }
    let read = try queue.read { db in
      let shared = SQLiteDatabase(sharing: try #require(db.sqliteConnection))
      let reader = try shared.query("SELECT * FROM t WHERE quantity > ?", [.integer(2)])
      return try reader.next()
    }
    #expect(read?.columns == rows.columns)
    #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM t") } == 2)
  }

  private static func write(_ rows: Batch, _ db: Database) throws {
    let shared = SQLiteDatabase(sharing: try #require(db.sqliteConnection))
    let append = SQLiteTableOptions(existing: .append)
    let writer = try SQLiteWriter(shared, table: "t", schema: rows.schema, options: append)
    try writer.write(rows)
    try writer.finish()
  }
}
