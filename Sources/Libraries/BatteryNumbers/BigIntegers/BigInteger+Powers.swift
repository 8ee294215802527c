extension BigInteger {
  /// The number raised to a power that is not negative.
  ///
  /// - Throws: ``NumberError`` with the code ``NumberError/Code/tooLarge`` when the result would have
  ///   more than `maximumBits` bits, before any memory is taken for it, and with the code
  ///   ``NumberError/Code/invalidArgument`` for a negative exponent.
  public func power(_ exponent: Int, maximumBits: Int) throws(NumberError) -> BigInteger {
    guard exponent >= 0 else {
      throw NumberError(
        .invalidArgument,
        "An integer has no power of \(exponent). Give an exponent from 0 on, or use a fraction."
      )
    }
    let (bits, overflow) = Swift.max(bitLength - 1, 0).multipliedReportingOverflow(by: exponent)
    if overflow || (bitLength > 1 && bits > maximumBits) {
      throw NumberError(
        .tooLarge,
        "A number of \(bitLength) bits to the power of \(exponent) has more than \(maximumBits) bits."
          + " Take a smaller exponent."
      )
    }
    return power(exponent)
  }

  /// The number raised to a power.
  ///
  /// It takes the memory that the result needs: use ``power(_:maximumBits:)`` for an exponent that
  /// comes from elsewhere.
  ///
  /// - Precondition: `exponent` is not negative, and the result fits the memory.
  public func power(_ exponent: Int) -> BigInteger {
    precondition(exponent >= 0, "An integer has no negative power")
    if exponent == 0 { return 1 }
    if isZero || self == 1 { return self }
    // Twos are shifted in at the end: powers of ten and two are common.
    let zeros = trailingZeroBitCount
    if zeros > 0 {
      let odd = self >> zeros
      if odd == 1 { return odd << (zeros * exponent) }
      return odd.power(exponent) << (zeros * exponent)
    }
    var result = self
    var bit = Int.bitWidth - exponent.leadingZeroBitCount - 1
    while bit > 0 {
      bit -= 1
      result = result * result
      if exponent >> bit & 1 == 1 { result = result * self }
    }
    return result
  }

  /// The remainder of a power: from 0 up to the modulus.
  ///
  /// A negative exponent takes the inverse, where there is one.
  ///
  /// - Parameters:
  ///   - exponent: The exponent.
  ///   - modulus: What the power is divided by, more than zero.
  /// - Returns: The remainder; `nil` where the exponent is negative and there is no inverse.
  /// - Complexity: As many products modulo `modulus` as the exponent has bits.
  public func power(_ exponent: BigInteger, modulo modulus: BigInteger) -> BigInteger? {
    precondition(modulus > 0, "A modulus is more than zero")
    if modulus == 1 { return 0 }
    if exponent.isNegative {
      return inverse(modulo: modulus)?.power(-exponent, modulo: modulus)
    }
    let base = floorDivided(by: modulus).remainder
    if modulus.isOdd, exponent.bitLength > 4 {
      return Montgomery(modulus).power(base, exponent)
    }
    var result: BigInteger = 1
    let bits = exponent.magnitudeWords
    for index in (0..<exponent.bitLength).reversed() {
      result = result * result % modulus
      if bits[index / 64] >> UInt(index % 64) & 1 == 1 { result = result * base % modulus }
    }
    return result
  }

  /// The number whose product with this one leaves 1, from 0 up to the modulus; `nil` without one.
  public func inverse(modulo modulus: BigInteger) -> BigInteger? {
    precondition(modulus > 0, "A modulus is more than zero")
    var (r0, r1) = (modulus, floorDivided(by: modulus).remainder)
    var (t0, t1): (BigInteger, BigInteger) = (0, 1)
    while !r1.isZero {
      let (quotient, rest) = r0.quotientAndRemainder(dividingBy: r1)
      (r0, r1) = (r1, rest)
      (t0, t1) = (t1, t0 - quotient * t1)
    }
    guard r0 == 1 else { return nil }
    return t0.floorDivided(by: modulus).remainder
  }

  /// The largest integer whose square is not more than this one.
  ///
  /// - Precondition: The number is not negative.
  /// - Complexity: That of a division of the length.
  public func squareRoot() -> BigInteger {
    precondition(!isNegative, "A negative number has no square root")
    let bits = bitLength
    if bits <= 62, let value = asInt {
      var root = Int(Double(value).squareRoot())
      while root * root > value { root -= 1 }
      while (root + 1) * (root + 1) <= value { root += 1 }
      return BigInteger(root)
    }
    // Half the digits from the number's upper half, the rest by one division (Zimmermann 1999).
    let quarter = (bits - 1) / 4
    let high = (self >> (2 * quarter)).squareRoot()
    let estimate = high << quarter
    let root = (estimate + self / estimate) >> 1
    var exact = root
    while exact * exact > self { exact -= 1 }
    return exact
  }
}

/// Products modulo an odd number without divisions.
///
/// Source: Montgomery, "Modular multiplication without trial division", Mathematics of Computation 44
/// (1985); the words are interleaved as in Koç, Acar and Kaliski (1996).
private struct Montgomery {
  private let modulus: [UInt]
  private let inverse: UInt
  private let number: BigInteger

  init(_ modulus: BigInteger) {
    number = modulus
    self.modulus = modulus.magnitudeWords
    // Newton's iteration doubles the bits: 3 to 96.
    let low = self.modulus[0]
    var inverse = low &* 3 ^ 2
    for _ in 0..<4 { inverse = inverse &* (2 &- low &* inverse) }
    self.inverse = 0 &- inverse
  }

  func power(_ base: BigInteger, _ exponent: BigInteger) -> BigInteger {
    let count = modulus.count
    let one = words((BigInteger(1) << (64 * count)) % number)
    let first = words((base << (64 * count)) % number)
    // Four bits of the exponent at a time.
    var table = [one, first]
    for _ in 2..<16 { table.append(multiply(table[table.count - 1], first)) }
    let bits = exponent.magnitudeWords
    var result = one
    for index in (0..<(exponent.bitLength + 3) / 4).reversed() {
      for _ in 0..<4 { result = multiply(result, result) }
      let digit = Int(bits[index / 16] >> UInt(4 * (index % 16)) & 15)
      if digit > 0 { result = multiply(result, table[digit]) }
    }
    var unit = [UInt](repeating: 0, count: count)
    unit[0] = 1
    return BigInteger(negative: false, magnitude: multiply(result, unit))
  }

  private func words(_ value: BigInteger) -> [UInt] {
    let words = value.magnitudeWords
    return words + [UInt](repeating: 0, count: modulus.count - words.count)
  }

  private func multiply(_ a: [UInt], _ b: [UInt]) -> [UInt] {
    let count = modulus.count
    var sum = [UInt](repeating: 0, count: 2 * count + 2)
    sum.withUnsafeMutableBufferPointer { buffer in
      guard var memory = buffer.baseAddress else { return }
      a.withUnsafeBufferPointer { a in
        modulus.withUnsafeBufferPointer { modulus in
          guard let a = a.baseAddress, let modulus = modulus.baseAddress else { return }
          for word in b {
            add(BinaryWords.addProduct(memory, a, count, by: word), memory + count)
            let factor = memory[0] &* inverse
            add(BinaryWords.addProduct(memory, modulus, count, by: factor), memory + count)
            memory += 1
          }
          if memory[count] > 0 || BinaryWords.compare(memory, modulus, count) >= 0 {
            BinaryWords.subtract(memory, memory, count, modulus, count)
          }
        }
      }
    }
    return Array(sum[count..<(2 * count)])
  }

  @inline(__always) private func add(_ word: UInt, _ place: BinaryWords.Target) {
    let (sum, over) = place[0].addingReportingOverflow(word)
    place[0] = sum
    if over { place[1] &+= 1 }
  }
}
