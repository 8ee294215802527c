package import BatteryNumbers

extension QuantileMethod {
  /// Two places in the order, counted from zero, and the share of the higher one, without any
  /// rounding.
  package func cut(_ p: Fraction, _ count: Int) -> (low: Int, high: Int, share: Fraction) {
    let n = Fraction(count)
    let half = Fraction(1, 2)
    var place: Fraction
    switch self {
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
    switch self {
    case .inverse: share = share.isZero ? 0 : 1
    case .averagedInverse: share = share.isZero ? half : 1
    case .nearest: share = share.isZero && whole % 2 == 0 ? 0 : 1
    default: break
    }
    let low = min(max(whole, 1), count)
    let high = min(max(whole + 1, 1), count)
    return (low - 1, high - 1, share)
  }

  /// Two places, counted from zero, and the share of the higher one.
  func cut(_ p: Double, _ count: Int) -> (low: Int, high: Int, share: Double) {
    let n = Double(count)
    // A product may miss an integer by its rounding: R forgives four units, and so do we.
    let fuzz = 4 * Double.ulpOfOne
    func between(_ place: Double, _ share: Double) -> (low: Int, high: Int, share: Double) {
      func clamped(_ place: Double) -> Int { Int(min(max(place, 1), n)) - 1 }
      return (clamped(place), clamped(place + 1), share)
    }
    switch self {
    case .inverse, .averagedInverse, .nearest:
      let position = n * p - (self == .nearest ? 0.5 : 0)
      let floor = (position + fuzz).rounded(.down)
      let isAbove = position > floor + fuzz
      switch self {
      case .averagedInverse: return between(floor, isAbove ? 1 : 0.5)
      case .nearest:
        let isEven = floor.truncatingRemainder(dividingBy: 2) == 0
        return between(floor, isAbove || !isEven ? 1 : 0)
      default: return between(floor, isAbove ? 1 : 0)
      }
    case .inclusive:
      let position = (n - 1) * p
      let floor = (position + fuzz * max(position, 1)).rounded(.down)
      let share = position - floor
      return between(floor + 1, share.magnitude < fuzz * max(position, 1) ? 0 : share)
    default:
      let (a, b) = shape
      let position = a + p * (n + 1 - a - b)
      let floor = (position + fuzz).rounded(.down)
      let share = position - floor
      return between(floor, share.magnitude < fuzz ? 0 : share)
    }
  }

  /// The parameters of the plotting position (k - a) / (n + 1 - a - b).
  private var shape: (Double, Double) {
    switch self {
    case .hazen: (0.5, 0.5)
    case .exclusive: (0, 0)
    case .medianUnbiased: (1.0 / 3, 1.0 / 3)
    case .normalUnbiased: (3.0 / 8, 3.0 / 8)
    default: (0, 1)
    }
  }
}
