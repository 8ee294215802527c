extension BigInteger {
  /// The greatest number that divides both; 0 only for two zeros.
  ///
  /// Large numbers are reduced by Lehmer's method, half a word at a time; the last words by shifts.
  ///
  /// - Complexity: O(length²).
  public static func greatestCommonDivisor(_ a: BigInteger, _ b: BigInteger) -> BigInteger {
    if case .small(let x) = a.storage, case .small(let y) = b.storage {
      return BigInteger(negative: false, UInt128(commonDivisor(x.magnitude, y.magnitude)))
    }
    var (large, small) = (a.magnitude, b.magnitude)
    if large < small { swap(&large, &small) }
    while true {
      let (words, divisor) = (large.magnitudeWords, small.magnitudeWords)
      if divisor.isEmpty { return large }
      if words.count <= 2 {
        let result = commonDivisor(doubleWord(words), doubleWord(divisor))
        return BigInteger(negative: false, result)
      }
      // A division brings numbers of different lengths together.
      if words.count > divisor.count || !reduce(words, divisor, &large, &small) {
        (large, small) = (small, large % small)
      }
    }
  }

  /// The smallest positive number that both divide; 0 if either is 0.
  public static func leastCommonMultiple(_ a: BigInteger, _ b: BigInteger) -> BigInteger {
    if a.isZero || b.isZero { return 0 }
    return (a / greatestCommonDivisor(a, b) * b).magnitude
  }

  private static func doubleWord(_ words: [UInt]) -> UInt128 {
    UInt128(words.first ?? 0) | UInt128(words.count > 1 ? words[1] : 0) << 64
  }

  /// The greatest common divisor of two words (Stein's binary method).
  @inline(__always)
  static func commonDivisor<Word: FixedWidthInteger & UnsignedInteger>(
    _ a: Word,
    _ b: Word
  ) -> Word {
    if a == 0 { return b }
    if b == 0 { return a }
    let shared = (a | b).trailingZeroBitCount
    var x = a &>> Word(truncatingIfNeeded: a.trailingZeroBitCount)
    var y = b &>> Word(truncatingIfNeeded: b.trailingZeroBitCount)
    while x != y {
      let (less, greater) = x < y ? (x, y) : (y, x)
      let difference = greater &- less
      x = less
      y = difference &>> Word(truncatingIfNeeded: difference.trailingZeroBitCount)
    }
    return x &<< Word(truncatingIfNeeded: shared)
  }

  // Replaces two numbers of the same length by much smaller ones with the same divisors, until a
  // division is needed. Returns whether it could.
  private static func reduce(
    _ a: [UInt],
    _ b: [UInt],
    _ large: inout BigInteger,
    _ small: inout BigInteger
  ) -> Bool {
    let capacity = a.count
    let memory = BinaryWords.Target.allocate(capacity: 4 * capacity)
    defer { memory.deallocate() }
    memory.update(repeating: 0, count: 4 * capacity)
    for (place, word) in a.enumerated() { memory[place] = word }
    for (place, word) in b.enumerated() { memory[capacity + place] = word }
    var (x, y) = (memory, memory + capacity)
    var (nextX, nextY) = (memory + 2 * capacity, memory + 3 * capacity)
    var count = capacity
    var steps = 0
    while count > 2, let factors = lehmerFactors(x, y, count) {
      combine(nextX, nextY, x, y, count, factors)
      (x, y, nextX, nextY) = (nextX, nextY, x, y)
      count = Swift.max(BinaryWords.significant(x, count), BinaryWords.significant(y, count))
      if BinaryWords.compare(x, y, count) < 0 { (x, y) = (y, x) }
      steps += 1
    }
    guard steps > 0 else { return false }
    func number(_ words: BinaryWords.Target) -> BigInteger {
      BigInteger(
        negative: false,
        magnitude: Array(UnsafeBufferPointer(start: words, count: count))
      )
    }
    (large, small) = (number(x), number(y))
    return true
  }

  private typealias Factors = (a: Int, b: Int, c: Int, d: Int)

  // What several steps of Euclid's algorithm on the leading 62 bits amount to: `x` becomes
  // a·x + b·y and `y` becomes c·x + d·y. `nil` if not one step is certain.
  //
  // Source: Knuth, volume 2, 4.5.2, algorithm L.
  @inline(__always)
  private static func lehmerFactors(
    _ large: BinaryWords.Source,
    _ small: BinaryWords.Source,
    _ count: Int
  ) -> Factors? {
    let free = UInt(large[count - 1].leadingZeroBitCount)
    func leading(_ words: BinaryWords.Source) -> Int {
      let below = free > 0 ? words[count - 2] >> (64 - free) : 0
      return Int((words[count - 1] << free | below) >> 2)
    }
    var (x, y) = (leading(large), leading(small))
    var (a, b, c, d) = (1, 0, 0, 1)
    while y &+ c > 0, y &+ d > 0 {
      let quotient = (x &+ a) / (y &+ c)
      guard quotient == (x &+ b) / (y &+ d) else { break }
      let (nextC, nextD) = (a &- quotient &* c, b &- quotient &* d)
      if nextC.magnitude >> 31 > 0 || nextD.magnitude >> 31 > 0 { break }
      (a, b, c, d) = (c, d, nextC, nextD)
      (x, y) = (y, x &- quotient &* y)
    }
    return b == 0 ? nil : (a, b, c, d)
  }

  private static func combine(
    _ nextX: BinaryWords.Target,
    _ nextY: BinaryWords.Target,
    _ x: BinaryWords.Source,
    _ y: BinaryWords.Source,
    _ count: Int,
    _ factors: Factors
  ) {
    let (a, b, c, d) = factors
    var (first, second): (Int128, Int128) = (0, 0)
    for place in 0..<count {
      let (left, right) = (Int128(x[place]), Int128(y[place]))
      first &+= left &* Int128(a) &+ right &* Int128(b)
      second &+= left &* Int128(c) &+ right &* Int128(d)
      nextX[place] = UInt(truncatingIfNeeded: first)
      nextY[place] = UInt(truncatingIfNeeded: second)
      first >>= 64
      second >>= 64
    }
  }
}
