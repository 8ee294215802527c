internal import BatteryNumbers

/// How many values lie in each of some intervals of the same width.
///
/// The lower end of an interval belongs to it, the upper one to the next; that of the last interval
/// belongs to the last. Ends are the doubles nearest to those that divide the range exactly. Values
/// outside and those that are no numbers are counted apart.
public struct Histogram: Sendable, Hashable {
  /// Where the first interval begins.
  public let lower: Double
  /// Where the last interval ends.
  public let upper: Double
  /// How many values each interval has.
  public private(set) var counts: [Int]
  /// How many values are below the first interval.
  public private(set) var below = 0
  /// How many values are above the last interval.
  public private(set) var above = 0
  /// How many values are not a number.
  public private(set) var notNumbers = 0
  private let ends: [Double]
  private let steps: HistogramSteps<Double>

  /// The most intervals that a histogram may have.
  public static let maximumBins = 1 << 20

  /// Makes an empty histogram.
  ///
  /// - Throws: ``StatisticsError`` for no or too many intervals, or ends that are not finite or not
  ///   in ascending order.
  public init(from lower: Double, to upper: Double, bins: Int) throws(StatisticsError) {
    guard (1...Self.maximumBins).contains(bins), lower < upper,
      let first = Fraction(exactly: lower), let last = Fraction(exactly: upper)
    else {
      throw StatisticsError(
        .invalidArgument,
        "There is no histogram of \(bins) intervals from \(lower) to \(upper)."
          + " Give 1 to \(Self.maximumBins) intervals and finite ends in ascending order."
      )
    }
    (self.lower, self.upper) = (lower, upper)
    counts = [Int](repeating: 0, count: bins)
    ends = HistogramEdges(from: first, to: last, bins: bins).nearest
    steps = HistogramSteps(doubles: Array(ends.dropFirst().dropLast()), from: lower, to: upper)
  }

  /// Makes the histogram of data from its smallest to its largest value.
  ///
  /// - Throws: ``StatisticsError`` for no or too many intervals, or where there is no finite value.
  public init(_ data: [Double], bins: Int) throws(StatisticsError) {
    var (least, largest) = (Double.infinity, -Double.infinity)
    for value in data where value.isFinite {
      least = min(least, value)
      largest = max(largest, value)
    }
    guard least <= largest else { throw .tooFew("histogram", 0, needs: 1) }
    // Values that are all the same get an interval around them.
    let half = least == largest ? max(0.5, least.magnitude * 0x1p-20) : 0
    try self.init(from: least - half, to: largest + half, bins: bins)
    for value in data { add(value) }
  }

  /// How many values were added.
  public var count: Int { counts.reduce(below + above + notNumbers, +) }

  /// How wide an interval is.
  public var width: Double { upper / Double(counts.count) - lower / Double(counts.count) }

  /// The lower end of an interval; of the one after the last, the upper end of the last.
  public func edge(_ bin: Int) -> Double { ends[bin] }

  /// Adds a value.
  public mutating func add(_ value: Double) {
    if value.isNaN {
      notNumbers += 1
    } else if value < lower {
      below += 1
    } else if value > upper {
      above += 1
    } else {
      counts[steps.bin(of: value)] += 1
    }
  }

  /// Adds values.
  public mutating func add(contentsOf values: some Sequence<Double>) {
    for value in values { add(value) }
  }

  /// Adds another histogram.
  ///
  /// - Throws: ``StatisticsError`` for a histogram of other intervals.
  public mutating func add(_ other: Histogram) throws(StatisticsError) {
    guard lower == other.lower, upper == other.upper, counts.count == other.counts.count else {
      throw StatisticsError(
        .shape,
        "Histograms of other intervals cannot be merged. Make both from the same ends."
      )
    }
    for bin in counts.indices { counts[bin] += other.counts[bin] }
    below += other.below
    above += other.above
    notNumbers += other.notNumbers
  }
}

extension Histogram: Codable {
  private enum Key: String, CodingKey {
    case version, lower, upper, counts, below, above, notNumbers
  }

  /// Reads a histogram that was written on any machine.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try container.checkVersion(1, forKey: .version)
    let counts = try container.decode([Int].self, forKey: .counts)
    try self.init(
      from: try container.decode(Double.self, forKey: .lower),
      to: try container.decode(Double.self, forKey: .upper),
      bins: counts.count
    )
    self.counts = counts
    below = try container.decode(Int.self, forKey: .below)
    above = try container.decode(Int.self, forKey: .above)
    notNumbers = try container.decode(Int.self, forKey: .notNumbers)
    var left = StatisticsError.countLimit
    for number in counts + [below, above, notNumbers] {
      guard (0..<left).contains(number) else { throw StatisticsError.damaged("histogram") }
      left -= number
    }
  }

  /// Writes the histogram.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(1, forKey: .version)
    try container.encode(lower, forKey: .lower)
    try container.encode(upper, forKey: .upper)
    try container.encode(counts, forKey: .counts)
    try container.encode(below, forKey: .below)
    try container.encode(above, forKey: .above)
    try container.encode(notNumbers, forKey: .notNumbers)
  }
}
