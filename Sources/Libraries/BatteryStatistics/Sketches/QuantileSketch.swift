internal import Foundation

/// Quantiles of any amount of data in a few kilobytes, with an error that is stated.
///
/// The sketch keeps some of the values, each standing for a power of two of them. Sketches are merged
/// without a loss; the error is that of ``rankError`` for any number of values and merges.
///
/// ```swift
/// var sketch = QuantileSketch()
/// sketch.add(contentsOf: values)
/// try sketch.quantile(0.99)        // a value whose rank is within 1.4 % of the asked one
/// ```
///
/// Which values are kept is drawn from a generator that starts the same: the same values in the same
/// order give the same sketch.
///
/// Source: Karnin, Lang and Liberty, "Optimal Quantile Approximation in Streams", FOCS 2016.
public struct QuantileSketch: Sendable, Hashable {
  /// How many values the largest level keeps: more of them, less error.
  public let size: Int
  /// How many values were added.
  public private(set) var count = 0
  /// The smallest value; infinite for none.
  public private(set) var minimum = Double.infinity
  /// The largest value; negative infinity for none.
  public private(set) var maximum = -Double.infinity
  /// A value of level `i` stands for 2^i values.
  private var levels: [[Double]] = [[]]
  private var kept = 0
  private var capacity: Int
  private var coin: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// The sizes that a sketch may have.
  public static let sizes = 8...65_535

  /// Makes an empty sketch.
  ///
  /// - Throws: ``StatisticsError`` for a size outside of ``sizes``.
  public init(size: Int) throws(StatisticsError) {
    guard Self.sizes.contains(size) else {
      throw StatisticsError(
        .invalidArgument,
        "A sketch cannot have the size \(size). Give one of \(Self.sizes)."
      )
    }
    self.init(unchecked: size)
  }

  /// Makes an empty sketch of the size 200, some three kilobytes.
  public init() { self.init(unchecked: 200) }

  private init(unchecked size: Int) {
    self.size = size
    capacity = Self.capacity(0, of: 1, size)
  }

  /// The lane of its answers: exact as long as all values are kept.
  public var lane: Lane { levels.count == 1 ? .exact : .approximate }

  /// By how much the rank of an answer may be off, as a share of the count.
  ///
  /// A single answer keeps to it with a probability of 0.99. The formula is the one measured for
  /// sketches of this kind by the Apache DataSketches project; zero as long as all values are kept.
  public var rankError: Double {
    lane == .exact ? 0 : 2.296 / pow(Double(size), 0.9723)
  }

  /// Adds a value.
  ///
  /// - Throws: ``StatisticsError`` when it is not a number.
  public mutating func add(_ value: Double) throws(StatisticsError) {
    guard !value.isNaN else {
      throw StatisticsError(.notFinite, "NaN has no rank. Leave it out.")
    }
    count += 1
    minimum = min(minimum, value)
    maximum = max(maximum, value)
    levels[0].append(value)
    kept += 1
    if kept > capacity { compact() }
  }

  /// Adds values.
  ///
  /// - Throws: ``StatisticsError`` at the first that is not a number.
  public mutating func add(contentsOf values: some Sequence<Double>) throws(StatisticsError) {
    for value in values { try add(value) }
  }

  /// Adds another sketch.
  ///
  /// - Throws: ``StatisticsError`` for a sketch of another size.
  public mutating func add(_ other: QuantileSketch) throws(StatisticsError) {
    guard size == other.size else {
      throw StatisticsError(
        .shape,
        "Sketches of the sizes \(size) and \(other.size) cannot be merged. Make both of one size."
      )
    }
    count += other.count
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
    while levels.count < other.levels.count { levels.append([]) }
    for (level, values) in other.levels.enumerated() { levels[level] += values }
    kept += other.kept
    coin ^= other.coin &* 0xd134_2543_de82_ef95 | 1
    capacity = totalCapacity
    while kept > capacity { compact() }
  }

  /// The value below which a share of the data lies.
  ///
  /// - Throws: ``StatisticsError`` for no data, or a share that is not from 0 to 1.
  public func quantile(_ share: Double) throws(StatisticsError) -> Double {
    try quantiles([share])[0]
  }

  /// The values below which shares of the data lie.
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
    let weighted = weightedValues
    return shares.map { share in
      if share == 0 { return minimum }
      if share == 1 { return maximum }
      let rank = Int((share * Double(count)).rounded(.up))
      return weighted[min(weighted.partition { $0.rank >= rank }, weighted.count - 1)].value
    }
  }

  /// The share of the data that is not more than a value.
  ///
  /// - Throws: ``StatisticsError`` when there is no data.
  public func rank(of value: Double) throws(StatisticsError) -> Double {
    guard count > 0 else { throw .tooFew("rank", 0, needs: 1) }
    let weighted = weightedValues
    let place = weighted.partition { $0.value > value }
    return place == 0 ? 0 : Double(weighted[place - 1].rank) / Double(count)
  }

  /// The values in ascending order, each with how many are not more than it.
  private var weightedValues: [(value: Double, rank: Int)] {
    let values = levels.enumerated().flatMap { level, values in values.map { ($0, 1 << level) } }
    var rank = 0
    return values.sorted { $0.0 < $1.0 }.map { value, weight in
      rank += weight
      return (value, rank)
    }
  }

  /// Halves the lowest level that is full; every second value goes up with twice the weight.
  private mutating func compact() {
    for level in levels.indices
    where levels[level].count >= Self.capacity(level, of: levels.count, size) {
      if level + 1 == levels.count { levels.append([]) }
      var values = levels[level].sorted()
      // An odd one stays behind: the weights add up to the count.
      levels[level] = values.count % 2 == 1 ? [values.removeLast()] : []
      let offset = toss()
      levels[level + 1] += stride(from: offset, to: values.count, by: 2).map { values[$0] }
      kept -= values.count / 2
      break
    }
    capacity = totalCapacity
  }

  private var totalCapacity: Int {
    levels.indices.reduce(0) { $0 + Self.capacity($1, of: levels.count, size) }
  }

  /// Levels shrink by a third from the highest one down, to no less than eight.
  ///
  /// The lowest is long all the same: many values sorted at once take less time than a few often.
  private static func capacity(_ level: Int, of levels: Int, _ size: Int) -> Int {
    if level == 0 { return size }
    var capacity = Double(size)
    for _ in 0..<(levels - level - 1) where capacity > 8 { capacity *= 2.0 / 3 }
    return max(Int(capacity.rounded(.up)), 8)
  }

  /// A random bit; xorshift by Marsaglia.
  private mutating func toss() -> Int {
    coin ^= coin << 13
    coin ^= coin >> 7
    coin ^= coin << 17
    return Int(coin >> 63)
  }
}

extension QuantileSketch: Codable {
  private enum Key: String, CodingKey {
    case version, size, count, minimum, maximum, levels, coin
  }

  /// Reads a sketch that was written on any machine.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.checkVersion(1, forKey: .version)
    try self.init(size: try container.decode(Int.self, forKey: .size))
    count = try container.decode(Int.self, forKey: .count)
    func double(_ bits: UInt64) -> Double { Double(bitPattern: bits) }
    minimum = double(try container.decode(UInt64.self, forKey: .minimum))
    maximum = double(try container.decode(UInt64.self, forKey: .maximum))
    levels = try container.decode([[UInt64]].self, forKey: .levels).map { $0.map(double) }
    coin = try container.decode(UInt64.self, forKey: .coin)
    guard (1...60).contains(levels.count), coin != 0,
      (0..<StatisticsError.countLimit).contains(count),
      !levels.contains(where: { $0.contains(where: \.isNaN) })
    else { throw StatisticsError.damaged("sketch") }
    // The weights have to add up, or each answer would be wrong.
    var weights = 0
    for (level, values) in levels.enumerated() {
      let (weight, overflow) = values.count.multipliedReportingOverflow(by: 1 << level)
      let (sum, carried) = weights.addingReportingOverflow(weight)
      guard !overflow, !carried else { throw StatisticsError.damaged("sketch") }
      weights = sum
    }
    guard weights == count else { throw StatisticsError.damaged("sketch") }
    kept = levels.reduce(0) { $0 + $1.count }
    capacity = totalCapacity
  }

  /// Writes the sketch; doubles by their bits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(1, forKey: .version)
    try container.encode(size, forKey: .size)
    try container.encode(count, forKey: .count)
    try container.encode(minimum.bitPattern, forKey: .minimum)
    try container.encode(maximum.bitPattern, forKey: .maximum)
    try container.encode(levels.map { $0.map(\.bitPattern) }, forKey: .levels)
    try container.encode(coin, forKey: .coin)
  }
}
