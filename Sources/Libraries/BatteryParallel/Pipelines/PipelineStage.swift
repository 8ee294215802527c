import Synchronization

/// What runs within one stage of a pipeline: workers, and one that hands results on in order.
final class PipelineStage<Input: Sendable, Output: Sendable>: Sendable {
  private struct State: Sendable {
    var taken = 0
    var handedOn = 0
    var working: Int
    var early: [Int: Output] = [:]
  }

  let input = BoundedQueue<Input>(capacity: 1)

  private let state: Mutex<State>
  /// Held from before an element is taken until it has been handed on.
  private let permits: AsyncSemaphore
  /// Held while an element is taken, so that the numbers are in the order of the elements.
  private let turn = AsyncSemaphore(permits: 1)
  private let results: BoundedQueue<Output>

  init(limit: Int) {
    state = Mutex(State(working: limit))
    permits = AsyncSemaphore(permits: limit)
    results = BoundedQueue(capacity: limit)
  }

  /// Works on elements until there are none.
  func work(_ transform: @Sendable (Input) async throws -> Output) async throws {
    while let (number, element) = try await take() {
      let output = try await transform(element)
      state.withLock { state in
        state.early[number] = output
        while let next = state.early.removeValue(forKey: state.handedOn) {
          state.handedOn += 1
          // There is room: no more results than permits can be here.
          _ = results.trySend(next)
        }
      }
    }
    let isLast = state.withLock { state in
      state.working -= 1
      return state.working == 0
    }
    if isLast { results.finish() }
  }

  /// Hands results on until there are none.
  func handOn(_ emit: @Sendable (Output) async throws -> Void) async throws {
    while let output = try await results.receive() {
      try await emit(output)
      permits.release()
    }
  }

  private func take() async throws -> (Int, Input)? {
    try await permits.acquire()
    return try await turn.withPermit {
      guard let element = try await input.receive() else {
        permits.release()
        return nil
      }
      let number = state.withLock { state in
        defer { state.taken += 1 }
        return state.taken
      }
      return (number, element)
    }
  }
}
