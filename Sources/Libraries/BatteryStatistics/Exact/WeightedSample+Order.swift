package import BatteryNumbers

extension WeightedSample {
  /// The weights as integers, one at a time: together they would be as long as the finest.
  private struct WeightIntegers {
    private let base: NumberBase
    private let scale: Int
    private var powers = ScalePowers()

    init(_ weights: [ScaledNumber]) {
      scale = weights.reduce(0) { $1.coefficient.isZero ? $0 : max($0, $1.scale) }
      base = weights.allSatisfy { $0.base == .two } ? .two : .ten
    }

    mutating func callAsFunction(_ weight: ScaledNumber) -> BigInteger {
      powers.integer(weight, base, scale: scale)
    }

    var unit: BigInteger { base.power(scale) }
  }

  /// The least number up to which the weights reach a share of all, as NumPy's `inverted_cdf` has it.
  ///
  /// - Parameters:
  ///   - shares: From 0 to 1.
  ///   - check: Throws when the work is not wanted any more.
  /// - Returns: A number of the sample for each share; none where it is empty.
  package func quantiles(
    _ shares: [Fraction],
    check: () throws -> Void = {}
  ) rethrows -> [ScaledNumber] {
    guard !isEmpty else { return [] }
    let order = try ascending(check)
    var integers = WeightIntegers(weights)
    // What the sum of the weights has to reach; that of all is over a unit of its own.
    let (unit, whole) = (integers.unit, weightSum)
    let wanted = shares.enumerated().map { index, share in
      let sum = share.numerator * whole * unit
      return (index: index, sum: -(-sum).floorDivided(by: share.denominator * weightUnit).quotient)
    }
    .sorted { $0.sum < $1.sum }
    var found = [ScaledNumber](repeating: numbers[order[order.count - 1]], count: shares.count)
    var sum: BigInteger = 0
    var next = 0
    for (step, place) in order.enumerated() {
      if step % Self.stretch == 0 { try check() }
      sum += integers(weights[place])
      while next < wanted.count, wanted[next].sum <= sum {
        found[wanted[next].index] = numbers[place]
        next += 1
      }
      if next == wanted.count { break }
    }
    return found.map(\.normal)
  }

  /// The places of the numbers that have a weight, the least first.
  ///
  /// The nearest doubles tell of most; numbers that share one are compared as they are.
  private func ascending(_ check: () throws -> Void) rethrows -> [Int] {
    var keys: [(key: Double, place: Int)] = []
    for (place, weight) in weights.enumerated() where !weight.coefficient.isZero {
      if place % Self.stretch == 0 { try check() }
      keys.append((numbers[place].double, place))
    }
    var powers = ScalePowers()
    var compared = 0
    try keys.sort { one, other in
      compared += 1
      if compared % Self.stretch == 0 { try check() }
      guard one.key == other.key else { return one.key < other.key }
      return numbers[one.place] == numbers[other.place]
        ? false : powers.isBefore(numbers[one.place], numbers[other.place])
    }
    return keys.map(\.place)
  }

  /// How many numbers with a weight each interval has, and the sum of their weights.
  ///
  /// - Parameters:
  ///   - edges: The intervals.
  ///   - check: Throws when the work is not wanted any more.
  /// - Returns: Both for each interval.
  package func histogram(
    _ edges: HistogramEdges,
    check: () throws -> Void = {}
  ) rethrows -> (counts: [Int], weights: [ExactRatio]) {
    var counts = [Int](repeating: 0, count: edges.bins)
    var found = [BigInteger](repeating: 0, count: edges.bins)
    var integers = WeightIntegers(weights)
    let ends = edges.nearest
    for (place, weight) in weights.enumerated() where !weight.coefficient.isZero {
      if place % Self.stretch == 0 { try check() }
      guard let bin = Self.bin(of: numbers[place], edges, ends) else { continue }
      counts[bin] += 1
      found[bin] += integers(weight)
    }
    let unit = integers.unit
    return (counts, found.map { ExactRatio($0, over: unit) })
  }

  /// The interval of a number; `nil` outside of all.
  ///
  /// No rounding changes the order: only a number that has the same nearest double as an end is
  /// compared with it as it is.
  private static func bin(
    of number: ScaledNumber,
    _ edges: HistogramEdges,
    _ ends: [Double]
  ) -> Int? {
    let value = number.double
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] < value { low = middle + 1 } else { high = middle }
    }
    if low < ends.count, ends[low] == value { return edges.bin(of: number.fraction) }
    return low == 0 || low == ends.count ? nil : low - 1
  }
}
