import BatteryTables

/// Which records of a log are left out whatever else they meet.
struct LogExclusion: Sendable {
  /// The clients.
  var hosts: [HostPattern] = []
  /// Whether those of crawlers are.
  var ignoresCrawlers = false

  /// Whether all records stay.
  var isEmpty: Bool { hosts.isEmpty && !ignoresCrawlers }

  /// The records of `chosen` that stay; `nil` when all do.
  func records(_ chosen: [UInt32]?, of table: LogTable, _ items: LogItems) -> [UInt32]? {
    if isEmpty { return chosen }
    let codes = table[.host].codes
    let agents = table[.agent].codes
    let isOut = isHostOut(table[.host].different)
    let isCrawler = items.classes.map { ignoresCrawlers && $0.crawler != nil }
    func stays(_ record: UInt32) -> Bool {
      let record = Int(record)
      return !isOut[codes[record]] && !isCrawler[agents[record]]
    }
    return chosen?.filter(stays) ?? (0..<UInt32(table.count)).filter(stays)
  }

  private func isHostOut(_ texts: TextColumn) -> [Bool] {
    (0..<texts.count).map { number in
      guard !hosts.isEmpty else { return false }
      return texts.withBytes(of: number) { host in
        let address = HostAddress(host)
        return hosts.contains { $0.matches(host, address) }
      }
    }
  }
}
