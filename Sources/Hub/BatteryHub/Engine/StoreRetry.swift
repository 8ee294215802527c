import BatteryJobs
import Logging
import Synchronization

/// Tries to store what must not be lost until it is stored, as on a disk that is full for a while.
///
/// Once the hub is to stop there is a time after which it gives up, so that a full disk cannot keep
/// the machine from shutting down; a run whose end is missing is interrupted for the next start.
final class StoreRetry: Sendable {
  private let clock: any TimeSource
  private let logger: Logger
  private let deadline = Mutex<Duration?>(nil)

  private static let longestPause = Duration.seconds(5)

  init(clock: any TimeSource, logger: Logger) {
    self.clock = clock
    self.logger = logger
  }

  /// Gives up after this much time from now; the first limit counts.
  func giveUp(after time: Duration) {
    let end = clock.uptime + time
    deadline.withLock { if $0 == nil { $0 = end } }
  }

  /// Returns what `body` returns once it does not throw, or `nil` when it is given up.
  ///
  /// It goes on when the task is cancelled: that is when a run's end is stored.
  func untilStored<T: Sendable>(
    _ what: String,
    _ body: () async throws -> T
  ) async -> T? {
    var pause = Duration.milliseconds(500)
    var hasTold = false
    while true {
      do {
        let value = try await body()
        if hasTold { logger.notice("\(what): stored after all.") }
        return value
      } catch {
        let left = deadline.withLock { $0 }.map { $0 - clock.uptime }
        if let left, left <= .zero {
          logger.error("\(what) was not stored. \(error)")
          return nil
        }
        // Once is enough: a disk may stay full for days, and many runs may wait for it.
        if !hasTold { logger.error("\(what) cannot be stored; trying again. \(error)") }
        hasTold = true
        pause = min(pause, left ?? pause)
        await Task { [clock, pause] in try? await clock.sleep(for: pause) }.value
        pause = min(pause * 2, Self.longestPause)
      }
    }
  }
}
