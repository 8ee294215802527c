import Dispatch
import Synchronization

/// Work that waits for disks and not for other tasks, on threads where that holds nobody up.
///
/// The threads that run Swift's tasks are as few as the machine has cores; a walk through a large
/// directory on one of them would keep everything else waiting.
public enum BlockingWork {
  /// Whether the task that waits for the work was cancelled.
  public final class Cancellation: Sendable {
    private let flag = Atomic(false)

    /// Makes one for work that nobody cancels.
    public init() {}

    /// Throws when the task was cancelled; called by the work now and then.
    ///
    /// - Throws: `CancellationError`.
    public func check() throws {
      if flag.load(ordering: .relaxed) { throw CancellationError() }
    }

    /// Whether the task was cancelled, for work that is asked rather than asks.
    public var isCancelled: Bool { flag.load(ordering: .relaxed) }

    fileprivate func cancel() { flag.store(true, ordering: .relaxed) }
  }

  private static let queue = DispatchQueue(label: "batteries.files", attributes: .concurrent)

  /// Runs work on a thread of its own and waits for it.
  ///
  /// - Parameter body: The work, which asks now and then whether it is still wanted.
  /// - Returns: What the work returns.
  /// - Throws: What the work throws.
  public static func run<Result: Sendable>(
    _ body: @escaping @Sendable (Cancellation) throws -> Result
  ) async throws -> Result {
    let cancellation = Cancellation()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        queue.async {
          continuation.resume(with: Swift.Result { try body(cancellation) })
        }
      }
    } onCancel: {
      cancellation.cancel()
    }
  }
}
