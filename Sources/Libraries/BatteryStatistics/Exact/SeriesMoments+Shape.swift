internal import BatteryNumbers

extension SeriesMoments {
  /// n³ times the third central moment.
  private var third: BigInteger {
    let (n, s) = (BigInteger(count), powers[0])
    return n * n * powers[2] - 3 * (n * s * powers[1]) + 2 * (s * s * s)
  }

  /// n⁴ times the fourth central moment.
  private var fourth: BigInteger {
    let (n, s) = (BigInteger(count), powers[0])
    let square = s * s
    return n * n * (n * powers[3] - 4 * (s * powers[2])) + 6 * (n * square * powers[1])
      - 3 * (square * square)
  }

  /// The mean of a power of the deviations from the mean, rounded once.
  ///
  /// - Parameter order: The power, 2 to 4.
  /// - Returns: The central moment of a population; NaN where a number is not finite.
  /// - Throws: ``StatisticsError`` for no number, another power, or where the state has no sums of it.
  public func centralMoment(_ order: Int) throws(StatisticsError) -> Double {
    guard (2...4).contains(order) else {
      throw StatisticsError(
        .invalidArgument,
        "The central moment \(order) is not gathered. Ask for 2, 3 or 4."
      )
    }
    if order == 2 { return try variance(population: true) }
    try check("central moment", least: 1)
    guard isFinite else { return .nan }
    return ExactRatio(
      order == 3 ? third : fourth,
      over: BigInteger(count).power(order) * divisor(order)
    ).value
  }

  /// The skewness, rounded once.
  ///
  /// Of a population (g₁) it is m₃ / m₂^1.5 of the central moments, as SciPy's `skew` and NIST have
  /// it; of a sample (G₁) that times √(n(n - 1)) / (n - 2), as pandas, SAS and Excel's `SKEW` do.
  ///
  /// Source: Joanes and Gill, "Comparing measures of sample skewness and kurtosis", The Statistician
  /// 47 (1998).
  ///
  /// - Parameter population: Whether g₁ is meant, and not G₁.
  /// - Returns: The skewness, above 0 for a long tail of large numbers; NaN where one is not finite.
  /// - Throws: ``StatisticsError`` for fewer than three numbers, or than one of a population; where
  ///   all are the same; or where the state has no sums of third powers.
  public func skewness(population: Bool = false) throws(StatisticsError) -> Double {
    let ratio = try signedSquareOfSkewness(population: population)
    return isFinite ? ratio.signedSquareRoot : .nan
  }

  /// The square of the skewness with its sign, before it is rounded.
  package func signedSquareOfSkewness(population: Bool) throws(StatisticsError) -> ExactRatio {
    try check("skewness", least: population ? 1 : 3)
    // Of numbers that are not finite all sums are without a meaning.
    guard isFinite else { return ExactRatio(0, over: 1) }
    let second = try variation("skewness")
    let third = third
    var square = ExactRatio(third * third.magnitude, over: second * second * second)
    if !population {
      let n = BigInteger(count)
      square.numerator *= n * (n - 1)
      square.denominator *= (n - 2) * (n - 2)
    }
    return square
  }

  /// The excess kurtosis, rounded once: 0 for normal data.
  ///
  /// Of a population (g₂) it is m₄ / m₂² - 3 of the central moments, as SciPy's `kurtosis` has it;
  /// of a sample (G₂) it is (n - 1) / ((n - 2)(n - 3)) · ((n + 1) g₂ + 6), as pandas, SAS and Excel's
  /// `KURT` do.
  ///
  /// Source: Joanes and Gill, as of ``skewness(population:)``.
  ///
  /// - Parameter population: Whether g₂ is meant, and not G₂.
  /// - Returns: The excess kurtosis; NaN where a number is not finite.
  /// - Throws: ``StatisticsError`` for fewer than four numbers, or than one of a population; where
  ///   all are the same; or where the state has no sums of fourth powers.
  public func kurtosis(population: Bool = false) throws(StatisticsError) -> Double {
    let ratio = try kurtosisRatio(population: population)
    return isFinite ? ratio.value : .nan
  }

  /// The excess kurtosis before it is rounded.
  package func kurtosisRatio(population: Bool) throws(StatisticsError) -> ExactRatio {
    try check("kurtosis", least: population ? 1 : 4)
    guard isFinite else { return ExactRatio(0, over: 1) }
    let second = try variation("kurtosis")
    let square = second * second
    let excess = fourth - 3 * square
    if population { return ExactRatio(excess, over: square) }
    let n = BigInteger(count)
    return ExactRatio(
      (n - 1) * ((n + 1) * excess + 6 * square),
      over: (n - 2) * (n - 3) * square
    )
  }

  /// The autocorrelation of the series and itself one step later, rounded once.
  ///
  /// Σ(xᵢ - m)(xᵢ₊₁ - m) / Σ(xᵢ - m)², as NIST certifies it and R's `acf` has it: both sums are about
  /// the mean m of the whole series.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two numbers; where all are the same; or where the
  ///   state has no sum of products.
  public func lag1Autocorrelation() throws(StatisticsError) -> Double {
    let ratio = try autocorrelationRatio()
    return isFinite ? ratio.value : .nan
  }

  /// The autocorrelation one step apart before it is rounded.
  package func autocorrelationRatio() throws(StatisticsError) -> ExactRatio {
    try check("autocorrelation", least: 2)
    guard isFinite else { return ExactRatio(0, over: 1) }
    let second = try variation("autocorrelation")
    let (n, s) = (BigInteger(count), powers[0])
    let numerator = n * (n * products - s * (2 * s - first - last)) + (n - 1) * (s * s)
    return ExactRatio(numerator, over: n * second)
  }

  private func check(_ name: String, least: Int) throws(StatisticsError) {
    guard depth == .shape else {
      throw StatisticsError(
        .invalidArgument,
        "The \(name) needs sums that were not gathered. Make the state with the depth \"shape\"."
      )
    }
    guard count >= least else { throw .tooFew(name, count, needs: least) }
  }

  private func variation(_ name: String) throws(StatisticsError) -> BigInteger {
    let second = second
    guard !second.isZero else {
      throw StatisticsError(
        .constant,
        "Numbers that are all the same have no \(name). Give some that differ."
      )
    }
    return second
  }
}
