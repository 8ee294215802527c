import BatteryNumbers
import BatteryStatistics

/// Where quantiles are in the order of the data, and how they are computed of their neighbours,
/// without any rounding.
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
    let cuts = probabilities.map { method.cut($0, count) }
    let numbers = try column.numbers(at: cuts.flatMap { [$0.low, $0.high] }, settings)
    return cuts.compactMap { cut in
      guard let low = numbers[cut.low], let high = numbers[cut.high] else { return nil }
      if cut.share.isZero { return .number(low) }
      if cut.share == 1 { return .number(high) }
      let (first, second) = (low.fraction, high.fraction)
      if first == second { return .number(low) }
      let value = first + cut.share * (second - first)
      return settings.lane == .exact ? ExactValue(value) : .rounded(ExactRatio(value).value)
    }
  }
}
