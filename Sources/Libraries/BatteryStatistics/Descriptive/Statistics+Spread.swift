internal import BatteryNumbers

extension Statistics {
  /// The variance of a sample: the sum of squared deviations divided by one less than the count.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values.
  public static func variance<Value: StatisticsNumber>(
    _ data: some Sequence<Value>
  ) throws(StatisticsError) -> Value.Mean {
    let (exact, special) = try exactVariance(data, "variance", population: false)
    return special.map(Value.mean(special:)) ?? Value.mean(exact)
  }

  /// The variance of a whole population: the sum of squared deviations divided by the count.
  ///
  /// - Throws: ``StatisticsError`` when there is no value.
  public static func pvariance<Value: StatisticsNumber>(
    _ data: some Sequence<Value>
  ) throws(StatisticsError) -> Value.Mean {
    let (exact, special) = try exactVariance(data, "variance", population: true)
    return special.map(Value.mean(special:)) ?? Value.mean(exact)
  }

  /// The standard deviation of a sample, rounded once.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values.
  public static func stdev<Value: StatisticsNumber>(
    _ data: some Sequence<Value>
  ) throws(StatisticsError) -> Value.Deviation {
    let (exact, special) = try exactVariance(data, "standard deviation", population: false)
    return special.map(Value.squareRoot(special:)) ?? Value.squareRoot(exact)
  }

  /// The standard deviation of a whole population, rounded once.
  ///
  /// - Throws: ``StatisticsError`` when there is no value.
  public static func pstdev<Value: StatisticsNumber>(
    _ data: some Sequence<Value>
  ) throws(StatisticsError) -> Value.Deviation {
    let (exact, special) = try exactVariance(data, "standard deviation", population: true)
    return special.map(Value.squareRoot(special:)) ?? Value.squareRoot(exact)
  }

  private static func exactVariance<Value: StatisticsNumber>(
    _ data: some Sequence<Value>,
    _ name: String,
    population: Bool
  ) throws(StatisticsError) -> (Fraction, Double?) {
    let sums = try ExactSums(data, squares: true)
    let least = population ? 1 : 2
    guard sums.count >= least else { throw .tooFew(name, sums.count, needs: least) }
    if let special = sums.special { return (0, special) }
    return (sums.deviations / Fraction(population ? sums.count : sums.count - 1), nil)
  }

  // MARK: Doubles

  /// The variance of a sample of doubles, rounded once.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values.
  public static func variance(_ data: some Sequence<Double>) throws(StatisticsError) -> Double {
    try ExactMoments(data).variance()
  }

  /// The variance of a whole population of doubles, rounded once.
  ///
  /// - Throws: ``StatisticsError`` when there is no value.
  public static func pvariance(_ data: some Sequence<Double>) throws(StatisticsError) -> Double {
    try ExactMoments(data).variance(population: true)
  }

  /// The standard deviation of a sample of doubles, rounded once.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values.
  public static func stdev(_ data: some Sequence<Double>) throws(StatisticsError) -> Double {
    try ExactMoments(data).standardDeviation()
  }

  /// The standard deviation of a whole population of doubles, rounded once.
  ///
  /// - Throws: ``StatisticsError`` when there is no value.
  public static func pstdev(_ data: some Sequence<Double>) throws(StatisticsError) -> Double {
    try ExactMoments(data).standardDeviation(population: true)
  }

  // MARK: About a given mean

  /// The variance of a sample about a mean that is given and not checked.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values.
  public static func variance<Value: StatisticsNumber>(
    _ data: some Sequence<Value>,
    mean: Value
  ) throws(StatisticsError) -> Value.Mean where Value: Numeric {
    let (exact, special) = try variance(data, about: mean, "variance", population: false)
    return special.map(Value.mean(special:)) ?? Value.mean(exact)
  }

  /// The variance of a whole population about a mean that is given and not checked.
  ///
  /// - Throws: ``StatisticsError`` when there is no value.
  public static func pvariance<Value: StatisticsNumber>(
    _ data: some Sequence<Value>,
    mean: Value
  ) throws(StatisticsError) -> Value.Mean where Value: Numeric {
    let (exact, special) = try variance(data, about: mean, "variance", population: true)
    return special.map(Value.mean(special:)) ?? Value.mean(exact)
  }

  /// The standard deviation of a sample about a mean that is given and not checked.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values.
  public static func stdev<Value: StatisticsNumber>(
    _ data: some Sequence<Value>,
    mean: Value
  ) throws(StatisticsError) -> Value.Deviation where Value: Numeric {
    let (exact, special) = try variance(data, about: mean, "standard deviation", population: false)
    return special.map(Value.squareRoot(special:)) ?? Value.squareRoot(exact)
  }

  /// The standard deviation of a whole population about a mean that is given and not checked.
  ///
  /// - Throws: ``StatisticsError`` when there is no value.
  public static func pstdev<Value: StatisticsNumber>(
    _ data: some Sequence<Value>,
    mean: Value
  ) throws(StatisticsError) -> Value.Deviation where Value: Numeric {
    let (exact, special) = try variance(data, about: mean, "standard deviation", population: true)
    return special.map(Value.squareRoot(special:)) ?? Value.squareRoot(exact)
  }

  private static func variance<Value: StatisticsNumber>(
    _ data: some Sequence<Value>,
    about mean: Value,
    _ name: String,
    population: Bool
  ) throws(StatisticsError) -> (Fraction, Double?) where Value: Numeric {
    // As in Python, deviations and squares are rounded as the type does; their sum is exact.
    let squares = data.lazy.map { value in
      let deviation = value - mean
      return deviation * deviation
    }
    let sums = try ExactSums(squares, squares: false)
    let least = population ? 1 : 2
    guard sums.count >= least else { throw .tooFew(name, sums.count, needs: least) }
    if let special = sums.special { return (0, special) }
    return (sums.sum / Fraction(population ? sums.count : sums.count - 1), nil)
  }
}
