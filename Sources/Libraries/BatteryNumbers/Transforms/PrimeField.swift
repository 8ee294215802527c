import Synchronization

/// The integers modulo a prime of 62 bits that has roots of unity of order 2^34.
///
/// Residues stay under four times the prime inside a transform and are brought under it at the end
/// (Harvey, *Faster arithmetic for number-theoretic transforms*, 2014).
struct PrimeField: Sendable {
  typealias Values = UnsafeMutablePointer<UInt64>

  let prime: UInt64
  /// A root of unity of order 2^34.
  private let root: UInt64
  private let index: Int

  static let first = PrimeField(
    prime: 4_611_685_692_009_873_409,
    root: 2_279_271_952_663_259_880,
    index: 0
  )
  static let second = PrimeField(
    prime: 4_611_685_606_110_527_489,
    root: 578_258_675_116_807_648,
    index: 1
  )
  static let third = PrimeField(
    prime: 4_611_685_125_074_190_337,
    root: 466_666_513_954_292_005,
    index: 2
  )
  static let all = [first, second, third]

  static let inverseOfFirstInSecond: UInt64 = 2_767_011_363_612_629_407
  static let inverseOfFirstInThird: UInt64 = 4_192_441_022_786_584_082
  static let inverseOfSecondInThird: UInt64 = 1_317_624_321_440_181_689

  /// A number to multiply by, with ⌊number · 2^64 / prime⌋.
  struct Factor: Sendable {
    let value: UInt64
    let quotient: UInt64
  }

  func factor(_ value: UInt64) -> Factor {
    Factor(value: value, quotient: prime.dividingFullWidth((value, 0)).quotient)
  }

  /// `a * factor`, less than twice the prime, for any `a`.
  @inline(__always)
  private func lazyTimes(_ a: UInt64, _ factor: Factor) -> UInt64 {
    let quotient = a.multipliedFullWidth(by: factor.quotient).high
    return a &* factor.value &- quotient &* prime
  }

  /// `a * factor`, less than the prime, for any `a`.
  @inline(__always)
  func times(_ a: UInt64, _ factor: Factor) -> UInt64 {
    let product = lazyTimes(a, factor)
    return product >= prime ? product &- prime : product
  }

  /// `a - b` for two residues less than the prime.
  @inline(__always)
  func difference(_ a: UInt64, _ b: UInt64) -> UInt64 { a >= b ? a &- b : a &+ prime &- b }

  /// A number under twice the prime, brought under the prime.
  @inline(__always)
  func reduced(_ a: UInt64) -> UInt64 { a >= prime ? a &- prime : a }

  private func power(_ base: UInt64, _ exponent: UInt64) -> UInt64 {
    var (result, base, exponent) = (UInt64(1), base, exponent)
    while exponent > 0 {
      if exponent & 1 == 1 { result = times(result, factor(base)) }
      base = times(base, factor(base))
      exponent >>= 1
    }
    return result
  }

  // MARK: Transforms

  /// Fills `target` with words of 64 bits modulo the prime, and with zeros to `size`.
  func load<Word: FixedWidthInteger & UnsignedInteger>(
    _ target: Values,
    _ words: UnsafePointer<Word>,
    _ count: Int,
    _ size: Int
  ) {
    for index in 0..<count {
      // Four times the prime is less than 2^64, five times is more.
      var word = UInt64(truncatingIfNeeded: words[index])
      if word >= 4 &* prime { word &-= 4 &* prime }
      if word >= 2 &* prime { word &-= 2 &* prime }
      target[index] = reduced(word)
    }
    (target + count).update(repeating: 0, count: size &- count)
  }

  /// Evaluates the polynomial at the roots of unity, in bit-reversed order.
  func transform(_ a: Values, _ size: Int, _ roots: UnsafeBufferPointer<Factor>) {
    let twice = 2 &* prime
    var half = size / 2
    var blocks = 1
    while half >= 1 {
      var block = 0
      while block < blocks {
        let factor = roots[block]
        let lower = a + 2 * half * block
        let upper = lower + half
        var j = 0
        while j < half {
          var u = lower[j]
          u = u >= twice ? u &- twice : u
          let v = lazyTimes(upper[j], factor)
          lower[j] = u &+ v
          upper[j] = u &+ twice &- v
          j &+= 1
        }
        block &+= 1
      }
      blocks <<= 1
      half >>= 1
    }
  }

  /// Undoes ``transform(_:_:_:)``, whose result may be up to four times the prime.
  func transformBack(_ a: Values, _ size: Int, _ roots: UnsafeBufferPointer<Factor>) {
    let twice = 2 &* prime
    var half = 1
    var blocks = size / 2
    while blocks >= 1 {
      var block = 0
      while block < blocks {
        // The inverses lie behind the roots.
        let factor = roots[roots.count / 2 &+ block]
        let lower = a + 2 * half * block
        let upper = lower + half
        var j = 0
        while j < half {
          let (u, v) = (lower[j], upper[j])
          let sum = u &+ v
          lower[j] = sum >= twice ? sum &- twice : sum
          upper[j] = lazyTimes(u &+ twice &- v, factor)
          j &+= 1
        }
        block &+= 1
      }
      blocks >>= 1
      half <<= 1
    }
    let scale = factor(power(UInt64(size), prime &- 2))
    for index in 0..<size { a[index] = times(a[index], scale) }
  }

  /// `a = a * b`, place by place, less than the prime.
  func multiply(_ a: Values, _ b: UnsafePointer<UInt64>, _ size: Int) {
    // Barrett: the product of two reduced residues has 124 bits.
    let reciprocal = prime.dividingFullWidth((1 << 60, 0)).quotient
    for index in 0..<size {
      let product = fullyReduced(a[index]).multipliedFullWidth(by: fullyReduced(b[index]))
      // ⌊product / 2^60⌋ * ⌊2^124 / prime⌋ / 2^64 is at most a few below the quotient.
      let top = (product.high << 4) | (product.low >> 60)
      let quotient = top.multipliedFullWidth(by: reciprocal).high
      var rest = product.low &- quotient &* prime
      while rest >= prime { rest &-= prime }
      a[index] = rest
    }
  }

  @inline(__always)
  private func fullyReduced(_ a: UInt64) -> UInt64 {
    let twice = 2 &* prime
    return reduced(a >= twice ? a &- twice : a)
  }

  // MARK: Roots

  private static let tables = Mutex<[[Factor]]>([[], [], []])
  /// Roots for more than this are made each time: they would hold on to many megabytes.
  private static let keptSize = 1 << 18

  /// The roots in bit-reversed order, then their inverses; a prefix of each serves any size.
  func roots(_ size: Int) -> [Factor] {
    if size > Self.keptSize { return makeRoots(size / 2) }
    return Self.tables.withLock { tables in
      if tables[index].count < size { tables[index] = makeRoots(size / 2) }
      return tables[index]
    }
  }

  private func makeRoots(_ count: Int) -> [Factor] {
    var roots = [factor(1)]
    var inverses = [factor(1)]
    roots.reserveCapacity(2 &* count)
    inverses.reserveCapacity(count)
    var order = 4
    while roots.count < count {
      // Behind 2^j roots stand the same, each times a root of order 2^(j+2).
      let unit = power(root, (1 << 34) / UInt64(order))
      let inverse = power(unit, prime &- 2)
      let (unitFactor, inverseFactor) = (factor(unit), factor(inverse))
      for index in 0..<roots.count {
        roots.append(factor(times(roots[index].value, unitFactor)))
        inverses.append(factor(times(inverses[index].value, inverseFactor)))
      }
      order <<= 1
    }
    return roots + inverses
  }
}
