import BatteryTables

/// Counts which path and which client most of some records have.
struct AlertTops {
  /// The path that most records have, without its query; `nil` where none has one.
  private(set) var path: RaisedAlert.Top?
  /// The client that most records come from.
  private(set) var client: RaisedAlert.Top?

  /// Counts each different text once for all records that have it.
  init(_ table: LogTable, _ records: [UInt32]) {
    let (targets, hosts) = (table[.target], table[.host])
    var targetHits = [Int](repeating: 0, count: targets.different.count)
    var hostHits = [Int](repeating: 0, count: hosts.different.count)
    for record in records {
      targetHits[targets.codes[Int(record)]] += 1
      hostHits[hosts.codes[Int(record)]] += 1
    }
    path = Self.top(targetHits, targets.different) { $0.prefix { $0 != UInt8(ascii: "?") } }
    client = Self.top(hostHits, hosts.different) { $0[...] }
  }

  /// The text with the most hits, and of several the first; those that are empty are none.
  private static func top(
    _ hits: [Int],
    _ texts: TextColumn,
    _ part: (UnsafeBufferPointer<UInt8>) -> Slice<UnsafeBufferPointer<UInt8>>
  ) -> RaisedAlert.Top? {
    var sums: [String: Int] = [:]
    for number in hits.indices where hits[number] > 0 {
      let text = texts.withBytes(of: number) { String(decoding: part($0), as: UTF8.self) }
      if !text.isEmpty { sums[text, default: 0] += hits[number] }
    }
    let top = sums.max { ($0.value, $1.key) < ($1.value, $0.key) }
    // What one of several has is no more than the others'.
    guard let top, top.value > 1 || sums.count == 1 else { return nil }
    return RaisedAlert.Top(value: top.key, hits: top.value)
  }
}
