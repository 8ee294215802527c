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
  }

  private let table: LogTable
  private let items: LogItems
  private let chosen: [UInt32]?
  private let options: Options
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

  private var records: Int { chosen?.count ?? table.count }

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
    return LogReport(general: general, panels: panels.filter { !$0.items.isEmpty })
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

  // MARK: - Panels

  private func panel(_ name: LogReport.Name, _ counts: LogCounts) -> LogReport.Panel {
    switch name {
    case .requests: return targets(name, counts.targets) { !items.isStatic[$0] }
    case .staticFiles: return targets(name, counts.targets) { items.isStatic[$0] }
    case .notFound:
      let missing = counts.missing
      let (statuses, targets) = (table[.status], table[.target].codes)
      let texts = table[.target].different
      return listed(name, missing) { place in
        texts[Int(items.missingTargets[place])] ?? ""
      } place: { record in
        statuses[record] == 404 + 1 ? Int(items.missing[targets[record]]) : -1
      }
    case .hosts: return texts(name, .host, counts.hosts)
    case .agents: return texts(name, .agent, counts.agents)
    case .referrers: return texts(name, .referrer, counts.referrers) { items.isReferrer[$0] }
    case .methods: return texts(name, .method, counts.methods)
    case .protocols: return texts(name, .protocolVersion, counts.protocols)
    case .vhosts: return texts(name, .virtualHost, counts.vhosts)
    case .browsers: return byClass(name, counts.agents) { $0.browser }
    case .systems: return byClass(name, counts.agents) { $0.system }
    case .crawlers: return byClass(name, counts.agents) { $0.crawler }
    case .status:
      return listed(name, counts.statuses) {
        $0 > 0
      } value: {
        "\($0 - 1)"
      } place: {
        LogCounts.place(ofStatus: table.status($0))
      }
    case .hours:
      return listed(name, counts.hours, isSorted: true) {
        $0 < 10 ? "0\($0)" : "\($0)"
      } place: {
        table.time($0) / 3600 % 24
      }
    case .days:
      return listed(name, counts.days, isSorted: true) {
        day($0).description
      } place: {
        day(of: $0)
      }
    case .months: return months(counts.days)
    }
  }

  private func day(_ place: Int) -> CalendarDay {
    CalendarDay(daysSince1970: Int32(items.firstDay + place))
  }

  private func day(of record: Int) -> Int { table.time(record) / 86_400 - items.firstDay }

  private func targets(
    _ name: LogReport.Name,
    _ tallies: [LogTally],
    where isIn: (Int) -> Bool
  ) -> LogReport.Panel {
    let texts = table[.target].different
    let (statuses, codes) = (table[.status], table[.target].codes)
    return listed(name, tallies, where: isIn) {
      texts[$0] ?? ""
    } place: { record in
      statuses[record] == 404 + 1 ? -1 : codes[record]
    }
  }

  /// The panel of a column of texts; without those that are empty.
  private func texts(
    _ name: LogReport.Name,
    _ field: LogTable.TextField,
    _ tallies: [LogTally],
    where isIn: (Int) -> Bool = { _ in true }
  ) -> LogReport.Panel {
    let texts = table[field].different
    let codes = table[field].codes
    return listed(name, tallies) { place in
      texts.offsets[place] < texts.offsets[place + 1] && isIn(place)
    } value: {
      texts[$0] ?? ""
    } place: { record in
      codes[record]
    }
  }

  private func byClass(
    _ name: LogReport.Name,
    _ tallies: [LogTally],
    _ value: (AgentClass) -> String?
  ) -> LogReport.Panel {
    var classes = LogClasses()
    for (agent, tally) in tallies.enumerated() { classes.add(tally, value(items.classes[agent])) }
    let codes = table[.agent].codes
    return listed(name, classes.sums) {
      classes.values[$0]
    } place: { record in
      classes.places[codes[record]]
    }
  }

  private func months(_ tallies: [LogTally]) -> LogReport.Panel {
    var months = LogClasses()
    for (place, tally) in tallies.enumerated() {
      months.add(tally, String(day(place).description.prefix(7)))
    }
    return listed(.months, months.sums, isSorted: true) {
      months.values[$0]
    } place: { record in
      months.places[day(of: record)]
    }
  }

  /// The items with the most hits, or all in their order.
  ///
  /// - Parameters:
  ///   - name: The panel.
  ///   - tallies: What was counted for each item.
  ///   - isSorted: Whether the items are in their order already, and all are listed.
  ///   - isIn: Whether an item is one of the panel.
  ///   - value: What an item is called; only asked for those that may be listed.
  ///   - place: The item of a record; -1 for none.
  /// - Returns: The panel.
  private func listed(
    _ name: LogReport.Name,
    _ tallies: [LogTally],
    isSorted: Bool = false,
    where isIn: (Int) -> Bool = { _ in true },
    value: (Int) -> String,
    place: (Int) -> Int
  ) -> LogReport.Panel {
    var rows = TopRows(limit: isSorted ? nil : options.top)
    for place in tallies.indices where tallies[place].hits > 0 && isIn(place) {
      rows.add(place, hits: tallies[place].hits) { value(place) }
    }
    let distinct = rows.seen
    let found = rows.rows
    var items = found.map { row in
      let place = row.place
      return LogReport.Item(
        value: row.value,
        hits: tallies[place].hits,
        visitors: Int(tallies[place].visitors),
        bytes: tallies[place].bytes,
        share: Double(tallies[place].hits) / Double(max(1, records)),
        seconds: nil
      )
    }
    if table.hasDurations {
      let times = LogDurations(table, chosen, found.map(\.place), of: tallies.count, place)
      for number in items.indices { items[number].seconds = times.percentiles(of: number) }
    }
    return LogReport.Panel(name: name, items: items, distinct: distinct)
  }
}

/// Items that are put together from those of another panel.
private struct LogClasses {
  private var numbers: [String: Int] = [:]
  var values: [String] = []
  var sums: [LogTally] = []
  /// For each item of the other panel its place here; -1 for none.
  var places: [Int] = []

  mutating func add(_ tally: LogTally, _ value: String?) {
    guard let value, tally.hits > 0 else { return places.append(-1) }
    let place = numbers[value] ?? values.count
    if place == values.count {
      numbers[value] = place
      values.append(value)
      sums.append(LogTally())
    }
    sums[place].merge(tally)
    places.append(place)
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
