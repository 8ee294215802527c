import BatteryContainers
import Dispatch
import Synchronization
import Testing

@Suite("LRUCache", .timeLimit(.minutes(5))) struct LRUCacheTests {
  @Test("drops what was used longest ago")
  func eviction() {
    let cache = LRUCache<String, Int>(capacity: 2)
    cache["a"] = 1
    cache["b"] = 2
    #expect(cache["a"] == 1)
    cache["c"] = 3
    #expect(cache["b"] == nil)
    #expect(cache.keys == ["a", "c"])
    #expect(cache.peek("a") == 1)
    cache["d"] = 4
    #expect(cache.keys == ["c", "d"])
    #expect(
      cache.statistics == CacheStatistics(hits: 1, misses: 1, evictions: 2, count: 2, capacity: 2)
    )
  }

  @Test("a value lives as long as it is told to, counted from when it was stored")
  func expiration() {
    let clock = ManualClock()
    let cache = LRUCache<Int, String>(capacity: 10, timeToLive: .seconds(5), clock: clock)
    cache[1] = "old"
    clock.advance(by: .seconds(3))
    cache[2] = "new"
    #expect(cache[1] == "old")
    clock.advance(by: .seconds(2))
    #expect(cache[1] == nil)
    #expect(cache[2] == "new")
    #expect(cache.statistics.expirations == 1)
    clock.advance(by: .seconds(5))
    #expect(cache.peek(2) == nil)
    cache.removeExpired()
    #expect(cache.count == 0)
  }

  @Test("is the same as a list that is kept in order, over thousands of random calls")
  func model() {
    var random = SystemRandomNumberGenerator()
    for capacity in [1, 2, 7, 40] {
      let cache = LRUCache<Int, Int>(capacity: capacity)
      var model: [(key: Int, value: Int)] = []
      for step in 0..<3000 {
        let key = Int.random(in: 0..<60, using: &random)
        let index = model.firstIndex { $0.key == key }
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
          #expect(cache.removeValue(forKey: key) == index.map { model[$0].value })
          if let index { model.remove(at: index) }
        case 1, 2:
          cache[key] = step
          if let index { model.remove(at: index) }
          model.append((key, step))
          if model.count > capacity { model.removeFirst() }
        default:
          #expect(cache[key] == index.map { model[$0].value })
          if let index { model.append(model.remove(at: index)) }
        }
        #expect(cache.keys == model.map(\.key))
      }
    }
  }

  @Test("threads that share it lose no call and get no other key's value", arguments: [1, 4])
  func threads(shards: Int) {
    let cache = LRUCache<Int, Int>(capacity: 50, shards: shards)
    let wrong = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 4) { thread in
      for step in 0..<20_000 {
        let key = (step * (thread + 3)) % 80
        if let value = cache[key], value != key * key { wrong.add(1, ordering: .relaxed) }
        cache[key] = key * key
      }
    }
    #expect(wrong.load(ordering: .relaxed) == 0)
    #expect(cache.statistics.hits + cache.statistics.misses == 80_000)
    #expect(cache.count <= 50)
  }

  @Test("a value may use the cache while it is let go of")
  func reentrancy() {
    final class Guest: Sendable {
      let cache: LRUCache<Int, Guest>
      init(_ cache: LRUCache<Int, Guest>) { self.cache = cache }
      deinit { _ = cache.count }
    }
    let cache = LRUCache<Int, Guest>(capacity: 1)
    for key in 0..<3 { cache[key] = Guest(cache) }
    cache[2] = Guest(cache)
    cache[2] = nil
    cache[3] = Guest(cache)
    cache.removeAll()
    #expect(cache.count == 0)
  }

  @Test("keeps nothing without capacity, and anything without a limit")
  func limits() {
    let none = LRUCache<Int, Int>(capacity: -1)
    none[1] = 1
    #expect(none[1] == nil)
    let all = LRUCache<Int, Int>(capacity: nil)
    for key in 0..<10_000 { all[key] = key }
    #expect(all.count == 10_000)
    #expect(all[0] == 0)
    #expect(all.statistics.hitRate == 1)
  }
}
