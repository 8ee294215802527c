internal import BatteryNumbers

/// How a cut point between values is found, by the numbers that Hyndman and Fan gave the methods.
///
/// Source: Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician
/// 50 (1996); R's `quantile(type:)` has the same numbers.
public enum QuantileMethod: Int, Sendable, Hashable, CaseIterable, Codable {
  /// The inverse of the empirical distribution: always a value of the data.
  case inverse = 1
  /// As the first, with the mean of two values where the distribution is level.
  case averagedInverse = 2
  /// The value whose place is nearest to n·p, the even place of two that are as near.
  case nearest = 3
  /// Linear between the values, by n·p.
  case linear = 4
  /// Linear between the middles of the steps: Hazen's.
  case hazen = 5
  /// By (n + 1)·p: Python's `exclusive`, Excel's `PERCENTILE.EXC`.
  case exclusive = 6
  /// By (n - 1)·p: Python's `inclusive`, the default of R and NumPy, Excel's `PERCENTILE.INC`.
  case inclusive = 7
  /// Nearly free of bias in the median, whatever the distribution.
  case medianUnbiased = 8
  /// Nearly free of bias where the data is normal.
  case normalUnbiased = 9
}

extension Statistics {
  /// The points that cut data into parts of the same probability.
  ///
  /// - Parameters:
  ///   - data: The values, in any order.
  ///   - n: How many parts: there is one cut point less.
  ///   - method: ``QuantileMethod/exclusive`` or ``QuantileMethod/inclusive``, computed as Python
  ///     does, or one of R's others.
  /// - Returns: The cut points in ascending order.
  /// - Throws: ``StatisticsError`` when there is no value, when one is not a number, or when `n` is
  ///   less than 1.
  /// - Complexity: O(m) for m values and few parts: doubles are not sorted.
  public static func quantiles(
    _ data: some Sequence<Double>,
    n: Int = 4,
    method: QuantileMethod = .exclusive
  ) throws(StatisticsError) -> [Double] {
    // No default: it would make the overload for numbers of any kind the better match.
    try quantiles(data, n: n, method: method, workers: nil)
  }

  /// The points that cut data into parts of the same probability, found by several threads.
  ///
  /// - Parameters:
  ///   - data: The values, in any order.
  ///   - n: How many parts: there is one cut point less.
  ///   - method: ``QuantileMethod/exclusive`` or ``QuantileMethod/inclusive``, computed as Python
  ///     does, or one of R's others.
  ///   - workers: How many threads to use; as many as there are processors for `nil`. The result is
  ///     the same for any number.
  /// - Returns: The cut points in ascending order.
  /// - Throws: ``StatisticsError`` when there is no value, when one is not a number, or when `n` is
  ///   less than 1.
  /// - Complexity: O(m) for m values and few parts: doubles are not sorted.
  public static func quantiles(
    _ data: some Sequence<Double>,
    n: Int = 4,
    method: QuantileMethod = .exclusive,
    workers: Int?
  ) throws(StatisticsError) -> [Double] {
    let data = Array(data)
    try check(parts: n, data.count)
    if data.count == 1 { return Array(repeating: data[0], count: n - 1) }
    guard method == .exclusive || method == .inclusive else {
      let shares = (1..<max(n, 1)).map { Double($0) / Double(n) }
      return try quantiles(data, at: shares, method: method, workers: workers)
    }
    let cuts = (1..<max(n, 1)).map { cut($0, of: n, data.count, method) }
    let places = cuts.flatMap { [$0.place, $0.place + 1] }
    let values = try select(data, ascending: places, workers)
    return cuts.indices.map { index in
      let (low, high, above) = (values[2 * index], values[2 * index + 1], cuts[index].above)
      return Double.interpolation(low, n - above, high, above, over: n)
    }
  }

  /// The points that cut numbers of any kind into parts of the same probability.
  ///
  /// - Throws: ``StatisticsError`` when there is no value, when `n` is less than 1, or for a method
  ///   besides ``QuantileMethod/exclusive`` and ``QuantileMethod/inclusive``.
  public static func quantiles<Value: StatisticsNumber>(
    _ data: some Sequence<Value>,
    n: Int = 4,
    method: QuantileMethod = .exclusive
  ) throws(StatisticsError) -> [Value.Mean] {
    let sorted = data.sorted()
    try check(parts: n, sorted.count)
    guard method == .exclusive || method == .inclusive else {
      throw StatisticsError(
        .invalidArgument,
        "The method \(method) takes doubles alone. Convert the data, or take another method."
      )
    }
    if sorted.count == 1 { return Array(repeating: Value.mean(of: sorted[0]), count: n - 1) }
    return (1..<max(n, 1)).map { part in
      let (place, above) = cut(part, of: n, sorted.count, method)
      return Value.interpolation(sorted[place], n - above, sorted[place + 1], above, over: n)
    }
  }

  /// The values below which a share of the data lies.
  ///
  /// - Parameters:
  ///   - data: The values, in any order.
  ///   - probabilities: Shares from 0 to 1, in any order.
  ///   - method: One of R's nine types.
  ///   - workers: How many threads to use, by default as many as there are processors: the result is
  ///     the same for any number.
  /// - Returns: A value for each probability.
  /// - Throws: ``StatisticsError`` when there is no value, when one is not a number, or when a
  ///   probability is not from 0 to 1.
  public static func quantiles(
    _ data: [Double],
    at probabilities: [Double],
    method: QuantileMethod = .inclusive,
    workers: Int? = nil
  ) throws(StatisticsError) -> [Double] {
    guard !data.isEmpty else { throw .tooFew("quantile", 0, needs: 1) }
    if let wrong = probabilities.first(where: { !(0...1).contains($0) }) {
      throw StatisticsError(
        .invalidArgument,
        "The probability \(wrong) of a quantile is not from 0 to 1. Give another one."
      )
    }
    let cuts = probabilities.map { method.cut($0, data.count) }
    let wanted = cuts.flatMap { [$0.low, $0.high] }
    let places = wanted.sorted()
    let values = try select(data, places, "quantile", workers)
    func value(_ place: Int) -> Double { values[places.partition { $0 >= place }] }
    return cuts.map { cut in
      let (low, high) = (value(cut.low), value(cut.high))
      if cut.share == 0 || low == high { return low }
      if cut.share == 1 { return high }
      return method == .inclusive
        ? low + cut.share * (high - low) : (1 - cut.share) * low + cut.share * high
    }
  }

  private static func check(parts: Int, _ count: Int) throws(StatisticsError) {
    guard parts >= 1 else {
      throw StatisticsError(
        .invalidArgument,
        "Data cannot be cut into \(parts) parts. Give 1 or more."
      )
    }
    guard count > 0 else { throw .tooFew("quantile", 0, needs: 1) }
  }

  /// The lower place of a cut point, counted from zero, and how much of the upper one is taken.
  private static func cut(
    _ part: Int,
    of parts: Int,
    _ count: Int,
    _ method: QuantileMethod
  ) -> (place: Int, above: Int) {
    if method == .inclusive {
      let (place, above) = (part * (count - 1)).quotientAndRemainder(dividingBy: parts)
      return (place, above)
    }
    let place = min(max(part * (count + 1) / parts, 1), count - 1)
    return (place - 1, part * (count + 1) - place * parts)
  }

  /// The values at places that may repeat and go back by one.
  private static func select(
    _ data: [Double],
    ascending places: [Int],
    _ workers: Int?
  ) throws(StatisticsError) -> [Double] {
    let order = places.indices.sorted { places[$0] < places[$1] }
    let selected = try select(data, order.map { places[$0] }, "quantile", workers)
    var result = selected
    for (index, place) in order.enumerated() { result[place] = selected[index] }
    return result
  }
}
