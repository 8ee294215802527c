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
  ///
  /// `since` and `until` are more exact than those of the question, and take their place.
  func records(
    for question: LogAnalysis.Question,
    since: LogMoment? = nil,
    until: LogMoment? = nil
  ) throws(TableError) -> [UInt32]? {
    var filter = LogFilter()
    filter.since = since ?? question.since.map { .wall($0) }
    filter.until = until ?? question.until.map { .wall($0) }
    filter.condition = question.condition
    return question.exclusion.records(try filter.records(of: table, items), of: table, items)
  }

  /// The report of some records; of all when `chosen` is `nil`.
  func report(_ question: LogAnalysis.Question, of chosen: [UInt32]?) -> LogReport {
    var options = LogReportBuilder.Options()
    options.top = question.top
    options.countsClientErrors = question.countsClientErrors
    options.order = question.order
    return LogReportBuilder(table, items, chosen: chosen, options)
      .report(lines: lines, rejected: rejected)
  }

  /// The alerts that some records raise.
  ///
  /// - Parameters:
  ///   - alerts: What is looked for.
  ///   - chosen: The records; `nil` for all.
  ///   - news: When the new records were, in seconds since 1970 in UTC: of the windows only those are
  ///     judged that have one of these, or end after all others; `nil` for all windows.
  ///   - reach: Until when a silence may last, in seconds since 1970 in UTC; `nil` when the last record
  ///     ends what is known.
  /// - Returns: Those of the alerts that are raised, in their order.
  /// - Throws: ``TableError`` when an expression cannot be computed.
  func raised(
    _ alerts: [LogAlert],
    of chosen: [UInt32]?,
    news: Set<Int64>? = nil,
    reach: Int64? = nil
  ) throws(TableError) -> [RaisedAlert] {
    guard !alerts.isEmpty else { return [] }
    let timeline = AlertTimeline(table, chosen: chosen, news: news, reach: reach)
    var raised: [RaisedAlert] = []
    for alert in alerts {
      if let found = try AlertEvaluation(alert, table, items, timeline).raised() {
        raised.append(found)
      }
    }
    return raised
  }

  /// Which alerts are about a number that no record has, in a sentence each.
  func doubts(about alerts: [LogAlert]) -> [String] {
    guard table.count > 0 else { return [] }
    let numbers: [(String, LogTable.NumberField)] = [
      ("seconds", .duration), ("status", .status), ("bytes", .size),
    ]
    let missing = numbers.filter { table[$0.1].isZero }.map(\.0)
    return alerts.flatMap { alert in
      missing.filter(alert.columns.contains).map { name in
        "alert \(alert.text): no record has \(name), so that it is not judged. Log it, or leave the "
          + "alert out."
      }
    }
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
