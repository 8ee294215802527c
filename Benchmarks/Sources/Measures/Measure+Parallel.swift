import BatteryJobs
import BatteryParallel
import Foundation
import SystemPackage

extension Measure {
  /// Small pieces of work in a bounded task group, as in `asyncio_items.py`.
  @Sendable static func taskGroup(_ arguments: Arguments) async throws {
    let (count, limit) = (try arguments.number(0), try arguments.number(1))
    let clock = SystemTimeSource()
    let start = clock.uptime
    let values = try await (0..<count).concurrentMap(limit: limit) { number in
      await Task.yield()
      return number + 1
    }
    let seconds = (clock.uptime - start).inSeconds
    guard values.last == count else { throw BenchmarkError("a wrong result") }
    Figure.print("item", seconds / Double(count) * 1e6, "us")
  }

  /// Numbers through a bounded queue, from one task to another.
  @Sendable static func boundedQueue(_ arguments: Arguments) async throws {
    let (count, capacity) = (try arguments.number(0), try arguments.number(1))
    let queue = BoundedQueue<Int>(capacity: capacity)
    let clock = SystemTimeSource()
    let start = clock.uptime
    async let producer: Void = {
      for number in 0..<count { try await queue.send(number) }
      queue.finish()
    }()
    var total = 0
    for try await number in queue { total += number }
    try await producer
    let seconds = (clock.uptime - start).inSeconds
    guard total == count * (count - 1) / 2 else { throw BenchmarkError("a wrong sum") }
    Figure.print("item", seconds / Double(count) * 1e6, "us")
  }

  /// Small items through a pool of processes, as in `multiprocessing_pool.py`.
  @Sendable static func workerPool(_ arguments: Arguments) async throws {
    let (count, workers) = (try arguments.number(0), try arguments.number(1))
    let chunk = try arguments.number(2)
    let pool = WorkerPool<[Int], [Int]>(
      FilePath(CommandLine.arguments[0]),
      arguments: ["measure", "worker"],
      workers: workers
    )
    let clock = SystemTimeSource()
    let start = clock.uptime
    try await pool.closing {
      _ = try await pool.map((0..<workers).map { [$0] })
      let began = clock.uptime
      let items = stride(from: 0, to: count, by: chunk).lazy.map {
        Array($0..<min($0 + chunk, count))
      }
      let values = try await pool.map(items)
      let seconds = (clock.uptime - began).inSeconds
      guard values.last?.last == count else { throw BenchmarkError("a wrong result") }
      Figure.print("start", (began - start).inSeconds * 1e3, "ms")
      Figure.print("item", seconds / Double(count) * 1e6, "us")
    }
  }

  /// The other side of ``workerPool(_:)``.
  @Sendable static func worker(_ arguments: Arguments) async throws {
    try await WorkerProcess.run { (numbers: [Int]) in numbers.map { $0 + 1 } }
  }

  /// A sum of numbers in chunks: with the same bits for any number of them, or plainly.
  @Sendable static func chunkedSum(_ arguments: Arguments) async throws {
    let (count, chunks) = (try arguments.number(0), try arguments.number(1))
    let isPlain = try arguments.text(2) == "plain"
    var state: UInt64 = 1
    let numbers = (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(Int64(bitPattern: state)) * 0x1p-63
    }
    let clock = SystemTimeSource()
    var times: [Double] = []
    var sum = 0.0
    for _ in 0..<5 {
      let start = clock.uptime
      if isPlain {
        sum = try await numbers.chunkedReduce(into: 0, chunks: chunks) {
          var sum = 0.0
          for number in $0 { sum += number }
          return sum
        } combine: {
          $0 += $1
        }
      } else {
        sum = try await numbers.parallelSum(chunks: chunks)
      }
      times.append((clock.uptime - start).inSeconds)
    }
    Figure.print("time", times.sorted()[2] * 1e3, "ms")
    print("# \(chunks) chunks: \(String(sum.bitPattern, radix: 16))")
  }
}
