import Dispatch
import Foundation
import Synchronization

/// Makes Ctrl-C and its kin cancel work, so that it ends in order.
enum Interruption {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// Runs work that a signal cancels; a second signal ends the program at once.
  ///
  /// - Throws: ``CommandFailure`` with the status 130 when a signal ended the work.
  static func cancels<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task { try await work() }
    return try await forwards(to: task)
  }

  /// Waits for a task that a signal cancels; a second signal ends the program at once.
  ///
  /// - Parameters:
  ///   - task: The task.
  ///   - atOnce: Does what must be done before the program ends at once.
  /// - Returns: What the task returned.
  /// - Throws: ``CommandFailure`` with the status 130 when the task failed after a signal.
  static func forwards<Value: Sendable>(
    to task: Task<Value, any Error>,
    atOnce: @escaping @Sendable () -> Void = {}
  ) async throws -> Value {
    let wasInterrupted = Mutex(false)
    let sources = signals.map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        let isSecond = wasInterrupted.withLock { flag in
          defer { flag = true }
          return flag
        }
        if isSecond {
          atOnce()
          _exit(ExitStatus.interrupted)
        }
        task.cancel()
      }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    do {
      return try await withTaskCancellationHandler {
        try await task.value
      } onCancel: {
        task.cancel()
      }
    } catch  where wasInterrupted.withLock({ $0 }) {
      throw CommandFailure(ExitStatus.interrupted, "Interrupted.")
    }
  }
}
