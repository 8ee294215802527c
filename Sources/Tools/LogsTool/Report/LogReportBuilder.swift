import BatteryTables
import Foundation

/// Makes a report of the records of a log, or of some of them.
struct LogReportBuilder {
  /// What is reported.
  struct Options: Hashable, Sendable {
    /// How many rows a panel has at the most.
    var top = 1000
    /// Whether a record with a status of 4xx makes a visitor; GoAccess's rule is that it does not.
    var countsClientErrors = false
    /// By what rows are chosen and ordered; by hits, and times in their order, unless given.
    var order: LogOrder?
  }

  let table: LogTable
  let items: LogItems
  let chosen: [UInt32]?
  let options: Options
  private let threads: Int

  /// Prepares a report.
  ///
  /// - Parameters:
  ///   - table: The records.
  ///   - items: What they are for the panels.
  ///   - chosen: The records that count, in order; `nil` for all.
  ///   - options: What is reported.
  ///   - threads: How many threads count.
  init(
    _ table: LogTable,
    _ items: LogItems,
    chosen: [UInt32]? = nil,
    _ options: Options = Options(),
    threads: Int = Workers.number
  ) {
    self.table = table
    self.items = items
    self.chosen = chosen
    self.options = options
    self.threads = max(1, threads)
  }

  /// How many records count.
  var records: Int { chosen?.count ?? table.count }

  /// The report.
  ///
  /// - Parameters:
  ///   - lines: How many lines were read.
  ///   - rejected: How many of them are no records.
  /// - Returns: The totals, and the panels that have rows.
  func report(lines: Int, rejected: Int) -> LogReport {
    let counts = counts()
    let times = timeBounds
    let general = LogReport.General(
      lines: lines,
      parsed: counts.total.hits,
      rejected: rejected,
      bytes: counts.total.bytes,
      visitors: Int(counts.total.visitors),
      from: times?.first.description,
      to: times?.last.description
    )
    let panels = LogReport.Name.allCases.map { panel($0, counts) }
    return LogReport(
      general: general,
      panels: panels.filter { !$0.items.isEmpty },
      order: options.order
    )
  }

  /// The counts, made by several threads that share the addresses, so that no visitor is two's.
  private func counts() -> LogCounts {
    let order = LogVisitOrder(table, chosen: chosen, threads: threads)
    let threads = Self.workers(threads, tallies: LogCounts.tallies(table, items))
    let parts = LogCountParts()
    let bounds = order.bounds(parts: threads)
    let (table, items, options) = (table, items, options)
    Workers.run(threads, "report") { worker in
      var counts = LogCounts(table, items)
      counts.add(
        bounds[worker]..<bounds[worker + 1],
        of: order,
        table,
        items,
        countsClientErrors: options.countsClientErrors
      )
      parts.add(counts)
    }
    return parts.joined ?? LogCounts(table, items)
  }

  /// How many threads count: each has tallies of its own, and one does where those are large, as with
  /// millions of different paths.
  static func workers(_ threads: Int, tallies: Int) -> Int {
    tallies * MemoryLayout<LogTally>.stride > tallyRoom ? 1 : threads
  }

  /// How many bytes the tallies of each of several threads may take.
  private static let tallyRoom = 64 << 20

  /// The earliest and the latest time of the records, where the clock of the wall was set back or
  /// forward in between too.
  private var timeBounds: (first: Timestamp, last: Timestamp)? {
    let (times, offsets) = (table[.time], table[.offset])
    if chosen == nil, let bounds = times.bounds, let offset = offsets.bounds,
      offset.lowerBound == offset.upperBound
    {
      let offset = LogTable.offset(offset.lowerBound)
      return (Self.time(bounds.lowerBound, offset), Self.time(bounds.upperBound, offset))
    }
    var bounds: (first: Timestamp, last: Timestamp)?
    for position in 0..<records {
      let record = chosen.map { Int($0[position]) } ?? position
      let time = Self.time(times[record], LogTable.offset(offsets[record]))
      guard let (first, last) = bounds else {
        bounds = (time, time)
        continue
      }
      if time.microseconds < first.microseconds { bounds?.first = time }
      if time.microseconds > last.microseconds { bounds?.last = time }
    }
    return bounds
  }

  private static func time(_ local: Int, _ offset: Int16?) -> Timestamp {
    let seconds = Int64(local) - Int64(offset ?? 0) * 60
    return Timestamp(microseconds: seconds * 1_000_000, offset: offset)
  }
}

/// The counts of several threads.
private final class LogCountParts: @unchecked Sendable {
  private let lock = NSLock()
  private var counts: LogCounts?

  var joined: LogCounts? { lock.withLock { counts } }

  func add(_ others: LogCounts) {
    lock.withLock {
      if counts == nil { counts = others } else { counts?.merge(others) }
    }
  }
}
