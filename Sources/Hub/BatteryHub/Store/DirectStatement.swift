import Foundation
import GRDB
import GRDBSQLite

/// A prepared statement that is bound and read through SQLite's own interface.
///
/// For the few statements that every run or line needs: GRDB's rows and arguments box each value,
/// which costs as much there as SQLite itself. Everything else uses GRDB.
struct DirectStatement {
  private let handle: OpaquePointer
  private let database: OpaquePointer?
  private let sql: String
  private var bound: Int32 = 0

  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  /// Takes the statement from the connection's cache; only within the access it was made in.
  init(_ connection: Database, _ sql: String) throws {
    handle = try connection.cachedStatement(sql: sql).sqliteStatement
    database = connection.sqliteConnection
    self.sql = sql
    // An error may have left it in the middle of something.
    sqlite3_reset(handle)
  }

  // MARK: - Binding

  /// Begins anew: the next value is the first parameter's.
  mutating func reset() {
    sqlite3_reset(handle)
    bound = 0
  }

  /// Gives the next parameter a whole number.
  mutating func bind(_ value: (some BinaryInteger)?) {
    bound += 1
    if let value {
      sqlite3_bind_int64(handle, bound, Int64(value))
    } else {
      sqlite3_bind_null(handle, bound)
    }
  }

  /// Gives the next parameter a truth value, as 0 or 1.
  mutating func bind(_ value: Bool) {
    bind(value ? 1 : 0)
  }

  /// Gives the next parameter a time, in milliseconds since 1970.
  mutating func bind(_ time: Date?) {
    bind(time?.milliseconds)
  }

  /// Gives the next parameter a text.
  mutating func bind(_ text: String?) {
    bound += 1
    guard var text else {
      sqlite3_bind_null(handle, bound)
      return
    }
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        // An empty buffer may have no address, which SQLite would take for NULL.
        _ = sqlite3_bind_text64(
          handle,
          bound,
          characters.baseAddress ?? UnsafePointer(bitPattern: 1),
          UInt64(characters.count),
          Self.copied,
          UInt8(SQLITE_UTF8)
        )
      }
    }
  }

  /// Gives the next parameter bytes.
  mutating func bind(_ bytes: [UInt8]) {
    bound += 1
    if bytes.isEmpty {
      sqlite3_bind_zeroblob(handle, bound, 0)
    } else {
      sqlite3_bind_blob64(handle, bound, bytes, UInt64(bytes.count), Self.copied)
    }
  }

  // MARK: - Running

  /// Goes on to the next row; returns whether there is one.
  ///
  /// - Throws: `DatabaseError`, after which the statement can be used again.
  func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      sqlite3_reset(handle)
      return false
    case let code:
      let message = sqlite3_errmsg(database).map { String(cString: $0) }
      sqlite3_reset(handle)
      throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
    }
  }

  /// Runs the statement to its end and makes it ready for other values.
  mutating func run() throws {
    while try step() {}
    reset()
  }

  /// Returns the first row of the run that it returns, and makes it ready for other values.
  mutating func fetchRun() throws -> RunRecord? {
    defer { reset() }
    return try step() ? RunRecord(self) : nil
  }

  // MARK: - Reading

  /// Returns a whole number of the current row.
  func integer(_ column: Int32) -> Int64? {
    sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : sqlite3_column_int64(handle, column)
  }

  /// Returns a text of the current row.
  func text(_ column: Int32) -> String? {
    guard let characters = sqlite3_column_text(handle, column) else { return nil }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: characters, count: count), as: UTF8.self)
  }

  /// Returns a time of the current row.
  func time(_ column: Int32) -> Date? {
    integer(column).map { Date(milliseconds: $0) }
  }
}

extension RunRecord {
  /// Reads the current row of a statement that returns ``columns``.
  init(_ row: DirectStatement) {
    self.init(
      id: row.integer(0) ?? 0,
      job: row.text(1) ?? "",
      state: row.text(2).flatMap(RunState.init) ?? .interrupted,
      trigger: row.text(3).flatMap(RunTrigger.init) ?? .manual,
      cause: row.text(4),
      scheduledFor: row.time(5),
      scheduledUntil: row.time(6),
      createdAt: row.time(7) ?? .distantPast,
      readyAt: row.time(8) ?? .distantPast,
      startedAt: row.time(9),
      finishedAt: row.time(10),
      attempt: row.integer(11).map(Int.init) ?? 0,
      exitStatus: row.integer(12).map(Int32.init(truncatingIfNeeded:)),
      reason: row.text(13),
      summary: row.text(14),
      warnings: row.integer(15).map(Int.init) ?? 0,
      fence: row.integer(16) ?? 0,
      owner: row.text(17)
    )
  }
}
