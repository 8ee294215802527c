/// How much use a cache was so far: Python's `cache_info()`.
public struct CacheStatistics: Hashable, Codable, Sendable {
  /// How many values were asked for and found.
  public var hits: Int
  /// How many values were asked for and not found.
  public var misses: Int
  /// How many values had to make room for newer ones.
  public var evictions: Int
  /// How many values were found to be too old.
  public var expirations: Int
  /// How many values there are.
  public var count: Int
  /// The most values that there can be; `nil` for any number.
  public var capacity: Int?

  /// Creates statistics.
  ///
  /// - Complexity: O(1).
  public init(
    hits: Int = 0,
    misses: Int = 0,
    evictions: Int = 0,
    expirations: Int = 0,
    count: Int = 0,
    capacity: Int? = nil
  ) {
    self.hits = hits
    self.misses = misses
    self.evictions = evictions
    self.expirations = expirations
    self.count = count
    self.capacity = capacity
  }

  /// The share of values that were found, from 0 to 1; `nil` when none was asked for.
  ///
  /// - Complexity: O(1).
  public var hitRate: Double? {
    hits + misses == 0 ? nil : Double(hits) / (Double(hits) + Double(misses))
  }
}
