import BatteryNumbers

/// The sum of products of numbers, without any rounding.
struct ProductSums: Sendable {
  /// By the scale of the product, which is the sum of two.
  private var slots: [Int: WideSum] = [:]
  /// The products of numbers of more than 64 bits.
  private var long: [Int: BigInteger] = [:]

  /// Adds the product of each number and the next.
  mutating func addNeighbours(
    _ values: UnsafeBufferPointer<Int64>,
    scales: UnsafeBufferPointer<Int16>
  ) {
    guard values.count > 1, let low = scales.min(), let high = scales.max() else { return }
    let lowest = 2 * Int(low)
    var sums = [WideSum](repeating: WideSum(), count: 2 * Int(high) - lowest + 1)
    sums.withUnsafeMutableBufferPointer { sums in
      for index in 1..<values.count {
        let scale = Int(scales[index &- 1]) &+ Int(scales[index])
        let product = values[index &- 1].multipliedFullWidth(by: values[index])
        sums[scale &- lowest].add(Int128(product.high) << 64 | Int128(product.low))
      }
    }
    for (index, sum) in sums.enumerated() where sum != WideSum() {
      slots[lowest + index, default: WideSum()].add(sum)
    }
  }

  /// Adds the product of two numbers of any length.
  mutating func add(_ first: ScaledNumber, _ second: ScaledNumber) {
    long[first.scale + second.scale, default: 0] += first.coefficient * second.coefficient
  }

  /// Adds another sum.
  mutating func add(_ other: ProductSums) {
    for (scale, sum) in other.slots { slots[scale, default: WideSum()].add(sum) }
    for (scale, sum) in other.long { long[scale, default: 0] += sum }
  }

  /// The sum at a scale that is no less than any.
  func total(_ base: NumberBase) -> (sum: BigInteger, scale: Int) {
    let largest = max(0, slots.keys.max() ?? 0, long.keys.max() ?? 0)
    var total: BigInteger = 0
    for (scale, sum) in slots { total += sum.value * base.power(largest - scale) }
    for (scale, sum) in long { total += sum * base.power(largest - scale) }
    return (total, largest)
  }
}
