import BatteryNumbers

/// The sums of numbers and of their second, third and fourth powers, without any rounding.
///
/// Numbers are integers of 64 bits with a scale each. The integers of one scale are summed by
/// themselves, in as many bits as cannot overflow, so that states are merged by addition and no
/// order matters.
struct PowerSums: Sendable {
  /// The sums of the integers of one scale.
  struct Slot: Sendable {
    var first: Int128 = 0
    var second = WideSum()
    var third = WideSum()
    var fourth = LongSum()

    @inline(__always)
    mutating func add(_ value: Int64) {
      let magnitude = UInt64(value.magnitude)
      let square = magnitude.multipliedFullWidth(by: magnitude)
      let square128 = UInt128(square.high) << 64 | UInt128(square.low)
      first &+= Int128(value)
      second.add(square128, 0)
      // The cube has 190 bits; all of them are turned around for a negative number.
      let low = square.low.multipliedFullWidth(by: magnitude)
      let high = square.high.multipliedFullWidth(by: magnitude)
      let cube = UInt128(high.high) << 64 &+ UInt128(high.low) &+ UInt128(low.high)
      third.add(
        UInt128(truncatingIfNeeded: cube) << 64 | UInt128(low.low),
        Int128(truncatingIfNeeded: cube >> 64),
        isNegative: value < 0
      )
      fourth.addSquare(square.high, square.low)
    }

    mutating func add(_ other: Slot) {
      first &+= other.first
      second.add(other.second)
      third.add(other.third)
      fourth.add(other.fourth)
    }
  }

  /// The sums of the powers at a common scale.
  struct Totals {
    var first: BigInteger = 0
    var second: BigInteger = 0
    var third: BigInteger = 0
    var fourth: BigInteger = 0
    var scale = 0
    var base = NumberBase.ten

    /// The same divided by powers of ten.
    var decimal: Totals {
      guard base == .two else { return self }
      let five = BigInteger(5).power(scale)
      let square = five * five
      return Totals(
        first: first * five,
        second: second * square,
        third: third * square * five,
        fourth: fourth * square * square,
        scale: scale
      )
    }

    /// The sums of the numbers of both, which have the same base.
    static func + (one: Totals, other: Totals) -> Totals {
      let scale = max(one.scale, other.scale)
      var sum = Totals(scale: scale, base: one.base)
      for part in [one, other] {
        let factor = part.base.power(scale - part.scale)
        let square = factor * factor
        sum.first += part.first * factor
        sum.second += part.second * square
        sum.third += part.third * square * factor
        sum.fourth += part.fourth * square * square
      }
      return sum
    }
  }

  private var slots: [Int: Slot] = [:]

  /// Adds integers that all have the same scale.
  @inline(__always)
  mutating func add(_ values: UnsafeBufferPointer<Int64>, scale: Int) {
    var slot = slots[scale] ?? Slot()
    for value in values { slot.add(value) }
    slots[scale] = slot
  }

  /// Adds the sums of another state.
  mutating func add(_ other: PowerSums) {
    for (scale, slot) in other.slots { slots[scale, default: Slot()].add(slot) }
  }

  /// Adds integers whose scales differ.
  mutating func add(
    _ values: UnsafeBufferPointer<Int64>,
    scales: UnsafeBufferPointer<Int16>
  ) {
    guard let low = scales.min(), let high = scales.max() else { return }
    if low == high { return add(values, scale: Int(low)) }
    // The sums of the few scales that there are lie side by side while the values are added.
    var places = [Int](repeating: -1, count: Int(high) - Int(low) + 1)
    var known: [Int] = []
    for scale in scales where places[Int(scale) &- Int(low)] < 0 {
      places[Int(scale) &- Int(low)] = known.count
      known.append(Int(scale))
    }
    var sums = known.map { slots[$0] ?? Slot() }
    sums.withUnsafeMutableBufferPointer { sums in
      places.withUnsafeBufferPointer { places in
        for index in values.indices {
          sums[places[Int(scales[index]) &- Int(low)]].add(values[index])
        }
      }
    }
    for (scale, sum) in zip(known, sums) { slots[scale] = sum }
  }

  /// The sums at the scale that all have in common, with further numbers of any length.
  func totals(_ base: NumberBase, and others: [ScaledNumber]) -> Totals {
    let scales = slots.keys.map { $0 } + others.map(\.scale)
    var totals = Totals(scale: max(0, scales.max() ?? 0), base: base)
    for (scale, slot) in slots {
      let factor = base.power(totals.scale - scale)
      let square = factor * factor
      totals.first += BigInteger(slot.first) * factor
      totals.second += slot.second.value * square
      totals.third += slot.third.value * square * factor
      totals.fourth += slot.fourth.value * square * square
    }
    for number in others {
      let value = number.coefficient * base.power(totals.scale - number.scale)
      let square = value * value
      totals.first += value
      totals.second += square
      totals.third += square * value
      totals.fourth += square * square
    }
    return totals
  }
}
