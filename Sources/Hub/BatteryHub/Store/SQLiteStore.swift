import Foundation
import GRDB
public import SystemPackage

/// The store of one machine: an SQLite database in WAL mode.
///
/// One connection writes and several read, so that the dashboard and the command line see history
/// while runs are recorded. A commit survives the death of the process at once; after a power
/// failure the last few commits may be missing, the database is never damaged.
public final class SQLiteStore: JobStore {
  let pool: DatabasePool
  private let writer: StoreWriter
  private let path: FilePath

  /// The identity of this store, made when the database was; processes of its runs carry it.
  public let identity: String

  /// Opens the database of a data directory, and makes it or brings it up to date when needed.
  ///
  /// Before an older database is changed, a copy of it is kept beside it.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - readOnly: Whether the database is only read, as by commands beside a running hub.
  ///   - isDurable: Whether each commit waits for the disk, so that a power failure takes none; a
  ///     commit is many times slower then.
  /// - Throws: ``StoreError`` when the file cannot be opened, is damaged or was written by a newer
  ///   version.
  public init(
    _ path: FilePath,
    readOnly: Bool = false,
    isDurable: Bool = false
  )
    throws(StoreError)
  {
    self.path = path
    do {
      var configuration = Configuration()
      configuration.readonly = readOnly
      configuration.busyMode = .timeout(10)
      configuration.maximumReaderCount = 4
      configuration.prepareDatabase { database in
        try database.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000")
      }
      pool = try DatabasePool(path: path.string, configuration: configuration)
      writer = StoreWriter(pool)
      if !readOnly { try Self.setUp(pool, isDurable: isDurable) }
      let migrator = SQLiteSchema.migrator
      let state = try pool.read { database in
        (
          isNewer: try migrator.hasBeenSuperseded(database),
          isCurrent: try migrator.hasCompletedMigrations(database),
          isEmpty: try migrator.appliedIdentifiers(database).isEmpty
        )
      }
      guard !state.isNewer else {
        throw StoreError(
          .newer,
          "\(path): written by a newer version of batteries. Use that version, or another hub.data."
        )
      }
      if !state.isCurrent && !readOnly {
        if !state.isEmpty { try Self.keepCopy(of: pool, path: path) }
        try migrator.migrate(pool)
      }
      identity = try pool.read { database in
        try String.fetchOne(database, sql: "SELECT value FROM property WHERE name = 'identity'")
          ?? ""
      }
      if !readOnly {
        try FileManager.default.setAttributes(
          [.posixPermissions: 0o600],
          ofItemAtPath: path.string
        )
      }
    } catch let error as StoreError {
      throw error
    } catch {
      throw Self.explain(error, path)
    }
  }

  deinit {
    // It may be the writer itself that lets go of the store last.
    writer.end(waits: false)
  }

  /// Closes all connections and folds the write-ahead log into the database.
  public func close() throws {
    writer.end(waits: true)
    try? pool.writeWithoutTransaction { database in
      _ = try database.checkpoint(.truncate)
    }
    try pool.close()
  }

  /// Sets how the writer commits; only after the pool is open, which sets `synchronous` itself.
  private static func setUp(_ pool: DatabasePool, isDurable: Bool) throws {
    try pool.writeWithoutTransaction { database in
      // Folding 32 MiB into the database at once, not 4, writes a busy page once, not eight times.
      try database.execute(
        sql: """
          PRAGMA synchronous = \(isDurable ? "FULL" : "NORMAL");
          PRAGMA journal_size_limit = 67108864;
          PRAGMA wal_autocheckpoint = 8000
          """
      )
    }
  }

  private static func keepCopy(of pool: DatabasePool, path: FilePath) throws {
    let stamp = Int(Date().timeIntervalSince1970)
    let name = "\(path).before-\(stamp)"
    // It holds what the store holds: nobody else may read it.
    let file = try FileDescriptor.open(
      FilePath(name),
      .writeOnly,
      options: [.create, .closeOnExec],
      permissions: .ownerReadWrite
    )
    try file.close()
    let copy = try DatabaseQueue(path: name)
    try pool.backup(to: copy)
    try copy.close()
  }

  static func explain(_ error: any Error, _ path: FilePath) -> StoreError {
    guard let error = error as? DatabaseError else {
      return StoreError(.unavailable, "\(path): \(error)")
    }
    switch error.resultCode {
    case .SQLITE_FULL:
      return StoreError(
        .full,
        "\(path): the disk is full. Free space; a running hub goes on by itself."
      )
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      return StoreError(
        .damaged,
        "\(path): not a usable database (\(error.message ?? "damaged")). "
          + "Move it away to start anew, or restore a copy."
      )
    case .SQLITE_CANTOPEN:
      return StoreError(
        .unavailable,
        "\(path): cannot be opened. Check that you may read and write there."
      )
    default:
      return StoreError(
        .unavailable,
        "\(path): \(error.message ?? "SQLite error") (\(error.resultCode))."
      )
    }
  }

  // MARK: - Access to the database

  /// Makes a change, in one transaction with others that wait at the same time; it may be run twice.
  func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
    do {
      return try await writer.write(body)
    } catch let error as DatabaseError {
      throw Self.explain(error, path)
    }
  }

  /// Runs one transaction that only reads.
  ///
  /// GRDB gives up an access when the task is cancelled. What comes after a stopped run is found
  /// out by that very task: so every access is a task of its own, which nobody cancels.
  func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
    do {
      return try await Task { [pool] in try await pool.read(body) }.value
    } catch let error as DatabaseError {
      throw Self.explain(error, path)
    }
  }
}
