extension Transform {
  /// The integers modulo a prime below 2^62 with a root of unity of order 2^40.
  struct Field {
    /// A fixed factor and its quotient: the product with it needs no division (Shoup).
    typealias Factor = (value: UInt, quotient: UInt)

    let prime: UInt
    private let root: UInt
    private let divisor: WordDivisor

    init(prime: UInt, root: UInt) {
      self.prime = prime
      self.root = root
      divisor = WordDivisor(prime)
    }

    /// A number below twice the prime, reduced.
    @inline(__always) func once(_ value: UInt) -> UInt { value >= prime ? value &- prime : value }

    @inline(__always) func add(_ a: UInt, _ b: UInt) -> UInt { once(a &+ b) }

    /// The difference of numbers below twice the prime, reduced.
    @inline(__always) func subtract(_ a: UInt, _ b: UInt) -> UInt {
      let (difference, under) = once(a).subtractingReportingOverflow(once(b))
      return under ? difference &+ prime : difference
    }

    @inline(__always) func multiply(_ a: UInt, _ b: UInt) -> UInt {
      let product = a.multipliedFullWidth(by: b)
      let shift = UInt(divisor.shift)
      let high = product.high << shift | product.low >> (64 - shift)
      return divisor.divide(high, product.low << shift).remainder >> shift
    }

    /// The product with a fixed factor; less than twice the prime.
    @inline(__always) func lazily(_ a: UInt, _ factor: Factor) -> UInt {
      a &* factor.value &- a.multipliedFullWidth(by: factor.quotient).high &* prime
    }

    @inline(__always) func multiply(_ a: UInt, _ factor: Factor) -> UInt { once(lazily(a, factor)) }

    @inline(__always) func factor(_ value: UInt) -> Factor {
      (value, divisor.divide(value << UInt(divisor.shift), 0).quotient)
    }

    func power(_ base: UInt, _ exponent: UInt) -> UInt {
      var (result, base, exponent): (UInt, UInt, UInt) = (1, base, exponent)
      while exponent > 0 {
        if exponent & 1 == 1 { result = multiply(result, base) }
        base = multiply(base, base)
        exponent >>= 1
      }
      return result
    }

    func inverse(_ value: UInt) -> UInt { power(value, prime - 2) }

    /// The words of a number modulo the prime, filled up with zeros.
    func load(
      _ residues: BinaryWords.Target,
      _ size: Int,
      _ words: BinaryWords.Source,
      _ count: Int
    ) {
      for index in 0..<count {
        // Four times the prime is less than 2^64, five times is more.
        var word = words[index]
        if word >= prime &* 4 { word &-= prime &* 4 }
        if word >= prime &* 2 { word &-= prime &* 2 }
        residues[index] = once(word)
      }
      (residues + count).update(repeating: 0, count: size - count)
    }

    /// The roots of unity in the order of reversed bits, each with its quotient.
    ///
    /// In that order the table of a short transform is the beginning of a longer one's.
    func fillTable(_ table: BinaryWords.Target, _ size: Int, inverse: Bool) {
      let base = inverse ? self.inverse(root) : root
      (table[0], table[1]) = factor(1)
      var count = 1
      var order = 2
      while count < size / 2 {
        let step = factor(power(base, 1 << UInt(40 - order)))
        for index in 0..<count {
          let value = multiply(table[2 * index], step)
          (table[2 * (count + index)], table[2 * (count + index) + 1]) = factor(value)
        }
        count *= 2
        order += 1
      }
    }

    /// The transform, its values in the order of reversed bits and below four times the prime.
    func forward(_ values: BinaryWords.Target, _ logarithm: Int, _ table: BinaryWords.Source) {
      let twice = prime &* 2
      for level in 0..<logarithm {
        let half = 1 << (logarithm - level - 1)
        for block in 0..<(1 << level) {
          let factor = (table[2 &* block], table[2 &* block &+ 1])
          let low = values + 2 &* half &* block
          let high = low + half
          for index in 0..<half {
            var x = low[index]
            if x >= twice { x &-= twice }
            let y = lazily(high[index], factor)
            low[index] = x &+ y
            high[index] = x &- y &+ twice
          }
        }
      }
    }

    /// The products of two transforms, place by place.
    func multiply(_ values: BinaryWords.Target, _ others: BinaryWords.Source, _ size: Int) {
      let twice = prime &* 2
      for index in 0..<size {
        var (a, b) = (values[index], others[index])
        if a >= twice { a &-= twice }
        if b >= twice { b &-= twice }
        values[index] = multiply(once(a), once(b))
      }
    }

    /// Takes a transform back, with values below the prime.
    func inverse(_ values: BinaryWords.Target, _ logarithm: Int, _ table: BinaryWords.Source) {
      let twice = prime &* 2
      for level in (0..<logarithm).reversed() {
        let half = 1 << (logarithm - level - 1)
        for block in 0..<(1 << level) {
          let factor = (table[2 &* block], table[2 &* block &+ 1])
          let low = values + 2 &* half &* block
          let high = low + half
          for index in 0..<half {
            let (x, y) = (low[index], high[index])
            let sum = x &+ y
            low[index] = sum >= twice ? sum &- twice : sum
            high[index] = lazily(x &- y &+ twice, factor)
          }
        }
      }
      let scale = factor(inverse(power(2, UInt(logarithm))))
      for index in 0..<(1 << logarithm) { values[index] = multiply(values[index], scale) }
    }
  }
}
