public import BatteryFiles

/// What an indexing did.
public struct IndexCounts: Sendable {
  /// How many entries the folder has.
  public var entries = 0
  /// How many of them are new.
  public var added = 0
  /// How many changed.
  public var changed = 0
  /// How many went.
  public var removed = 0
  /// How many files were read to tell their contents apart.
  public var hashed = 0
  /// How many files got tags that a file had that went.
  public var retagged = 0
  /// How many files were read for their texts.
  public var texts = 0
  /// What could not be looked at, the first of it.
  public var failures: [FileError] = []
  /// How much could not be looked at.
  public var failureCount = 0

  /// Counts of nothing.
  public init() {}

  mutating func fail(_ error: FileError) {
    failureCount += 1
    if failures.count < 20 { failures.append(error) }
  }

  mutating func add(_ other: IndexCounts) {
    entries += other.entries
    added += other.added
    changed += other.changed
    removed += other.removed
    hashed += other.hashed
    retagged += other.retagged
    texts += other.texts
    failures = Array((failures + other.failures).prefix(20))
    failureCount += other.failureCount
  }
}
