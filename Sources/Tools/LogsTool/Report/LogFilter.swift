import BatteryTables

/// Which records of a log count.
struct LogFilter: Sendable {
  /// Only records from this time on.
  var since: LogMoment?
  /// Only records before this time.
  var until: LogMoment?
  /// What else they have to meet, such as `status >= 500 and path ~ '^/api'`.
  var condition: TableExpression?

  /// Whether all records count.
  var isEmpty: Bool { since == nil && until == nil && condition == nil }

  /// The records that count, in order; `nil` when all do.
  ///
  /// - Throws: ``TableError`` when the condition cannot be computed.
  func records(of table: LogTable, _ items: LogItems) throws(TableError) -> [UInt32]? {
    var chosen: [UInt32]?
    if let condition {
      let batch = LogColumns.batch(condition.columns, of: table, items)
      let compiled = try condition.compiledCondition(for: batch.schema)
      chosen = try compiled.rows(of: batch).map { UInt32(truncatingIfNeeded: $0) }
    }
    guard since != nil || until != nil else { return chosen }
    let times = table[.time]
    func isIn(_ record: UInt32) -> Bool {
      let time = times[Int(record)]
      let offset = table.utcOffset(Int(record))
      return since?.isAfter(time, offset) != true && until?.isAfter(time, offset) != false
    }
    return chosen?.filter(isIn) ?? (0..<UInt32(table.count)).filter(isIn)
  }
}
