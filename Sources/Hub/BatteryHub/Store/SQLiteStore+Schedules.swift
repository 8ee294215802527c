public import Foundation
import GRDB

extension SQLiteStore {
  /// Returns what is remembered of every job.
  public func jobStates() async throws -> [JobState] {
    try await read { database in
      try Row.fetchAll(database, sql: "SELECT name, paused, fingerprint, nextFire FROM job")
        .map { row in
          JobState(
            job: row[0],
            isPaused: row[1],
            fingerprint: row[2],
            nextFire: (row[3] as Int64?).map { Date(milliseconds: $0) }
          )
        }
    }
  }

  /// Sets a job's schedule and next fire time anew, and takes over a former name's history.
  public func setSchedule(
    job: String,
    fingerprint: String,
    nextFire: Date?,
    formerName: String?
  )
    async throws
  {
    try await write { database in
      if let formerName {
        let isKnown =
          try Bool.fetchOne(
            database,
            sql: "SELECT EXISTS (SELECT 1 FROM job WHERE name = ?)",
            arguments: [job]
          )
          ?? false
        if !isKnown {
          for sql in [
            "UPDATE job SET name = ? WHERE name = ?", "UPDATE run SET job = ? WHERE job = ?",
            "UPDATE takenSpan SET job = ? WHERE job = ?",
          ] {
            try database.execute(sql: sql, arguments: [job, formerName])
          }
        }
      }
      try database.execute(
        sql: """
          INSERT INTO job (name, fingerprint, nextFire) VALUES (?, ?, ?)
          ON CONFLICT (name) DO UPDATE
          SET fingerprint = excluded.fingerprint, nextFire = excluded.nextFire
          """,
        arguments: [job, fingerprint, nextFire?.milliseconds]
      )
    }
  }

  /// Records slots and moves the job's next fire time past them, in one transaction.
  public func advance(
    job: String,
    expected: Date,
    next: Date?,
    slots: [RunRequest]
  ) async throws
    -> [RunRecord]?
  {
    try await write { database in
      let update = try database.cachedStatement(
        sql: "UPDATE job SET nextFire = ? WHERE name = ? AND nextFire = ?"
      )
      try update.execute(arguments: [next?.milliseconds, job, expected.milliseconds])
      guard database.changesCount == 1 else { return nil }
      return try slots.compactMap { slot in
        var slot = slot
        if slot.skipReason == nil, let time = slot.slot,
          try Self.isTaken(time, job: job, database)
        {
          slot.skipReason = "This time was dealt with before; its row has left the history."
        }
        if let end = slot.slotEnd { return try Self.insertSpan(slot, until: end, database) }
        return try Self.insert(slot, database)
      }
    }
  }

  /// Inserts a row that stands for several missed slots, also when the first of them has one.
  ///
  /// That is so when the clock was set back and has jumped ahead again since.
  private static func insertSpan(
    _ request: RunRequest,
    until end: Date,
    _ database: Database
  ) throws -> RunRecord? {
    var request = request
    while let slot = request.slot, slot <= end {
      if let record = try insert(request, database) { return record }
      let longer = try Row.fetchOne(
        database,
        sql: """
          UPDATE run SET slotEnd = max(ifnull(slotEnd, slot), ?1),
            reason = iif(ifnull(slotEnd, slot) < ?1, ?2, reason)
          WHERE job = ?3 AND slot = ?4 AND missed = 1
          RETURNING \(RunRecord.columns)
          """,
        arguments: [
          end.milliseconds, request.skipReason, request.job, slot.milliseconds,
        ]
      ).map(RunRecord.init(row:))
      if let longer { return longer }
      // The slot has been dealt with: the span begins after it.
      request.slot = Date(milliseconds: slot.milliseconds + 1)
    }
    return nil
  }

  /// Pauses a job or lets it go on.
  public func setPaused(_ isPaused: Bool, job: String) async throws -> Bool {
    try await write { database in
      try database.execute(
        sql: """
          INSERT INTO job (name, paused) VALUES (?1, ?2)
          ON CONFLICT (name) DO UPDATE SET paused = ?2 WHERE paused <> ?2
          """,
        arguments: [job, isPaused]
      )
      return database.changesCount > 0
    }
  }

  /// Inserts a run or a skipped slot.
  ///
  /// A slot that was recorded as missed, by a clock that was wrong, and is now due again is queued
  /// after all; any other slot that has a row already is left alone.
  ///
  /// - Returns: `nil` when the slot is taken.
  static func insert(_ request: RunRequest, _ database: Database) throws -> RunRecord? {
    var statement = try DirectStatement(
      database,
      """
      INSERT INTO run (job, state, trigger, cause, slot, slotEnd, missed, priority, exclusive,
        groupName, groupLimit, createdAt, readyAt, finishedAt, reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (job, slot) WHERE slot IS NOT NULL DO UPDATE
      SET state = excluded.state, missed = 0, readyAt = excluded.readyAt, finishedAt = NULL,
        slotEnd = NULL, reason = NULL
      WHERE run.missed = 1 AND excluded.state = 'queued'
      RETURNING \(RunRecord.columns)
      """
    )
    let state: RunState = request.skipReason == nil ? .queued : .skipped
    statement.bind(request.job)
    statement.bind(state.rawValue)
    statement.bind(request.trigger.rawValue)
    statement.bind(request.cause)
    statement.bind(request.slot)
    statement.bind(request.slotEnd)
    statement.bind(request.isMissed)
    statement.bind(request.priority)
    statement.bind(request.isExclusive)
    statement.bind(request.group?.name)
    statement.bind(request.group?.limit ?? 0)
    statement.bind(request.createdAt)
    statement.bind(request.readyAt)
    statement.bind(request.skipReason == nil ? nil : request.createdAt)
    statement.bind(request.skipReason ?? request.waitReason)
    return try statement.fetchRun()
  }
}
