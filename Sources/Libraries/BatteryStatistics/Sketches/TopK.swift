/// The values that come most often, in a few kilobytes, with an error that is stated.
///
/// As long as there are no more different values than the capacity, all counts are exact and do not
/// depend on the order. Beyond it, each count may be too low by ``errorBound`` and no more, which is
/// at most 1 / (capacity + 1) of all values; which of the rare values are kept then depends on the
/// order.
///
/// ```swift
/// var top = try TopK<String>(capacity: 256)
/// top.add(contentsOf: words)
/// top.top(10).map(\.value)
/// top.lane                        // exact, or approximate
/// ```
///
/// Source: Misra and Gries, "Finding Repeated Elements", Science of Computer Programming 2 (1982);
/// the merge is of Agarwal and others, "Mergeable Summaries", PODS 2012.
public struct TopK<Value: Hashable & Comparable & Sendable>: Sendable, Equatable {
  /// How often a value came.
  public struct Entry: Sendable, Hashable {
    /// The value.
    public var value: Value
    /// How often it came at the least.
    public var count: Int
    /// How often it came at the most.
    public var maximumCount: Int
  }

  /// How many values are counted.
  public let capacity: Int
  /// How many values were added, repeated ones included.
  public private(set) var count = 0
  /// By how much a count may be too low, and how often a value that is not counted may have come.
  public private(set) var errorBound = 0
  private var counts: [Value: Int] = [:]

  /// Makes the state of no values.
  ///
  /// - Throws: ``StatisticsError`` for a capacity that is not from 1 to 2^24.
  public init(capacity: Int = 256) throws(StatisticsError) {
    guard (1...(1 << 24)).contains(capacity) else {
      throw StatisticsError(
        .invalidArgument,
        "The most frequent values cannot be told with a capacity of \(capacity). Give 1 to 2^24."
      )
    }
    self.capacity = capacity
  }

  /// The lane of its answers: exact as long as no count was given up.
  public var lane: Lane { errorBound == 0 ? .exact : .approximate }

  /// How many different values there are; `nil` once it is not known.
  public var distinctCount: Int? { errorBound == 0 ? counts.count : nil }

  /// Adds a value, or so many of it.
  ///
  /// - Complexity: O(1) in the mean of many.
  public mutating func add(_ value: Value, count added: Int = 1) {
    precondition(added >= 0, "A value cannot come less than never")
    if added == 0 { return }
    count += added
    counts[value, default: 0] += added
    // Twice as many are let in before the rare ones go, so that sorting is seldom.
    if counts.count > 2 * capacity { reduce() }
  }

  /// Adds values.
  public mutating func add(contentsOf values: some Sequence<Value>) {
    for value in values { add(value) }
  }

  /// Adds the counts of another state.
  ///
  /// - Throws: ``StatisticsError`` for one of another capacity.
  public mutating func add(_ other: TopK) throws(StatisticsError) {
    guard capacity == other.capacity else {
      throw StatisticsError(
        .shape,
        "Counts of the capacities \(capacity) and \(other.capacity) cannot be merged."
          + " Make both of one capacity."
      )
    }
    count += other.count
    errorBound += other.errorBound
    counts.merge(other.counts, uniquingKeysWith: +)
    if counts.count > 2 * capacity { reduce() }
  }

  /// Takes the count of the first value that has no room from all; those without a rest go.
  private mutating func reduce() {
    if counts.count <= capacity { return }
    let least = counts.values.sorted(by: >)[capacity]
    errorBound += least
    counts = counts.compactMapValues { $0 > least ? $0 - least : nil }
  }

  /// The values that came most often, the most frequent first, of equal ones the smallest.
  ///
  /// - Parameter limit: How many to give, at most the capacity.
  /// - Returns: The values, each with the least and the most that it can have come.
  public func top(_ limit: Int) -> [Entry] {
    // Between two reductions there are more values than the capacity. Those beyond it are exact where
    // none was given up yet, and else no better than the ones that went.
    let most = errorBound == 0 ? Int.max : capacity
    let kept = sortedCounts.prefix(max(min(limit, most), 0))
    return kept.map {
      Entry(value: $0.key, count: $0.value, maximumCount: $0.value + errorBound)
    }
  }

  /// Whether the first values of ``top(_:)`` are for certain the most frequent ones, whatever their
  /// order.
  public func isCertain(_ limit: Int) -> Bool {
    if errorBound == 0 || limit <= 0 { return true }
    let entries = sortedCounts
    guard limit <= entries.count else { return false }
    let next = limit < entries.count ? entries[limit].value : 0
    return entries[limit - 1].value >= next + errorBound
  }

  private var sortedCounts: [(key: Value, value: Int)] {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
  }
}

extension TopK: Codable where Value: Codable {
  private enum Key: String, CodingKey {
    case version, capacity, count, errorBound, values, counts
  }

  /// Reads a state that was written on any machine.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.checkVersion(1, forKey: .version)
    try self.init(capacity: try container.decode(Int.self, forKey: .capacity))
    count = try container.decode(Int.self, forKey: .count)
    errorBound = try container.decode(Int.self, forKey: .errorBound)
    let values = try container.decode([Value].self, forKey: .values)
    let numbers = try container.decode([Int].self, forKey: .counts)
    // What is counted and what went, as much from capacity + 1 values at once, add up to the count.
    var total = 0
    for number in numbers {
      let (sum, overflow) = total.addingReportingOverflow(number)
      guard number > 0, !overflow else { throw StatisticsError.damaged("list of counts") }
      total = sum
    }
    guard count < StatisticsError.countLimit, values.count == numbers.count,
      values.count <= 2 * capacity, errorBound >= 0,
      total <= count, errorBound <= (count - total) / (capacity + 1),
      errorBound > 0 || total == count
    else { throw StatisticsError.damaged("list of counts") }
    counts = Dictionary(zip(values, numbers), uniquingKeysWith: { $1 })
    guard counts.count == values.count else { throw StatisticsError.damaged("list of counts") }
  }

  /// Writes the state; values in the order of their frequency.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(1, forKey: .version)
    try container.encode(capacity, forKey: .capacity)
    try container.encode(count, forKey: .count)
    try container.encode(errorBound, forKey: .errorBound)
    let entries = sortedCounts
    try container.encode(entries.map(\.key), forKey: .values)
    try container.encode(entries.map(\.value), forKey: .counts)
  }
}
