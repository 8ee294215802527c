extension BigInteger {
  /// Makes an integer from two's complement, the least significant word first.
  init(twosComplement words: [UInt]) {
    guard let last = words.last, last >> 63 == 1 else {
      self.init(negative: false, magnitude: words)
      return
    }
    self.init(negative: true, magnitude: Self.negated(words))
  }

  private static func negated(_ words: [UInt]) -> [UInt] {
    var carry = true
    return words.map { word in
      let (sum, overflow) = (~word).addingReportingOverflow(carry ? 1 : 0)
      carry = overflow
      return sum
    }
  }

  /// The words of the two's complement, the least significant first; the last one holds the sign.
  public var words: [UInt] {
    switch storage {
    case .small(let value): return [UInt(bitPattern: value)]
    case .large(let negative, let magnitude):
      guard negative else {
        return magnitude[magnitude.count - 1] >> 63 == 0 ? magnitude : magnitude + [0]
      }
      let words = Self.negated(magnitude)
      return words[words.count - 1] >> 63 == 1 ? words : words + [UInt.max]
    }
  }

  /// The bits of the smallest two's complement, in whole words.
  public var bitWidth: Int { words.count * UInt.bitWidth }

  /// The number of bits of the absolute value, without leading zeros: 0 for zero.
  ///
  /// This is Python's `int.bit_length()`.
  public var bitLength: Int {
    withMagnitude { words, count in
      count == 0 ? 0 : count * UInt.bitWidth - words[count - 1].leadingZeroBitCount
    }
  }

  /// The number of zeros below the lowest bit that is set.
  public var trailingZeroBitCount: Int {
    withMagnitude { words, count in
      guard count > 0 else { return UInt.bitWidth }
      var index = 0
      while words[index] == 0 { index += 1 }
      return index * UInt.bitWidth + words[index].trailingZeroBitCount
    }
  }

  /// The number of bits that are set in the absolute value.
  public var magnitudeBitCount: Int {
    withMagnitude { words, count in (0..<count).reduce(0) { $0 + words[$1].nonzeroBitCount } }
  }

  /// The complement: `-1 - value`.
  public static prefix func ~ (value: BigInteger) -> BigInteger { -1 - value }

  /// The bits that both numbers have, as if both were infinitely long.
  public static func & (lhs: BigInteger, rhs: BigInteger) -> BigInteger { bitwise(lhs, rhs, &) }

  /// The bits that either number has, as if both were infinitely long.
  public static func | (lhs: BigInteger, rhs: BigInteger) -> BigInteger { bitwise(lhs, rhs, |) }

  /// The bits in which the numbers differ, as if both were infinitely long.
  public static func ^ (lhs: BigInteger, rhs: BigInteger) -> BigInteger { bitwise(lhs, rhs, ^) }

  /// Keeps the bits that the other number has too.
  public static func &= (lhs: inout BigInteger, rhs: BigInteger) { lhs = lhs & rhs }

  /// Adds the bits of the other number.
  public static func |= (lhs: inout BigInteger, rhs: BigInteger) { lhs = lhs | rhs }

  /// Turns the bits that the other number has.
  public static func ^= (lhs: inout BigInteger, rhs: BigInteger) { lhs = lhs ^ rhs }

  /// Shifts to the left; a negative distance shifts to the right.
  ///
  /// - Precondition: The result of a shift to the left fits the memory.
  public static func << (lhs: BigInteger, rhs: some BinaryInteger) -> BigInteger {
    lhs.shifted(left: Int(clamping: rhs))
  }

  /// Shifts to the right, rounding towards negative infinity; a negative distance shifts to the left.
  ///
  /// - Precondition: The result of a shift to the left fits the memory.
  public static func >> (lhs: BigInteger, rhs: some BinaryInteger) -> BigInteger {
    lhs.shifted(left: -Swift.max(Int(clamping: rhs), -Int.max))
  }

  /// Shifts to the left.
  public static func <<= (lhs: inout BigInteger, rhs: some BinaryInteger) { lhs = lhs << rhs }

  /// Shifts to the right.
  public static func >>= (lhs: inout BigInteger, rhs: some BinaryInteger) { lhs = lhs >> rhs }

  private func shifted(left distance: Int) -> BigInteger {
    if distance == 0 || isZero { return self }
    guard distance > 0 else { return shifted(right: distance.magnitude) }
    let (places, bits) = (distance / UInt.bitWidth, distance % UInt.bitWidth)
    return withMagnitude { words, count in
      Self.make(negative: isNegative, capacity: count + places + 1) { result in
        result.update(repeating: 0, count: places)
        result[count + places] = BinaryWords.shiftLeft(result + places, words, count, by: bits)
      }
    }
  }

  private func shifted(right distance: UInt) -> BigInteger {
    if case .small(let value) = storage { return BigInteger(value >> distance) }
    guard distance < UInt(bitLength) else { return isNegative ? -1 : 0 }
    let (places, bits) = (Int(distance) / UInt.bitWidth, Int(distance) % UInt.bitWidth)
    let result = withMagnitude { words, count in
      Self.make(negative: isNegative, capacity: count - places) { result in
        BinaryWords.shiftRight(result, words + places, count - places, by: bits)
      }
    }
    return isNegative && trailingZeroBitCount < Int(distance) ? result - 1 : result
  }

  private static func bitwise(
    _ lhs: BigInteger,
    _ rhs: BigInteger,
    _ operation: (UInt, UInt) -> UInt
  ) -> BigInteger {
    if case .small(let a) = lhs.storage, case .small(let b) = rhs.storage {
      return BigInteger(Int(bitPattern: operation(UInt(bitPattern: a), UInt(bitPattern: b))))
    }
    let (a, b) = (lhs.words, rhs.words)
    let (aFill, bFill) = (lhs.isNegative ? UInt.max : 0, rhs.isNegative ? UInt.max : 0)
    return BigInteger(
      twosComplement: (0..<Swift.max(a.count, b.count)).map { index in
        operation(index < a.count ? a[index] : aFill, index < b.count ? b[index] : bFill)
      }
    )
  }
}
