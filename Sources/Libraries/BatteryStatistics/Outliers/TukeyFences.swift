/// The quartiles and the fences outside of them.
struct TukeyFences {
  let first: Double
  let third: Double
  let limits: Outliers.Limits

  init(_ data: [Double], factor: Double, method: QuantileMethod) throws(StatisticsError) {
    let quartiles = try Statistics.quantiles(data, at: [0.25, 0.5, 0.75], method: method)
    (first, third) = (quartiles[0], quartiles[2])
    let reach = factor * (third - first)
    limits = Outliers.Limits(
      lower: first - reach,
      center: quartiles[1],
      upper: third + reach
    )
  }

  /// How many interquartile ranges a value is outside of the quartiles; 0 between them.
  func score(_ value: Double) -> Double {
    if value < first { return (value - first) / (third - first) }
    return value > third ? (value - third) / (third - first) : 0
  }
}
