extension BinaryWords {
  /// Whether a product of factors so long is faster by transforms than by pieces.
  ///
  /// A model, calibrated; `bCount` is the shorter one's length.
  static func prefersTransform(_ aCount: Int, _ bCount: Int) -> Bool {
    let size = Transform.size(of: aCount + bCount)
    let transforms = 16.0 * Double(size) * Double(size.trailingZeroBitCount)
    let threshold = Double(karatsubaThreshold)
    var depth = 0.0
    var length = Double(bCount)
    while length > threshold {
      length /= 2
      depth += 1
    }
    // Each product of the last pieces has its sums beside it.
    var pieces = length * (length + 45)
    for _ in 0..<Int(depth) { pieces *= 3 }
    return transforms < pieces * Double(aCount) / Double(bCount)
  }

  /// `result = a · b`, with `aCount + bCount` words, through number-theoretic transforms.
  static func multiplyByTransform(
    _ result: Target,
    _ a: Source,
    _ aCount: Int,
    _ b: Source,
    _ bCount: Int
  ) {
    Transform.withColumns(a, aCount, b, bCount) { columns in
      let prime = UInt128(PrimeField.first.prime)
      let (low, high) = (UInt128(columns.product.low), UInt128(columns.product.high))
      var carry: UInt128 = 0
      for index in 0..<(aCount &+ bCount) {
        let (k1, k2, k3) = columns.column(index)
        // The column and the carry, in three words; no sum of them leaves its 128 bits.
        let sum = prime &* UInt128(k2) &+ UInt128(k1) &+ low &* UInt128(k3) &+ carry
        result[index] = UInt(truncatingIfNeeded: sum)
        carry = (sum >> 64) &+ high &* UInt128(k3)
      }
    }
  }
}
