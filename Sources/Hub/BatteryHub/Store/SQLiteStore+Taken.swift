import Foundation
import GRDB

/// Which slots were dealt with by rows that have left the history.
///
/// They matter when the clock is set back: their times come a second time, and there is no row any
/// more that keeps them from running again.
extension SQLiteStore {
  /// How many spans of a job are kept; each downtime or jump of the clock makes one.
  private static let keptSpans = 64

  /// Whether a slot was dealt with by a row that is gone.
  static func isTaken(_ slot: Date, job: String, _ database: Database) throws -> Bool {
    try Bool.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT EXISTS (
            SELECT 1 FROM takenSpan WHERE job = ?1 AND since <= ?2 AND until >= ?2)
          """
      ),
      arguments: [job, slot.milliseconds]
    ) ?? false
  }

  /// Notes the slots of rows that are about to go, in the order in which they were made.
  ///
  /// A slot that was missed has not run, and still may when the clock turns out to have been
  /// wrong; so it ends a span, and what comes after it begins another.
  static func take(
    _ slots: [(slot: Int64?, isMissed: Bool)],
    job: String,
    _ database: Database
  ) throws {
    let row = try Row.fetchOne(
      database,
      sql: "SELECT since, until FROM takenSpan WHERE job = ? AND mayGrow = 1",
      arguments: [job]
    )
    var spans: [ClosedRange<Int64>] = row.map { [($0[0] as Int64)...($0[1] as Int64)] } ?? []
    var mayGrow = !spans.isEmpty
    for case (let slot?, let isMissed) in slots {
      if isMissed {
        mayGrow = false
      } else if mayGrow, let last = spans.last, slot > last.upperBound {
        spans[spans.count - 1] = last.lowerBound...slot
      } else {
        spans.append(slot...slot)
        mayGrow = true
      }
    }
    try database.execute(
      sql: "UPDATE takenSpan SET mayGrow = 0 WHERE job = ?",
      arguments: [job]
    )
    for (index, span) in spans.enumerated() {
      try database.execute(
        sql: """
          INSERT INTO takenSpan (job, since, until, mayGrow) VALUES (?1, ?2, ?3, ?4)
          ON CONFLICT (job, since) DO UPDATE SET until = max(until, ?3), mayGrow = ?4
          """,
        arguments: [
          job, span.lowerBound, span.upperBound, mayGrow && index == spans.count - 1,
        ]
      )
    }
    try database.execute(
      sql: """
        DELETE FROM takenSpan WHERE job = ?1 AND since < (
          SELECT since FROM takenSpan WHERE job = ?1 ORDER BY since DESC LIMIT 1 OFFSET ?2)
        """,
      arguments: [job, keptSpans - 1]
    )
  }
}
