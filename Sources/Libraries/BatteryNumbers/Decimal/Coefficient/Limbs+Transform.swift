extension Limbs {
  /// `target = a * b` through number-theoretic transforms.
  static func multiplyByTransform(
    _ target: Target,
    _ a: Source,
    _ aCount: Int,
    _ b: Source,
    _ bCount: Int
  ) {
    if aCount > 2 &* bCount { return multiplyInPieces(target, a, aCount, b, bCount) }
    Transform.withColumns(a, aCount, b, bCount) { join(target, aCount &+ bCount, $0) }
  }

  private static func multiplyInPieces(
    _ target: Target,
    _ a: Source,
    _ aCount: Int,
    _ b: Source,
    _ bCount: Int
  ) {
    let product = Target.allocate(capacity: 2 &* bCount)
    defer { product.deallocate() }
    target.update(repeating: 0, count: aCount &+ bCount)
    var start = 0
    while start < aCount {
      let length = min(bCount, aCount &- start)
      multiply(product, b, bCount, a + start, length)
      add(target + start, aCount &+ bCount &- start, product, length &+ bCount)
      start &+= length
    }
  }

  /// Takes each column apart into a limb and what is carried.
  private static func join(_ target: Target, _ count: Int, _ columns: Transform.Columns) {
    let prime = PrimeField.first.prime
    let product = columns.product
    var carryLow: UInt64 = 0
    var carryHigh: UInt64 = 0
    for index in 0..<count {
      let (k1, k2, k3) = columns.column(index)
      // k1 + k2 * p1 + k3 * p1 * p2 + carry, in 192 bits
      let a = k2.multipliedFullWidth(by: prime)
      let b = k3.multipliedFullWidth(by: product.low)
      let c = k3.multipliedFullWidth(by: product.high)
      var low = UInt128(a.low) &+ UInt128(b.low) &+ UInt128(k1) &+ UInt128(carryLow)
      var middle = UInt128(a.high) &+ UInt128(b.high) &+ UInt128(c.low) &+ UInt128(carryHigh)
      middle &+= low >> 64
      low &= UInt128(UInt64.max)
      let high = c.high &+ UInt64(truncatingIfNeeded: middle >> 64)
      let upper = LimbMath.divide(high, UInt64(truncatingIfNeeded: middle))
      let lower = LimbMath.divide(upper.remainder, UInt64(truncatingIfNeeded: low))
      target[index] = lower.remainder
      carryLow = lower.quotient
      carryHigh = upper.quotient
    }
  }
}
