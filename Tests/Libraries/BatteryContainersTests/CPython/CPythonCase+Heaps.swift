import BatteryContainers

extension CPythonCase {
  func best() -> String? {
    let keys = numbers("keys")
    let limit = number("n") ?? 0
    let positions =
      operation == "nlargest"
      ? keys.indices.nlargest(limit) { keys[$0] } : keys.indices.nsmallest(limit) { keys[$0] }
    return expect(positions, numbers("positions"))
  }

  func merged() -> String? {
    let lines = (fields["keys"] as? [[Int]] ?? []).enumerated().map { row, line in
      line.enumerated().map { (key: $1, place: [row, $0]) }
    }
    let isReversed = fields["reverse"] as? Bool ?? false
    let places = merge(lines, reverse: isReversed, key: \.key).map(\.place)
    return expect(Array(places), fields["places"] as? [[Int]] ?? [])
  }

  /// The decorated function is called with the same keys; what was computed must be the same.
  func cached() -> String? {
    let calls = fields["calls"] as? [[Any]] ?? []
    let cache = LRUCache<Int, Int>(capacity: number("maxsize"))
    let computed = calls.map { call in
      let key = call[0] as? Int ?? 0
      if cache[key] != nil { return false }
      cache[key] = key
      return true
    }
    let statistics = cache.statistics
    return expect(computed, calls.map { $0[1] as? Bool ?? false })
      ?? expect(
        [statistics.hits, statistics.misses, statistics.count],
        [number("hits") ?? -1, number("misses") ?? -1, number("count") ?? -1]
      )
  }
}
