public import Foundation
import GRDB

extension SQLiteStore {
  /// Stores a credential.
  public func add(_ credential: Credential) async throws {
    try await write { database in
      try database.execute(
        sql: """
          INSERT INTO credential (hash, purpose, name, role, createdAt, expiresAt)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          credential.hash, credential.purpose.rawValue, credential.name, credential.role.rawValue,
          credential.createdAt.milliseconds, credential.expiresAt?.milliseconds,
        ]
      )
    }
  }

  /// Returns a credential that has not expired.
  public func credential(
    hash: String,
    purpose: Credential.Purpose,
    now: Date
  ) async throws
    -> Credential?
  {
    try await read { database in try Self.credential(database, hash, purpose, now) }
  }

  /// Takes a credential out, so that it works once.
  public func consume(
    hash: String,
    purpose: Credential.Purpose,
    now: Date
  ) async throws
    -> Credential?
  {
    try await write { database in
      let credential = try Self.credential(database, hash, purpose, now)
      try database.execute(
        sql: "DELETE FROM credential WHERE (hash = ? AND purpose = ?) OR expiresAt <= ?",
        arguments: [hash, purpose.rawValue, now.milliseconds]
      )
      return credential
    }
  }

  /// Returns all credentials of a purpose.
  public func credentials(_ purpose: Credential.Purpose) async throws -> [Credential] {
    try await read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT \(Self.columns) FROM credential
          WHERE purpose = ? ORDER BY createdAt, name
          """,
        arguments: [purpose.rawValue]
      ).compactMap(Self.credential(row:))
    }
  }

  /// Removes credentials by purpose and name.
  public func removeCredentials(
    _ purpose: Credential.Purpose,
    named name: String?
  ) async throws
    -> Int
  {
    try await write { database in
      try database.execute(
        sql: "DELETE FROM credential WHERE purpose = ?1 AND (?2 IS NULL OR name = ?2)",
        arguments: [purpose.rawValue, name]
      )
      return database.changesCount
    }
  }

  /// Remembers a webhook message until a time; says whether it is new.
  public func rememberMessage(_ id: String, until: Date, now: Date) async throws -> Bool {
    try await write { database in
      try database.execute(
        sql: "DELETE FROM message WHERE until < ?",
        arguments: [now.milliseconds]
      )
      try database.execute(
        sql: "INSERT OR IGNORE INTO message (id, until) VALUES (?, ?)",
        arguments: [id, until.milliseconds]
      )
      return database.changesCount == 1
    }
  }

  /// Forgets a webhook message of which nothing came.
  public func forgetMessage(_ id: String) async throws {
    try await write { database in
      try database.execute(sql: "DELETE FROM message WHERE id = ?", arguments: [id])
    }
  }

  private static let columns = "hash, purpose, name, role, createdAt, expiresAt"

  private static func credential(
    _ database: Database,
    _ hash: String,
    _ purpose: Credential.Purpose,
    _ now: Date
  ) throws -> Credential? {
    try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT \(columns) FROM credential
          WHERE hash = ? AND purpose = ? AND (expiresAt IS NULL OR expiresAt > ?)
          """
      ),
      arguments: [hash, purpose.rawValue, now.milliseconds]
    ).flatMap(credential(row:))
  }

  private static func credential(row: Row) -> Credential? {
    guard let purpose = Credential.Purpose(rawValue: row[1]), let role = Role(rawValue: row[3])
    else { return nil }
    return Credential(
      hash: row[0],
      purpose: purpose,
      name: row[2],
      role: role,
      createdAt: Date(milliseconds: row[4]),
      expiresAt: (row[5] as Int64?).map { Date(milliseconds: $0) }
    )
  }
}
