import BatteryTables

/// Looks for the worst window of an alert.
struct AlertEvaluation {
  /// A window with its result.
  struct Finding: Hashable {
    var window: AlertWindow
    var value: Double
    var matching: Int?
  }

  private let alert: LogAlert
  private let table: LogTable
  private let items: LogItems
  private let whole: AlertTimeline

  init(_ alert: LogAlert, _ table: LogTable, _ items: LogItems, _ timeline: AlertTimeline) {
    self.alert = alert
    self.table = table
    self.items = items
    whole = timeline
  }

  /// The alert, if some window raises it.
  ///
  /// - Throws: ``TableError`` when an expression cannot be computed.
  func raised() throws(TableError) -> RaisedAlert? {
    switch alert.measure {
    case .rate(let condition, let among):
      let timeline = if let among { whole.only(try flags(among)) } else { whole }
      let isMatching = try flags(condition)
      return worstRate(timeline, isMatching).map { finding in
        raised(finding, timeline) { isMatching[$0] }
      }
    case .count(let condition):
      let timeline = whole.only(try flags(condition))
      return worstCount(timeline).map { raised($0, timeline) }
    case .percentile(let share, let expression, let among):
      let values = try values(expression)
      var isIn = values.map { !$0.isNaN }
      if let among {
        for (record, isAmong) in try flags(among).enumerated() where !isAmong {
          isIn[record] = false
        }
      }
      let timeline = whole.only(isIn)
      let percentiles = AlertPercentiles(
        alert,
        share,
        timeline,
        timeline.records.map { values[Int($0)] }
      )
      // Of a percentile that is too low, all requests are what it is about.
      let limit = alert.comparison.isUpwards ? alert.limit.value : -.infinity
      return percentiles.worst(of: windows(timeline)).map { finding in
        raised(finding, timeline) { values[$0] >= limit }
      }
    }
  }

  // MARK: - Columns

  /// For each record of the table whether it meets a condition.
  private func flags(_ condition: TableExpression) throws(TableError) -> [Bool] {
    let batch = LogColumns.batch(condition.columns, of: table, items)
    let compiled = try condition.compiledCondition(for: batch.schema)
    var flags = [Bool](repeating: false, count: table.count)
    for row in try compiled.rows(of: batch) { flags[Int(row)] = true }
    return flags
  }

  /// The number of each record of the table; not a number where it has none.
  private func values(_ expression: TableExpression) throws(TableError) -> [Double] {
    let batch = LogColumns.batch(expression.columns, of: table, items)
    let column = try expression.compiled(for: batch.schema).column(of: batch)
    let nulls = column.nulls
    func numbers(_ values: [Double]) -> [Double] {
      nulls.hasNulls ? values.indices.map { nulls[$0] ? .nan : values[$0] } : values
    }
    return switch column {
    case .double(let column): numbers(column.values)
    case .integer(let column): numbers(column.values.map(Double.init))
    default: [Double](repeating: .nan, count: table.count)
    }
  }

  // MARK: - Windows

  private func windows(_ timeline: AlertTimeline) -> [AlertWindow] {
    timeline.windows(
      length: alert.window,
      in: whole,
      isUpwards: alert.comparison.isUpwards,
      reach: alert.isAboutSilence ? whole.reach : nil
    )
  }

  private func worstRate(_ timeline: AlertTimeline, _ isMatching: [Bool]) -> Finding? {
    var sums = [UInt32](repeating: 0, count: timeline.count + 1)
    for place in 0..<timeline.count {
      sums[place + 1] = sums[place] + (isMatching[Int(timeline.records[place])] ? 1 : 0)
    }
    var worst: (window: AlertWindow, matching: Int)?
    for window in windows(timeline) where window.count >= alert.least {
      let matching = Int(sums[window.high] - sums[window.low])
      // Exact, since neither side is divided.
      let limit = Product(alert.limit.digits, window.count)
      guard isBad(Product(matching, alert.limit.scale), limit) else { continue }
      if let other = worst {
        let left = Product(matching, other.window.count)
        let right = Product(other.matching, window.count)
        guard left == right ? window.count > other.window.count : isWorse(left, right) else {
          continue
        }
      }
      worst = (window, matching)
    }
    return worst.map { worst in
      let share = Double(worst.matching) / Double(worst.window.count)
      return Finding(window: worst.window, value: share, matching: worst.matching)
    }
  }

  private func worstCount(_ timeline: AlertTimeline) -> Finding? {
    var worst: AlertWindow?
    for window in windows(timeline) where isBad(window.count, alert.limit.digits) {
      if let other = worst, !isWorse(window.count, other.count) { continue }
      worst = window
    }
    return worst.map { Finding(window: $0, value: Double($0.count), matching: $0.count) }
  }

  private func isBad<Number: Comparable>(_ result: Number, _ limit: Number) -> Bool {
    result == limit ? alert.comparison.isInclusive : isWorse(result, limit)
  }

  private func isWorse<Number: Comparable>(_ result: Number, _ other: Number) -> Bool {
    alert.comparison.isUpwards ? result > other : result < other
  }

  // MARK: - Words

  /// Tells of a window.
  ///
  /// - Parameters:
  ///   - finding: The window.
  ///   - timeline: The records that its places are of.
  ///   - isMeant: Whether a record is one of those that the alert is about.
  /// - Returns: The alert.
  private func raised(
    _ finding: Finding,
    _ timeline: AlertTimeline,
    _ isMeant: (Int) -> Bool = { _ in true }
  ) -> RaisedAlert {
    var raised = RaisedAlert(
      alert: alert.text,
      value: finding.value,
      matching: finding.matching,
      requests: finding.window.count
    )
    let end = finding.window.end
    let inside = timeline.records[finding.window.low..<finding.window.high]
    let tops = AlertTops(table, inside.filter { isMeant(Int($0)) })
    (raised.topPath, raised.topClient) = (tops.path, tops.client)
    guard whole.count > 0 || whole.reach != nil else { return raised }
    // Times are shown on the clock of the last record before the end.
    let place = whole.times.partitioningIndex { Int($0) >= end }
    let last = table.count > 0 ? table.count - 1 : nil
    let record = whole.records.isEmpty ? last : Int(whole.records[max(0, place - 1)])
    let offset = record.flatMap { LogTable.offset(table[.offset][$0]) }
    func text(_ seconds: Int) -> String {
      let instant = (whole.start + Int64(seconds)) * 1_000_000
      return Timestamp(microseconds: instant, offset: offset).description
    }
    // What was before the log began is unknown.
    let earliest = whole.count > 0 ? 0 : Int.min
    raised.from = text(alert.window.map { max(earliest, end - $0) } ?? 0)
    raised.to = text(end)
    return raised
  }
}

/// A product of two numbers, which may be longer than a word.
private struct Product: Comparable {
  private let high: Int
  private let low: UInt

  init(_ left: Int, _ right: Int) {
    (high, low) = left.multipliedFullWidth(by: right)
  }

  static func < (left: Product, right: Product) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

extension Array {
  /// The first place from which on a test is true, in an array in which it is never false again.
  fileprivate func partitioningIndex(_ test: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if test(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
