import BatteryJobs
import GRDBSQLite

/// A prepared statement of a catalog, bound and read through SQLite's own interface.
///
/// A million rows pass through it; boxes for each value would cost as much as SQLite itself.
final class CatalogStatement {
  private let handle: OpaquePointer
  private unowned let connection: CatalogConnection
  private let sql: String
  private var bound: Int32 = 0

  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ connection: CatalogConnection, _ sql: String) throws {
    var handle: OpaquePointer?
    let status = sqlite3_prepare_v3(
      connection.handle,
      sql,
      -1,
      UInt32(SQLITE_PREPARE_PERSISTENT),
      &handle,
      nil
    )
    guard status == SQLITE_OK, let handle else { throw connection.failure(status, sql) }
    self.handle = handle
    self.connection = connection
    self.sql = sql
  }

  deinit {
    sqlite3_finalize(handle)
  }

  // MARK: - Binding

  /// Begins anew: the next value is the first parameter's.
  func reset() {
    sqlite3_reset(handle)
    bound = 0
  }

  /// Gives the next parameter a whole number.
  func bind(_ value: (some BinaryInteger)?) {
    bound += 1
    if let value {
      sqlite3_bind_int64(handle, bound, Int64(truncatingIfNeeded: value))
    } else {
      sqlite3_bind_null(handle, bound)
    }
  }

  /// Gives the next parameter bytes.
  func bind(_ bytes: [UInt8]) {
    bound += 1
    if bytes.isEmpty {
      sqlite3_bind_zeroblob(handle, bound, 0)
    } else {
      sqlite3_bind_blob64(handle, bound, bytes, UInt64(bytes.count), Self.copied)
    }
  }

  /// Gives the next parameter bytes, or nothing.
  func bind(_ bytes: [UInt8]?) {
    guard let bytes else { return bind(Int64?.none) }
    bind(bytes)
  }

  /// Gives the next parameter a text.
  func bind(_ text: String) {
    bind(text: Array(text.utf8))
  }

  /// Gives the next parameter a text, whose bytes are UTF-8.
  func bind(text: [UInt8]) {
    bound += 1
    text.withUnsafeBytes { bytes in
      let characters = bytes.bindMemory(to: CChar.self)
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

  // MARK: - Running

  /// Goes on to the next row; returns whether there is one.
  func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      sqlite3_reset(handle)
      return false
    case let code:
      let error = connection.failure(code, sql)
      sqlite3_reset(handle)
      throw error
    }
  }

  /// Runs the statement to its end.
  func run() throws {
    while try step() {}
  }

  // MARK: - Reading

  /// Whether a value of the current row is absent.
  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  /// A whole number of the current row.
  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  /// The bytes of the current row.
  func bytes(_ column: Int32) -> [UInt8] {
    withBytes(column) { Array($0) }
  }

  /// A text of the current row.
  func text(_ column: Int32) -> String {
    withBytes(column) { String(decoding: $0, as: UTF8.self) }
  }

  /// Calls a closure with bytes that are valid during the call.
  func withBytes<Result>(
    _ column: Int32,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    let start = sqlite3_column_blob(handle, column)?.assumingMemoryBound(to: UInt8.self)
    let count = Int(sqlite3_column_bytes(handle, column))
    return try body(UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
  }
}
