import BatteryJobs
public import Foundation
import GRDB

extension SQLiteStore {
  /// Returns a run.
  public func run(_ id: Int64) async throws -> RunRecord? {
    try await read { database in try RunRecord.fetch(database, id: id) }
  }

  /// Returns runs, newest first.
  ///
  /// - Complexity: One index search for a job or for one final state; several states without a job
  ///   are looked for from the newest run backwards.
  public func runs(_ filter: RunFilter) async throws -> [RunRecord] {
    try await read { database in
      var conditions: [String] = []
      var arguments = StatementArguments()
      if let job = filter.job {
        conditions.append("job = ?")
        arguments += [job]
      }
      if let state = filter.states.first, filter.states.count == 1, filter.job == nil {
        // The second condition tells SQLite which index holds the state.
        let index = state.isFinal ? "NOT IN" : "IN"
        conditions.append("state = ? AND state \(index) ('queued', 'running')")
        arguments += [state.rawValue]
      } else if !filter.states.isEmpty {
        let states = filter.states.map(\.rawValue).sorted()
        // The plus keeps SQLite from leaving the order of the runs for the order of the states.
        conditions.append("+state IN (\(states.map { _ in "?" }.joined(separator: ", ")))")
        arguments += StatementArguments(states)
      }
      if let before = filter.before {
        conditions.append("id < ?")
        arguments += [before]
      }
      arguments += [max(0, filter.limit)]
      let choice = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
      return try Row.fetchAll(
        database.cachedStatement(
          sql: "SELECT \(RunRecord.columns) FROM run \(choice) ORDER BY id DESC LIMIT ?"
        ),
        arguments: arguments
      ).map(RunRecord.init(row:))
    }
  }

  /// Returns the attempts of a run, in order.
  public func attempts(run: Int64) async throws -> [AttemptRecord] {
    try await read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT number, state, startedAt, finishedAt, exitStatus, reason FROM attempt
          WHERE run = ? ORDER BY number
          """,
        arguments: [run]
      ).map { row in
        AttemptRecord(
          number: row[0],
          state: RunState(rawValue: row[1]) ?? .interrupted,
          startedAt: Date(milliseconds: row[2]),
          finishedAt: (row[3] as Int64?).map { Date(milliseconds: $0) },
          exitStatus: row[4],
          reason: row[5]
        )
      }
    }
  }

  /// Returns the steps of a run, in order of attempt and place.
  public func steps(run: Int64) async throws -> [StepRecord] {
    try await read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT attempt, place, kind, title, state, startedAt, finishedAt, exitStatus, summary,
            warnings, report
          FROM step WHERE run = ? ORDER BY attempt, place
          """,
        arguments: [run]
      ).map { row in
        StepRecord(
          attempt: row[0],
          index: row[1],
          kind: row[2],
          title: row[3],
          state: RunState(rawValue: row[4]) ?? .interrupted,
          startedAt: (row[5] as Int64?).map { Date(milliseconds: $0) },
          finishedAt: (row[6] as Int64?).map { Date(milliseconds: $0) },
          exitStatus: row[7],
          summary: row[8],
          warnings: Self.value([String].self, row[9]) ?? [],
          table: Self.value(ReportTable.self, row[10])
        )
      }
    }
  }

  /// Returns the files that a run made.
  public func artifacts(run: Int64) async throws -> [ArtifactRecord] {
    try await read { database in
      try Row.fetchAll(
        database,
        sql: "SELECT id, run, name, path, size FROM artifact WHERE run = ? ORDER BY id",
        arguments: [run]
      ).map { row in
        ArtifactRecord(id: row[0], run: row[1], name: row[2], path: row[3], size: row[4])
      }
    }
  }

  /// Returns lines of a run's log in order.
  public func lines(
    run: Int64,
    after: Int64,
    limit: Int,
    containing: String?
  ) async throws
    -> [StoredLine]
  {
    try await read { database in
      var sql = """
        SELECT number, attempt, source, time, bytes FROM line WHERE run = ? AND number > ?
        """
      var arguments: StatementArguments = [run, after]
      if let containing, !containing.isEmpty {
        // The cast keeps the bytes as they are; lower() folds ASCII alone.
        sql += " AND instr(lower(CAST(bytes AS TEXT)), lower(?)) > 0"
        arguments += [containing]
      }
      sql += " ORDER BY number LIMIT ?"
      arguments += [max(0, limit)]
      return try Self.storedLines(database.cachedStatement(sql: sql), arguments)
    }
  }

  /// Returns the last lines of a run's log, in order.
  public func lastLines(run: Int64, limit: Int) async throws -> [StoredLine] {
    try await read { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT number, attempt, source, time, bytes FROM line WHERE run = ?
          ORDER BY number DESC LIMIT ?
          """
      )
      return try Self.storedLines(statement, [run, max(0, limit)]).reversed()
    }
  }

  private static func storedLines(
    _ statement: Statement,
    _ arguments: StatementArguments
  ) throws
    -> [StoredLine]
  {
    try Row.fetchAll(statement, arguments: arguments).map { row in
      StoredLine(
        number: row[0],
        attempt: row[1],
        line: LogLine(
          source: LogLine.Source(rawValue: row[2]) ?? .system,
          time: Date(milliseconds: row[3]),
          bytes: [UInt8](row[4] as Data)
        )
      )
    }
  }

  /// Returns the latest runs of every job, at most `depth` of each.
  ///
  /// - Complexity: One index search a job and one row search a run; how many runs there are does not
  ///   matter.
  public func histories(depth: Int) async throws -> [JobHistory] {
    try await read { database in
      let jobs = try String.fetchAll(
        database.cachedStatement(sql: "SELECT name FROM job ORDER BY name")
      )
      let statement = try database.cachedStatement(
        sql: """
          SELECT id, state, startedAt, finishedAt, warnings FROM run
          WHERE job = ? ORDER BY id DESC LIMIT ?
          """
      )
      return try jobs.map { job in
        var ticks: [JobHistory.Tick] = []
        ticks.reserveCapacity(min(depth, 100))
        let rows = try Row.fetchCursor(statement, arguments: [job, depth])
        while let row = try rows.next() {
          ticks.append(
            JobHistory.Tick(
              run: row[0],
              state: RunState(rawValue: row[1]) ?? .interrupted,
              startedAt: row[2] ?? 0,
              finishedAt: row[3] ?? 0,
              hasWarnings: row[4] as Int64 > 0
            )
          )
        }
        return JobHistory(job: job, ticks: ticks)
      }
    }
  }

  /// Returns how many runs are in each state.
  public func counts() async throws -> [RunState: Int] {
    try await read { database in
      var counts: [RunState: Int] = [:]
      for row in try Row.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT state, number FROM runCount
            UNION ALL
            SELECT state, count(*) FROM run INDEXED BY runActive
            WHERE state IN ('queued', 'running') GROUP BY state
            """
        )
      ) {
        if let state = RunState(rawValue: row[0]) { counts[state] = row[1] }
      }
      return counts
    }
  }

  /// Removes finished runs; their slots stay taken.
  public func removeRuns(job: String, before: Date?, keeping: Int?) async throws -> [Int64] {
    try await write { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT id, slot, missed FROM run
          WHERE job = ?1 AND state NOT IN ('queued', 'running')
            AND (ifnull(finishedAt, createdAt) < ?2 OR id < (
              SELECT id FROM run WHERE job = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?3))
          ORDER BY id LIMIT 1000
          """,
        arguments: [job, before?.milliseconds ?? .min, keeping.map { max(0, $0 - 1) } ?? .max]
      )
      try Self.take(rows.map { ($0[1], $0[2]) }, job: job, database)
      let ids = rows.map { $0[0] as Int64 }
      for id in ids {
        try database.cachedStatement(sql: "DELETE FROM run WHERE id = ?").execute(arguments: [id])
      }
      return ids
    }
  }

  /// Removes the log lines of a job's finished runs that ended before a time.
  public func removeLogs(job: String, before: Date) async throws -> Int {
    // Looked for without holding up who writes, among the job's runs alone.
    let runs = try await read { database in
      try Int64.fetchAll(
        database,
        sql: """
          SELECT id FROM run
          WHERE job = ? AND finishedAt < ? AND state NOT IN ('queued', 'running')
            AND EXISTS (SELECT 1 FROM line WHERE line.run = run.id)
          ORDER BY id LIMIT 200
          """,
        arguments: [job, before.milliseconds]
      )
    }
    guard !runs.isEmpty else { return 0 }
    return try await write { database in
      for run in runs {
        try database.execute(sql: "DELETE FROM line WHERE run = ?", arguments: [run])
      }
      return runs.count
    }
  }
}
