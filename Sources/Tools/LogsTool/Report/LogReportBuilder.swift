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
  private let options: Options
  private let threads: Int

  init(_ table: LogTable, _ items: LogItems, _ options: Options, threads: Int = Workers.number) {
    self.table = table
    self.items = items
    self.options = options
    self.threads = threads
  }

  /// The report.
  ///
  /// - Parameters:
  ///   - chosen: The records that count; `nil` for all.
  ///   - lines: How many lines were read.
  ///   - rejected: How many of them are no records.
  func report(of chosen: [UInt32]? = nil, lines: Int, rejected: Int) -> LogReport {
    let counts = counts(of: chosen)
    let times = chosen.map { chosen in chosen.map { table.times[Int($0)] } } ?? table.times
    let general = LogReport.General(
      lines: lines,
      parsed: counts.total.hits,
      rejected: rejected,
      bytes: counts.total.bytes,
      visitors: Int(counts.total.visitors),
      from: times.min().map(Self.text),
      to: times.max().map(Self.text)
    )
    let panels = LogReport.Name.allCases.map { panel($0, counts) }
    return LogReport(general: general, panels: panels.filter { !$0.items.isEmpty })
  }

  /// The counts, made by several threads that share the addresses, so that no visitor is two's.
  private func counts(of chosen: [UInt32]?) -> LogCounts {
    let order = LogVisitOrder(table, chosen: chosen)
    let parts = LogCountParts()
    let bounds = order.hostBounds(parts: threads)
    let (table, items, options) = (table, items, options)
    Workers.run(threads, "report") { worker in
      var counts = LogCounts(table, items)
      counts.add(
        bounds[worker]..<bounds[worker + 1],
        order,
        table,
        items,
        countsClientErrors: options.countsClientErrors
      )
      parts.add(counts)
    }
    return parts.joined ?? LogCounts(table, items)
  }

  private static func text(_ time: UInt32) -> String {
    Timestamp(microseconds: Int64(time) * 1_000_000).description
  }

  // MARK: - Panels

  private func panel(_ name: LogReport.Name, _ counts: LogCounts) -> LogReport.Panel {
    switch name {
    case .requests: texts(name, .target, counts.targets) { !items.isStatic[$0] }
    case .staticFiles: texts(name, .target, counts.targets) { items.isStatic[$0] }
    case .notFound:
      listed(name, counts.missing) { table[.target].different[Int(items.missingTargets[$0])] ?? "" }
    case .hosts: texts(name, .host, counts.hosts)
    case .agents: texts(name, .agent, counts.agents)
    case .referrers: texts(name, .referrer, counts.referrers) { items.isReferrer[$0] }
    case .methods: texts(name, .method, counts.methods) { !isEmpty(.method, $0) }
    case .protocols:
      texts(name, .protocolVersion, counts.protocols) {
        !isEmpty(.protocolVersion, $0)
      }
    case .vhosts: texts(name, .virtualHost, counts.vhosts) { !isEmpty(.virtualHost, $0) }
    case .browsers: byClass(name, counts.agents) { $0.browser }
    case .systems: byClass(name, counts.agents) { $0.system }
    case .crawlers: byClass(name, counts.agents) { $0.crawler }
    case .status: listed(name, counts.statuses) { $0 == 0 ? nil : "\($0 - 1)" }
    case .hours: listed(name, counts.hours, isSorted: true) { String(format: "%02d", $0) }
    case .days: listed(name, counts.days, isSorted: true) { day($0).description }
    case .months: months(counts.days)
    }
  }

  private func day(_ place: Int) -> CalendarDay {
    CalendarDay(daysSince1970: Int32(items.firstDay + place))
  }

  private func isEmpty(_ field: LogTable.TextField, _ number: Int) -> Bool {
    table[field].different.withBytes(of: number) { $0.isEmpty }
  }

  private func texts(
    _ name: LogReport.Name,
    _ field: LogTable.TextField,
    _ tallies: [LogTally],
    where isIn: (Int) -> Bool = { _ in true }
  ) -> LogReport.Panel {
    let texts = table[field].different
    return listed(name, tallies) { isIn($0) ? texts[$0] : nil }
  }

  private func byClass(
    _ name: LogReport.Name,
    _ tallies: [LogTally],
    _ value: (AgentClass) -> String?
  ) -> LogReport.Panel {
    var places: [String: Int] = [:]
    var values: [String] = []
    var sums: [LogTally] = []
    for (agent, tally) in tallies.enumerated() where tally.hits > 0 {
      guard let value = value(items.classes[agent]) else { continue }
      if let place = places[value] {
        sums[place].merge(tally)
      } else {
        places[value] = values.count
        values.append(value)
        sums.append(tally)
      }
    }
    return listed(name, sums) { values[$0] }
  }

  private func months(_ tallies: [LogTally]) -> LogReport.Panel {
    var values: [String] = []
    var sums: [LogTally] = []
    for (place, tally) in tallies.enumerated() where tally.hits > 0 {
      let month = String(day(place).description.prefix(7))
      if values.last == month {
        sums[sums.count - 1].merge(tally)
      } else {
        values.append(month)
        sums.append(tally)
      }
    }
    return listed(.months, sums, isSorted: true) { values[$0] }
  }

  /// The items with the most hits; those with as many in the order of their bytes.
  private func listed(
    _ name: LogReport.Name,
    _ tallies: [LogTally],
    isSorted: Bool = false,
    _ value: (Int) -> String?
  ) -> LogReport.Panel {
    var found: [(value: String, tally: LogTally)] = []
    for (place, tally) in tallies.enumerated() where tally.hits > 0 {
      if let value = value(place) { found.append((value, tally)) }
    }
    let distinct = found.count
    if !isSorted {
      found.sort { left, right in
        (right.tally.hits, left.value) < (left.tally.hits, right.value)
      }
      found = Array(found.prefix(options.top))
    }
    let hits = max(1, table.count)
    let items = found.map { value, tally in
      LogReport.Item(
        value: value,
        hits: tally.hits,
        visitors: Int(tally.visitors),
        bytes: tally.bytes,
        share: Double(tally.hits) / Double(hits),
        seconds: nil
      )
    }
    return LogReport.Panel(name: name, items: items, distinct: distinct)
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
