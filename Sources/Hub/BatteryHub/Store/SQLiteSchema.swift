import Foundation
import GRDB

/// The tables of the local store, as steps that bring any older database up to date.
///
/// Times are whole milliseconds since 1970. The `run` table is the queue, the slots and the history
/// in one: a slot is a row from the moment on at which it is due.
enum SQLiteSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1-runs") { database in
      try database.execute(sql: runs)
      try database.execute(
        sql: "INSERT INTO property (name, value) VALUES ('identity', ?)",
        arguments: [UUID().uuidString.lowercased()]
      )
    }
    migrator.registerMigration("2-taken-spans") { database in
      try database.execute(sql: takenSpans)
    }
    migrator.registerMigration("3-fewer-index-writes") { database in
      try database.execute(sql: fewerIndexWrites)
    }
    return migrator
  }

  private static let runs = """
    CREATE TABLE property (
      name TEXT NOT NULL PRIMARY KEY,
      value TEXT NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE job (
      name TEXT NOT NULL PRIMARY KEY,
      paused INTEGER NOT NULL DEFAULT 0,
      fingerprint TEXT NOT NULL DEFAULT '',
      nextFire INTEGER
    ) WITHOUT ROWID;

    CREATE TABLE run (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      job TEXT NOT NULL,
      state TEXT NOT NULL,
      trigger TEXT NOT NULL,
      cause TEXT,
      slot INTEGER,
      slotEnd INTEGER,
      missed INTEGER NOT NULL DEFAULT 0,
      priority INTEGER NOT NULL DEFAULT 0,
      exclusive INTEGER NOT NULL DEFAULT 1,
      groupName TEXT,
      groupLimit INTEGER NOT NULL DEFAULT 0,
      createdAt INTEGER NOT NULL,
      readyAt INTEGER NOT NULL,
      startedAt INTEGER,
      finishedAt INTEGER,
      attempt INTEGER NOT NULL DEFAULT 0,
      exitStatus INTEGER,
      reason TEXT,
      summary TEXT,
      warnings INTEGER NOT NULL DEFAULT 0,
      fence INTEGER NOT NULL DEFAULT 0,
      owner TEXT,
      leaseUntil INTEGER
    );
    CREATE UNIQUE INDEX runSlot ON run (job, slot) WHERE slot IS NOT NULL;
    CREATE INDEX runQueue ON run (priority DESC, readyAt, id) WHERE state = 'queued';
    CREATE INDEX runWaiting ON run (readyAt) WHERE state = 'queued';
    CREATE INDEX runActive ON run (job) WHERE state IN ('queued', 'running');
    CREATE INDEX runRunning ON run (job, groupName) WHERE state = 'running';
    CREATE INDEX runHistory ON run (job, id DESC, state, startedAt, finishedAt, warnings);
    CREATE INDEX runState ON run (state, id DESC);

    CREATE TABLE runCount (
      state TEXT NOT NULL PRIMARY KEY,
      number INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TRIGGER runInserted AFTER INSERT ON run BEGIN
      INSERT INTO runCount VALUES (NEW.state, 1)
        ON CONFLICT (state) DO UPDATE SET number = number + 1;
    END;
    CREATE TRIGGER runMoved AFTER UPDATE OF state ON run WHEN OLD.state <> NEW.state BEGIN
      UPDATE runCount SET number = number - 1 WHERE state = OLD.state;
      INSERT INTO runCount VALUES (NEW.state, 1)
        ON CONFLICT (state) DO UPDATE SET number = number + 1;
    END;
    CREATE TRIGGER runRemoved AFTER DELETE ON run BEGIN
      UPDATE runCount SET number = number - 1 WHERE state = OLD.state;
    END;

    CREATE TABLE takenSlot (
      job TEXT NOT NULL PRIMARY KEY,
      until INTEGER NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE attempt (
      run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      state TEXT NOT NULL,
      startedAt INTEGER NOT NULL,
      finishedAt INTEGER,
      exitStatus INTEGER,
      reason TEXT,
      PRIMARY KEY (run, number)
    ) WITHOUT ROWID;

    CREATE TABLE step (
      run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      attempt INTEGER NOT NULL,
      place INTEGER NOT NULL,
      kind TEXT NOT NULL,
      title TEXT NOT NULL,
      state TEXT NOT NULL,
      startedAt INTEGER,
      finishedAt INTEGER,
      exitStatus INTEGER,
      summary TEXT,
      warnings TEXT,
      report TEXT,
      PRIMARY KEY (run, attempt, place)
    ) WITHOUT ROWID;

    CREATE TABLE line (
      run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      attempt INTEGER NOT NULL,
      source INTEGER NOT NULL,
      time INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (run, number)
    ) WITHOUT ROWID;

    CREATE TABLE artifact (
      id INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      path TEXT NOT NULL,
      size INTEGER NOT NULL
    );
    CREATE INDEX artifactRun ON artifact (run);

    CREATE TABLE credential (
      hash TEXT NOT NULL PRIMARY KEY,
      purpose TEXT NOT NULL,
      name TEXT NOT NULL,
      role TEXT NOT NULL,
      createdAt INTEGER NOT NULL,
      expiresAt INTEGER
    ) WITHOUT ROWID;

    CREATE TABLE message (
      id TEXT NOT NULL PRIMARY KEY,
      until INTEGER NOT NULL
    ) WITHOUT ROWID;
    """

  /// A clock that was wrong leaves gaps between the slots that are taken: they are kept as spans.
  private static let takenSpans = """
    CREATE TABLE takenSpan (
      job TEXT NOT NULL,
      since INTEGER NOT NULL,
      until INTEGER NOT NULL,
      mayGrow INTEGER NOT NULL,
      PRIMARY KEY (job, since)
    ) WITHOUT ROWID;
    INSERT INTO takenSpan SELECT job, \(Int64.min), until, 1 FROM takenSlot;
    DROP TABLE takenSlot;
    """

  /// A claim and an end write as few index entries as they can: what changes with the state of a
  /// run is indexed only while somebody looks for it, and only ends are counted.
  private static let fewerIndexWrites = """
    DROP INDEX runWaiting;
    CREATE INDEX runWaiting ON run (readyAt) WHERE state = 'queued' AND readyAt > createdAt;
    DROP INDEX runRunning;
    DROP INDEX runActive;
    CREATE INDEX runActive ON run (state, job) WHERE state IN ('queued', 'running');
    CREATE INDEX runGroup ON run (groupName)
      WHERE state = 'running' AND groupName IS NOT NULL;
    DROP INDEX runHistory;
    CREATE INDEX runHistory ON run (job);
    DROP INDEX runState;
    CREATE INDEX runEnded ON run (state) WHERE state NOT IN ('queued', 'running');

    DROP TRIGGER runInserted;
    DROP TRIGGER runMoved;
    DROP TRIGGER runRemoved;
    DELETE FROM runCount WHERE state IN ('queued', 'running');
    CREATE TRIGGER runInserted AFTER INSERT ON run
      WHEN NEW.state NOT IN ('queued', 'running')
    BEGIN
      INSERT INTO runCount VALUES (NEW.state, 1)
        ON CONFLICT (state) DO UPDATE SET number = number + 1;
    END;
    CREATE TRIGGER runFinished AFTER UPDATE OF state ON run
      WHEN NEW.state NOT IN ('queued', 'running') AND OLD.state <> NEW.state
    BEGIN
      INSERT INTO runCount VALUES (NEW.state, 1)
        ON CONFLICT (state) DO UPDATE SET number = number + 1;
    END;
    CREATE TRIGGER runRevived AFTER UPDATE OF state ON run
      WHEN OLD.state NOT IN ('queued', 'running') AND OLD.state <> NEW.state
    BEGIN
      UPDATE runCount SET number = number - 1 WHERE state = OLD.state;
    END;
    CREATE TRIGGER runRemoved AFTER DELETE ON run
      WHEN OLD.state NOT IN ('queued', 'running')
    BEGIN
      UPDATE runCount SET number = number - 1 WHERE state = OLD.state;
    END;
    """
}
