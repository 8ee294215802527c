/// Which values that are not finite there were.
struct SpecialValues: Sendable, Hashable, Codable {
  private(set) var hasPositiveInfinity = false
  private(set) var hasNegativeInfinity = false
  private(set) var hasNaN = false

  mutating func add(_ value: Double) {
    if value.isNaN {
      hasNaN = true
    } else if value > 0 {
      hasPositiveInfinity = true
    } else {
      hasNegativeInfinity = true
    }
  }

  mutating func add(_ other: SpecialValues) {
    hasPositiveInfinity = hasPositiveInfinity || other.hasPositiveInfinity
    hasNegativeInfinity = hasNegativeInfinity || other.hasNegativeInfinity
    hasNaN = hasNaN || other.hasNaN
  }

  /// The sum of these values and finite ones; `nil` where all are finite.
  var sum: Double? {
    if hasNaN || (hasPositiveInfinity && hasNegativeInfinity) { return .nan }
    if hasPositiveInfinity { return .infinity }
    return hasNegativeInfinity ? -.infinity : nil
  }
}
