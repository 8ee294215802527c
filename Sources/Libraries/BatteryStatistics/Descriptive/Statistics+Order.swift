extension Statistics {
  /// The middle value, or the mean of the two middle ones.
  ///
  /// - Throws: ``StatisticsError`` when there is no value.
  public static func median<Value: StatisticsNumber>(
    _ data: some Sequence<Value>
  ) throws(StatisticsError) -> Value.Mean {
    let sorted = try order(data, "median")
    let middle = sorted.count / 2
    if sorted.count % 2 == 1 { return Value.mean(of: sorted[middle]) }
    return Value.interpolation(sorted[middle - 1], 1, sorted[middle], 1, over: 2)
  }

  /// The middle value, or the lower one of the two middle ones.
  ///
  /// - Throws: ``StatisticsError`` when there is no value.
  public static func medianLow<Value: Comparable>(
    _ data: some Sequence<Value>
  ) throws(StatisticsError) -> Value {
    let sorted = try order(data, "median")
    return sorted[(sorted.count - 1) / 2]
  }

  /// The middle value, or the higher one of the two middle ones.
  ///
  /// - Throws: ``StatisticsError`` when there is no value.
  public static func medianHigh<Value: Comparable>(
    _ data: some Sequence<Value>
  ) throws(StatisticsError) -> Value {
    let sorted = try order(data, "median")
    return sorted[sorted.count / 2]
  }

  /// The middle of values that each stand for an interval of which they are the midpoint.
  ///
  /// Values within the interval of the middle one are taken to be spread evenly.
  ///
  /// - Throws: ``StatisticsError`` when there is no value.
  public static func medianGrouped<Value: StatisticsNumber>(
    _ data: some Sequence<Value>,
    interval: Double = 1
  ) throws(StatisticsError) -> Double {
    let sorted = try order(data, "median")
    let middle = sorted[sorted.count / 2]
    let below = sorted.partition { $0 >= middle }
    let within = sorted.partition { $0 > middle } - below
    let lower = middle.nearestDouble - interval / 2
    return lower + interval * (Double(sorted.count) / 2 - Double(below)) / Double(within)
  }

  private static func order<Value: Comparable>(
    _ data: some Sequence<Value>,
    _ name: String
  ) throws(StatisticsError) -> [Value] {
    let sorted = data.sorted()
    guard !sorted.isEmpty else { throw .tooFew(name, 0, needs: 1) }
    return sorted
  }

  // MARK: Doubles

  /// The middle one of doubles, or the mean of the two middle ones.
  ///
  /// - Throws: ``StatisticsError`` when there is no value, or when one is not a number.
  /// - Complexity: O(n): the data is not sorted.
  public static func median(_ data: some Sequence<Double>) throws(StatisticsError) -> Double {
    let middle = try middles(data)
    return middle.count % 2 == 1 ? middle.high : (middle.low + middle.high) / 2
  }

  /// The middle one of doubles, or the lower one of the two middle ones.
  ///
  /// - Throws: ``StatisticsError`` when there is no value, or when one is not a number.
  /// - Complexity: O(n): the data is not sorted.
  public static func medianLow(_ data: some Sequence<Double>) throws(StatisticsError) -> Double {
    try middles(data).low
  }

  /// The middle one of doubles, or the higher one of the two middle ones.
  ///
  /// - Throws: ``StatisticsError`` when there is no value, or when one is not a number.
  /// - Complexity: O(n): the data is not sorted.
  public static func medianHigh(_ data: some Sequence<Double>) throws(StatisticsError) -> Double {
    try middles(data).high
  }

  private static func middles(
    _ data: some Sequence<Double>
  ) throws(StatisticsError) -> (low: Double, high: Double, count: Int) {
    let data = Array(data)
    guard !data.isEmpty else { throw .tooFew("median", 0, needs: 1) }
    let count = data.count
    let middle = try select(data, [(count - 1) / 2, count / 2], "median")
    return (middle[0], middle[1], count)
  }

  /// The values at ascending places of the order.
  static func select(
    _ data: [Double],
    _ places: [Int],
    _ name: String,
    _ workers: Int? = nil
  ) throws(StatisticsError) -> [Double] {
    let found = data.withUnsafeBufferPointer {
      OrderStatistics.select($0, places, workers: workers)
    }
    guard let found else {
      let place = data.firstIndex(where: \.isNaN) ?? 0
      throw StatisticsError(
        .notFinite,
        "The \(name) has no value: value \(place + 1) of the data is NaN. Leave it out."
      )
    }
    return found
  }

  // MARK: Modes

  /// The value that is there most often, the first one of several.
  ///
  /// - Throws: ``StatisticsError`` when there is no value.
  public static func mode<Value: Hashable>(
    _ data: some Sequence<Value>
  ) throws(StatisticsError) -> Value {
    guard let mode = multimode(data).first else { throw .tooFew("mode", 0, needs: 1) }
    return mode
  }

  /// The values that are there most often, in the order in which they come first; none for no data.
  public static func multimode<Value: Hashable>(_ data: some Sequence<Value>) -> [Value] {
    var places: [Value: Int] = [:]
    var counts: [(value: Value, count: Int)] = []
    for value in data {
      if let place = places[value] {
        counts[place].count += 1
      } else {
        places[value] = counts.count
        counts.append((value, 1))
      }
    }
    let most = counts.reduce(0) { max($0, $1.count) }
    return counts.filter { $0.count == most }.map(\.value)
  }
}

extension Array {
  /// The first place whose element and all after it match; found by halving.
  func partition(_ matches: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if matches(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
