import BatteryJobs

/// The tables of a catalog.
enum CatalogSchema {
  /// What tells a catalog from other databases: `BCat`.
  private static let application: Int64 = 0x4243_6174

  /// The version that this program writes.
  static let version: Int64 = 1

  /// What the file holds.
  enum State {
    case empty
    case current
  }

  /// Looks at what the file holds.
  static func state(of connection: CatalogConnection, _ place: String) throws -> State {
    let application = try connection.integer("PRAGMA application_id")
    let version = try connection.integer("PRAGMA user_version")
    if application == 0, version == 0,
      try connection.integer("SELECT count(*) FROM sqlite_schema") == 0
    {
      return .empty
    }
    guard application == Self.application else {
      throw JobError(
        .invalidInput,
        "\(place): it is a database, but no catalog. Name another file with --catalog."
      )
    }
    guard version <= Self.version else {
      throw JobError(
        .configuration,
        "\(place): a newer version of batteries made it (form \(version); this one knows "
          + "\(Self.version)). Update batteries, or name another file with --catalog."
      )
    }
    return .current
  }

  /// Makes the tables.
  static func create(in connection: CatalogConnection) throws {
    try connection.execute("PRAGMA journal_mode = WAL")
    try connection.transaction {
      // Another program may have made them meanwhile.
      guard try connection.integer("PRAGMA user_version") == 0 else { return }
      try connection.execute(tables)
      // More words are gathered in memory before they are written, which makes fewer pieces.
      try connection.execute("INSERT INTO names(names, rank) VALUES('hashsize', 33554432)")
      try connection.execute(
        "PRAGMA application_id = \(application); PRAGMA user_version = \(version)"
      )
    }
  }

  // Names are bytes; `names` finds them by three letters in a row, whatever their case. It keeps
  // neither the names nor where in them the letters are, since a hit is looked at anyway.
  private static let tables = """
    CREATE TABLE folders(
      id INTEGER PRIMARY KEY,
      path BLOB NOT NULL UNIQUE,
      entry INTEGER NOT NULL,
      options TEXT NOT NULL,
      indexed INTEGER
    );
    CREATE TABLE entries(
      id INTEGER PRIMARY KEY,
      parent INTEGER NOT NULL,
      name BLOB NOT NULL,
      category INTEGER NOT NULL,
      size INTEGER NOT NULL,
      modified INTEGER NOT NULL,
      inode INTEGER NOT NULL,
      device INTEGER NOT NULL,
      content BLOB
    );
    CREATE INDEX entries_of ON entries(parent);
    CREATE VIRTUAL TABLE names USING fts5(
      name, content = '', detail = none, columnsize = 0, tokenize = 'trigram case_sensitive 1'
    );
    CREATE TABLE tags(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE tagged(
      entry INTEGER NOT NULL,
      tag INTEGER NOT NULL,
      source INTEGER NOT NULL,
      PRIMARY KEY(entry, tag, source)
    ) WITHOUT ROWID;
    CREATE INDEX tagged_by ON tagged(tag, entry);
    CREATE TABLE lost(
      id INTEGER PRIMARY KEY,
      category INTEGER NOT NULL,
      size INTEGER NOT NULL,
      modified INTEGER NOT NULL,
      inode INTEGER NOT NULL,
      device INTEGER NOT NULL,
      content BLOB
    );
    CREATE TABLE lost_tags(
      lost INTEGER NOT NULL,
      tag INTEGER NOT NULL,
      source INTEGER NOT NULL,
      PRIMARY KEY(lost, tag, source)
    ) WITHOUT ROWID;
    CREATE TABLE searches(name TEXT PRIMARY KEY, query TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE rules(
      tag TEXT NOT NULL,
      query TEXT NOT NULL,
      PRIMARY KEY(tag, query)
    ) WITHOUT ROWID;
    CREATE TABLE extracted(
      entry INTEGER PRIMARY KEY,
      size INTEGER NOT NULL,
      modified INTEGER NOT NULL,
      hasText INTEGER NOT NULL
    );
    CREATE VIRTUAL TABLE texts USING fts5(body, tokenize = 'unicode61 remove_diacritics 2');
    """
}
