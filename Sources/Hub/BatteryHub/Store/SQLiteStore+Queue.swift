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
  /// - Complexity: One index search a run, and a step for each queued run that is passed over
  ///   because its job or group is busy: 3 ms a claim with 10,000 of them.
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
      var claim = try DirectStatement(database, Self.claimSQL)
      var attempt = try DirectStatement(
        database,
        "INSERT INTO attempt (run, number, state, startedAt) VALUES (?, ?, 'running', ?)"
      )
      var runs: [RunRecord] = []
      while runs.count < limit {
        claim.bind(owner)
        claim.bind(now.milliseconds + lease.milliseconds)
        claim.bind(now)
        claim.bind(only)
        guard let run = try claim.fetchRun() else { break }
        attempt.bind(run.id)
        attempt.bind(run.attempt)
        attempt.bind(now)
        try attempt.run()
        runs.append(run)
      }
      var waiting = try DirectStatement(
        database,
        """
        SELECT min(readyAt) FROM run INDEXED BY runWaiting
        WHERE state = 'queued' AND readyAt > createdAt AND readyAt > ?
        """
      )
      waiting.bind(now)
      defer { waiting.reset() }
      return QueueClaim(runs: runs, nextReady: try waiting.step() ? waiting.time(0) : nil)
    }
  }

  /// What SQLite takes for covered by the index of the runs that wait or run.
  static let isRunning = "state = 'running' AND state IN ('queued', 'running')"

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
          SELECT 1 FROM run AS other INDEXED BY runActive
          WHERE other.state = 'running' AND other.state IN ('queued', 'running')
            AND other.job = candidate.job))
        AND (groupName IS NULL OR groupLimit > (
          SELECT count(*) FROM run AS other INDEXED BY runGroup
          WHERE other.state = 'running' AND other.groupName IS NOT NULL
            AND other.groupName = candidate.groupName))
      ORDER BY priority DESC, readyAt, id LIMIT 1)
    RETURNING \(RunRecord.columns)
    """

  /// Renews the leases of all runs that a hub is running.
  public func renewLeases(owner: String, now: Date, lease: TimeSpan) async throws -> Set<Int64> {
    try await write { database in
      let statement = try database.cachedStatement(
        sql: """
          UPDATE run INDEXED BY runActive SET leaseUntil = ?
          WHERE \(Self.isRunning) AND owner = ? RETURNING id
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
    try await write { database in
      var run = try DirectStatement(
        database,
        """
        UPDATE run SET state = ?1, startedAt = iif(?3 IS NULL, startedAt, NULL), finishedAt = ?2,
          readyAt = coalesce(?3, readyAt), exitStatus = ?4, reason = ?5, summary = ?6,
          warnings = ?7, owner = NULL, leaseUntil = NULL
        WHERE id = ?8 AND fence = ?9 AND state = 'running'
        RETURNING \(RunRecord.columns)
        """
      )
      var attempt = try DirectStatement(
        database,
        """
        UPDATE attempt SET state = ?, finishedAt = ?, exitStatus = ?, reason = ?
        WHERE run = ? AND number = ?
        """
      )
      var changed: [RunRecord] = []
      for end in ends {
        let isOver = end.retryAt == nil
        run.bind(isOver ? end.state.rawValue : RunState.queued.rawValue)
        run.bind(isOver ? end.finishedAt : nil)
        run.bind(end.retryAt)
        run.bind(end.exitStatus)
        run.bind(end.reason)
        run.bind(end.summary)
        run.bind(end.warnings)
        run.bind(end.run)
        run.bind(end.fence)
        guard let record = try run.fetchRun() else { continue }
        changed.append(record)
        try Self.save(end.steps, run: end.run, database)
        changed += try end.followers.compactMap { try Self.insert($0, database) }
        attempt.bind(end.state.rawValue)
        attempt.bind(end.finishedAt)
        attempt.bind(end.exitStatus)
        attempt.bind(end.reason)
        attempt.bind(end.run)
        attempt.bind(end.attempt)
        try attempt.run()
      }
      return changed
    }
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
        SELECT \(RunRecord.columns) FROM run INDEXED BY runActive
        WHERE \(isRunning) AND owner IS NOT ?1 AND (?2 OR leaseUntil IS NULL OR leaseUntil < ?3)
        """,
      arguments: [owner, isOnlyHub, now.milliseconds]
    ).map(RunRecord.init(row:)).sorted { $0.id < $1.id }
  }

  /// Marks abandoned runs as interrupted and queues what follows.
  public func interruptAbandoned(
    followers: [Int64: [RunRequest]],
    again: Set<Int64>,
    owner: String,
    isOnlyHub: Bool,
    now: Date
  ) async throws -> [RunRecord] {
    try await write { database in
      var interrupted: [RunRecord] = []
      var started: [RunRecord] = []
      for var run in try Self.abandoned(owner, isOnlyHub, now, database) {
        guard again.contains(run.id) || followers[run.id] != nil else { continue }
        run.reason = AttemptRecord.hubDied
        if again.contains(run.id) {
          run.state = .queued
          run.startedAt = nil
          run.readyAt = now
          run.reason? += " It starts again."
        } else {
          run.state = .interrupted
          run.finishedAt = now
        }
        try Self.interrupt(run, now: now, database)
        interrupted.append(run)
        for request in followers[run.id] ?? [] {
          if let follower = try Self.insert(request, database) { started.append(follower) }
        }
      }
      return interrupted + started
    }
  }

  private static func interrupt(_ run: RunRecord, now: Date, _ database: Database) throws {
    // The fence moves, so that a hub that only seemed dead cannot record its result any more.
    try database.execute(
      sql: """
        UPDATE run SET state = ?, startedAt = ?, finishedAt = ?, readyAt = ?, reason = ?,
          fence = fence + 1, owner = NULL, leaseUntil = NULL
        WHERE id = ?
        """,
      arguments: [
        run.state.rawValue, run.startedAt?.milliseconds, run.finishedAt?.milliseconds,
        run.readyAt.milliseconds, run.reason, run.id,
      ]
    )
    try database.execute(
      sql: """
        UPDATE attempt SET state = 'interrupted', finishedAt = ?, reason = ?
        WHERE run = ? AND state = 'running'
        """,
      arguments: [now.milliseconds, AttemptRecord.hubDied, run.id]
    )
    try database.execute(
      sql: """
        UPDATE step SET state = 'interrupted', finishedAt = ? WHERE run = ? AND state = 'running'
        """,
      arguments: [now.milliseconds, run.id]
    )
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
            WHERE state = 'queued' AND readyAt > createdAt AND readyAt >= ?
            ORDER BY readyAt, id LIMIT 1000
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
            SELECT \(RunRecord.columns) FROM run INDEXED BY runActive
            WHERE job = ? AND state IN ('queued', 'running')
            """
        ),
        arguments: [job]
      ).map(RunRecord.init(row:)).sorted { $0.id < $1.id }
    }
  }
}
