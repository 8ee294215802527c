import BatteryJobs
import Foundation
import TestKit
import Testing

@testable import BatteryHub

@Suite("History cache", .timeLimit(.minutes(5))) struct HistoryCacheTests {
  @Test("agrees with the store after whatever the hub did") func agrees() async throws {
    let web = try await WebHarness(
      "  one: { probe: { key: cache-nothing } }\n  two: { probe: { key: cache-nothing } }"
    )
    let cache = HistoryCache(hub: web.hub, depth: 5)
    let history = SampleHistory(store: web.store, now: web.bench.clock.now)
    for index in 1...8 { try await history.add("one", ago: Double(100 - index), seconds: 1) }
    func check() async throws {
      let cached = try await cache.histories()
      for stored in try await web.store.histories(depth: 5) {
        #expect(cached[stored.job] ?? [] == stored.ticks, "\(stored.job)")
      }
    }
    try await check()
    for count in 1...7 {
      for job in ["one", "two"] { _ = try await web.hub.trigger(job, by: .manual, cause: nil) }
      _ = try await web.bench.wait(for: "one", .succeeded, count: 8 + count)
      _ = try await web.bench.wait(for: "two", .succeeded, count: count)
      // The store knows of an end a moment before the event tells of it.
      try await web.bench.wait {
        try await cache.histories().values.allSatisfy { $0.allSatisfy(\.state.isFinal) }
      }
      try await check()
    }
    await web.stop()
  }

  @Test("reads the store anew when events were lost, and once in a while") func rereads()
    async throws
  {
    let web = try await WebHarness()
    let cache = HistoryCache(hub: web.hub, depth: 5)
    #expect(try await cache.histories()["hello"] ?? [] == [])
    // Written past the hub, so that no event tells of it.
    let history = SampleHistory(store: web.store, now: web.bench.clock.now)
    try await history.add("hello", ago: 50, seconds: 1)
    #expect(try await cache.histories()["hello"] ?? [] == [])
    for line in 1...3000 { web.hub.events.publish(.log(run: 1, lastLine: Int64(line))) }
    #expect(try await cache.histories()["hello"]?.count == 1)
    try await history.add("hello", ago: 40, seconds: 1)
    web.bench.clock.advance(by: .seconds(301))
    // Nobody waits for that: it is seen a little later.
    try await web.bench.wait { try await cache.histories()["hello"]?.count == 2 }
    await web.stop()
  }
}
