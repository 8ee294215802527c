public import Synchronization

/// A cache that drops the value that was used longest ago when it is full.
///
/// Any number of threads and tasks may use it at the same time. To compute what is missing, and
/// once only, use `memoize`. Keys must not use the cache in their `==`.
///
///     let cache = LRUCache<String, Int>(capacity: 1000)
///     cache["a"] = 1
///
/// With more than one shard, keys are spread over parts with a lock each, so that threads seldom
/// wait for each other. A full part drops its own oldest value, which need not be the oldest of all.
public final class LRUCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  @usableFromInline
  final class Shard: Sendable {
    @usableFromInline
    let table: Mutex<LRUTable<Key, Value>>

    @inlinable
    init(capacity: Int) {
      table = Mutex(LRUTable(capacity: capacity))
    }
  }

  /// The most values that are kept; `nil` for any number.
  public let capacity: Int?
  /// How long a value is kept after it was stored; `nil` for any time.
  public let timeToLive: Duration?
  @usableFromInline
  let shards: [Shard]
  /// The time since the cache was made; the clock is read only where values get old.
  @usableFromInline
  let elapsed: (@Sendable () -> Duration)?

  /// Creates an empty cache.
  ///
  /// - Parameters:
  ///   - capacity: The most values to keep; `nil` for any number, 0 or less for none.
  ///   - timeToLive: How long a value is kept after it was stored; `nil` for any time. A value that
  ///     is too old is removed when it is asked for, or makes room like any other.
  ///   - clock: What tells how old values are.
  ///   - shards: The number of parts with a lock each, 1 or more.
  /// - Complexity: O(`shards`).
  @inlinable
  public init(
    capacity: Int?,
    timeToLive: Duration? = nil,
    clock: some Clock<Duration> = ContinuousClock(),
    shards: Int = 1
  ) {
    precondition(shards >= 1, "LRUCache: shards is \(shards); pass 1 or more")
    let limit = capacity.map { max(0, $0) }
    self.capacity = limit
    self.timeToLive = timeToLive
    self.shards = (0..<shards).map { index in
      Shard(capacity: limit.map { $0 / shards + (index < $0 % shards ? 1 : 0) } ?? .max)
    }
    if timeToLive != nil {
      let start = clock.now
      elapsed = { start.duration(to: clock.now) }
    } else {
      elapsed = nil
    }
  }

  /// The value of a key, which is counted as a hit or a miss and marked as used.
  ///
  /// Setting a value stores it anew, as the one used last; setting `nil` removes it.
  ///
  /// - Complexity: Expected O(1).
  @inlinable
  public subscript(key: Key) -> Value? {
    get {
      let hash = key.hashValue
      let now = elapsed?() ?? .zero
      return shard(hash).table.withLock { $0.take(key, hash: hash, now: now) }.value
    }
    set {
      guard let newValue else {
        removeValue(forKey: key)
        return
      }
      let hash = key.hashValue
      let deadline = elapsed.flatMap { now in timeToLive.map { now() + $0 } } ?? .forever
      let node = LRUTable.Node(key: key, value: newValue, hash: hash, deadline: deadline)
      _ = shard(hash).table.withLock { $0.store(node) }
    }
  }

  /// Returns the value of a key without counting it, and without marking it as used.
  ///
  /// - Complexity: Expected O(1).
  @inlinable
  public func peek(_ key: Key) -> Value? {
    let hash = key.hashValue
    let now = elapsed?() ?? .zero
    return shard(hash).table.withLock { $0.peek(key, hash: hash, now: now) }
  }

  /// Removes a value.
  ///
  /// - Returns: The value, or `nil` when it was not there; it may be too old.
  /// - Complexity: Expected O(1).
  @inlinable
  @discardableResult
  public func removeValue(forKey key: Key) -> Value? {
    let hash = key.hashValue
    return shard(hash).table.withLock { $0.remove(key, hash: hash) }?.value
  }

  /// Removes the values that are too old, before somebody asks for them.
  ///
  /// - Complexity: O(``count``).
  public func removeExpired() {
    guard let now = elapsed?() else { return }
    for shard in shards { _ = shard.table.withLock { $0.removeExpired(now: now) } }
  }

  /// Removes all values and sets the statistics to 0: Python's `cache_clear()`.
  ///
  /// - Complexity: O(``count``).
  public func removeAll() {
    for shard in shards {
      _ = shard.table.withLock { table in
        let old = table
        table = LRUTable(capacity: table.capacity)
        return old
      }
    }
  }

  /// How many values there are, those that are too old and not yet removed included.
  ///
  /// - Complexity: O(the number of shards).
  public var count: Int {
    shards.reduce(0) { sum, shard in sum + shard.table.withLock { $0.nodes.count } }
  }

  /// The keys, from the one used longest ago to the one used last, shard by shard.
  ///
  /// - Complexity: O(``count``).
  public var keys: [Key] {
    shards.flatMap { shard in shard.table.withLock { $0.keys } }
  }

  /// What the cache was used for since it was made or emptied.
  ///
  /// - Complexity: O(the number of shards).
  public var statistics: CacheStatistics {
    shards.reduce(into: CacheStatistics(capacity: capacity)) { sum, shard in
      let (part, count) = shard.table.withLock { ($0.statistics, $0.nodes.count) }
      sum.hits += part.hits
      sum.misses += part.misses
      sum.evictions += part.evictions
      sum.expirations += part.expirations
      sum.count += count
    }
  }

  /// The upper bits choose the shard, as the lower ones choose the place in it.
  @inlinable
  func shard(_ hash: Int) -> Shard {
    guard shards.count > 1 else { return shards[0] }
    return shards[Int(UInt(bitPattern: hash).multipliedFullWidth(by: UInt(shards.count)).high)]
  }
}

extension Duration {
  /// Later than any deadline.
  @inlinable
  static var forever: Duration { Duration(secondsComponent: .max, attosecondsComponent: 0) }
}
