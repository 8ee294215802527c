import Foundation
import GRDB

extension Date {
  /// The time in whole milliseconds since 1970, as the store keeps it.
  var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }

  /// Makes a time from milliseconds since 1970.
  init(milliseconds: Int64) {
    self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
  }
}

extension RunRecord {
  /// The columns that ``init(row:)`` reads, in its order.
  static let columns = """
    id, job, state, trigger, cause, slot, slotEnd, createdAt, readyAt, startedAt, finishedAt, \
    attempt, exitStatus, reason, summary, warnings, fence, owner
    """

  init(row: Row) {
    func date(_ index: Int) -> Date? {
      (row[index] as Int64?).map { Date(milliseconds: $0) }
    }
    self.init(
      id: row[0],
      job: row[1],
      state: RunState(rawValue: row[2]) ?? .interrupted,
      trigger: RunTrigger(rawValue: row[3]) ?? .manual,
      cause: row[4],
      scheduledFor: date(5),
      scheduledUntil: date(6),
      createdAt: Date(milliseconds: row[7]),
      readyAt: Date(milliseconds: row[8]),
      startedAt: date(9),
      finishedAt: date(10),
      attempt: row[11],
      exitStatus: row[12],
      reason: row[13],
      summary: row[14],
      warnings: row[15],
      fence: row[16],
      owner: row[17]
    )
  }

  static func fetch(_ database: Database, id: Int64) throws -> RunRecord? {
    let statement = try database.cachedStatement(
      sql: "SELECT \(columns) FROM run WHERE id = ?"
    )
    return try Row.fetchOne(statement, arguments: [id]).map(RunRecord.init(row:))
  }
}
