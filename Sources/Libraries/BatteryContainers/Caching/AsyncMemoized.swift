import Synchronization

/// An asynchronous function that remembers what it has returned; `memoize` makes it.
public final class AsyncMemoized<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  /// A value that a task computes and others wait for.
  private struct Flight {
    let id: Int
    let task: Task<Void, Never>
    var waiters: [ObjectIdentifier: Waiter<Value>]
  }

  private struct State {
    var flights: [Key: Flight] = [:]
    var lastID = 0
  }

  /// What the function has returned, by its argument.
  public let cache: LRUCache<Key, Value>
  private let function: @Sendable (Key) async throws -> Value
  private let state = Mutex(State())

  init(
    cache: LRUCache<Key, Value>,
    _ function: @escaping @Sendable (Key) async throws -> Value
  ) {
    self.cache = cache
    self.function = function
  }

  /// How often a value was remembered, and how often it had to be computed or waited for.
  ///
  /// - Complexity: O(the number of shards).
  public var statistics: CacheStatistics { cache.statistics }

  /// Returns the value of a key, which is computed if it is not remembered.
  ///
  /// A computation must not wait for the value of its own key: that would never end.
  ///
  /// - Parameter key: The argument of the function.
  /// - Returns: What the function returns for it.
  /// - Throws: The function's error, also to those that waited for it; `CancellationError` when this
  ///   task is cancelled before there is a value.
  /// - Complexity: Expected O(1), and what computing takes.
  public func callAsFunction(_ key: Key) async throws -> Value {
    if let value = cache[key] { return value }
    let waiter = Waiter<Value>()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        if waiter.begin(continuation) { join(key, waiter) }
      }
    } onCancel: {
      waiter.end(with: .failure(CancellationError()))
      leave(key, waiter)
    }
  }

  private func join(_ key: Key, _ waiter: Waiter<Value>) {
    let found: Value? = state.withLock { state in
      // Cancelled meanwhile: its leaving may already be over.
      guard !waiter.isEnded else { return nil }
      if state.flights[key] != nil {
        state.flights[key]?.waiters[ObjectIdentifier(waiter)] = waiter
        return nil
      }
      if let value = cache.peek(key) { return value }
      state.lastID += 1
      let id = state.lastID
      let task = Task { await self.compute(key, flight: id) }
      state.flights[key] = Flight(id: id, task: task, waiters: [ObjectIdentifier(waiter): waiter])
      return nil
    }
    if let found { waiter.end(with: .success(found)) }
  }

  private func leave(_ key: Key, _ waiter: Waiter<Value>) {
    let abandoned: Task<Void, Never>? = state.withLock { state in
      guard var flight = state.flights[key],
        flight.waiters.removeValue(forKey: ObjectIdentifier(waiter)) != nil
      else { return nil }
      state.flights[key] = flight.waiters.isEmpty ? nil : flight
      return flight.waiters.isEmpty ? flight.task : nil
    }
    abandoned?.cancel()
  }

  private func compute(_ key: Key, flight id: Int) async {
    let result: Result<Value, any Error>
    do {
      let value = try await function(key)
      // Stored first: who finds no computation any more then finds the value.
      cache[key] = value
      result = .success(value)
    } catch {
      result = .failure(error)
    }
    let waiters = state.withLock { state in
      // An abandoned computation may have been followed by another one of the same key.
      state.flights[key]?.id == id ? state.flights.removeValue(forKey: key)?.waiters : nil
    }
    for waiter in waiters?.values ?? [:].values { waiter.end(with: result) }
  }
}

/// A task that waits for a value; it goes on once, with the first of what happens.
private final class Waiter<Value: Sendable>: Sendable {
  private enum State {
    case new
    case waiting(CheckedContinuation<Value, any Error>)
    case ended
  }

  private let state = Mutex(State.new)

  var isEnded: Bool {
    state.withLock { state in
      if case .ended = state { true } else { false }
    }
  }

  /// Starts to wait; returns `false` when the task was cancelled before.
  func begin(_ continuation: CheckedContinuation<Value, any Error>) -> Bool {
    let isCancelled = state.withLock { state in
      if case .ended = state { return true }
      state = .waiting(continuation)
      return false
    }
    if isCancelled { continuation.resume(throwing: CancellationError()) }
    return !isCancelled
  }

  func end(with result: Result<Value, any Error>) {
    let continuation: CheckedContinuation<Value, any Error>? = state.withLock { state in
      defer { state = .ended }
      if case .waiting(let continuation) = state { return continuation }
      return nil
    }
    continuation?.resume(with: result)
  }
}
