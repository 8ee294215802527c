import CTransferCalls
import Foundation
import SystemPackage

@testable import BatteryFiles

/// Runs work on a thread of its own while other work goes on, and waits for its end.
func withThread<Result>(
  _ work: @escaping @Sendable () -> Void,
  during body: () throws -> Result
) rethrows -> Result {
  let done = DispatchSemaphore(value: 0)
  let thread = Thread {
    work()
    done.signal()
  }
  thread.start()
  defer { done.wait() }
  return try body()
}

extension OpenDirectory {
  /// Lets two things exchange their names in one step.
  static func swap(_ one: FilePath, _ other: FilePath) -> Bool {
    transfer_rename_swap(AT_FDCWD, one.string, AT_FDCWD, other.string) == 0
  }
}
