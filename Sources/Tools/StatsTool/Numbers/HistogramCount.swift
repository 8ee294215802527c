import BatteryStatistics

extension NamedNumbers {
  /// How many numbers lie in each of some intervals that have all of them.
  func counts(_ edges: HistogramEdges, _ settings: StatsSettings) throws -> [Int] {
    let search = OrderSearch([state.store], threads: settings.workers, check: check)
    let isExact = settings.lane == .exact
    let parts = try search.forEachPart { part in
      var counter = HistogramCounter(edges, isExact: isExact)
      part.forEachBlock { kind, words in
        switch kind {
        case .scaled(let scale): counter.add(words, scale: scale)
        case .mixed:
          var values = [[Int64]](repeating: [], count: NumberStore.largestScale + 1)
          for word in words { values[Int(word & 63)].append(word >> 6) }
          for (scale, values) in values.enumerated() where !values.isEmpty {
            values.withUnsafeBufferPointer { counter.add($0, scale: scale) }
          }
        case .doubles:
          words.withMemoryRebound(to: Double.self) { counter.add($0) }
        case .long: LongWords.forEach(words) { _, number in counter.add(number().fraction) }
        }
      }
      return counter.counts
    }
    return parts.reduce([Int](repeating: 0, count: edges.bins)) { sum, part in
      zip(sum, part).map { $0 + $1 }
    }
  }
}
