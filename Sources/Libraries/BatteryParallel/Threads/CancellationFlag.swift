import Synchronization

/// Tells work that runs on a thread whether the task that waits for it was cancelled.
public final class CancellationFlag: Sendable {
  private let flag = Atomic(false)

  /// Makes one for work that nobody has cancelled.
  public init() {}

  /// Whether the task was cancelled.
  public var isCancelled: Bool { flag.load(ordering: .relaxed) }

  /// Throws when the task was cancelled; called by long work now and then.
  ///
  /// - Throws: `CancellationError`.
  public func check() throws {
    if isCancelled { throw CancellationError() }
  }

  func cancel() { flag.store(true, ordering: .relaxed) }
}
