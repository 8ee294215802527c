/// Returns a function that remembers what it has returned: Python's `functools.lru_cache`.
///
/// When several threads ask for a key that is missing, one of them computes its value and the
/// others wait for it. Errors are not remembered. For several arguments, make the key a `struct`.
///
///     let square = memoize(capacity: 128) { (number: Int) in number * number }
///     square(5)
///
/// - Parameters:
///   - capacity: The most values to remember; `nil` for any number, as in `functools.cache`.
///   - timeToLive: How long a value is remembered; `nil` for any time.
///   - clock: What tells how old values are.
///   - shards: The number of parts with a lock each; see ``LRUCache``.
///   - function: Computes the value of a key.
/// - Returns: The function that remembers.
/// - Complexity: O(`shards`).
public func memoize<Key: Hashable & Sendable, Value: Sendable, Failure: Error>(
  capacity: Int? = 128,
  timeToLive: Duration? = nil,
  clock: some Clock<Duration> = ContinuousClock(),
  shards: Int = 1,
  _ function: @escaping @Sendable (Key) throws(Failure) -> Value
) -> Memoized<Key, Value, Failure> {
  let cache = LRUCache<Key, Value>(
    capacity: capacity,
    timeToLive: timeToLive,
    clock: clock,
    shards: shards
  )
  return Memoized(cache: cache, .plain(function))
}

/// Returns a recursive function that remembers what it has returned.
///
///     let fibonacci = memoize(capacity: nil) { fibonacci, n in
///       n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2)
///     }
///
/// - Parameters:
///   - capacity: The most values to remember; `nil` for any number.
///   - timeToLive: How long a value is remembered; `nil` for any time.
///   - clock: What tells how old values are.
///   - shards: The number of parts with a lock each; see ``LRUCache``.
///   - function: Computes the value of a key, with the function that remembers in its hands.
/// - Returns: The function that remembers.
/// - Complexity: O(`shards`).
public func memoize<Key: Hashable & Sendable, Value: Sendable, Failure: Error>(
  capacity: Int? = 128,
  timeToLive: Duration? = nil,
  clock: some Clock<Duration> = ContinuousClock(),
  shards: Int = 1,
  _ function: @escaping @Sendable (Memoized<Key, Value, Failure>, Key) throws(Failure) -> Value
) -> Memoized<Key, Value, Failure> {
  let cache = LRUCache<Key, Value>(
    capacity: capacity,
    timeToLive: timeToLive,
    clock: clock,
    shards: shards
  )
  return Memoized(cache: cache, .recursive(function))
}

/// Returns an asynchronous function that remembers what it has returned.
///
/// When several tasks ask for a key that is missing, its value is computed once. A task that is
/// cancelled stops waiting, with a `CancellationError`; the others go on, and the computation is
/// cancelled only when nobody waits for it any more. Errors are not remembered.
///
/// - Parameters:
///   - capacity: The most values to remember; `nil` for any number.
///   - timeToLive: How long a value is remembered; `nil` for any time.
///   - clock: What tells how old values are.
///   - shards: The number of parts with a lock each; see ``LRUCache``.
///   - function: Computes the value of a key, in a task of its own.
/// - Returns: The function that remembers.
/// - Complexity: O(`shards`).
public func memoize<Key: Hashable & Sendable, Value: Sendable>(
  capacity: Int? = 128,
  timeToLive: Duration? = nil,
  clock: some Clock<Duration> = ContinuousClock(),
  shards: Int = 1,
  _ function: @escaping @Sendable (Key) async throws -> Value
) -> AsyncMemoized<Key, Value> {
  let cache = LRUCache<Key, Value>(
    capacity: capacity,
    timeToLive: timeToLive,
    clock: clock,
    shards: shards
  )
  return AsyncMemoized(cache: cache, function)
}
