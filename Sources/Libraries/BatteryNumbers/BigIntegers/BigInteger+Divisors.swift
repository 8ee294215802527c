extension BigInteger {
  /// The greatest number that divides both; 0 only for two zeros.
  ///
  /// Large numbers are reduced by Lehmer's method, a word at a time; the last words by shifts.
  public static func greatestCommonDivisor(_ a: BigInteger, _ b: BigInteger) -> BigInteger {
    if case .small(let x) = a.storage, case .small(let y) = b.storage {
      return BigInteger(negative: false, UInt128(commonDivisor(x.magnitude, y.magnitude)))
    }
    var (large, small) = (a.magnitude, b.magnitude)
    if large < small { swap(&large, &small) }
    while true {
      let words = small.magnitudeWords
      if words.isEmpty { return large }
      if words.count == 1 {
        let rest = large % small
        let word = commonDivisor(rest.magnitudeWords.first ?? 0, words[0])
        return BigInteger(negative: false, UInt128(word))
      }
      guard let factors = lehmerFactors(large, small) else {
        (large, small) = (small, large % small)
        continue
      }
      (large, small) = (
        combine(large, factors.0, small, factors.1), combine(large, factors.2, small, factors.3)
      )
      if large < small { swap(&large, &small) }
    }
  }

  /// The smallest positive number that both divide; 0 if either is 0.
  public static func leastCommonMultiple(_ a: BigInteger, _ b: BigInteger) -> BigInteger {
    if a.isZero || b.isZero { return 0 }
    return (a / greatestCommonDivisor(a, b) * b).magnitude
  }

  /// The greatest common divisor of two words (Stein's binary method).
  static func commonDivisor(_ a: UInt, _ b: UInt) -> UInt {
    if a == 0 { return b }
    if b == 0 { return a }
    let shared = (a | b).trailingZeroBitCount
    var x = a >> UInt(a.trailingZeroBitCount)
    var y = b >> UInt(b.trailingZeroBitCount)
    while x != y {
      let (less, greater) = x < y ? (x, y) : (y, x)
      let difference = greater &- less
      x = less
      y = difference >> UInt(truncatingIfNeeded: difference.trailingZeroBitCount)
    }
    return x << UInt(shared)
  }

  /// The factors that several steps of Euclid's algorithm on the leading 63 bits amount to: the
  /// numbers become `a·large - b·small` and `d·small - c·large`. `nil` if not one step is certain.
  ///
  /// Source: Knuth, volume 2, 4.5.2, algorithm L, with the condition of Collins.
  private static func lehmerFactors(
    _ large: BigInteger,
    _ small: BigInteger
  ) -> (Int, Int, Int, Int)? {
    let shift = large.bitLength - 62
    guard var x = (large >> shift).asInt, var y = (small >> shift).asInt, y > 0 else { return nil }
    var (a, b, c, d) = (1, 0, 0, 1)
    while y + c > 0, y + d > 0 {
      let quotient = (x &+ a) / (y &+ c)
      guard quotient == (x &+ b) / (y &+ d) else { break }
      let (nextC, nextD) = (a &- quotient &* c, b &- quotient &* d)
      if nextC.magnitude >> 31 > 0 || nextD.magnitude >> 31 > 0 { break }
      (a, b, c, d) = (c, d, nextC, nextD)
      (x, y) = (y, x &- quotient &* y)
    }
    return b == 0 ? nil : (a, b, c, d)
  }

  /// `|large · a + small · b|`, of which one factor is negative or zero, in one pass.
  private static func combine(
    _ large: BigInteger,
    _ a: Int,
    _ small: BigInteger,
    _ b: Int
  ) -> BigInteger {
    large.withMagnitude { x, xCount in
      small.withMagnitude { y, yCount in
        make(negative: false, capacity: xCount) { result in
          var carry: Int128 = 0
          for index in 0..<xCount {
            var sum = carry &+ Int128(x[index]) &* Int128(a)
            if index < yCount { sum &+= Int128(y[index]) &* Int128(b) }
            result[index] = UInt(truncatingIfNeeded: sum)
            carry = sum >> 64
          }
          assert(carry == 0)
        }
      }
    }
  }
}
