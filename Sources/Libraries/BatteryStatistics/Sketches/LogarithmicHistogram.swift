/// How many values lie in each of some intervals that are wider the farther they are from 0: quantiles
/// with a relative error that is stated, and the same for any order and any division.
///
/// Each power of two is divided into 128 intervals. A ``QuantileSketch`` bounds the error of the rank
/// and depends on the order; this bounds that of the value and does not.
///
/// It takes some kilobytes for values of some powers of two, and 4 MiB at the most.
///
/// Source: the idea is that of Masson, Rim and Lee, "DDSketch", PVLDB 12 (2019), with the intervals of
/// HdrHistogram.
public struct LogarithmicHistogram: Sendable {
  /// How many values there are.
  public private(set) var count = 0
  /// The smallest value; infinite for none.
  public private(set) var minimum = Double.infinity
  /// The largest value; negative infinity for none.
  public private(set) var maximum = -Double.infinity
  private var zeros = 0
  private var positive = Counts()
  private var negative = Counts()

  /// By how much a quantile may be off, as a share of it; values below 2^-1015 aside.
  public static let relativeError = 0x1p-8

  /// Makes an empty histogram.
  public init() {}

  /// The lane of its answers.
  public var lane: Lane { .approximate }

  /// Counts of neighbouring intervals.
  private struct Counts: Sendable {
    var first = 0
    var counts: [Int] = []

    @inline(__always)
    mutating func add(_ key: Int, _ added: Int) {
      let place = key &- first
      if place < 0 || place >= counts.count { include(key) }
      counts[key &- first] += added
    }

    @inline(never)
    mutating func include(_ key: Int) {
      if counts.isEmpty { first = key }
      if key < first {
        // Room for more below: descending values would else move all counts each time.
        let lower = max(min(key, first - counts.count), 0)
        counts.insert(contentsOf: [Int](repeating: 0, count: first - lower), at: 0)
        first = lower
      }
      if key >= first + counts.count {
        counts += [Int](repeating: 0, count: key - first - counts.count + 1)
      }
    }

    mutating func add(_ other: Counts) {
      for (place, count) in other.counts.enumerated() where count > 0 {
        add(other.first + place, count)
      }
    }

    /// The intervals with a value, ascending.
    var entries: [(key: Int, count: Int)] {
      counts.indices.lazy.filter { counts[$0] > 0 }.map { (first + $0, counts[$0]) }
    }
  }

  /// A power of two has 2^7 intervals: the key is the exponent and the first bits after it.
  private static let droppedBits: UInt64 = 45
  private static let lastKey = Int(Double.infinity.bitPattern >> droppedBits)

  /// Adds a value.
  ///
  /// - Throws: ``StatisticsError`` when it is not a number.
  public mutating func add(_ value: Double) throws(StatisticsError) {
    guard !value.isNaN else {
      throw StatisticsError(.notFinite, "NaN has no rank. Leave it out.")
    }
    // -0 is 0, so that the extremes have the same bits for any order.
    let value = value == 0 ? 0 : value
    let key = Int(truncatingIfNeeded: value.magnitude.bitPattern >> Self.droppedBits)
    if value < 0 {
      negative.add(key, 1)
    } else if value > 0 {
      positive.add(key, 1)
    } else {
      zeros += 1
    }
    count += 1
    minimum = value < minimum ? value : minimum
    maximum = value > maximum ? value : maximum
  }

  /// Adds values.
  ///
  /// - Throws: ``StatisticsError`` at the first that is not a number.
  public mutating func add(contentsOf values: some Sequence<Double>) throws(StatisticsError) {
    for value in values { try add(value) }
  }

  /// Adds another histogram.
  public mutating func add(_ other: LogarithmicHistogram) {
    count += other.count
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
    zeros += other.zeros
    positive.add(other.positive)
    negative.add(other.negative)
  }

  /// The value below which a share of the data lies, by the rank ⌈share · count⌉, to
  /// ``relativeError``.
  ///
  /// - Throws: ``StatisticsError`` for no data, or a share that is not from 0 to 1.
  public func quantile(_ share: Double) throws(StatisticsError) -> Double {
    try quantiles([share])[0]
  }

  /// The values below which shares of the data lie, to ``relativeError``.
  ///
  /// - Throws: ``StatisticsError`` for no data, or a share that is not from 0 to 1.
  public func quantiles(_ shares: [Double]) throws(StatisticsError) -> [Double] {
    guard count > 0 else { throw .tooFew("quantile", 0, needs: 1) }
    if let wrong = shares.first(where: { !(0...1).contains($0) }) {
      throw StatisticsError(
        .invalidArgument,
        "The share \(wrong) of a quantile is not from 0 to 1. Give another one."
      )
    }
    var rank = 0
    let ranked = intervals.map { interval in
      rank += interval.count
      return (value: interval.middle, rank: rank)
    }
    return shares.map { share in
      if share == 0 { return minimum }
      if share == 1 { return maximum }
      let wanted = max(Int((share * Double(count)).rounded(.up)), 1)
      let found = ranked[min(ranked.partition { $0.rank >= wanted }, ranked.count - 1)].value
      return min(max(found, minimum), maximum)
    }
  }

  /// The intervals that have a value, ascending, each with its middle.
  private var intervals: [(middle: Double, count: Int)] {
    negative.entries.reversed().map { (-Self.middle($0.key), $0.count) }
      + (zeros > 0 ? [(0, zeros)] : [])
      + positive.entries.map { (Self.middle($0.key), $0.count) }
  }

  private static func middle(_ key: Int) -> Double {
    if key >= lastKey { return .infinity }
    // Doubles of one power of two are evenly spaced: the middle one is halfway, also in the last
    // interval, whose upper end is infinite.
    return Double(bitPattern: UInt64(key) << droppedBits | 1 << (droppedBits - 1))
  }
}

extension LogarithmicHistogram: Equatable {
  /// Whether all counts are equal.
  public static func == (first: LogarithmicHistogram, second: LogarithmicHistogram) -> Bool {
    first.count == second.count && first.zeros == second.zeros
      && first.minimum == second.minimum
      && first.maximum == second.maximum
      && first.positive.entries.elementsEqual(second.positive.entries, by: ==)
      && first.negative.entries.elementsEqual(second.negative.entries, by: ==)
  }
}

extension LogarithmicHistogram: Codable {
  private enum Key: String, CodingKey {
    case version, minimum, maximum, zeros, positive, positiveCounts, negative, negativeCounts
  }

  /// Reads a histogram that was written on any machine.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.checkVersion(1, forKey: .version)
    minimum = Double(bitPattern: try container.decode(UInt64.self, forKey: .minimum))
    maximum = Double(bitPattern: try container.decode(UInt64.self, forKey: .maximum))
    zeros = try container.decode(Int.self, forKey: .zeros)
    guard (0..<StatisticsError.countLimit).contains(zeros) else {
      throw StatisticsError.damaged("histogram")
    }
    count = zeros
    func read(_ keys: Key, _ numbers: Key) throws -> Counts {
      let keys = try container.decode([Int].self, forKey: keys)
      let numbers = try container.decode([Int].self, forKey: numbers)
      guard keys.count == numbers.count, keys.allSatisfy({ (0...Self.lastKey).contains($0) }),
        zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 })
      else { throw StatisticsError.damaged("histogram") }
      var result = Counts()
      for (key, number) in zip(keys, numbers) {
        guard number > 0, number < StatisticsError.countLimit - count else {
          throw StatisticsError.damaged("histogram")
        }
        count += number
        result.add(key, number)
      }
      return result
    }
    positive = try read(.positive, .positiveCounts)
    negative = try read(.negative, .negativeCounts)
    guard count == 0 || minimum <= maximum else { throw StatisticsError.damaged("histogram") }
  }

  /// Writes the histogram: intervals with a value alone.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(1, forKey: .version)
    try container.encode(minimum.bitPattern, forKey: .minimum)
    try container.encode(maximum.bitPattern, forKey: .maximum)
    try container.encode(zeros, forKey: .zeros)
    let (above, below) = (positive.entries, negative.entries)
    try container.encode(above.map(\.key), forKey: .positive)
    try container.encode(above.map(\.count), forKey: .positiveCounts)
    try container.encode(below.map(\.key), forKey: .negative)
    try container.encode(below.map(\.count), forKey: .negativeCounts)
  }
}
