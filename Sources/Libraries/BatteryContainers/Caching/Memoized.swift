import Dispatch
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A function that remembers what it has returned; `memoize` makes it.
public final class Memoized<Key: Hashable & Sendable, Value: Sendable, Failure: Error>: Sendable {
  enum Function: Sendable {
    case plain(@Sendable (Key) throws(Failure) -> Value)
    case recursive(@Sendable (Memoized, Key) throws(Failure) -> Value)
  }

  /// What the function has returned, by its argument.
  public let cache: LRUCache<Key, Value>
  private let function: Function
  /// The values that are being computed.
  private let flights = Mutex<[Key: Flight<Value, Failure>]>([:])

  init(cache: LRUCache<Key, Value>, _ function: Function) {
    self.cache = cache
    self.function = function
  }

  /// How often a value was remembered, and how often it had to be computed or waited for.
  ///
  /// - Complexity: O(the number of shards).
  public var statistics: CacheStatistics { cache.statistics }

  /// Returns the value of a key, which is computed if it is not remembered.
  ///
  /// A thread waits while another one computes the value of the same key. A value that needs
  /// itself, which would be computed for ever, ends the program with a message.
  ///
  /// - Parameter key: The argument of the function.
  /// - Returns: What the function returns for it.
  /// - Throws: The function's error, also to those that waited for it.
  /// - Complexity: Expected O(1), and what computing takes.
  @inlinable
  public func callAsFunction(_ key: Key) throws(Failure) -> Value {
    if let value = cache[key] { return value }
    return try compute(key)
  }

  private enum Turn {
    case found(Value)
    case wait(Flight<Value, Failure>)
    case lead(Flight<Value, Failure>)
  }

  @usableFromInline
  func compute(_ key: Key) throws(Failure) -> Value {
    switch turn(for: key) {
    case .found(let value): return value
    case .wait(let flight): return try flight.wait()
    case .lead(let flight):
      let result: Result<Value, Failure>
      do throws(Failure) {
        result = .success(try call(key))
      } catch {
        result = .failure(error)
      }
      // Stored first: who finds no computation any more then finds the value.
      if case .success(let value) = result { cache[key] = value }
      flights.withLock { _ = $0.removeValue(forKey: key) }
      flight.land(with: result)
      return try result.get()
    }
  }

  private func turn(for key: Key) -> Turn {
    flights.withLock { flights in
      if let flight = flights[key] { return .wait(flight) }
      if let value = cache.peek(key) { return .found(value) }
      let flight = Flight<Value, Failure>()
      flights[key] = flight
      return .lead(flight)
    }
  }

  private func call(_ key: Key) throws(Failure) -> Value {
    switch function {
    case .plain(let function): try function(key)
    case .recursive(let function): try function(self, key)
    }
  }
}

/// A value that one thread computes and others wait for.
private final class Flight<Value: Sendable, Failure: Error>: Sendable {
  private let result = Mutex<Result<Value, Failure>?>(nil)
  private let landing = DispatchGroup()
  private let thread = currentThread()

  init() {
    landing.enter()
  }

  func land(with result: Result<Value, Failure>) {
    self.result.withLock { $0 = result }
    landing.leave()
  }

  func wait() throws(Failure) -> Value {
    precondition(
      currentThread() != thread,
      "memoize: computing a value asks for the value of the same key; let the recursion end"
    )
    landing.wait()
    guard let result = result.withLock({ $0 }) else {
      preconditionFailure("memoize: a computation ended without a result")
    }
    return try result.get()
  }
}

private func currentThread() -> UInt {
  #if canImport(Glibc)
  UInt(pthread_self())
  #else
  UInt(bitPattern: pthread_self())
  #endif
}
