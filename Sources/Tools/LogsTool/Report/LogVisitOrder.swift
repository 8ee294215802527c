import BatteryTables
import Foundation

/// The records of a table so that those of a visitor stand one after the other: ordered by address,
/// then by day and agent.
///
/// With this no set of visitors is needed: whoever counts for an item remembers the last visitor, and
/// threads that share the addresses among themselves count nobody twice.
struct LogVisitOrder: Sendable {
  /// The records; `nil` when the table has them in this order already, and all are wanted.
  let records: [UInt32]?
  /// How many there are.
  let count: Int
  private let hosts: PackedColumn
  private let agents: PackedColumn
  private let times: PackedColumn

  /// Orders the records that are chosen, which are in the order of the table; all when `chosen` is
  /// `nil`.
  init(_ table: LogTable, chosen: [UInt32]? = nil, threads: Int = Workers.number) {
    hosts = table[.host].codes
    agents = table[.agent].codes
    times = table[.time]
    count = chosen?.count ?? table.count
    guard !Self.isOrdered(hosts, agents, times) else {
      records = chosen
      return
    }
    let (grouped, starts) = Self.byHost(hosts, table[.host].different.count, chosen)
    var records = grouped
    let (agents, times) = (agents, times)
    records.withUnsafeMutableBufferPointer { records in
      nonisolated(unsafe) let records = records
      let bounds = Self.bounds(starts, records.count, parts: threads)
      Workers.run(threads, "order") { worker in
        var scratch: [(key: UInt64, record: UInt32)] = []
        for host in bounds[worker]..<bounds[worker + 1] {
          let part = UnsafeMutableBufferPointer(rebasing: records[starts[host]..<starts[host + 1]])
          Self.order(part, &scratch, agents, times)
        }
      }
    }
    self.records = records
  }

  /// What tells the visitor of a record from the others of its address: the day and the agent.
  @inline(__always)
  private static func key(_ record: Int, _ agents: PackedColumn, _ times: PackedColumn) -> UInt64 {
    UInt64(truncatingIfNeeded: times[record] / 86_400) << 32
      | UInt64(truncatingIfNeeded: agents[record])
  }

  private static func isOrdered(
    _ hosts: PackedColumn,
    _ agents: PackedColumn,
    _ times: PackedColumn
  ) -> Bool {
    var (lastHost, lastKey) = (0, UInt64(0))
    for record in 0..<hosts.count {
      let host = hosts[record]
      guard host >= lastHost else { return false }
      let key = key(record, agents, times)
      guard host > lastHost || key >= lastKey else { return false }
      (lastHost, lastKey) = (host, key)
    }
    return true
  }

  /// The records by their addresses, and where each address begins; the last is where all end.
  private static func byHost(
    _ hosts: PackedColumn,
    _ different: Int,
    _ chosen: [UInt32]?
  ) -> ([UInt32], [Int]) {
    var starts = [Int](repeating: 0, count: different + 1)
    func forEach(_ body: (UInt32) -> Void) {
      if let chosen {
        for record in chosen { body(record) }
      } else {
        for record in 0..<UInt32(hosts.count) { body(record) }
      }
    }
    let count = chosen?.count ?? hosts.count
    let records = [UInt32](unsafeUninitializedCapacity: count) { records, filled in
      forEach { starts[hosts[Int($0)] + 1] += 1 }
      for host in 1..<max(1, starts.count) { starts[host] += starts[host - 1] }
      var places = starts
      forEach { record in
        let host = hosts[Int(record)]
        records.initializeElement(at: places[host], to: record)
        places[host] += 1
      }
      filled = count
    }
    return (records, starts)
  }

  private static func order(
    _ records: UnsafeMutableBufferPointer<UInt32>,
    _ scratch: inout [(key: UInt64, record: UInt32)],
    _ agents: PackedColumn,
    _ times: PackedColumn
  ) {
    guard records.count > 1 else { return }
    scratch.removeAll(keepingCapacity: true)
    for record in records { scratch.append((key(Int(record), agents, times), record)) }
    scratch.sort { $0.key < $1.key }
    for place in records.indices { records[place] = scratch[place].record }
  }

  /// The addresses in parts of about as many records: where each part begins, and the end.
  private static func bounds(_ starts: [Int], _ count: Int, parts: Int) -> [Int] {
    var bounds = [0]
    for part in 1..<max(1, parts) {
      let wanted = count * part / parts
      var low = bounds[part - 1]
      var high = starts.count - 1
      while low < high {
        let middle = (low + high) / 2
        if starts[middle] < wanted { low = middle + 1 } else { high = middle }
      }
      bounds.append(low)
    }
    return bounds + [starts.count - 1]
  }

  // MARK: - Visits

  @inline(__always)
  private func record(_ place: Int) -> Int { records.map { Int($0[place]) } ?? place }

  /// The places in parts of about the same size, none of which ends within an address: where each
  /// part begins, and the end.
  func bounds(parts: Int) -> [Int] {
    var bounds = [0]
    for part in 1..<max(1, parts) {
      var place = max(bounds[part - 1], count * part / parts)
      while place > 0, place < count, hosts[record(place)] == hosts[record(place - 1)] {
        place += 1
      }
      bounds.append(place)
    }
    return bounds + [count]
  }

  /// Calls `body` with each record of some places, and whether it begins another visitor.
  @inline(__always)
  func forEachVisit(
    in places: Range<Int>,
    _ body: (_ record: Int, _ host: Int, _ isNew: Bool) -> Void
  ) {
    var (lastHost, lastKey) = (-1, UInt64(0))
    for place in places {
      let record = record(place)
      let host = hosts[record]
      let key = Self.key(record, agents, times)
      body(record, host, host != lastHost || key != lastKey)
      (lastHost, lastKey) = (host, key)
    }
  }
}
