import Foundation
import GRDB

/// Holds what a stopped hub's store says against what must be true of it, and against what the
/// jobs did.
struct StoreAudit {
  /// A job as far as the audit knows it.
  struct Job {
    var name: String
    /// The step of its schedule in milliseconds; slots are its multiples.
    var step: Int64?
    /// Whether a run that was interrupted starts again.
    var reruns = false
    /// The job after which it comes, and in which of its states.
    var after: (job: String, states: Set<String>)?
  }

  let bench: FaultBench
  let jobs: [Job]

  /// How much there was to look at.
  struct Counts: CustomStringConvertible {
    var slots = 0
    var runs = 0
    var attempts = 0
    var states: [String: Int] = [:]

    var description: String {
      let list = states.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      return "\(slots) slots, \(runs) rows (\(list.joined(separator: ", "))), \(attempts) attempts"
    }
  }

  func counts() throws -> Counts {
    try bench.read { database in
      var counts = Counts()
      counts.runs = try Int.fetchOne(database, sql: "SELECT count(*) FROM run") ?? 0
      counts.attempts = try Int.fetchOne(database, sql: "SELECT count(*) FROM attempt") ?? 0
      for row in try Row.fetchAll(
        database,
        sql: "SELECT state, count(*) FROM run GROUP BY state"
      ) {
        counts.states[row[0]] = row[1]
      }
      for job in jobs {
        guard let step = job.step else { continue }
        counts.slots += try slots(of: job.name, step, database).covered.count
      }
      return counts
    }
  }

  /// Returns what is wrong; empty when all is well.
  func problems() throws -> [String] {
    try bench.read { database in
      try damage(database) + states(database)
        + jobs.flatMap { try slotProblems(of: $0, database) }
        + jobs.flatMap { try followerProblems(of: $0, database) }
        + jobs.flatMap { try traceProblems(of: $0, database) }
    }
  }

  // MARK: - The database

  private func damage(_ database: Database) throws -> [String] {
    let integrity = try String.fetchAll(database, sql: "PRAGMA integrity_check")
    let strays = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check")
    return integrity.filter { $0 != "ok" } + strays.map { "stray row: \($0)" }
  }

  private func states(_ database: Database) throws -> [String] {
    var problems: [String] = []
    for (what, sql) in [
      ("a run is in no final state", "SELECT id FROM run WHERE state = 'running'"),
      (
        "an attempt is in no final state",
        "SELECT run FROM attempt WHERE state = 'running' OR finishedAt IS NULL"
      ),
      ("a step is in no final state", "SELECT run FROM step WHERE state IN ('running', 'queued')"),
      (
        "a run ended without a time",
        "SELECT id FROM run WHERE state <> 'queued' AND finishedAt IS NULL"
      ),
      (
        "a run ended badly and does not say why",
        "SELECT id FROM run WHERE state NOT IN ('queued', 'succeeded') AND ifnull(reason, '') = ''"
      ),
      (
        "a run has another number of attempts than it counts",
        "SELECT id FROM run WHERE attempt <> (SELECT count(*) FROM attempt WHERE run = id)"
      ),
      (
        "the counts are wrong",
        """
        SELECT state FROM runCount WHERE number <> (
          SELECT count(*) FROM run WHERE run.state = runCount.state)
        """
      ),
      (
        "a run was skipped and yet started",
        "SELECT id FROM run WHERE state = 'skipped' AND attempt > 0"
      ),
      (
        "the lines of a log are not numbered through",
        """
        SELECT run FROM line GROUP BY run HAVING max(number) <> count(*) OR min(number) <> 1
        """
      ),
    ] {
      for value in try String.fetchAll(database, sql: sql) { problems.append("\(what): \(value)") }
    }
    return problems
  }

  // MARK: - Slots

  private func slots(
    of job: String,
    _ step: Int64,
    _ database: Database
  ) throws
    -> (covered: Set<Int64>, doubled: [Int64])
  {
    var covered: Set<Int64> = []
    var doubled: [Int64] = []
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT slot, slotEnd FROM run WHERE job = ? AND slot IS NOT NULL",
      arguments: [job]
    )
    for row in rows {
      let first: Int64 = row[0]
      let last: Int64 = row[1] ?? first
      for slot in stride(from: first, through: last, by: Int64.Stride(step))
      where !covered.insert(slot).inserted { doubled.append(slot) }
    }
    return (covered, doubled)
  }

  private func slotProblems(of job: Job, _ database: Database) throws -> [String] {
    guard let step = job.step else { return [] }
    let (covered, doubled) = try slots(of: job.name, step, database)
    var problems = doubled.map { "\(job.name): the slot \($0) has two rows" }
    let next = try Int64.fetchOne(
      database,
      sql: "SELECT nextFire FROM job WHERE name = ?",
      arguments: [job.name]
    )
    guard let first = covered.min(), let next else {
      return problems + ["\(job.name): has never fired"]
    }
    for slot in stride(from: first, to: next, by: Int64.Stride(step)) where !covered.contains(slot)
    {
      problems.append("\(job.name): the slot \(slot) is lost")
    }
    if let last = covered.max(), last >= next {
      problems.append("\(job.name): the slot \(last) is taken before its time, which is \(next)")
    }
    return problems
  }

  // MARK: - What one run starts

  /// Every run that must start another has started exactly one.
  private func followerProblems(of job: Job, _ database: Database) throws -> [String] {
    var problems: [String] = []
    func check(_ cause: String, of other: String, in states: Set<String>) throws {
      let list = states.map { "'\($0)'" }.joined(separator: ", ")
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT id, (SELECT count(*) FROM run AS next WHERE next.job = ?
            AND next.cause = replace(?, '#', run.id))
          FROM run WHERE job = ? AND state IN (\(list))
          """,
        arguments: [job.name, cause, other]
      )
      for row in rows where (row[1] as Int) != 1 {
        problems.append("\(job.name): run \(row[0] as Int64) of \(other) led to \(row[1] as Int)")
      }
    }
    if job.reruns {
      let lost = try Int64.fetchAll(
        database,
        sql: """
          SELECT id FROM run WHERE job = ? AND state = 'interrupted' AND (
            SELECT count(*) FROM attempt WHERE run = id AND state = 'interrupted') < 3
          """,
        arguments: [job.name]
      )
      for run in lost { problems.append("\(job.name): the run \(run) did not start again") }
    } else {
      let again = try Int64.fetchAll(
        database,
        sql: """
          SELECT id FROM run JOIN attempt ON run = id
          WHERE job = ? AND attempt.state = 'interrupted' AND number < attempt
          """,
        arguments: [job.name]
      )
      for run in again { problems.append("\(job.name): the run \(run) started again") }
    }
    if let after = job.after {
      try check("run # of \(after.job)", of: after.job, in: after.states)
    }
    return problems
  }

  // MARK: - What happened

  /// No attempt started or completed its work twice; what is said to have succeeded did the work;
  /// nothing ran that the store knows nothing about.
  private func traceProblems(of job: Job, _ database: Database) throws -> [String] {
    var problems: [String] = []
    let traces = bench.traces(of: job.name)
    var seen: [String: Set<String>] = [:]
    for words in traces where words.count >= 3 && words[0] != "line" {
      let attempt = "\(words[1])/\(words[2])"
      if !seen[String(words[0]), default: []].insert(attempt).inserted {
        problems.append("\(job.name): \(words[0]) twice: \(attempt)")
      }
    }
    let done = seen["done"] ?? []
    let doneRuns = done.compactMap { $0.split(separator: "/").first.map(String.init) }
    // One that starts again may have been interrupted between its work and the record of it.
    if !job.reruns, Set(doneRuns).count < doneRuns.count {
      problems.append("\(job.name): a run did its work in two attempts")
    }
    let attempts = try Row.fetchAll(
      database,
      sql: """
        SELECT run, number, attempt.state FROM attempt JOIN run ON run.id = attempt.run
        WHERE run.job = ?
        """,
      arguments: [job.name]
    )
    var known: Set<String> = []
    for row in attempts {
      let name = "\(row[0] as Int64)/\(row[1] as Int)"
      known.insert(name)
      if (row[2] as String) == "succeeded", !done.contains(name) {
        problems.append("\(job.name): \(name) is said to have succeeded but did nothing")
      }
    }
    for name in (seen["start"] ?? []).subtracting(known) {
      problems.append("\(job.name): \(name) ran, but is not in the store")
    }
    return problems
  }
}
