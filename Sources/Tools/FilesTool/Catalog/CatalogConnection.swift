import BatteryJobs
import GRDBSQLite
import SystemPackage

/// A connection to the database of a catalog, used by one thread at a time.
final class CatalogConnection {
  let handle: OpaquePointer
  private let path: FilePath?
  private var statements: [String: CatalogStatement] = [:]

  /// How long a lock of another program is waited for, in milliseconds.
  private static let patience: Int32 = 30_000

  /// How much of the file is read without copies.
  private static let mapped = 4 << 30

  /// Opens a file; `nil` is a database in memory.
  init(_ path: FilePath?, isWritable: Bool) throws {
    self.path = path
    var handle: OpaquePointer?
    let access =
      isWritable ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY
    let name = path?.string ?? ":memory:"
    let status = sqlite3_open_v2(name, &handle, access | SQLITE_OPEN_NOMUTEX, nil)
    guard status == SQLITE_OK, let handle else {
      sqlite3_close_v2(handle)
      throw Self.error(status, path, "SQLite says \(String(cString: sqlite3_errstr(status)))")
    }
    self.handle = handle
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, Self.patience)
    try execute("PRAGMA mmap_size = \(Self.mapped); PRAGMA temp_store = MEMORY")
  }

  deinit {
    statements = [:]
    sqlite3_close_v2(handle)
  }

  // MARK: - Statements

  /// Runs statements that return nothing of interest.
  func execute(_ sql: String) throws {
    let status = sqlite3_exec(handle, sql, nil, nil, nil)
    guard status == SQLITE_OK else { throw failure(status, sql) }
  }

  /// A statement ready for its values; it must not be in use.
  func statement(_ sql: String) throws -> CatalogStatement {
    if let known = statements[sql] {
      known.reset()
      return known
    }
    let statement = try CatalogStatement(self, sql)
    statements[sql] = statement
    return statement
  }

  /// The first value of a query as a whole number; 0 when there is none.
  func integer(_ sql: String) throws -> Int64 {
    let statement = try CatalogStatement(self, sql)
    return try statement.step() ? statement.integer(0) : 0
  }

  /// The number that the last inserted row has.
  var lastID: Int64 { sqlite3_last_insert_rowid(handle) }

  /// How many rows the last statement changed.
  var changes: Int { Int(sqlite3_changes(handle)) }

  /// Does several things of which all happen or none.
  func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try execute("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      try? execute("ROLLBACK")
      throw error
    }
  }

  // MARK: - Errors

  func failure(_ status: Int32, _ sql: String) -> JobError {
    Self.error(status, path, "SQLite says \(String(cString: sqlite3_errmsg(handle)))")
  }

  /// What to say of a catalog whose rows cannot be right.
  func damaged(_ reason: String) -> JobError { Self.damaged(Self.place(path), reason) }

  private static func place(_ path: FilePath?) -> String {
    path.map { DisplayText.harmless($0.string) } ?? "the catalog"
  }

  private static func error(_ status: Int32, _ path: FilePath?, _ reason: String) -> JobError {
    let place = place(path)
    return switch status & 0xFF {
    case SQLITE_NOTADB, SQLITE_CORRUPT:
      damaged(place, reason)
    case SQLITE_BUSY, SQLITE_LOCKED:
      JobError(.unavailable, "\(place): another program is writing to it. Try again.")
    case SQLITE_FULL:
      JobError(.inputOutput, "\(place): the disk is full. Make room and try again.")
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
      JobError(.denied, "\(place): it cannot be written to. Check the owner and the mode.")
    case SQLITE_CANTOPEN:
      JobError(.denied, "\(place): it cannot be opened. Check the path, the owner and the mode.")
    default: JobError(.inputOutput, "\(place): \(reason). Try again, or name another --catalog.")
    }
  }

  private static func damaged(_ place: String, _ reason: String) -> JobError {
    JobError(
      .invalidInput,
      "\(place): it is damaged, or no catalog (\(reason)). "
        + "Move it away and index the folders again."
    )
  }
}
