/// How long the answers took that belong to some items.
struct LogDurations {
  /// The durations of each item, from the shortest to the longest, in microseconds.
  private var durations: [[Int64]]

  /// Collects them.
  ///
  /// - Parameters:
  ///   - table: The records.
  ///   - chosen: The records that count; `nil` for all.
  ///   - places: The places of the items.
  ///   - count: How many places there are.
  ///   - place: The place of a record; -1 for none.
  init(
    _ table: LogTable,
    _ chosen: [UInt32]?,
    _ places: [Int],
    of count: Int,
    _ place: (Int) -> Int
  ) {
    durations = [[Int64]](repeating: [], count: places.count)
    var items = [Int32](repeating: -1, count: count)
    let recorded = table[.duration]
    for (item, place) in places.enumerated() { items[place] = Int32(item) }
    for position in 0..<(chosen?.count ?? table.count) {
      let record = chosen.map { Int($0[position]) } ?? position
      let place = place(record)
      let duration = recorded[record] - 1
      guard place >= 0, items[place] >= 0, duration >= 0 else { continue }
      durations[Int(items[place])].append(Int64(duration))
    }
    for item in durations.indices { durations[item].sort() }
  }

  /// The percentiles of an item, by the nearest rank; `nil` when no record says how long it took.
  func percentiles(of item: Int) -> LogReport.Percentiles? {
    let sorted = durations[item]
    guard !sorted.isEmpty else { return nil }
    func percentile(_ share: Int) -> Double {
      let rank = (sorted.count * share + 99) / 100
      return Double(sorted[max(0, rank - 1)]) / 1e6
    }
    return LogReport.Percentiles(p50: percentile(50), p95: percentile(95), p99: percentile(99))
  }
}
