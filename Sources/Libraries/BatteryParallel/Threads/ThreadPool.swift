import Foundation
import Synchronization

/// A number of threads for calls that block: Python's `concurrent.futures.ThreadPoolExecutor`.
///
/// The threads on which Swift runs tasks are as few as the machine has processors; a call that waits
/// for a disk, a lock or a C library on one of them keeps everything else waiting. Work that computes
/// needs no thread pool: child tasks use all processors.
///
/// Threads start when there is work for them and wait for more of it. They end when the pool is
/// closed, or nobody holds it any more, and all that was handed over is done.
public final class ThreadPool: Sendable {
  /// A pool for calls that come now and then, with as many threads as Python's default executor.
  public static let shared = ThreadPool("shared", threads: min(32, Processors.count + 4))

  /// What the threads are called, before their number.
  public let name: String

  /// How many threads there are at the most.
  public let threads: Int

  private let queue: ThreadQueue
  /// As many as may run or wait to run.
  private let room: AsyncSemaphore?

  /// Makes a pool, which has no threads yet.
  ///
  /// - Parameters:
  ///   - name: What the threads are called.
  ///   - threads: How many there are at the most, from 1.
  ///   - waiting: How many pieces of work may wait for a thread; callers beyond them wait before
  ///     theirs is queued. Without a number there is no limit.
  public init(_ name: String, threads: Int, waiting: Int? = nil) {
    precondition(threads > 0, "A pool has one thread at the least.")
    self.name = name
    self.threads = threads
    queue = ThreadQueue(name, threads: threads)
    room = waiting.map { AsyncSemaphore(permits: threads + max(0, $0)) }
  }

  deinit { queue.close() }

  /// How many pieces of work wait for a thread now.
  public var waiting: Int { queue.count }

  /// Runs some work on a thread of the pool and waits for it.
  ///
  /// Work starts in the order in which it was handed over. When the task is cancelled before its work
  /// has started, it never starts; after that it is for the work to look at its flag.
  ///
  /// - Parameter body: The work; its argument says whether it is still wanted.
  /// - Returns: What the work returns.
  /// - Throws: What the work throws, `CancellationError`, or ``ClosedError``.
  public func run<Value: Sendable>(
    _ body: @escaping @Sendable (CancellationFlag) throws -> Value
  ) async throws -> Value {
    try Task.checkCancellation()
    try await room?.acquire()
    defer { room?.release() }
    let flag = CancellationFlag()
    // Whoever sets it first, a thread or the cancellation, resumes the task.
    let isTaken = AtomicFlag()
    let place = Mutex<Place<Value>?>(nil)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let id = queue.add {
          guard isTaken.set() else { return }
          continuation.resume(with: Result { try body(flag) })
        }
        guard let id else {
          continuation.resume(throwing: ClosedError("The pool \(name)"))
          return
        }
        let ours = Place(id: id, continuation: continuation)
        place.withLock { $0 = ours }
        if Task.isCancelled, isTaken.set() { leave(ours) }
      }
    } onCancel: {
      flag.cancel()
      // A handler that runs before there is a place in the queue leaves it to the code above.
      guard let ours = place.withLock({ $0 }) else { return }
      if isTaken.set() { leave(ours) }
    }
  }

  /// Gives up a place in the queue first, so that it is free when the caller goes on.
  private func leave<Value>(_ place: Place<Value>) {
    queue.remove(place.id)
    place.continuation.resume(throwing: CancellationError())
  }

  /// Takes no more work, and waits until all that was handed over is done and the threads have ended.
  public func close() async {
    await withCheckedContinuation { continuation in
      queue.close { continuation.resume() }
    }
  }
}

/// Where a task waits for its work.
private struct Place<Value: Sendable>: Sendable {
  let id: UInt64
  let continuation: CheckedContinuation<Value, any Error>
}

/// A flag that is set once.
private final class AtomicFlag: Sendable {
  private let flag = Atomic(false)

  /// Sets the flag; returns whether this call was the one that did.
  func set() -> Bool { !flag.exchange(true, ordering: .acquiringAndReleasing) }
}
