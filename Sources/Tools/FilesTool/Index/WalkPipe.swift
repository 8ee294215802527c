import BatteryFiles
import Dispatch
import Synchronization

/// What the threads of a walk find, handed over to the one thread that writes.
///
/// It holds no more than some directories, so that a walk that is faster than the disk waits.
final class WalkPipe: Sendable {
  private struct State {
    var events: [WalkEvent?] = []
    var next = 0
    var isClosed = false
    var isFinished = false
    var failure: (any Error)?
  }

  private static let room = 512

  private let state = Mutex(State())
  // Both begin at zero: a semaphore may not end below the number with which it began.
  private let free = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)
  private let workers: Int

  /// Starts a walk.
  init(_ walk: DirectoryWalk, workers: Int) {
    self.workers = workers
    for _ in 0..<Self.room { free.signal() }
    DispatchQueue(label: "batteries.catalog.walk").async { [self] in
      let result = Result {
        try walk.reduce(workers: workers, into: 0) { _, event in try self.push(event) }
      }
      state.withLock {
        $0.isFinished = true
        if case .failure(let error) = result { $0.failure = error }
      }
      filled.signal()
    }
  }

  private func push(_ event: WalkEvent) throws {
    free.wait()
    let isClosed = state.withLock { state in
      if !state.isClosed { state.events.append(event) }
      return state.isClosed
    }
    if isClosed {
      free.signal()
      throw CancellationError()
    }
    filled.signal()
  }

  /// Waits for the next event; `nil` at the end of the walk.
  ///
  /// A directory comes before what is in it.
  func next() throws -> WalkEvent? {
    filled.wait()
    return try state.withLock { state -> WalkEvent? in
      if state.next < state.events.count {
        defer { free.signal() }
        let event = state.events[state.next]
        state.events[state.next] = nil
        state.next += 1
        if state.next == state.events.count {
          state.events.removeAll(keepingCapacity: true)
          state.next = 0
        }
        return event
      }
      // Whoever asks again gets the same answer.
      filled.signal()
      if let failure = state.failure { throw failure }
      return nil
    }
  }

  /// Ends the walk, when the rest is not wanted.
  func close() {
    state.withLock { $0.isClosed = true }
    free.signal()
  }
}
