public import Synchronization

/// A state under a lock, for which tasks can wait in lines that cancellation takes them out of.
///
/// A task that waits either gets what it waits for or throws `CancellationError`: never both, and
/// never neither.
@usableFromInline final class Monitor<State: Sendable>: Sendable {
  @usableFromInline let state: Mutex<State>
  @usableFromInline let ids = Atomic<UInt64>(0)

  @inlinable init(_ state: State) { self.state = Mutex(state) }

  /// Looks at the state or changes it, and wakes whom the change lets go on.
  @inlinable func update<Value: Sendable, Failure: Error>(
    _ body: (inout State, inout Wakes) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    var wakes = Wakes()
    let result = state.withLock { state in
      Result { () throws(Failure) -> Value in try body(&state, &wakes) }
    }
    wakes.run()
    return try result.get()
  }

  /// Tries to change the state; stands in line when that cannot be done now.
  ///
  /// - Parameters:
  ///   - line: Where to stand; whoever takes the waiter out of it resumes it.
  ///   - payload: What is brought along.
  ///   - attempt: Returns `nil` when there is no way but to wait. It is called a second time before
  ///     the task stands in line.
  /// - Returns: What `attempt` returns, or what the waiter is resumed with.
  /// - Throws: `CancellationError`, what `attempt` throws, or what the waiter is resumed with.
  @inlinable func wait<Payload, Value>(
    in line: WaitLine<State, Payload, Value>,
    with payload: Payload,
    unless attempt: (inout State, inout Wakes) throws -> Value?
  ) async throws -> Value {
    try Task.checkCancellation()
    if let value = try update(attempt) { return value }
    let id = ids.add(1, ordering: .relaxed).newValue
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let result: Result<Value, any Error>? = update { state, wakes in
          // A handler that ran before has found nobody in line.
          if Task.isCancelled { return .failure(CancellationError()) }
          do {
            if let value = try attempt(&state, &wakes) { return .success(value) }
          } catch {
            return .failure(error)
          }
          line.add(&state, .init(payload: payload, continuation: continuation), id)
          return nil
        }
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      let waiter = update { state, _ in line.remove(&state, id) }
      waiter?.continuation.resume(throwing: CancellationError())
    }
  }
}

/// Which of the lines in a state is meant.
///
/// Two closures and no key path: to make a key path of generic types takes microseconds, each time.
@usableFromInline struct WaitLine<State, Payload: Sendable, Value: Sendable>: Sendable {
  @usableFromInline typealias Waiter = WaitList<Payload, Value>.Waiter

  @usableFromInline let add: @Sendable (inout State, Waiter, UInt64) -> Void
  @usableFromInline let remove: @Sendable (inout State, UInt64) -> Waiter?

  @inlinable init(
    add: @escaping @Sendable (inout State, Waiter, UInt64) -> Void,
    remove: @escaping @Sendable (inout State, UInt64) -> Waiter?
  ) {
    self.add = add
    self.remove = remove
  }
}
