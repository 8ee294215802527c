import BatteryHub
import BatteryJobs
import Foundation
import GRDB
import Logging
import TestKit
import Testing

extension FaultTests {
  /// The wall clock is set forward and back at random, while the hub runs and while it does not.
  @Suite("A clock that jumps", .timeLimit(.minutes(30))) struct ClockTests {
    private static let yaml = """
        minute: { on: { cron: "* * * * *" }, count: { in: NAME } }
        ten: { on: { every: 10m }, overlap: queue, misfire: all, count: { in: NAME } }
        night: { on: { cron: "30 2 * * *", timezone: Europe/Berlin }, count: { in: NAME } }
        skips: { on: { every: 7m, jitter: 90s }, misfire: skip, count: { in: NAME } }

      """

    private enum Step: CustomStringConvertible {
      case wait(Double)
      case set(Double)
      case restart(Double)

      var description: String {
        switch self {
        case .wait(let seconds): "wait \(seconds)"
        case .set(let seconds): "set by \(seconds)"
        case .restart(let seconds): "restart, set by \(seconds)"
        }
      }

      static func random(using random: inout SeededRandom) -> Step {
        let jump: Double =
          switch Int.random(in: 0..<10, using: &random) {
          case 0..<4: .random(in: -90...90, using: &random)
          case 4..<8: .random(in: -7200...7200, using: &random)
          default: .random(in: -200_000...200_000, using: &random)
          }
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<5: return .wait(.random(in: 1...900, using: &random))
        case 5..<9: return .set(jump.rounded())
        default: return .restart(jump.rounded())
        }
      }
    }

    /// With history that is kept, every slot must have a row in the end; with one that is trimmed,
    /// those that ran must not run again.
    @Test(
      "runs no slot twice and leaves none without a row",
      arguments: 0..<FaultSettings.walks,
      [1_000_000, 20]
    )
    func walk(number: Int, kept: Int) async throws {
      var random = SeededRandom(seed: FaultSettings.seed &+ UInt64(number))
      let bench = try ClockBench(yaml: Self.yaml, name: "walk-\(number)-\(kept)", keeping: kept)
      try await bench.start()
      var steps: [Step] = []
      for _ in 0..<25 {
        let step = Step.random(using: &random)
        steps.append(step)
        switch step {
        case .wait(let seconds): bench.clock.advance(by: .seconds(seconds))
        case .set(let seconds): bench.clock.setWallClock(bench.clock.now + seconds)
        case .restart(let seconds):
          await bench.stop()
          bench.clock.setWallClock(bench.clock.now + seconds)
          try await bench.start()
        }
        try await bench.settle()
      }
      bench.clock.setWallClock(max(bench.latest, bench.clock.now) + 3600)
      try await bench.settle()
      let story = steps.map(\.description).joined(separator: ", ")
      await bench.stop()
      let twice = CountedJob.count(in: bench.name).filter { $0.value > 1 }
      #expect(twice.isEmpty, "\(story)")
      let lost = kept == 20 ? [] : try bench.lostSlots()
      #expect(lost.isEmpty, "\(story)")
    }

    @Test("goes on at once after a year that was not, though its rows have left the history")
    func wrongYear() async throws {
      let bench = try ClockBench(
        yaml: """
            minute: { on: { cron: "* * * * *" }, count: { in: NAME } }

          """,
        name: "year",
        keeping: 3
      )
      try await bench.start()
      bench.clock.advance(by: .seconds(300))
      try await bench.settle()
      let now = bench.clock.now
      bench.clock.setWallClock(now + 365 * 86_400)
      try await bench.settle()
      // The hourly cleaning removes what is over the limit while the clock is wrong.
      bench.clock.advance(by: .seconds(3700))
      try await bench.settle()
      bench.clock.setWallClock(now + 3800)
      try await bench.settle()
      let before = CountedJob.count(in: bench.name).count
      for _ in 1...5 {
        bench.clock.advance(by: .seconds(60))
        try await bench.settle()
      }
      await bench.stop()
      #expect(CountedJob.count(in: bench.name).count >= before + 5)
      #expect(CountedJob.count(in: bench.name).allSatisfy { $0.value == 1 })
    }
  }
}
