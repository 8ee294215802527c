public import BatteryJobs
public import Foundation
import GRDB

extension SQLiteStore {
  /// Puts a run into the queue, or records it as skipped.
  public func enqueue(_ request: RunRequest) async throws -> RunRecord {
    try await write { database in
      guard let run = try Self.insert(request, database) else {
        throw StoreError(.unavailable, "\(request.job): the slot is taken already.")
      }
      return run
    }
  }

  /// Claims the most urgent runs that may start now.
  ///
  /// - Complexity: One index search a run; runs whose job is busy are passed over.
  public func claim(
    limit: Int,
    only: Int64?,
    owner: String,
    now: Date,
    lease: TimeSpan
  )
    async throws -> QueueClaim
  {
    try await write { database in
      let claim = try database.cachedStatement(sql: Self.claimSQL)
      let attempt = try database.cachedStatement(
        sql: "INSERT INTO attempt (run, number, state, startedAt) VALUES (?, ?, 'running', ?)"
      )
      var runs: [RunRecord] = []
      let time = now.milliseconds
      while runs.count < limit {
        guard
          let row = try Row.fetchOne(
            claim,
            arguments: [owner, time + lease.milliseconds, time, only]
          )
        else { break }
        let run = RunRecord(row: row)
        try attempt.execute(arguments: [run.id, run.attempt, time])
        runs.append(run)
      }
      let waiting = try database.cachedStatement(
        sql: """
          SELECT min(readyAt) FROM run INDEXED BY runWaiting
          WHERE state = 'queued' AND readyAt > ?
          """
      )
      let next = try Int64.fetchOne(waiting, arguments: [time])
      return QueueClaim(runs: runs, nextReady: next.map { Date(milliseconds: $0) })
    }
  }

  /// The one statement of the queue: the most urgent run that is ready, whose job runs nothing
  /// else unless it may, and whose concurrency group has room.
  ///
  /// The indexes are named because SQLite, which has no statistics here, would walk through the
  /// whole queue and through the job's whole history for each claim.
  static let claimSQL = """
    UPDATE run SET state = 'running', owner = ?1, leaseUntil = ?2, startedAt = ?3,
      attempt = attempt + 1, fence = fence + 1, reason = NULL, exitStatus = NULL
    WHERE id = (
      SELECT id FROM run AS candidate INDEXED BY runQueue
      WHERE state = 'queued' AND readyAt <= ?3 AND (?4 IS NULL OR id = ?4)
        AND (exclusive = 0 OR NOT EXISTS (
          SELECT 1 FROM run AS other INDEXED BY runRunning
          WHERE other.job = candidate.job AND other.state = 'running'))
        AND (groupName IS NULL OR groupLimit > (
          SELECT count(*) FROM run AS other INDEXED BY runRunning
          WHERE other.groupName = candidate.groupName AND other.state = 'running'))
      ORDER BY priority DESC, readyAt, id LIMIT 1)
    RETURNING \(RunRecord.columns)
    """

  /// Renews the leases of all runs that a hub is running.
  public func renewLeases(owner: String, now: Date, lease: TimeSpan) async throws -> Set<Int64> {
    try await write { database in
      let statement = try database.cachedStatement(
        sql: """
          UPDATE run SET leaseUntil = ? WHERE state = 'running' AND owner = ? RETURNING id
          """
      )
      return Set(
        try Int64.fetchAll(
          statement,
          arguments: [now.milliseconds + lease.milliseconds, owner]
        )
      )
    }
  }

  /// Records how attempts ended, all in one transaction.
  public func finish(_ ends: [RunEnd]) async throws -> [RunRecord] {
    try await write { database in try ends.flatMap { try Self.finish($0, database) } }
  }

  private static func finish(_ end: RunEnd, _ database: Database) throws -> [RunRecord] {
    let run = try database.cachedStatement(
      sql: """
        UPDATE run SET state = ?, finishedAt = ?, readyAt = coalesce(?, readyAt), exitStatus = ?,
          reason = ?, summary = ?, warnings = ?, owner = NULL, leaseUntil = NULL
        WHERE id = ? AND fence = ? AND state = 'running'
        RETURNING \(RunRecord.columns)
        """
    )
    let state = end.retryAt == nil ? end.state : .queued
    let record = try Row.fetchOne(
      run,
      arguments: [
        state.rawValue, end.retryAt == nil ? end.finishedAt.milliseconds : nil,
        end.retryAt?.milliseconds, end.exitStatus, end.reason, end.summary, end.warnings, end.run,
        end.fence,
      ]
    ).map(RunRecord.init(row:))
    guard let record else { return [] }
    try save(end.steps, run: end.run, database)
    let followers = try end.followers.compactMap { try insert($0, database) }
    let attempt = try database.cachedStatement(
      sql: """
        UPDATE attempt SET state = ?, finishedAt = ?, exitStatus = ?, reason = ?
        WHERE run = ? AND number = ?
        """
    )
    try attempt.execute(
      arguments: [
        end.state.rawValue, end.finishedAt.milliseconds, end.exitStatus, end.reason, end.run,
        end.attempt,
      ])
    return [record] + followers
  }

  /// Ends a run that has not started.
  public func endQueued(
    run: Int64,
    state: RunState,
    reason: String,
    now: Date
  ) async throws
    -> RunRecord?
  {
    try await write { database in
      try Row.fetchOne(
        database,
        sql: """
          UPDATE run SET state = ?, finishedAt = ?, reason = ?
          WHERE id = ? AND state = 'queued' RETURNING \(RunRecord.columns)
          """,
        arguments: [state.rawValue, now.milliseconds, reason, run]
      ).map(RunRecord.init(row:))
    }
  }

  /// Lets a run that waits for another job start from a time on.
  public func release(run: Int64, readyAt: Date) async throws -> RunRecord? {
    try await write { database in
      try Row.fetchOne(
        database,
        sql: """
          UPDATE run SET readyAt = ?, reason = NULL
          WHERE id = ? AND state = 'queued' RETURNING \(RunRecord.columns)
          """,
        arguments: [readyAt.milliseconds, run]
      ).map(RunRecord.init(row:))
    }
  }

  /// Returns the running runs that nobody runs any more.
  public func abandonedRuns(owner: String, isOnlyHub: Bool, now: Date) async throws -> [RunRecord] {
    try await read { database in
      try Self.abandoned(owner, isOnlyHub, now, database)
    }
  }

  private static func abandoned(
    _ owner: String,
    _ isOnlyHub: Bool,
    _ now: Date,
    _ database: Database
  ) throws -> [RunRecord] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT \(RunRecord.columns) FROM run
        WHERE state = 'running' AND owner IS NOT ?1 AND (?2 OR leaseUntil IS NULL OR leaseUntil < ?3)
        ORDER BY id
        """,
      arguments: [owner, isOnlyHub, now.milliseconds]
    ).map(RunRecord.init(row:))
  }

  /// Marks abandoned runs as interrupted and queues what follows.
  public func interruptAbandoned(
    followers: [Int64: [RunRequest]],
    owner: String,
    isOnlyHub: Bool,
    now: Date
  ) async throws -> [RunRecord] {
    try await write { database in
      var interrupted: [RunRecord] = []
      var started: [RunRecord] = []
      for var run in try Self.abandoned(owner, isOnlyHub, now, database) {
        guard let requests = followers[run.id] else { continue }
        run.state = .interrupted
        run.finishedAt = now
        run.reason = "The hub ended while the run was going on."
        try Self.interrupt(run, database)
        interrupted.append(run)
        for request in requests {
          if let follower = try Self.insert(request, database) { started.append(follower) }
        }
      }
      return interrupted + started
    }
  }

  private static func interrupt(_ run: RunRecord, _ database: Database) throws {
    // The fence moves, so that a hub that only seemed dead cannot record its result any more.
    try database.execute(
      sql: """
        UPDATE run SET state = 'interrupted', finishedAt = ?, reason = ?, fence = fence + 1,
          owner = NULL, leaseUntil = NULL
        WHERE id = ?
        """,
      arguments: [run.finishedAt?.milliseconds, run.reason, run.id]
    )
    for table in ["attempt", "step"] {
      try database.execute(
        sql: """
          UPDATE \(table) SET state = 'interrupted', finishedAt = ?
          WHERE run = ? AND state = 'running'
          """,
        arguments: [run.finishedAt?.milliseconds, run.id]
      )
    }
    try database.execute(
      sql: "UPDATE step SET state = 'skipped' WHERE run = ? AND state = 'queued'",
      arguments: [run.id]
    )
  }

  /// Returns the queued runs that may not start before a time.
  public func waitingRuns(since readyAt: Date) async throws -> [RunRecord] {
    try await read { database in
      try Row.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT \(RunRecord.columns) FROM run INDEXED BY runWaiting
            WHERE state = 'queued' AND readyAt >= ? ORDER BY readyAt, id LIMIT 1000
            """
        ),
        arguments: [readyAt.milliseconds]
      ).map(RunRecord.init(row:))
    }
  }

  /// Returns the queued and running runs of a job.
  public func activeRuns(job: String) async throws -> [RunRecord] {
    try await read { database in
      try Row.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT \(RunRecord.columns) FROM run
            WHERE job = ? AND state IN ('queued', 'running') ORDER BY id
            """
        ),
        arguments: [job]
      ).map(RunRecord.init(row:))
    }
  }
}
