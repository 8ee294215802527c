import BatteryTables

extension LogAnalysis {
  /// How far the log's clock is ahead of UTC, in seconds, in its newest record.
  var clockOffset: Int {
    guard let newest = table.times.indices.max(by: { table.times[$0] < table.times[$1] }) else {
      return 0
    }
    return Int(table.offsets[newest]) * 60
  }

  /// The records that a question is about, in order; `nil` for all.
  func records(for question: Question) throws(TableError) -> [UInt32]? {
    var filter = LogFilter()
    filter.since = question.since
    filter.until = question.until
    filter.condition = question.condition
    return question.exclusion.records(try filter.records(of: table, items), of: table, items)
  }

  /// The report of some records; of all when `chosen` is `nil`.
  func report(_ question: Question, of chosen: [UInt32]?) -> LogReport {
    var options = LogReportBuilder.Options()
    options.top = question.top
    options.countsClientErrors = question.countsClientErrors
    return LogReportBuilder(table, items, chosen: chosen, options)
      .report(lines: lines, rejected: rejects.count)
  }
}
