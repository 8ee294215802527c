import BatteryJobs
import Foundation
import GRDB

extension SQLiteStore {
  /// Records the state of steps.
  public func save(steps: [StepRecord], run: Int64) async throws {
    try await write { database in try Self.save(steps, run: run, database) }
  }

  static func save(_ steps: [StepRecord], run: Int64, _ database: Database) throws {
    guard !steps.isEmpty else { return }
    var statement = try DirectStatement(
      database,
      """
      INSERT OR REPLACE INTO step (run, attempt, place, kind, title, state, startedAt,
        finishedAt, exitStatus, summary, warnings, report)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    )
    for step in steps {
      statement.bind(run)
      statement.bind(step.attempt)
      statement.bind(step.index)
      statement.bind(step.kind)
      statement.bind(step.title)
      statement.bind(step.state.rawValue)
      statement.bind(step.startedAt)
      statement.bind(step.finishedAt)
      statement.bind(step.exitStatus)
      statement.bind(step.summary)
      statement.bind(step.warnings.isEmpty ? nil : try json(step.warnings))
      statement.bind(try step.table.map { try json($0) })
      try statement.run()
    }
  }

  /// Appends lines to logs, all in one transaction.
  public func append(_ batches: [LogBatch]) async throws {
    try await write { database in
      var statement = try DirectStatement(
        database,
        """
        INSERT OR REPLACE INTO line (run, number, attempt, source, time, bytes)
        VALUES (?, ?, ?, ?, ?, ?)
        """
      )
      for batch in batches {
        var number = batch.first
        for line in batch.lines {
          statement.bind(batch.run)
          statement.bind(number)
          statement.bind(batch.attempt)
          statement.bind(line.source.rawValue)
          statement.bind(line.time)
          statement.bind(line.bytes)
          try statement.run()
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
