import BatteryJobs
import Logging
import Synchronization
import TestKit
import Testing

@testable import BatteryHub

@Suite("What must be stored", .timeLimit(.minutes(5))) struct StoreRetryTests {
  private let clock = ManualTimeSource()

  private func retry() -> StoreRetry {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return StoreRetry(clock: clock, logger: logger)
  }

  @Test("is tried until it works, also by a task that was cancelled")
  func tries() async {
    let tries = Mutex(0)
    let task = Task { [retry = retry()] in
      withUnsafeCurrentTask { $0?.cancel() }
      return await retry.untilStored("The end") {
        let number = tries.withLock {
          $0 += 1
          return $0
        }
        guard number == 5 else { throw StoreError(.full, "full") }
        return number
      }
    }
    for _ in 0..<4 {
      await clock.waitForSleepers(1)
      clock.advance(by: .seconds(5))
    }
    #expect(await task.value == 5)
  }

  @Test("is given up when the hub must end")
  func givesUp() async {
    let retry = retry()
    let task = Task {
      await retry.untilStored("The end") { () throws -> Int in throw StoreError(.full, "full") }
    }
    await clock.waitForSleepers(1)
    retry.giveUp(after: .seconds(60))
    for _ in 0..<13 {
      await clock.waitForSleepers(1)
      clock.advance(by: .seconds(5))
      if clock.uptime >= .seconds(60) { break }
    }
    #expect(await task.value == nil)
  }
}
