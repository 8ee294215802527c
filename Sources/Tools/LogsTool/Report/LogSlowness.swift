/// How long the answers took at the 95th percentile, of each item of a panel.
///
/// The durations of all items stand in one array, in which each item has a stretch of its own, so
/// that millions of items take no more room than their records.
struct LogSlowness {
  private static let share = 95

  /// The percentile of each item in microseconds, by the nearest rank; -1 for those without.
  private(set) var percentiles: [Int]

  /// Computes them.
  ///
  /// - Parameters:
  ///   - table: The records.
  ///   - chosen: The records that count; `nil` for all.
  ///   - count: How many items there are.
  ///   - item: The item of a record; -1 for none.
  init(_ table: LogTable, _ chosen: [UInt32]?, of count: Int, _ item: (Int) -> Int) {
    let recorded = table[.duration]
    func forEach(_ body: (_ item: Int, _ duration: Int) -> Void) {
      for position in 0..<(chosen?.count ?? table.count) {
        let record = chosen.map { Int($0[position]) } ?? position
        let (item, duration) = (item(record), recorded[record] - 1)
        if item >= 0, duration >= 0 { body(item, duration) }
      }
    }
    var ends = [Int](repeating: 0, count: count)
    forEach { item, _ in ends[item] += 1 }
    var sum = 0
    for item in ends.indices { (ends[item], sum) = (sum, sum + ends[item]) }
    var durations = [Int](repeating: 0, count: sum)
    forEach { item, duration in
      durations[ends[item]] = duration
      ends[item] += 1
    }
    var start = 0
    percentiles = ends.map { end in
      defer { start = end }
      guard end > start else { return -1 }
      durations[start..<end].sort()
      return durations[start + max(0, ((end - start) * Self.share + 99) / 100 - 1)]
    }
  }
}
