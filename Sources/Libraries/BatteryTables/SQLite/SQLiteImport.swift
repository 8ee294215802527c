public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Stores a whole table in a database file, or nothing of it.
public enum SQLiteImport {
  /// Stores all rows of a table.
  ///
  /// A new file is written beside its place and renamed at the end, without a journal; one that is
  /// there gets the rows in one transaction.
  ///
  /// - Parameters:
  ///   - reader: The rows.
  ///   - path: The database.
  ///   - table: The name of the table.
  ///   - options: What happens to a table of this name.
  /// - Returns: How many rows were stored.
  /// - Throws: ``TableError`` when a row cannot be read or stored; the file is as it was then.
  public static func run(
    _ reader: any TableReader,
    into path: FilePath,
    table: String,
    options: SQLiteTableOptions = SQLiteTableOptions()
  ) throws -> Int {
    if FileIdentity(path) != nil {
      let database = try SQLiteDatabase(path, for: .writing)
      return try fill(database, table, options, reader)
    }
    guard let name = path.lastComponent?.string else {
      throw TableError(.cannotCreate, "\(path): is no name for a file. Name a file.")
    }
    TemporaryDatabase.sweep(beside: path, name)
    let temporary = try TemporaryDatabase.make(beside: path, name)
    do {
      let rows = try fillNew(temporary, table, options, reader)
      try replace(path, by: temporary)
      return rows
    } catch {
      _ = temporary.withPlatformString { unlink($0) }
      throw error
    }
  }

  private static func fillNew(
    _ path: FilePath,
    _ table: String,
    _ options: SQLiteTableOptions,
    _ reader: any TableReader
  ) throws -> Int {
    let database: SQLiteDatabase
    do {
      database = try SQLiteDatabase(path, for: .writing)
    } catch {
      throw TemporaryDatabase.failure(path)
    }
    // Nobody else knows the file, and a crash leaves only what is deleted anyway.
    try database.execute(
      "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE"
    )
    return try fill(database, table, options, reader)
  }

  private static func fill(
    _ database: SQLiteDatabase,
    _ table: String,
    _ options: SQLiteTableOptions,
    _ reader: any TableReader
  ) throws -> Int {
    var reader = reader
    let writer = try SQLiteWriter(
      database,
      table: table,
      schema: reader.schema,
      options: options
    )
    while let batch = try reader.next() { try writer.write(batch) }
    try writer.finish()
    return writer.rows
  }

  private static func replace(_ path: FilePath, by temporary: FilePath) throws {
    do {
      let file = try FileDescriptor.open(temporary, .readWrite, options: [.closeOnExec])
      try file.closeAfter {
        if fsync(file.rawValue) != 0 { throw Errno(rawValue: errno) }
      }
      let result = temporary.withPlatformString { old in
        path.withPlatformString { rename(old, $0) }
      }
      if result != 0 { throw Errno(rawValue: errno) }
    } catch {
      throw TableError(.cannotCreate, "\(path): the database cannot be put there: \(error).")
    }
  }
}
