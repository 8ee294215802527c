import BatteryTables

/// The tallies of all panels over some of the visitors.
struct LogCounts: Sendable {
  var total = LogTally()
  /// Requests and static files, by target.
  var targets: [LogTally]
  /// What was not found, by ``LogItems/missing``.
  var missing: [LogTally]
  var hosts: [LogTally]
  var agents: [LogTally]
  var referrers: [LogTally]
  var methods: [LogTally]
  var protocols: [LogTally]
  var vhosts: [LogTally]
  /// By status, one place later, so that records without one come first.
  var statuses = [LogTally](repeating: LogTally(), count: 1001)
  var hours = [LogTally](repeating: LogTally(), count: 24)
  var days: [LogTally]

  init(_ table: LogTable, _ items: LogItems) {
    func tallies(_ field: LogTable.TextField) -> [LogTally] {
      [LogTally](repeating: LogTally(), count: table[field].different.count)
    }
    targets = tallies(.target)
    missing = [LogTally](repeating: LogTally(), count: items.missingTargets.count)
    hosts = tallies(.host)
    agents = tallies(.agent)
    referrers = tallies(.referrer)
    methods = tallies(.method)
    protocols = tallies(.protocolVersion)
    vhosts = tallies(.virtualHost)
    days = [LogTally](repeating: LogTally(), count: items.dayCount)
  }

  /// How many tallies there are.
  static func tallies(_ table: LogTable, _ items: LogItems) -> Int {
    LogTable.TextField.allCases.reduce(items.missingTargets.count + items.dayCount) { sum, field in
      field == .user ? sum : sum + table[field].different.count
    }
  }

  /// Counts some records.
  ///
  /// - Parameters:
  ///   - places: Their places in the order; no address has others elsewhere.
  ///   - order: The records by visitor.
  ///   - table: The records.
  ///   - items: What they are for the panels.
  ///   - countsClientErrors: Whether a record with a status of 4xx makes a visitor.
  mutating func add(
    _ places: Range<Int>,
    of order: LogVisitOrder,
    _ table: LogTable,
    _ items: LogItems,
    countsClientErrors: Bool
  ) {
    let targetCodes = table[.target].codes
    let agentCodes = table[.agent].codes
    let referrerCodes = table[.referrer].codes
    let methodCodes = table[.method].codes
    let protocolCodes = table[.protocolVersion].codes
    let vhostCodes = table[.virtualHost].codes
    let (times, statuses, sizes) = (table[.time], table[.status], table[.size])
    var visitor: UInt32 = 0
    order.forEachVisit(in: places) { record, host, isNew in
      if isNew { visitor &+= 1 }
      let status = statuses[record] - 1
      let isError = status >= 400 && status < 500
      let counted = isError && !countsClientErrors ? 0 : visitor
      let size = max(0, sizes[record] - 1)
      total.add(bytes: size, visitor: counted)
      hosts[host].add(bytes: size, visitor: counted)
      let target = targetCodes[record]
      if status == 404 {
        missing[Int(items.missing[target])].add(bytes: size, visitor: counted)
      } else {
        targets[target].add(bytes: size, visitor: counted)
      }
      agents[agentCodes[record]].add(bytes: size, visitor: counted)
      referrers[referrerCodes[record]].add(bytes: size, visitor: counted)
      methods[methodCodes[record]].add(bytes: size, visitor: counted)
      protocols[protocolCodes[record]].add(bytes: size, visitor: counted)
      vhosts[vhostCodes[record]].add(bytes: size, visitor: counted)
      self.statuses[Self.place(ofStatus: status)].add(bytes: size, visitor: counted)
      let time = times[record]
      hours[time / 3600 % 24].add(bytes: size, visitor: counted)
      days[time / 86_400 - items.firstDay].add(bytes: size, visitor: counted)
    }
  }

  /// Where a status is counted.
  @inline(__always)
  static func place(ofStatus status: Int) -> Int { min(max(status + 1, 0), 1000) }

  /// Adds the counts of other visitors.
  mutating func merge(_ other: LogCounts) {
    total.merge(other.total)
    targets.merge(other.targets)
    missing.merge(other.missing)
    hosts.merge(other.hosts)
    agents.merge(other.agents)
    referrers.merge(other.referrers)
    methods.merge(other.methods)
    protocols.merge(other.protocols)
    vhosts.merge(other.vhosts)
    statuses.merge(other.statuses)
    hours.merge(other.hours)
    days.merge(other.days)
  }
}
