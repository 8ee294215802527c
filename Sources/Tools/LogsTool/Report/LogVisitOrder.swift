import BatteryTables

/// The records of a table so that those of a visitor stand one after the other: ordered by address,
/// then by day and agent.
///
/// With this no set of visitors is needed: whoever counts for an item remembers the last visitor, and
/// threads that share the addresses among themselves count nobody twice.
struct LogVisitOrder {
  /// The records.
  private(set) var records: [UInt32]
  /// Where each address begins in ``records``; the last is how many there are.
  private(set) var starts: [Int]

  /// Orders the records that are chosen; all when `chosen` is `nil`.
  init(_ table: LogTable, chosen: [UInt32]?) {
    let hosts = table[.host]
    let count = chosen?.count ?? table.count
    var starts = [Int](repeating: 0, count: hosts.different.count + 1)
    records = [UInt32](unsafeUninitializedCapacity: count) { records, filled in
      let codes = hosts.codes
      func forEach(_ body: (UInt32) -> Void) {
        if let chosen {
          for record in chosen { body(record) }
        } else {
          for record in 0..<UInt32(count) { body(record) }
        }
      }
      forEach { starts[codes[Int($0)] + 1] += 1 }
      for host in 1..<max(1, starts.count) { starts[host] += starts[host - 1] }
      var places = starts
      forEach { record in
        let host = codes[Int(record)]
        records.initializeElement(at: places[host], to: record)
        places[host] += 1
      }
      filled = count
    }
    self.starts = starts
  }

  /// The addresses in parts of about as many records: where each part begins, and the end.
  func hostBounds(parts: Int) -> [Int] {
    var bounds = [0]
    for part in 1..<max(1, parts) {
      let wanted = records.count * part / parts
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

  /// Orders the records of an address by day and agent, and calls `body` with each and the number of
  /// its visitor, which differs from that of the record before when the visitor does.
  ///
  /// - Parameters:
  ///   - host: The address.
  ///   - scratch: Room that is used again.
  ///   - day: The day of a record.
  ///   - agent: The agent of a record.
  ///   - body: Takes a record, and whether it begins another visitor.
  @inline(__always)
  func forEachVisit(
    of host: Int,
    _ scratch: inout [(key: UInt64, record: UInt32)],
    day: (Int) -> UInt32,
    agent: (Int) -> UInt32,
    _ body: (_ record: Int, _ isNew: Bool) -> Void
  ) {
    scratch.removeAll(keepingCapacity: true)
    for place in starts[host]..<starts[host + 1] {
      let record = records[place]
      let key = UInt64(day(Int(record))) << 32 | UInt64(agent(Int(record)))
      scratch.append((key, record))
    }
    if scratch.count > 1 { scratch.sort { $0.key < $1.key } }
    var last: UInt64?
    for (key, record) in scratch {
      body(Int(record), key != last)
      last = key
    }
  }
}
