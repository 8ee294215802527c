/// A generator with the operations of Python's `random.Random`.
///
/// ``MersenneTwister`` gives Python's very streams, ``Philox`` streams for parallel work. Whatever
/// conforms to `RandomNumberGenerator` needs ``gaussNext`` alone to have them all; the other
/// requirements say how bits are drawn.
public protocol RandomSource: RandomNumberGenerator {
  /// The second of a pair of Gaussian numbers, kept for the next call of ``gauss(mu:sigma:)``.
  var gaussNext: Double? { get set }

  /// A number from 0 up to 1, 1 excluded, with 53 random bits.
  mutating func random() -> Double

  /// So many random bits, 0 to 64, as a number.
  mutating func bits(_ count: Int) -> UInt64

  /// So many random bits as a number: Python's `getrandbits`.
  mutating func getrandbits(_ count: Int) -> BigInteger

  /// So many random bytes: Python's `randbytes`.
  mutating func randbytes(_ count: Int) -> [UInt8]
}

extension RandomSource {
  /// A number from 0 up to 1, 1 excluded, with 53 random bits.
  @inlinable public mutating func random() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// So many random bits, 0 to 64, as a number.
  @inlinable public mutating func bits(_ count: Int) -> UInt64 {
    precondition((0...64).contains(count), "A word has 0 to 64 bits")
    return count == 0 ? 0 : next() >> UInt64(64 - count)
  }

  /// So many random bits as a number: Python's `getrandbits`.
  public mutating func getrandbits(_ count: Int) -> BigInteger {
    precondition(count >= 0, "There is no negative number of bits")
    var words: [UInt] = []
    for _ in 0..<(count / 64) { words.append(UInt(bits(64))) }
    if count % 64 > 0 { words.append(UInt(bits(count % 64))) }
    return BigInteger(negative: false, magnitude: words)
  }

  /// So many random bytes: Python's `randbytes`.
  public mutating func randbytes(_ count: Int) -> [UInt8] {
    let words = getrandbits(8 * count).magnitudeWords
    return (0..<count).map { place in
      place / 8 < words.count
        ? UInt8(truncatingIfNeeded: words[place / 8] >> UInt(8 * (place % 8))) : 0
    }
  }
}
