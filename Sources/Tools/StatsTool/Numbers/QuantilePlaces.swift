import BatteryNumbers
import BatteryStatistics

/// Where quantiles are in the order of the data, and how they are computed of their neighbours,
/// without any rounding.
///
/// Source: Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50
/// (1996).
struct QuantilePlaces {
  private let probabilities: [Fraction]
  private let method: QuantileMethod

  init(_ probabilities: [Fraction], _ method: QuantileMethod) {
    self.probabilities = probabilities
    self.method = method
  }

  init(_ probabilities: [Double], _ method: QuantileMethod) {
    self.init(probabilities.map { Fraction(exactly: $0) ?? 0 }, method)
  }

  /// The quantiles of a column; none when it is empty.
  func values(_ column: NamedNumbers, _ settings: StatsSettings) throws -> [ExactValue] {
    let count = column.state.count
    guard count > 0 else { return [] }
    let cuts = probabilities.map { cut($0, count) }
    let numbers = try column.numbers(at: cuts.flatMap { [$0.low, $0.high] }, settings)
    return cuts.compactMap { cut in
      guard let low = numbers[cut.low], let high = numbers[cut.high] else { return nil }
      if cut.share.isZero { return .number(low) }
      if cut.share == 1 { return .number(high) }
      let (first, second) = (low.fraction, high.fraction)
      if first == second { return .number(low) }
      return Self.value(first + cut.share * (second - first))
    }
  }

  /// A value between two: exact where it is a decimal number of no more digits than a double has.
  private static func value(_ fraction: Fraction) -> ExactValue {
    if let decimal = Decimal(exactly: fraction), let number = ScaledNumber(decimal.description),
      number.significantDigits <= 17
    {
      return .number(number)
    }
    return .rounded(ExactQuotient(fraction).value)
  }

  /// The places of two neighbours, from 0, and the share of the second.
  private func cut(_ p: Fraction, _ count: Int) -> (low: Int, high: Int, share: Fraction) {
    let n = Fraction(count)
    let half = Fraction(1, 2)
    var place: Fraction
    switch method {
    case .inverse, .averagedInverse, .linear: place = n * p
    case .nearest: place = n * p - half
    case .hazen: place = n * p + half
    case .exclusive: place = (n + 1) * p
    case .inclusive: place = (n - 1) * p + 1
    case .medianUnbiased: place = (n + Fraction(1, 3)) * p + Fraction(1, 3)
    case .normalUnbiased: place = (n + Fraction(1, 4)) * p + Fraction(3, 8)
    }
    place = max(place, 0)
    let whole = place.floor.asInt ?? count
    var share = place - Fraction(whole)
    switch method {
    case .inverse: share = share.isZero ? 0 : 1
    case .averagedInverse: share = share.isZero ? half : 1
    case .nearest: share = share.isZero && whole % 2 == 0 ? 0 : 1
    default: break
    }
    let low = min(max(whole, 1), count)
    let high = min(max(whole + 1, 1), count)
    return (low - 1, high - 1, share)
  }
}
