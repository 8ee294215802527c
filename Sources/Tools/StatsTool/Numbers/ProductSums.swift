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
    guard values.count > 1 else { return }
    var scale = Int(scales[0]) + Int(scales[1])
    var sum = slots[scale] ?? WideSum()
    var parked: [(scale: Int, sum: WideSum)] = []
    for index in 1..<values.count {
      let next = Int(scales[index &- 1]) &+ Int(scales[index])
      if next != scale {
        Self.park(&parked, scale, sum)
        scale = next
        sum = Self.unpark(&parked, next) ?? slots[next] ?? WideSum()
      }
      let product = values[index &- 1].multipliedFullWidth(by: values[index])
      sum.add(Int128(product.high) << 64 | Int128(product.low))
    }
    slots[scale] = sum
    for other in parked where other.scale != scale { slots[other.scale] = other.sum }
  }

  @inline(__always)
  private static func park(
    _ parked: inout [(scale: Int, sum: WideSum)],
    _ scale: Int,
    _ sum: WideSum
  ) {
    for place in parked.indices where parked[place].scale == scale {
      parked[place].sum = sum
      return
    }
    parked.append((scale, sum))
  }

  @inline(__always)
  private static func unpark(
    _ parked: inout [(scale: Int, sum: WideSum)],
    _ scale: Int
  ) -> WideSum? {
    for place in parked.indices where parked[place].scale == scale { return parked[place].sum }
    return nil
  }

  /// Adds the product of two numbers of any length.
  mutating func add(_ first: ScaledNumber, _ second: ScaledNumber) {
    long[first.scale + second.scale, default: 0] += first.coefficient * second.coefficient
  }

  /// Adds the products of numbers that stand side by side in two lists.
  mutating func add(
    _ first: (values: [Int64], scales: [Int16]),
    _ second: (values: [Int64], scales: [Int16])
  ) {
    for index in first.values.indices {
      let product = first.values[index].multipliedFullWidth(by: second.values[index])
      slots[Int(first.scales[index]) + Int(second.scales[index]), default: WideSum()]
        .add(Int128(product.high) << 64 | Int128(product.low))
    }
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
