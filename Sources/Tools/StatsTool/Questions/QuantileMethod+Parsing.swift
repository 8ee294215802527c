public import BatteryStatistics

extension QuantileMethod {
  /// Reads a method's number or name: 1 to 9, `inclusive` (7) or `exclusive` (6).
  ///
  /// - Throws: ``StatisticsError`` for what is none of these.
  public init(parsing text: String) throws(StatisticsError) {
    switch text.lowercased() {
    case "inclusive": self = .inclusive
    case "exclusive": self = .exclusive
    default:
      guard let number = Int(text), let known = QuantileMethod(rawValue: number) else {
        throw StatisticsError(
          .invalidArgument,
          "There is no quantile method \(text). Write a number from 1 to 9, inclusive (7) or"
            + " exclusive (6)."
        )
      }
      self = known
    }
  }

  /// Why a weighted quantile is not computed by this method; `nil` of the one by which it is.
  var weightsRefusal: WeightsRefusal? {
    guard self != .inverse else { return nil }
    return WeightsRefusal(
      "The quantile method \(rawValue) takes no weights",
      "Leave it out, or take 1, the inverse of the distribution."
    )
  }
}
