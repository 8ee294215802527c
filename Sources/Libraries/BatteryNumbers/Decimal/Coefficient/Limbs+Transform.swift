extension Limbs {
  /// `target = a * b` through number-theoretic transforms modulo three primes.
  ///
  /// A column of the product is less than n · 10^38; the primes' product, near 2^186, holds that
  /// for every n that memory has room for, so the result is exact.
  static func multiplyByTransform(
    _ target: Target,
    _ a: Source,
    _ aCount: Int,
    _ b: Source,
    _ bCount: Int
  ) {
    if aCount > 2 &* bCount { return multiplyInPieces(target, a, aCount, b, bCount) }
    let total = aCount &+ bCount
    var size = 2
    while size < total { size <<= 1 }
    let isSquare = a == b && aCount == bCount
    let memory = Target.allocate(capacity: 4 &* size)
    defer { memory.deallocate() }
    let other = memory + 3 * size
    for (index, field) in PrimeField.all.enumerated() {
      let roots = field.roots(size)
      let residues = memory + index * size
      field.load(residues, a, aCount, size)
      roots.withUnsafeBufferPointer { roots in
        field.transform(residues, size, roots)
        if isSquare {
          field.multiply(residues, residues, size)
        } else {
          field.load(other, b, bCount, size)
          field.transform(other, size, roots)
          field.multiply(residues, other, size)
        }
        field.transformBack(residues, size, roots)
      }
    }
    join(target, total, memory, memory + size, memory + 2 * size)
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

  /// Finds each column from its three residues (Garner) and carries.
  private static func join(
    _ target: Target,
    _ count: Int,
    _ first: Source,
    _ second: Source,
    _ third: Source
  ) {
    let (p1, p2, p3) = (PrimeField.first, PrimeField.second, PrimeField.third)
    let inverse12 = p2.factor(PrimeField.inverseOfFirstInSecond)
    let inverse13 = p3.factor(PrimeField.inverseOfFirstInThird)
    let inverse23 = p3.factor(PrimeField.inverseOfSecondInThird)
    let product = p1.prime.multipliedFullWidth(by: p2.prime)
    var carryLow: UInt64 = 0
    var carryHigh: UInt64 = 0
    for index in 0..<count {
      let k1 = first[index]
      let k2 = p2.times(p2.difference(second[index], p2.reduced(k1)), inverse12)
      let step = p3.times(p3.difference(third[index], p3.reduced(k1)), inverse13)
      let k3 = p3.times(p3.difference(step, p3.reduced(k2)), inverse23)
      // k1 + k2 * p1 + k3 * p1 * p2 + carry, in 192 bits
      let a = k2.multipliedFullWidth(by: p1.prime)
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
