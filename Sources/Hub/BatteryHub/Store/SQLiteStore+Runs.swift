import BatteryJobs
import Foundation
import GRDB

extension SQLiteStore {
  /// Records the state of steps.
  public func save(steps: [StepRecord], run: Int64) async throws {
    try await write { database in try Self.save(steps, run: run, database) }
  }

  static func save(_ steps: [StepRecord], run: Int64, _ database: Database) throws {
    let statement = try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO step (run, attempt, place, kind, title, state, startedAt,
          finishedAt, exitStatus, summary, warnings, report)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    )
    for step in steps {
      let warnings = step.warnings.isEmpty ? nil : try json(step.warnings)
      let table = try step.table.map { try json($0) }
      try statement.execute(
        arguments: [
          run, step.attempt, step.index, step.kind, step.title, step.state.rawValue,
          step.startedAt?.milliseconds, step.finishedAt?.milliseconds, step.exitStatus,
          step.summary, warnings, table,
        ])
    }
  }

  /// Appends lines to logs, all in one transaction.
  public func append(_ batches: [LogBatch]) async throws {
    try await write { database in
      let statement = try database.cachedStatement(
        sql: """
          INSERT OR REPLACE INTO line (run, number, attempt, source, time, bytes)
          VALUES (?, ?, ?, ?, ?, ?)
          """
      )
      for batch in batches {
        var number = batch.first
        for line in batch.lines {
          try statement.execute(
            arguments: [
              batch.run, number, batch.attempt, line.source.rawValue, line.time.milliseconds,
              Data(line.bytes),
            ])
          number += 1
        }
      }
    }
  }

  /// Records a file that a run made.
  public func addArtifact(run: Int64, name: String, path: String, size: Int64) async throws {
    try await write { database in
      try database.execute(
        sql: "INSERT INTO artifact (run, name, path, size) VALUES (?, ?, ?, ?)",
        arguments: [run, name, path, size]
      )
    }
  }

  static func json(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
  }

  static func value<T: Decodable>(_ type: T.Type, _ text: String?) -> T? {
    text.flatMap { try? JSONDecoder().decode(type, from: Data($0.utf8)) }
  }
}
