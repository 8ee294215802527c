import GRDBSQLite
import SystemPackage

/// What SQLite's results mean for somebody who works with tables.
enum SQLiteError {
  /// Describes a failure in one line.
  static func make(
    _ status: Int32,
    _ handle: OpaquePointer?,
    _ path: FilePath?,
    sql: String? = nil
  ) -> TableError {
    let place = path.map { "\($0): " } ?? ""
    let detail = handle.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) } ?? "failed"
    switch status & 0xFF {
    case SQLITE_NOTADB:
      return TableError(.invalidData, "\(place)this is no SQLite database. Check the path.")
    case SQLITE_CORRUPT:
      return TableError(
        .invalidData,
        "\(place)the database is damaged: \(detail). Restore it from a copy."
      )
    case SQLITE_CANTOPEN:
      return TableError(.notFound, "\(place)the database cannot be opened. Check the path.")
    case SQLITE_PERM, SQLITE_READONLY, SQLITE_AUTH:
      return TableError(.denied, "\(place)\(detail). Check the owner and the mode of the file.")
    case SQLITE_BUSY, SQLITE_LOCKED:
      return TableError(
        .unavailable,
        "\(place)another program keeps the database locked. Try again when it is done."
      )
    case SQLITE_FULL:
      return TableError(.inputOutput, "\(place)the disk is full. Make room on the file system.")
    case SQLITE_IOERR:
      return TableError(.inputOutput, "\(place)the disk failed: \(detail).")
    case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG, SQLITE_RANGE:
      return TableError(.typeMismatch, "\(place)\(detail). Nothing was written.")
    case SQLITE_INTERRUPT:
      return TableError(.inputOutput, "\(place)the query was interrupted.")
    default:
      let end = sql.map { " in the query \($0.count > 200 ? "\($0.prefix(200))…" : $0)" } ?? ""
      return TableError(.invalidExpression, "\(place)\(detail)\(end). Check the SQL.")
    }
  }
}
