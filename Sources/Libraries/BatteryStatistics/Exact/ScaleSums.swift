internal import BatteryNumbers

/// The sums of integers with a scale each: of their powers up to the fourth, and of the products of
/// neighbours, without any rounding.
///
/// The integers of one scale are summed by themselves, in as many bits as cannot overflow, so that
/// sums are merged by addition and no order matters. Integers of 64 bits are summed in fixed words, 128
/// at a time where they have fewer bits.
struct ScaleSums: Sendable {
  /// The sums of the integers of one scale.
  private struct Slot: Sendable {
    var first: Int128 = 0
    var second = WideSum()
    var third = WideSum()
    var fourth = LongSum()

    mutating func add(_ block: BlockPowers) {
      let cut = BlockPowers.cut
      first &+= block.first
      second.add(block.second)
      third.add(block.third.low)
      third.add(block.third.high, shifted: cut)
      fourth.add(UInt128(bitPattern: block.fourth.low), shifted: 0)
      fourth.add(UInt128(bitPattern: block.fourth.middle), shifted: cut + 1)
      fourth.add(UInt128(bitPattern: block.fourth.high), shifted: 2 * cut)
    }

    /// Adds an integer of all 64 bits.
    mutating func add(_ value: Int64, all: Bool) {
      let magnitude = UInt64(value.magnitude)
      let square = magnitude.multipliedFullWidth(by: magnitude)
      first &+= Int128(value)
      second.add(UInt128(square.high) << 64 | UInt128(square.low), isNegative: false)
      guard all else { return }
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

    var powers: [BigInteger] { [BigInteger(first), second.value, third.value, fourth.value] }
  }

  private let depth: SeriesMoments.Depth
  private var slots: [Int: Slot] = [:]
  /// By the scale of the product, which is the sum of two.
  private var products: [Int: WideSum] = [:]
  /// The powers of numbers of more than 64 bits, and the products of which one is a factor.
  private var longPowers: [Int: [BigInteger]] = [:]
  private var longProducts: [Int: BigInteger] = [:]

  /// Makes the sums of nothing.
  init(depth: SeriesMoments.Depth) { self.depth = depth }

  // MARK: Adding

  /// Adds integers of one scale, and the products of each and the next.
  mutating func add(_ values: UnsafeBufferPointer<Int64>, scale: Int) {
    guard !values.isEmpty else { return }
    let isAll = depth == .shape
    let neighbours = Self.add(values, to: &slots[scale, default: Slot()], isAll, isSeries: true)
    if isAll, values.count > 1 {
      products[2 * scale, default: WideSum()].add(neighbours)
    }
  }

  /// Adds integers whose scales differ, and the products of each and the next.
  mutating func add(
    _ values: UnsafeBufferPointer<Int64>,
    scales: UnsafeBufferPointer<Int16>
  ) {
    guard let low = scales.min(), let high = scales.max() else { return }
    if low == high { return add(values, scale: Int(low)) }
    // The values of each scale side by side: there are few scales.
    var ends = [Int](repeating: 0, count: Int(high) - Int(low) + 1)
    for scale in scales { ends[Int(scale) &- Int(low)] &+= 1 }
    let isAll = depth == .shape
    var start = 0
    for place in ends.indices {
      start += ends[place]
      ends[place] = start - ends[place]
    }
    withUnsafeTemporaryAllocation(of: Int64.self, capacity: values.count) { sorted in
      ends.withUnsafeMutableBufferPointer { ends in
        for index in values.indices {
          let place = Int(scales[index]) &- Int(low)
          sorted[ends[place]] = values[index]
          ends[place] &+= 1
        }
      }
      var start = 0
      for (place, end) in ends.enumerated() where end > start {
        let part = UnsafeBufferPointer(rebasing: sorted[start..<end])
        let scale = Int(low) + place
        _ = Self.add(part, to: &slots[scale, default: Slot()], isAll, isSeries: false)
        start = end
      }
    }
    if isAll { addNeighbours(values, scales, 2 * Int(low)...2 * Int(high)) }
  }

  /// Adds the powers of integers; returns the sum of the products of each and the next, of a series.
  private static func add(
    _ values: UnsafeBufferPointer<Int64>,
    to slot: inout Slot,
    _ isAll: Bool,
    isSeries: Bool
  ) -> WideSum {
    var products = WideSum()
    var start = 0
    while start < values.count {
      let end = min(start + BlockPowers.maximumCount, values.count)
      let before = start > 0 ? values[start - 1] : 0
      var bits = BlockPowers.spread(before)
      for index in start..<end { bits |= BlockPowers.spread(values[index]) }
      let length = 64 - bits.leadingZeroBitCount
      if length <= BlockPowers.cut {
        let block =
          if length <= 27 {
            isAll
              ? BlockPowers(small: values, start..<end, before: before, all: true)
              : BlockPowers(small: values, start..<end, before: before, all: false)
          } else {
            isAll
              ? BlockPowers(wide: values, start..<end, before: before, all: true)
              : BlockPowers(wide: values, start..<end, before: before, all: false)
          }
        slot.add(block)
        products.add(block.products)
      } else {
        var before = before
        for index in start..<end {
          slot.add(values[index], all: isAll)
          if isAll, isSeries { products.add(Int128(values[index]) &* Int128(before)) }
          before = values[index]
        }
      }
      start = end
    }
    return products
  }

  private mutating func addNeighbours(
    _ values: UnsafeBufferPointer<Int64>,
    _ scales: UnsafeBufferPointer<Int16>,
    _ range: ClosedRange<Int>
  ) {
    var sums = [WideSum](repeating: WideSum(), count: range.count)
    sums.withUnsafeMutableBufferPointer { sums in
      for index in 1..<max(values.count, 1) {
        let scale = Int(scales[index &- 1]) &+ Int(scales[index])
        let product = Int128(values[index &- 1]) &* Int128(values[index])
        sums[scale &- range.lowerBound].add(product)
      }
    }
    for (index, sum) in sums.enumerated() where sum != WideSum() {
      products[range.lowerBound + index, default: WideSum()].add(sum)
    }
  }

  /// Adds a number of any length over a power of ten or two.
  mutating func add(_ value: BigInteger, scale: Int) {
    var powers = longPowers[scale] ?? [0, 0, 0, 0]
    var power: BigInteger = 1
    for place in 0..<depth.rawValue {
      power *= value
      powers[place] += power
    }
    longPowers[scale] = powers
  }

  /// Adds a product of which the scale is that of both factors together.
  mutating func add(product: BigInteger, scale: Int) {
    longProducts[scale, default: 0] += product
  }

  /// Adds other sums.
  mutating func add(_ other: ScaleSums) {
    for (scale, slot) in other.slots { slots[scale, default: Slot()].add(slot) }
    for (scale, sum) in other.products { products[scale, default: WideSum()].add(sum) }
    for (scale, powers) in other.longPowers {
      longPowers[scale] = zip(longPowers[scale] ?? [0, 0, 0, 0], powers).map { $0 + $1 }
    }
    for (scale, sum) in other.longProducts { longProducts[scale, default: 0] += sum }
  }

  // MARK: Totals

  /// The sums at the scale that all have in common; the state has no count and no ends.
  func totals(_ base: NumberBase) -> SeriesMoments {
    let last = max(products.keys.max() ?? 0, longProducts.keys.max() ?? 0)
    let scale = max(0, slots.keys.max() ?? 0, longPowers.keys.max() ?? 0, (last + 1) / 2)
    var totals = SeriesMoments(depth: depth)
    if base == .ten { totals.decimalScale = scale } else { totals.binaryScale = scale }
    for (own, powers) in slots.map({ ($0.key, $0.value.powers) }) + longPowers.map({ ($0, $1) }) {
      let factor = base.power(scale - own)
      var power = factor
      for place in 0..<depth.rawValue {
        totals.powers[place] += powers[place] * power
        power *= factor
      }
    }
    for (own, sum) in products { totals.products += sum.value * base.power(2 * scale - own) }
    for (own, sum) in longProducts { totals.products += sum * base.power(2 * scale - own) }
    return totals
  }
}
