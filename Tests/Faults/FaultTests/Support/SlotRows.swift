import Foundation
import GRDB
import SystemPackage

/// The slots that have a row of their own or are in the span of one.
struct SlotRows {
  private var single: [String: Set<Int64>] = [:]
  private var spans: [String: [ClosedRange<Int64>]] = [:]

  init(database: FilePath) throws {
    let queue = try DatabaseQueue(path: database.string)
    defer { try? queue.close() }
    let rows = try queue.read {
      try Row.fetchAll($0, sql: "SELECT job, slot, slotEnd FROM run WHERE slot IS NOT NULL")
    }
    for row in rows {
      let job: String = row[0]
      let slot: Int64 = row[1]
      single[job, default: []].insert(slot)
      if let end = row[2] as Int64? { spans[job, default: []].append(slot...max(slot, end)) }
    }
  }

  func cover(_ slot: Date, of job: String) -> Bool {
    let time = Int64((slot.timeIntervalSince1970 * 1000).rounded())
    return single[job]?.contains(time) == true
      || spans[job]?.contains(where: { $0.contains(time) }) == true
  }
}
