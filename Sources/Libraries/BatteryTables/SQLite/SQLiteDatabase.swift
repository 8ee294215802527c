import GRDBSQLite
public import SystemPackage

/// A connection to an SQLite database, for tables that are read and written by the batch.
///
/// It is used by one thread at a time. Programs that live with a database, with many readers,
/// migrations and records, use GRDB, whose connections can be shared for whole tables; this is the
/// short way between a table and a file.
public final class SQLiteDatabase {
  /// What a database is opened for.
  public enum Access: Hashable, Sendable {
    /// Reading; the file must be there.
    case reading
    /// Writing; the file must be there.
    case writing
    /// Writing; the file is made when it is not there.
    case creating
  }

  /// The file; `nil` for a database that lives as long as the connection.
  public let path: FilePath?

  let handle: OpaquePointer
  private let isOwned: Bool
  /// Whether decimals, which SQLite has as texts, are compared as numbers; only where no other program
  /// opens the database, for it would not know how.
  let comparesDecimals: Bool
  private var watch: Watch?

  /// Holds a closure where C can point at it.
  private final class Watch {
    let isCancelled: () -> Bool

    init(_ isCancelled: @escaping () -> Bool) { self.isCancelled = isCancelled }
  }

  /// How long a lock of another program is waited for, in milliseconds.
  private static let patience: Int32 = 10_000

  /// After how many of its instructions SQLite asks whether it shall go on.
  private static let instructions: Int32 = 50_000

  private static let firstQuestion = "SELECT count(*) FROM sqlite_schema"

  /// `SQLITE_READONLY_ROLLBACK`.
  private static let hasToBeRolledBack = SQLITE_READONLY | 3 << 8

  /// Opens a database file.
  ///
  /// - Throws: ``TableError`` when there is no such file, or it is no database.
  public init(_ path: FilePath, for access: Access = .reading) throws(TableError) {
    self.path = path
    isOwned = true
    comparesDecimals = false
    let flags =
      switch access {
      case .reading: SQLITE_OPEN_READONLY
      case .writing: SQLITE_OPEN_READWRITE
      case .creating: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      }
    handle = try Self.open(path.string, flags | SQLITE_OPEN_NOMUTEX, path)
    do {
      do {
        // The file is looked at only when something is asked of it.
        _ = try integer(Self.firstQuestion)
      } catch  where sqlite3_extended_errcode(handle) == Self.hasToBeRolledBack {
        // A writer was killed; only another one can take back what it left half done.
        _ = try SQLiteDatabase(path, for: .writing)
        _ = try integer(Self.firstQuestion)
      }
    } catch {
      sqlite3_close_v2(handle)
      throw error
    }
  }

  /// Makes an empty database that goes with the connection.
  ///
  /// What does not fit into its cache is kept in a temporary file, which nobody else sees.
  public init() throws(TableError) {
    path = nil
    isOwned = true
    comparesDecimals = true
    // An empty name makes a database in a file that is deleted when it is closed.
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    handle = try Self.open("", flags, nil)
    SQLiteDecimals.register(handle)
    // Without a journal nothing could be taken back.
    try execute(
      "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536"
    )
  }

  /// Uses a connection that another library has opened, such as `Database.sqliteConnection` of GRDB.
  ///
  /// - Parameter connection: The connection, an `sqlite3 *`; it must stay open, and be used by nobody
  ///   else, as long as this is, and is not closed by it.
  public init(sharing connection: OpaquePointer) {
    path = nil
    isOwned = false
    comparesDecimals = false
    handle = connection
  }

  deinit {
    if isOwned { sqlite3_close_v2(handle) }
  }

  private static func open(
    _ name: String,
    _ flags: Int32,
    _ path: FilePath?
  ) throws(TableError) -> OpaquePointer {
    var handle: OpaquePointer?
    let status = sqlite3_open_v2(name, &handle, flags, nil)
    guard status == SQLITE_OK, let handle else {
      let error = SQLiteError.make(status, handle, path)
      sqlite3_close_v2(handle)
      throw error
    }
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, patience)
    return handle
  }

  /// Ends statements that are running once a closure says so.
  public func interrupt(when isCancelled: @escaping () -> Bool) {
    let watch = Watch(isCancelled)
    self.watch = watch
    sqlite3_progress_handler(
      handle,
      Self.instructions,
      { context in
        guard let context else { return 0 }
        return Unmanaged<Watch>.fromOpaque(context).takeUnretainedValue().isCancelled() ? 1 : 0
      },
      Unmanaged.passUnretained(watch).toOpaque()
    )
  }

  /// Whether a transaction has begun and not ended.
  var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  // MARK: - Statements

  /// Runs one or several statements that return nothing of interest.
  ///
  /// - Throws: ``TableError`` with SQLite's message.
  public func execute(_ sql: String) throws(TableError) {
    // What follows a NUL would be left out in silence.
    guard !sql.utf8.contains(0) else {
      throw TableError(.invalidExpression, "\(place)there is a NUL in the SQL. Remove it.")
    }
    let status = sqlite3_exec(handle, sql, nil, nil, nil)
    guard status == SQLITE_OK else { throw error(status) }
  }

  /// Returns the first value of a query as a whole number, or `nil`.
  ///
  /// - Throws: ``TableError`` with SQLite's message.
  public func integer(_ sql: String) throws(TableError) -> Int64? {
    let statement = try SQLiteStatement(self, sql)
    guard try statement.step(), sqlite3_column_type(statement.handle, 0) != SQLITE_NULL else {
      return nil
    }
    return sqlite3_column_int64(statement.handle, 0)
  }

  /// Reads a query.
  ///
  /// - Parameters:
  ///   - sql: One statement that returns rows.
  ///   - arguments: The values of its parameters, in their order.
  /// - Returns: The rows.
  /// - Throws: ``TableError`` when the query is not understood or fails.
  public func query(_ sql: String, _ arguments: [Value] = []) throws -> SQLiteReader {
    try SQLiteReader(self, sql, arguments)
  }

  /// Reads all rows of a table or a view.
  ///
  /// - Throws: ``TableError`` when there is none of this name.
  public func table(_ name: String) throws -> SQLiteReader {
    let names = try tableNames()
    let isKnown = names.contains { $0.lowercased() == name.lowercased() }
    guard isKnown else {
      let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
      throw TableError(
        .notFound,
        "\(place)there is no table \"\(name)\". "
          + (names.isEmpty ? "The database has no tables." : "The tables are \(list).")
      )
    }
    return try SQLiteReader(self, "SELECT * FROM \(SQLiteName.quoted(name))", [])
  }

  /// The names of the tables and views, in alphabetical order.
  ///
  /// - Throws: ``TableError`` when the database cannot be read.
  public func tableNames() throws(TableError) -> [String] {
    let statement = try SQLiteStatement(
      self,
      """
      SELECT name FROM sqlite_schema
      WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name
      """
    )
    var names: [String] = []
    while try statement.step() {
      names.append(statement.text(0))
    }
    return names
  }

  /// Whether there is a table or view of a name.
  func hasTable(_ name: String) throws(TableError) -> Bool {
    try tableNames().contains { $0.lowercased() == name.lowercased() }
  }

  /// Makes the tables of another file readable under a name of its own.
  ///
  /// - Throws: ``TableError`` when it is no database.
  public func attach(_ path: FilePath, as name: String) throws(TableError) {
    let statement = try SQLiteStatement(self, "ATTACH DATABASE ? AS \(SQLiteName.quoted(name))")
    try statement.bind([.text(path.string)])
    _ = try statement.step()
  }

  // MARK: - Transactions

  /// Does several things of which all happen or none.
  ///
  /// - Throws: What `body` throws, after everything was taken back.
  public func transaction<Result>(_ body: () throws -> Result) throws -> Result {
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

  func error(_ status: Int32, sql: String? = nil) -> TableError {
    SQLiteError.make(status, handle, path, sql: sql)
  }

  /// The start of a message about this database.
  var place: String { path.map { "\($0): " } ?? "" }
}
