import BatteryTables

extension LogIntake.Whole {
  /// How far the log's clock is ahead of UTC, in seconds, in its newest record; `nil` when it does
  /// not say so.
  var clockOffset: Int? {
    let times = table[.time]
    var newest: (record: Int, time: Int)?
    for record in 0..<table.count where times[record] > newest?.time ?? -1 {
      newest = (record, times[record])
    }
    return newest.flatMap { table.utcOffset($0.record) }
  }

  /// The records that a question is about, in order; `nil` for all.
  func records(for question: LogAnalysis.Question) throws(TableError) -> [UInt32]? {
    var filter = LogFilter()
    filter.since = question.since
    filter.until = question.until
    filter.condition = question.condition
    return question.exclusion.records(try filter.records(of: table, items), of: table, items)
  }

  /// The report of some records; of all when `chosen` is `nil`.
  func report(_ question: LogAnalysis.Question, of chosen: [UInt32]?) -> LogReport {
    var options = LogReportBuilder.Options()
    options.top = question.top
    options.countsClientErrors = question.countsClientErrors
    return LogReportBuilder(table, items, chosen: chosen, options)
      .report(lines: lines, rejected: rejected)
  }

  /// The alerts that some records raise.
  ///
  /// - Parameters:
  ///   - alerts: What is looked for.
  ///   - chosen: The records; `nil` for all.
  ///   - news: When the new records were, in seconds since 1970 in UTC: of the windows only those are
  ///     judged that end with one of these, or after all others; `nil` for all windows.
  /// - Returns: Those of the alerts that are raised, in their order.
  /// - Throws: ``TableError`` when an expression cannot be computed.
  func raised(
    _ alerts: [LogAlert],
    of chosen: [UInt32]?,
    news: Set<Int64>? = nil
  ) throws(TableError) -> [RaisedAlert] {
    guard !alerts.isEmpty else { return [] }
    let timeline = AlertTimeline(table, chosen: chosen, news: news)
    var raised: [RaisedAlert] = []
    for alert in alerts {
      if let found = try AlertEvaluation(alert, table, items, timeline).raised() {
        raised.append(found)
      }
    }
    return raised
  }
}

extension LogTable {
  /// How far the clock of a record is ahead of UTC, in seconds; `nil` when nobody knows.
  func utcOffset(_ record: Int) -> Int? {
    LogTable.offset(self[.offset][record]).map { Int($0) * 60 }
  }

  /// When the records were, in seconds since 1970 in UTC; of a log that has no offsets, as if its clock
  /// were that of UTC.
  var instants: [Int64] {
    let offsets = self[.offset].map { Int64(LogTable.offset(Int($0)) ?? 0) * 60 }
    var record = -1
    return self[.time].map { time in
      record += 1
      return Int64(time) - offsets[record]
    }
  }
}
