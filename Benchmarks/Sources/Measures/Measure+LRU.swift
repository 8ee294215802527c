import BatteryContainers
import BatteryJobs
import Foundation

extension Measure {
  /// Hits of a remembered function on some threads, of the same keys as in `lru.py`.
  @Sendable static func lru(_ arguments: Arguments) async throws {
    let calls = try arguments.number(0)
    let threads = try arguments.number(1)
    let shards = try arguments.number(2)
    let size = 1000
    // Twice as large as what is asked for, so that a shard that is drawn more often is not full.
    let square = memoize(capacity: 2 * size, shards: shards) { (number: Int) in number &* number }
    for key in 0..<size { _ = square(key) }
    let clock = SystemTimeSource()
    let group = DispatchGroup()
    let start = clock.uptime
    for thread in 0..<threads {
      let worker = Thread {
        var key = thread
        var sum = 0
        for _ in 0..<calls {
          sum &+= square(key)
          key = key &+ 7 < size ? key &+ 7 : key &+ 7 &- size
        }
        blackHole(sum)
        group.leave()
      }
      group.enter()
      worker.start()
    }
    await withCheckedContinuation { done in group.notify(queue: .global()) { done.resume() } }
    let seconds = (clock.uptime - start).inSeconds
    guard square.statistics.misses == size else { throw BenchmarkError("there were misses") }
    Figure.print("rate", Double(calls * threads) / seconds / 1e6, "million/s")
    Figure.print("hit", seconds / Double(calls * threads) * 1e9, "ns")
  }

  /// Keeps a result that nobody wants from being left out.
  @inline(never) private static func blackHole(_ value: Int) {}
}
