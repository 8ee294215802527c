internal import BatteryNumbers

/// The sums of weights, of their squares, and of their products with the powers of numbers, without
/// any rounding.
///
/// What has one scale is summed by itself: a single number with a thousand digits behind the point
/// does not make all others as long.
struct WeightedSums: Sendable {
  /// What a sum is divided by.
  private struct Divisor: Hashable {
    var base: NumberBase
    var scale: Int
  }

  /// The sums of rows of which the numbers have one scale, and the weights, too.
  private struct Open {
    var number: Divisor
    var weight: Divisor
    var powers = [BigInteger](repeating: 0, count: WeightedSums.count)
    var squares: BigInteger = 0
  }

  /// The powers from 0 to 4.
  static let count = 5

  private var powers = [[Divisor: BigInteger]](repeating: [:], count: WeightedSums.count)
  private var squares: [Divisor: BigInteger] = [:]
  private var open: Open?
  /// The largest scales, of numbers and of weights.
  private var scales = (number: 0, weight: 0)

  /// Adds a number with its weight.
  mutating func add(_ number: ScaledNumber, weight: ScaledNumber) {
    let (number, weight) = Self.alike(number, weight)
    let scale = Divisor(base: number.base, scale: number.scale)
    let weightScale = Divisor(base: weight.base, scale: weight.scale)
    if open?.number != scale || open?.weight != weightScale {
      close()
      open = Open(number: scale, weight: weightScale)
      scales = (max(scales.number, number.scale), max(scales.weight, weight.scale))
    }
    open?.squares += weight.coefficient * weight.coefficient
    var product = weight.coefficient
    for power in 0..<Self.count {
      open?.powers[power] += product
      product *= number.coefficient
    }
  }

  /// Both to the same base; an integer fits any.
  private static func alike(
    _ one: ScaledNumber,
    _ other: ScaledNumber
  ) -> (ScaledNumber, ScaledNumber) {
    guard one.base != other.base else { return (one, other) }
    if one.scale == 0 { return (ScaledNumber(one.coefficient, scale: 0, base: other.base), other) }
    if other.scale == 0 { return (one, ScaledNumber(other.coefficient, scale: 0, base: one.base)) }
    return (one.decimal, other.decimal)
  }

  /// Takes the open sums to those of their scales.
  private mutating func close() {
    guard let open else { return }
    let base = open.number.base
    var scale = open.weight.scale
    squares[Divisor(base: base, scale: 2 * scale), default: 0] += open.squares
    for power in 0..<Self.count {
      powers[power][Divisor(base: base, scale: scale), default: 0] += open.powers[power]
      scale += open.number.scale
    }
    self.open = nil
  }

  /// The sums as integers: that of a power is over the unit of the weights times so many of those of
  /// the numbers.
  struct Totals: Sendable {
    var powers: [BigInteger]
    var squares: BigInteger
    /// What numbers and weights are multiplied by, to be integers.
    var unit: BigInteger
    var weightUnit: BigInteger
  }

  /// All sums at the scales that all have in common.
  func totals() -> Totals {
    var closed = self
    closed.close()
    let all = closed.powers + [closed.squares]
    let base: NumberBase = all.contains { $0.keys.contains { $0.base == .ten } } ? .ten : .two
    var powers: [BigInteger] = []
    var scale = scales.weight
    for sums in closed.powers {
      powers.append(Self.total(sums, base, scale: scale))
      scale += scales.number
    }
    return Totals(
      powers: powers,
      squares: Self.total(closed.squares, base, scale: 2 * scales.weight),
      unit: base.power(scales.number),
      weightUnit: base.power(scales.weight)
    )
  }

  /// The sum of all, the coarsest first: each step multiplies by what the next is finer.
  private static func total(
    _ sums: [Divisor: BigInteger],
    _ base: NumberBase,
    scale: Int
  ) -> BigInteger {
    let numbers = sums.map { divisor, sum in
      let number = ScaledNumber(sum, scale: divisor.scale, base: divisor.base)
      return base == .ten ? number.decimal : number
    }
    var powers = ScalePowers()
    var (total, reached): (BigInteger, Int) = (0, 0)
    for (place, number) in numbers.sorted(by: { $0.scale < $1.scale }).enumerated() {
      if place > 0 { total = powers.product(total, base, number.scale - reached) }
      total += number.coefficient
      reached = number.scale
    }
    return powers.product(total, base, numbers.isEmpty ? 0 : scale - reached)
  }
}
